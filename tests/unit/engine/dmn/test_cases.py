"""Cases from chapters 6 to 10 of the specification: what a decision sees, calls, matches and gives back."""

import json

import pytest

from engine.dmn import parse_decisions
from engine.feel import to_json
from tests.unit.engine.dmn.models import data, decision, literal, model, table

TYPES = """<itemDefinition name="tAge"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues>
</itemDefinition><itemDefinition name="tAges" isCollection="true"><typeRef>tAge</typeRef></itemDefinition>
<itemDefinition name="tFamily"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>
<itemComponent name="kids" isCollection="true"><itemComponent name="age"><typeRef>tAge</typeRef></itemComponent>
<itemComponent name="born"><typeRef>date</typeRef></itemComponent></itemComponent></itemDefinition>
<itemDefinition name="tGrade"><typeRef>string</typeRef><typeConstraint><text>"a", "b"</text></typeConstraint>
</itemDefinition>"""


def knowledge(name: str, body: str, parameters: str = "", requires: str = "") -> str:
    """A business knowledge model; parameters as `x:number,y:string`."""
    pairs = [part.split(":") for part in parameters.split(",") if part]
    formal = "".join(f'<formalParameter name="{each}" typeRef="{type_}"/>' for each, type_ in pairs)
    needs = f'<knowledgeRequirement><requiredKnowledge href="#{requires}"/></knowledgeRequirement>' if requires else ""
    return f"""<businessKnowledgeModel id="{name}" name="{name}"><variable name="{name}"/>
    <encapsulatedLogic>{formal}{body}</encapsulatedLogic>{needs}</businessKnowledgeModel>"""


def calling(function: str, **bindings: str) -> str:
    """A boxed invocation."""
    bound = "".join(f'<binding><parameter name="{name}"/>{literal(text)}</binding>' for name, text in bindings.items())
    return f"<invocation>{literal(function)}{bound}</invocation>"


def entry(name: str, body: str, type_: str = "Any") -> str:
    variable = f'<variable name="{name}" typeRef="{type_}"/>' if name else ""
    return f"<contextEntry>{variable}{body}</contextEntry>"


def using(*elements: str, body: str, requires: str = "", type_: str = "") -> bytes:
    """A model whose decision `d` has this body."""
    return model(TYPES, *elements, decision("d", body, *requires.split(), type_=type_))


def result_of(xml: bytes, context: dict[str, object]) -> str:
    value = parse_decisions(xml, strict=False).decide("d", context).value
    return json.dumps(to_json(value), ensure_ascii=False)


INPUT = data("i", "number")
FIRST = decision("a", literal("i + 1"), "Input:i")
BARE = '<decision id="n" name="n"/>'
JAVA = """<businessKnowledgeModel id="j" name="j"><variable name="j"/><encapsulatedLogic kind="Java"><context/>
</encapsulatedLogic></businessKnowledgeModel>"""
TWICE = knowledge("twice", literal("x * 2"), "x:number")
MINUS = knowledge("minus", literal("x - y"), "x:number,y:number")
SERVICE = (
    INPUT,
    decision("k", literal('"k"')),
    decision("e", literal("i * 10"), "Input:i"),
    decision("o1", literal("e + 1"), "Decision:e"),
    decision("o2", literal("k"), "Decision:k"),
    """<decisionService id="s" name="Serve"><variable name="Serve"/><outputDecision href="#o1"/>
    <outputDecision href="#o2"/><encapsulatedDecision href="#e"/><inputDecision href="#k"/><inputData href="#i"/>
    </decisionService>""",
)


@pytest.mark.parametrize(
    ("xml", "context", "expected"),
    [
        # what a decision sees (10.4)
        (using(INPUT, FIRST, body=literal("[a, i]"), requires="Decision:a"), {"i": 1}, "[2, null]"),
        (using(body=literal("k + 1")), {"k": 1}, "2"),
        (using(INPUT, knowledge("f", literal("i")), body=literal("f()"), requires="Knowledge:f"), {"i": 1}, "null"),
        (using(BARE, body=literal("[n]"), requires="Decision:n"), {}, "[null]"),
        (using(BARE, body=literal("n"), requires="Decision:n"), {"n": 5}, "null"),
        # knowledge and invocations
        (using(TWICE, body=literal("twice(3)")), {}, "null"),
        (
            using(
                TWICE,
                knowledge("f", literal("twice(x) + 1"), "x:number", "twice"),
                body=literal("f(3)"),
                requires="Knowledge:f",
            ),
            {},
            "7",
        ),
        (using(MINUS, body=literal("minus(y: 1, x: 5)"), requires="Knowledge:minus"), {}, "4"),
        (using(MINUS, body=literal("minus(1)"), requires="Knowledge:minus"), {}, "null"),
        (using(TWICE, body=literal('twice("1")'), requires="Knowledge:twice"), {}, "null"),
        (using(TWICE, body=literal("twice([4])"), requires="Knowledge:twice"), {}, "8"),
        (using(TWICE, body=calling("twice", x="5"), requires="Knowledge:twice"), {}, "10"),
        (using(TWICE, body=calling("twice", z="5"), requires="Knowledge:twice"), {}, "null"),
        (using(body=calling("abs", n="-5")), {}, "5"),
        (using(body=calling("nobody", n="-5")), {}, "null"),
        (using(JAVA, body=literal("j(1)"), requires="Knowledge:j"), {}, "null"),
        (
            using(
                knowledge("f", literal("x"), "x:date and time"),
                body=literal('f(@"2026-01-01")'),
                requires="Knowledge:f",
            ),
            {},
            '"2026-01-01T00:00:00Z"',
        ),
        (
            using(knowledge("f", literal("x"), "x:date"), body=literal('f("2026-01-01")'), requires="Knowledge:f"),
            {},
            "null",
        ),
        # services
        (using(*SERVICE, body=literal('Serve(2, "x")'), requires="Knowledge:s"), {}, '{"o1": 21, "o2": "x"}'),
        (using(*SERVICE, body=literal('Serve(k: "x", i: 2).o1'), requires="Knowledge:s"), {}, "21"),
        (using(*SERVICE, body=literal('Serve("a", "x")'), requires="Knowledge:s"), {}, "null"),
        (using(*SERVICE, body=literal("Serve(1)"), requires="Knowledge:s"), {}, "null"),
        (
            using(*SERVICE, body=literal("for n in 1..2 return Serve(n, null).o1"), requires="Knowledge:s"),
            {},
            "[11, 21]",
        ),
        # types
        (using(data("x", "tAges"), body=literal("x"), requires="Input:x"), {"x": [1, 200]}, "null"),
        (using(data("x", "tAges"), body=literal("x"), requires="Input:x"), {"x": 5}, "[5]"),
        (using(data("x", "tGrade"), body=literal("x"), requires="Input:x"), {"x": "c"}, "null"),
        (
            using(data("x", "tFamily"), body=literal('x.kids[born < @"2020-01-01"].age'), requires="Input:x"),
            {"x": {"name": "a", "kids": [{"age": 7, "born": "2019-01-01"}, {"age": 3, "born": "2023-01-01"}]}},
            "[7]",
        ),
        (using(body=literal("200"), type_="tAge"), {}, "null"),
        (using(body=literal("[5]"), type_="tAge"), {}, "5"),
        (using(body=literal("5"), type_="tAges"), {}, "[5]"),
        (using(body=literal('[5, "a"]'), type_="tAges"), {}, "null"),
        (using(data("x", "feel:dayTimeDuration"), body=literal("x.hours"), requires="Input:x"), {"x": "PT5H"}, "5"),
        # boxed expressions
        (
            using(
                body=f'<for iteratorVariable="i"><in>{literal("1..3")}</in><return>{literal("i * i")}</return></for>'
            ),
            {},
            "[1, 4, 9]",
        ),
        (
            using(
                body=f"""<for iteratorVariable="i"><in>{literal("[1, 2, 3]")}</in>
            <return>{literal("if i = 1 then 1 else i * partial[-1]")}</return></for>"""
            ),
            {},
            "[1, 2, 6]",
        ),
        (using(body=f"<filter><in>{literal('[5, 6, 7]')}</in><match>{literal('2')}</match></filter>"), {}, "6"),
        (
            using(
                body=f"""<conditional><if>{literal("null")}</if><then>{literal("1")}</then>
            <else>{literal("2")}</else></conditional>"""
            ),
            {},
            "2",
        ),
        (
            using(body=f"<context>{entry('a', literal('1/0'))}{entry('b', literal('2'))}</context>"),
            {},
            '{"a": null, "b": 2}',
        ),
        (
            using(body=f"<context>{entry('a', literal('true'), 'number')}{entry('', literal('[a]'))}</context>"),
            {},
            "[null]",
        ),
        # cells
        (using(body=table("UNIQUE", ["x"], ["y"], [["null", "1"], ["not(null)", "2"]])), {"x": None}, "1"),
        (using(body=table("UNIQUE", ["x"], ["y"], [["k", "1"]])), {"x": 5, "k": [4, 5]}, "1"),
        (using(body=table("UNIQUE", ["x"], ["y"], [["string length(?) > 2", "1"]])), {"x": "abc"}, "1"),
        (using(body=table("UNIQUE", ["x"], ["y"], [['not("a", "b")', "1"]])), {"x": "a"}, "null"),
        (using(body=table("UNIQUE", [], ["y"], [["5"]])), {}, "5"),
        (using(body=table("COLLECT", ["x"], ["y"], [["> 9", "1"]], aggregation="COUNT")), {"x": 1}, "0"),
        (using(body=table("COLLECT", ["x"], ["y"], [["> 9", "1"]], aggregation="SUM")), {"x": 1}, "null"),
    ],
)
def test_decision(xml: bytes, context: dict[str, object], expected: str) -> None:
    assert result_of(xml, context) == expected


def test_service_of_several_decisions_gives_a_context() -> None:
    parsed = parse_decisions(model(*SERVICE))

    assert to_json(parsed.decide("Serve", {"i": 2, "k": "kk"}).value) == {"o1": 21, "o2": "kk"}


def test_reason_tells_of_a_missing_requirement() -> None:
    parsed = parse_decisions(model(INPUT, decision("d", literal("i"))))

    assert parsed.decide("d", {"i": 1}).messages == ("there is no variable i, or no requirement leads to it",)


def test_table_of_a_knowledge_model_without_parameters_takes_what_it_asks_for() -> None:
    body = table("FIRST", ["size", "colour"], ["y"], [["> 1", '"red"', "1"], ["-", "-", "2"]])
    xml = [knowledge("f", body), decision("d", literal('f(size: 5, colour: "red")'), "Knowledge:f")]
    xml += [decision("e", literal('f(5, "blue")'), "Knowledge:f"), decision("g", literal("f()"), "Knowledge:f")]
    made = parse_decisions(model(*xml))

    assert [made.decide(name, {}).value for name in "deg"] == [1, 2, 2]
