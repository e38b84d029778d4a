"""Types at the model's doors: parameters, results, services, constraints; imports without a name; lenient reading."""

from xml.sax.saxutils import escape

import pytest

from engine.dmn import parse_decisions
from engine.feel import to_json
from tests.unit.engine.dmn.models import NAMESPACE, data, decision, literal, model, table

TYPES = """<itemDefinition name="tPair" isCollection="true"><typeRef>number</typeRef>
<allowedValues><text>[0..9]</text></allowedValues><typeConstraint><text>count(?) = 2</text></typeConstraint>
</itemDefinition>
<itemDefinition name="tLevel"><typeRef>string</typeRef><allowedValues><text>"high", "low"</text></allowedValues>
</itemDefinition>
<itemDefinition name="tRule"><functionItem outputTypeRef="number"/></itemDefinition>"""


def outcome(xml: bytes, name: str, **context: object) -> tuple[object, str]:
    result = parse_decisions(xml).decide(name, context)
    return to_json(result.value), " ".join(result.messages)


def knowledge(name: str, body: str, parameter: str = "Any", result: str = "Any") -> str:
    return f"""<businessKnowledgeModel id="{name}" name="{name}"><variable name="{name}" typeRef="{result}"/>
    <encapsulatedLogic><formalParameter name="x" typeRef="{parameter}"/>{literal(body)}</encapsulatedLogic>
    </businessKnowledgeModel>"""


@pytest.mark.parametrize(
    ("given", "value", "why"),
    [
        ([1, 2], [1, 2], ""),
        ([1, 2, 3], None, "[1, 2, 3] does not meet the constraint of tPair"),
        ([1, 20], None, "20 is not allowed for tPair"),
        (1, None, "[1] does not meet the constraint of tPair"),
    ],
)
def test_constraints_of_elements_and_of_the_whole_list(given: object, value: object, why: str) -> None:
    xml = model(TYPES, data("p", "tPair"), decision("d", literal("p"), "Input:p"))

    found, messages = outcome(xml, "d", p=given)

    assert found == value
    assert why in messages


@pytest.mark.parametrize(
    ("parameter", "result", "argument", "expected"),
    [
        ("number", "Any", "[5]", 5),
        ("number", "Any", '"5"', None),
        ("tPair", "Any", "[1, 2]", [1, 2]),
        ("tPair", "Any", "[1]", None),
        ("tLevel", "Any", '"middle"', None),
        ("Any", "number", '"a"', None),
        ("Any", "tRule", '"a"', None),
        ("Any", "tRule", "7", 7),
    ],
)
def test_knowledge_checks_what_it_takes_and_gives(parameter: str, result: str, argument: str, expected: object) -> None:
    xml = model(TYPES, knowledge("f", "x", parameter, result), decision("d", literal(f"f({argument})"), "Knowledge:f"))

    assert outcome(xml, "d")[0] == expected


def test_value_that_is_no_function_has_no_function_type() -> None:
    assert outcome(model(TYPES, decision("d", literal("1"), type_="tRule")), "d")[0] is None


SERVICE = """<decisionService id="s" name="serve"><variable name="serve" typeRef="number"/>
<outputDecision href="#out"/><inputDecision href="#day"/></decisionService>"""


def test_service_types_what_comes_in_and_goes_out() -> None:
    day = decision("day", literal("null"), type_="date")

    good = model(day, decision("out", literal("day.year"), "Decision:day"), SERVICE)
    bad = model(day, decision("out", literal("string(day)"), "Decision:day"), SERVICE)

    assert outcome(good, "serve", day="2026-03-21")[0] == 2026
    assert outcome(bad, "serve", day="2026-03-21") == (
        None,
        "service serve: string is given where number is expected",
    )


LIBRARY = model(TYPES, knowledge("twice", "x * 2")).replace(b"urn:m", b"urn:lib")
BASED = """<itemDefinition name="tBased"><typeRef>tLevel</typeRef></itemDefinition>
<itemDefinition name="tImported"><typeRef>lib.tLevel</typeRef></itemDefinition>"""


@pytest.mark.parametrize("type_", ["tLevel", "tBased", "tImported", "lib.tLevel"])
def test_priority_follows_the_values_of_the_type(type_: str) -> None:
    body = table("PRIORITY", ["x"], ["y"], [["> 0", '"low"'], ["> 5", '"high"']])
    body = body.replace('<output name="y">', f'<output name="y" typeRef="{type_}">')
    lib = f'<import name="lib" namespace="urn:lib" importType="{NAMESPACE}"/>'
    parsed = parse_decisions(model(lib, TYPES, BASED, decision("d", body)), imports=[parse_decisions(LIBRARY)])

    assert parsed.decide("d", {"x": 9}).value == "high"


@pytest.mark.parametrize(("flag", "given", "value"), [("true", [1], [1]), ("1", [1], [1]), ("0", [1], 1)])
def test_collection_is_a_boolean_of_xml(flag: str, given: object, value: object) -> None:
    numbers = f'<itemDefinition name="t" isCollection="{flag}"><typeRef>number</typeRef></itemDefinition>'

    assert outcome(model(numbers, data("x", "t"), decision("d", literal("x"), "Input:x")), "d", x=given)[0] == value


def test_import_without_a_name_is_seen_plainly() -> None:
    using = model(
        f'<import name="" namespace="urn:lib" importType="{NAMESPACE}"/>',
        '<itemDefinition name="tLevels" isCollection="true"><typeRef>tLevel</typeRef></itemDefinition>',
        data("level", "tLevels"),
        decision("d", literal("{n: twice(4), l: level, t: level instance of tLevels}"), "Input:level").replace(
            "<literalExpression>",
            """<knowledgeRequirement><requiredKnowledge href="urn:lib#twice"/></knowledgeRequirement>
            <literalExpression>""",
        ),
    )
    parsed = parse_decisions(using, imports=[parse_decisions(LIBRARY)])

    assert to_json(parsed.decide("d", {"level": ["low"]}).value) == {"n": 8, "l": ["low"], "t": True}
    assert to_json(parsed.decide("d", {"level": ["middle"]}).value) == {"n": 8, "l": None, "t": False}


def test_types_of_an_import_are_known_to_expressions() -> None:
    using = model(
        f'<import name="lib" namespace="urn:lib" importType="{NAMESPACE}"/>',
        """<itemDefinition name="tPair"><itemComponent name="one"><typeRef>lib.tLevel</typeRef></itemComponent>
        </itemDefinition>""",
        decision("is", literal("""[{one: "low"}, {one: 5}, "low"][item instance of tPair]""")),
        decision("takes", literal("""(function(x: lib.tLevel) x)("low")""")),
    )
    parsed = parse_decisions(using, imports=[parse_decisions(LIBRARY)])

    assert to_json(parsed.decide("is", {}).value) == [{"one": "low"}]
    assert to_json(parsed.decide("takes", {}).value) == "low"


@pytest.mark.parametrize(
    "broken",
    [
        decision("broken", table("SOMETIMES", ["x"], ["y"], [["1", "2"]])),
        '<decision id="broken" name="broken"/>',
        f'<import name="lib" namespace="urn:lib" importType="{NAMESPACE}"/>{decision("broken", literal("lib.x"))}',
        decision("broken", literal("other"), "Decision:other") + decision("other", literal("1"), "Decision:broken"),
        '<itemDefinition name="t"><typeRef>number</typeRef><allowedValues><text>1 +</text></allowedValues>'
        "</itemDefinition>" + decision("broken", literal("null")),
    ],
)
def test_lenient_reading_keeps_what_is_sound(broken: str) -> None:
    parsed = parse_decisions(model(broken, decision("good", literal("1"))), strict=False)

    assert parsed.problems
    assert parsed.decide("good", {}).value == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"high" instance of tLevel', True),
        ('"middle" instance of tLevel', False),
        ("[1, 2] instance of tPair", True),
        ("[1, 2, 3] instance of tPair", False),
        ("[1, 20] instance of tPair", False),
        ('["high"] instance of list<tLevel>', True),
        ('["middle"] instance of list<tLevel>', False),
        ('(function(x: tLevel) x)("high")', "high"),
        ('(function(x: tLevel) x)("middle")', None),
        ("(function(x: tPair) x)([1, 2])", [1, 2]),
        ("(function(x: tPair) x)([1])", None),
    ],
)
def test_a_type_by_name_stands_for_its_constraints_too(text: str, expected: object) -> None:
    assert outcome(model(TYPES, decision("d", literal(text))), "d")[0] == expected


@pytest.mark.parametrize(
    ("kind", "given", "text", "expected"),
    [
        ("list<date>", ["2026-01-01"], "x[1].year", 2026),
        ("list<list<date>>", [["2026-01-01"]], "x[1][1].year", 2026),
        ("list<date>", ["yesterday"], "x", None),
        ("context<born: date, name: string>", {"born": "2026-01-01", "name": "a"}, "x.born.year", 2026),
        ("range<number>", "[1..5)", "5 in x", False),
        ("range<date>", '[@"2026-01-01"..@"2026-02-01"]', '@"2026-01-31" in x', True),
        ("list<tLevel>", ["high", "middle"], "x", None),
    ],
)
def test_a_type_may_be_spelled_as_feel_does(kind: str, given: object, text: str, expected: object) -> None:
    named = f'<itemDefinition name="tNamed"><typeRef>{escape(kind)}</typeRef></itemDefinition>'

    for type_ in (escape(kind), "tNamed"):
        xml = model(TYPES, named, data("x", type_), decision("d", literal(text), "Input:x"))
        assert outcome(xml, "d", x=given)[0] == expected
