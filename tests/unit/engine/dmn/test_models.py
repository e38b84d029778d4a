"""Requirement graphs, boxed expressions, types, knowledge, services, and files that are refused."""

import re
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import pytest

from engine.dmn import DmnError, UnknownDecision, UnreadableModel, WrongExpression, WrongModel, parse_decisions
from engine.feel import to_json
from tests.unit.engine.dmn.models import NAMESPACE, data, decision, literal, model, table

ITEM = """<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>
<itemComponent name="born"><typeRef>date</typeRef></itemComponent>
<itemComponent name="grades" isCollection="true"><typeRef>tGrade</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tGrade"><typeRef>number</typeRef>
<allowedValues><text>[0..20]</text></allowedValues></itemDefinition>
"""
DOUBLE = f"""<businessKnowledgeModel id="double" name="double"><encapsulatedLogic>
<formalParameter name="x" typeRef="number"/>{literal("x * 2")}</encapsulatedLogic></businessKnowledgeModel>"""


def value_of(xml: bytes, name: str, **context: object) -> object:
    return to_json(parse_decisions(xml).decide(name, context).value)


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
        "https://www.omg.org/spec/DMN/20240513/MODEL/",
        # as Camunda Modeler and Flowable wrote 1.1
        "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
        "http://www.omg.org/spec/DMN/20151101",
        # another scheme, no closing slash
        "https://www.omg.org/spec/DMN/20180521/MODEL",
    ],
)
def test_versions_of_dmn(namespace: str) -> None:
    assert value_of(model(decision("d", literal("1 + 1")), namespace=namespace), "d") == 2


@pytest.mark.parametrize(
    ("xml", "found"),
    [
        (model(namespace="http://www.omg.org/spec/DMN/20130901"), "DMN 1.0"),
        (model(namespace="http://www.omg.org/spec/BPMN/20100524/MODEL"), "a BPMN diagram"),
        (model(namespace="urn:other"), "“definitions” of the namespace “urn:other”"),
        (b"<definitions/>", "“definitions” without a namespace"),
        (
            model().replace(b"definitions", b"decision"),
            "“decision” of the namespace “https://www.omg.org/spec/DMN/2019",
        ),
        (model(namespace="urn:" + "x" * 500), f"urn:{'x' * 115}…”"),
    ],
)
def test_other_files_are_told_what_they_are(xml: bytes, found: str) -> None:
    with pytest.raises(UnreadableModel) as raised:
        parse_decisions(xml)
    assert str(raised.value).startswith("the file is no DMN model of version 1.1 to 1.6 but ")
    assert found in str(raised.value)


FEEL_NAMES = [
    "feel",
    "FEEL",
    "s-feel",
    "http://www.omg.org/spec/FEEL/20140401",
    "https://www.omg.org/spec/DMN/20191111/FEEL/",
    "https://www.omg.org/spec/DMN/20240513/FEEL/",
    "",
]
FOREIGN = [
    ("https://www.omg.org/spec/DMN/20240513/B-FEEL/", "B-FEEL"),
    ("juel", "JUEL"),
    ("JavaScript", "JavaScript"),
    ("http://www.java.com/java", "Java,"),
    ("groovy", "Groovy"),
    ("python", "Python"),
    ("http://www.w3.org/1999/XPath", "XPath"),
    ("urn:own", "“urn:own”"),
]


@pytest.mark.parametrize("language", FEEL_NAMES)
def test_names_of_feel(language: str) -> None:
    named = f'expressionLanguage="{language}"'
    body = literal("1 + 1").replace("<literalExpression", f"<literalExpression {named}")
    xml = model(decision("d", body)).replace(b"<definitions", f"<definitions {named}".encode())
    assert value_of(xml, "d") == 2


@pytest.mark.parametrize(("language", "name"), FOREIGN)
def test_other_languages_are_refused_by_name(language: str, name: str) -> None:
    body = literal("a + 1").replace("<literalExpression", f'<literalExpression expressionLanguage="{language}"')
    with pytest.raises(WrongModel, match=f"the expression language is {re.escape(name)}"):
        parse_decisions(model(decision("d", body)))
    named = f'<definitions expressionLanguage="{language}"'.encode()
    whole = model(decision("d", literal("1"))).replace(b"<definitions", named)
    with pytest.raises(UnreadableModel, match=f"the expression language is {re.escape(name)}"):
        parse_decisions(whole, strict=False)


@pytest.mark.parametrize("tag", ["inputExpression", "inputEntry", "outputEntry", "defaultOutputEntry"])
@pytest.mark.parametrize(
    ("text", "alike"), [("x.y", True), ('"a"', True), ("-1.5", True), ("x == 1", False), ("None", False)]
)
def test_each_place_of_a_table_may_have_its_language(tag: str, text: str, alike: bool) -> None:
    body = table("UNIQUE", ["x"], ["y"], [["-", "1"]], default="2")
    body = re.sub(f"<{tag}><text>[^<]*<", f'<{tag} expressionLanguage="groovy"><text>{escape(text)}<', body)
    problems = parse_decisions(model(decision("d", body)), strict=False).problems
    assert [problem.message.partition(",")[0] for problem in problems] == (
        [] if alike else ["the expression language is Groovy"]
    )


def test_decisions_use_what_they_require() -> None:
    xml = model(
        data("net-income", "number"),
        decision("yearly", literal("net-income * 12"), "Input:net-income"),
        decision("fee", literal("double(yearly)"), "Decision:yearly", "Knowledge:double", type_="number"),
        DOUBLE,
    )

    assert value_of(xml, "fee", **{"net-income": 10}) == 240


def test_names_of_what_is_not_required_are_read_as_expressions() -> None:
    parsed = parse_decisions(
        model(
            data("a", "number"),
            data("b", "number"),
            decision("a - b", literal("a - b"), "Input:a", "Input:b"),
            decision("a in b", literal("a in (b, 5)"), "Input:a", "Input:b"),
            decision("twice", literal("a - b * 2"), "Decision:a - b"),
            '<group id="g" name="b-a"/>',
            decision("back", literal("b-a"), "Input:a", "Input:b"),
        )
    )

    values = {
        name: to_json(parsed.decide(name, {"a": 5, "b": 2}).value) for name in ("a - b", "a in b", "twice", "back")
    }

    assert values == {"a - b": 3, "a in b": True, "twice": 6, "back": -3}


def test_decision_is_found_by_id_and_by_name() -> None:
    parsed = parse_decisions(model(decision("d", literal("1")).replace('name="d"', 'name="The fee"', 1)))

    assert parsed.decide("d", {}).value == parsed.decide("The  fee", {}).value == 1
    with pytest.raises(UnknownDecision, match="no decision x"):
        parsed.decide("x", {})


def test_inputs_are_read_by_their_types() -> None:
    xml = model(ITEM, data("p", "tPerson"), decision("d", literal('p.born + @"P1Y"'), "Input:p"))

    assert value_of(xml, "d", p={"name": "x", "born": "2000-02-29", "grades": [20]}) == "2001-02-28"


@pytest.mark.parametrize(
    ("person", "why"),
    [
        ({"name": 5}, "number is given where string is expected"),
        ({"born": "yesterday"}, "'yesterday' is not a date"),
        ({"grades": [10, 21]}, "21 is not allowed for tGrade"),
        ("x", "string is given where tPerson is expected"),
    ],
)
def test_input_of_the_wrong_type_is_null_with_a_message(person: object, why: str) -> None:
    parsed = parse_decisions(model(ITEM, data("p", "tPerson"), decision("d", literal("p"), "Input:p")))

    result = parsed.decide("d", {"p": person})

    assert result.value is None
    assert result.messages == (f"input p: {why}",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 instance of tGrade", True),
        ('"5" instance of tGrade', False),
        ('{name: "x", born: @"2000-01-01", grades: [1]} instance of tPerson', True),
        ('{name: "x"} instance of tPerson', False),
        ("{f: function(n: tGrade) n + 1, r: f(1)}.r", 2),
        ('{f: function(n: tGrade) n, r: f("a")}.r', None),
    ],
)
def test_expressions_know_the_types_of_the_model(text: str, expected: object) -> None:
    assert value_of(model(ITEM, decision("d", literal(text))), "d") == expected


def test_result_of_the_wrong_type_is_null() -> None:
    assert value_of(model(decision("d", literal('"a"'), type_="number")), "d") is None


def entry(name: str, body: str) -> str:
    variable = f'<variable name="{name}"/>' if name else ""
    return f"<contextEntry>{variable}{body}</contextEntry>"


CALL = f"<invocation>{literal('double')}<binding><parameter name='x'/>{literal('4')}</binding></invocation>"
RELATION = f"""<relation><column name="unit price"/><column name="b"/>
<row>{literal("1")}{literal("2")}</row><row>{literal("3")}{literal("4")}</row></relation>"""
FUNCTION = f'<functionDefinition><formalParameter name="n"/>{literal("n + 1")}</functionDefinition>'
LOOP = f'<for iteratorVariable="i"><in>{literal("1..3")}</in><return>{literal("i * i")}</return></for>'.replace(
    "1..3", "[1..3]"
)
CHOICE = f"<conditional><if>{literal('1 = 1')}</if><then>{literal('1')}</then><else>{literal('2')}</else></conditional>"
FILTER = f"<filter><in>{literal('[1, 5, 9]')}</in><match>{literal('item > 3')}</match></filter>"
SOME = f'<some iteratorVariable="i"><in>{literal("[1, 5]")}</in><satisfies>{literal("i > 3")}</satisfies></some>'
EVERY = f'<every iteratorVariable="i"><in>{literal("[1, 5]")}</in><satisfies>{literal("i > 3")}</satisfies></every>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<context>{entry('a', literal('1'))}{entry('b c', literal('a + 1'))}</context>", {"a": 1, "b c": 2}),
        (f"<context>{entry('a', literal('1'))}{entry('', literal('a + 1'))}</context>", 2),
        (f"<context>{entry('f', FUNCTION)}{entry('', literal('f(2)'))}</context>", 3),
        (f"<list>{literal('1')}{literal('2')}</list>", [1, 2]),
        (RELATION, [{"unit price": 1, "b": 2}, {"unit price": 3, "b": 4}]),
        (CALL, 8),
        (LOOP, [1, 4, 9]),
        (CHOICE, 1),
        (FILTER, [5, 9]),
        (SOME, True),
        (EVERY, False),
    ],
)
def test_boxed_expression(body: str, expected: object) -> None:
    assert value_of(model(decision("d", body, "Knowledge:double"), DOUBLE), "d") == expected


def test_knowledge_may_call_itself() -> None:
    body = "if n < 2 then 1 else n * fact(n - 1)"
    knowledge = f"""<businessKnowledgeModel id="fact" name="fact"><encapsulatedLogic><formalParameter name="n"/>
    {literal(body)}</encapsulatedLogic></businessKnowledgeModel>"""

    assert value_of(model(decision("d", literal("fact(5)"), "Knowledge:fact"), knowledge), "d") == 120


SERVICE = """<decisionService id="s" name="pricing"><outputDecision href="#total"/><encapsulatedDecision href="#tax"/>
<inputDecision href="#net"/><inputData href="#rate"/></decisionService>"""
PRICING = (
    data("rate"),
    decision("net", literal("100")),
    decision("tax", literal("net * rate"), "Decision:net", "Input:rate"),
    decision("total", literal("net + tax"), "Decision:net", "Decision:tax"),
    decision("called", literal("pricing(0.5, 10)"), "Knowledge:s"),
    SERVICE,
)


def test_service_takes_its_input_decisions_from_outside() -> None:
    assert value_of(model(*PRICING), "pricing", rate=0.1, net=200) == 220


def test_service_is_called_like_a_function() -> None:
    assert value_of(model(*PRICING), "called") == 15


def test_moment_is_handed_in() -> None:
    parsed = parse_decisions(model(decision("d", literal("today()"))))

    assert to_json(parsed.decide("d", {}, now=datetime(2026, 3, 21, tzinfo=UTC)).value) == "2026-03-21"
    assert parsed.decide("d", {}).value is None


def test_missing_input_is_null_with_a_message() -> None:
    result = parse_decisions(model(data("a"), decision("d", literal("a"), "Input:a"))).decide("d", {})

    assert (result.value, result.messages) == (None, ("the input a is not given",))


BOMB = b"""<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><definitions>&b;</definitions>"""
LEAK = b"""<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]><definitions>&f;</definitions>"""


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"not xml",
        b"<a/>",
        BOMB,
        LEAK,
        model(namespace="urn:other"),
        BOMB.decode().encode("utf-16"),
        b" " * 5_000_000,
    ],
)
def test_file_that_is_no_model_is_refused(xml: bytes) -> None:
    with pytest.raises(UnreadableModel):
        parse_decisions(xml)


@pytest.mark.parametrize(
    ("xml", "error", "named"),
    [
        (model(decision("d", literal("1 +"))), WrongExpression, "decision d"),
        (model(decision("d", "")), WrongModel, "decision d"),
        (model(decision("d", literal("1"), "Input:nowhere")), WrongModel, "#nowhere"),
        (
            model(decision("a", literal("b"), "Decision:b"), decision("b", literal("a"), "Decision:a")),
            WrongModel,
            "itself",
        ),
        (model(decision("d", '<functionDefinition kind="Java"/>')), WrongModel, "outside FEEL"),
    ],
)
def test_wrong_model_is_refused_naming_the_element(xml: bytes, error: type[DmnError], named: str) -> None:
    with pytest.raises(error, match=named):
        parse_decisions(xml)


def test_lenient_reading_keeps_the_rest_of_the_model() -> None:
    parsed = parse_decisions(model(decision("bad", literal("1 +")), decision("good", literal("1"))), strict=False)

    assert parsed.decide("good", {}).value == 1
    assert parsed.decide("bad", {}).value is None
    assert "decision bad" in str(parsed.problems[0])


LIBRARY = model(
    '<itemDefinition name="tDay"><typeRef>date</typeRef></itemDefinition>',
    data("base", "number"),
    decision("net price", literal("base + 1"), "Input:base"),
    DOUBLE,
).replace(b'namespace="urn:m"', b'namespace="urn:lib"')
IMPORT = f'<import name="lib" namespace="urn:lib" importType="{NAMESPACE}"/>'
USING = model(
    IMPORT,
    data("day", "lib.tDay"),
    decision("d", literal("lib.double(lib.net price) + day.year"), "Input:day").replace(
        "<literalExpression>",
        """<informationRequirement><requiredDecision href="urn:lib#net price"/></informationRequirement>
        <knowledgeRequirement><requiredKnowledge href="urn:lib#double"/></knowledgeRequirement><literalExpression>""",
    ),
)


@pytest.mark.parametrize("context", [{"base": 4}, {"lib": {"base": 4}}, {"lib.base": 4}])
def test_model_uses_what_it_imports(context: dict[str, object]) -> None:
    parsed = parse_decisions(USING, imports=[parse_decisions(LIBRARY)])

    assert to_json(parsed.decide("d", {**context, "day": "2026-03-21"}).value) == 2036


def test_service_gives_decisions_of_imported_models() -> None:
    both, one = (
        f'<decisionService id="{name}" name="{name}"><outputDecision href="urn:lib#net price"/>{more}</decisionService>'
        for name, more in (("both", '<outputDecision href="#own"/>'), ("one", ""))
    )
    using = model(IMPORT, decision("own", literal("1")), both, one)
    parsed = parse_decisions(using, imports=[parse_decisions(LIBRARY)])

    assert to_json(parsed.decide("both", {"base": 4}).value) == {"net price": 5, "own": 1}
    assert to_json(parsed.decide("one", {"base": 4}).value) == 5


def test_service_of_an_unknown_decision_is_refused() -> None:
    service = '<decisionService id="s" name="s"><outputDecision href="#nowhere"/></decisionService>'

    with pytest.raises(WrongModel, match="there is no element #nowhere"):
        parse_decisions(model(service))


def test_import_that_is_not_at_hand_is_refused() -> None:
    with pytest.raises(WrongModel, match="urn:lib is not at hand"):
        parse_decisions(USING)
