"""Code of other languages is told by its language, with what to write instead; FEEL never is."""

import pytest

import engine
from engine.dialect import Loss, read_diagram
from engine.errors import DefinitionError
from engine.lint import lint
from tests.unit.engine.lint.diagrams import arrows, definitions, elements

XPATH = "http://www.w3.org/1999/XPath"


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def condition(text: str, language: str = "", usual: str = "") -> bytes:
    said = f' language="{language}"' if language else ""
    inside = f"<conditionExpression{said}>{escaped(text)}</conditionExpression>"
    process = (
        '<process id="p" isExecutable="true"><startEvent id="s"/><exclusiveGateway id="g" default="n"/>'
        '<endEvent id="y"/><endEvent id="z"/><sequenceFlow id="a" sourceRef="s" targetRef="g"/>'
        f'<sequenceFlow id="c" sourceRef="g" targetRef="y">{inside}</sequenceFlow>'
        '<sequenceFlow id="n" sourceRef="g" targetRef="z"/></process>'
    )
    xml = definitions(process)
    return xml.replace(b"<definitions", f'<definitions expressionLanguage="{usual}"'.encode(), 1) if usual else xml


def script(text: str, language: str = "") -> bytes:
    said = f' scriptFormat="{language}"' if language else ""
    task = f'<scriptTask id="t"{said}><script>{escaped(text)}</script></scriptTask>'
    return definitions(
        f'<process id="p" isExecutable="true">{elements("s:start e:end")}{task}{arrows("s>t t>e")}</process>'
    )


def told(xml: bytes) -> list[str]:
    """What the gate says in English of what can't run."""
    return [found.message.en for found in lint({"p.bpmn": xml}) if found.rule in ("unsupported", "feel")]


@pytest.mark.parametrize(
    ("text", "language", "feel"),
    [
        ("counter == 3 and x is not None", "Python", "counter = 3 and x != null"),
        ("x not in [1, 2] and y == 'a'", "Python", ""),
        ("a === 1 && !b", "JavaScript", "a = 1 and not(b)"),
        ("items.some(x => x > 3)", "JavaScript", ""),
        ("typeof a === 'string'", "JavaScript", ""),
        ("`${a}` == 'x'", "JavaScript", ""),
        ("a?.b == 1", "Groovy", ""),
        ("list.any { it -> it > 1 }", "Groovy", ""),
        ("new BigDecimal(5).compareTo(x) > 0 && y", "Java", ""),
        ("x instanceof String && y", "Java", ""),
    ],
)
def test_condition_in_no_named_language_shows_what_it_is(text: str, language: str, feel: str) -> None:
    (found,) = told(condition(text))
    assert f"it is {language}, which doesn't run here; write it in FEEL" in found
    assert feel in found
    with pytest.raises(DefinitionError):
        engine.parse({"process.bpmn": condition(text)})


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("groovy", "it is Groovy"),
        ("text/javascript", "it is JavaScript"),
        ("ECMAScript", "it is JavaScript"),
        ("http://www.java.com/java", "it is Java,"),
        ("mvel", "it is MVEL"),
        (XPATH, "it is XPath"),
        ("ruby", "it is in the language “ruby”"),
    ],
)
def test_named_language_is_told_by_its_name(language: str, name: str) -> None:
    (of_condition,) = told(condition("f(g) { h }", language))
    assert name in of_condition
    (of_script,) = told(script("f(g) { h }", language))
    assert name in of_script


@pytest.mark.parametrize("usual", ["", XPATH])
@pytest.mark.parametrize("language", ["", XPATH])
@pytest.mark.parametrize("text", ["${bean.call()}", "#{a.b.call(execution) && c}"])
def test_call_of_code_is_told_as_such_whatever_the_file_says_of_languages(text: str, language: str, usual: str) -> None:
    (found,) = told(condition(text, language, usual))
    assert "calls code, which isn't here; make it a service task with miz:connector" in found
    assert "XPath" not in found


def test_what_is_no_xpath_is_not_blamed_on_it() -> None:
    (found,) = told(condition("a b c >", usual=XPATH))
    assert "is not FEEL" in found
    (found,) = told(condition("/order/line[@price > 5]/x", usual=XPATH))
    assert "XPath" in found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("var a = 1; if (a) { b(); }", "JavaScript"),
        ("const total = items.reduce((a, b) => a + b, 0);", "JavaScript"),
        ("def x = execution.getVariable('a')\nexecution.setVariable('b', x + y())", "Groovy"),
        ("println 'hello'", "Groovy"),
        ("System.out.println(x);", "Java"),
        ("List<String> names = new ArrayList<>();", "Java"),
    ],
)
def test_script_in_no_named_language_shows_what_it_is(text: str, language: str) -> None:
    (found,) = told(script(text))
    assert f"it is {language}, which doesn't run here" in found


def test_comments_of_python_are_no_reason() -> None:
    assert told(script("# count the guests\ntotal = len(guests)")) == []
    (found,) = told(script("# each\nfor guest in guests:\n  total = total + 1"))
    assert "line 2" in found


@pytest.mark.parametrize(
    "text",
    [
        "a = 1",
        "=a > 5 and not(b)",
        'if a then "is None" else "=>"',
        'contains(x, "===")',
        "{x: 1}.x = 1",
        "some x in y satisfies x > 1",
        "True = 1",  # a variable, which the rule of names is about
        'matches(a, "^\\\\w+?:")',
    ],
)
def test_feel_is_never_taken_for_something_else(text: str) -> None:
    reading = read_diagram(condition(text))
    assert [remark for remark in reading.remarks if remark.loss is Loss.CHANGED] == []
    assert told(condition(text)) == []


@pytest.mark.parametrize("text", ["x == 1", "a && b", "a = 'x'", "1,000 < a", "a ? b : c"])
def test_slips_of_feel_are_left_to_its_own_rule(text: str) -> None:
    assert [found.rule for found in lint({"p.bpmn": condition(text)}) if found.rule in ("unsupported", "feel")] == [
        "feel"
    ]


def test_method_of_data_is_told_in_a_lone_diagram() -> None:
    (found,) = [
        found for found in lint({"p.bpmn": condition("order.getTotal() > 5")}) if found.rule != "condition-value"
    ]
    assert found.rule == "unknown-function"
    assert "`order.getTotal()`" in found.message.en


def extended(kind: str, extension: str) -> str:
    return f'<{kind} id="t"><extensionElements>{extension}</extensionElements></{kind}>'


CAMUNDA = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
ZEEBE = 'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'


@pytest.mark.parametrize(
    ("namespace", "element"),
    [
        (CAMUNDA, '<callActivity id="t" calledElement="${process}"/>'),
        (CAMUNDA, '<userTask id="t" camunda:formKey="${form}"/>'),
        (CAMUNDA, '<businessRuleTask id="t" camunda:decisionRef="${table}" camunda:resultVariable="r"/>'),
        (ZEEBE, extended("serviceTask", '<zeebe:taskDefinition type="=kind"/>')),
        (ZEEBE, extended("callActivity", '<zeebe:calledElement processId="=which"/>')),
    ],
)
def test_names_worked_out_at_run_time_are_told_as_such(namespace: str, element: str) -> None:
    process = f'<process id="p" isExecutable="true">{elements("s:start e:end")}{element}{arrows("s>t t>e")}</process>'
    xml = definitions(process).replace(b"<definitions", f"<definitions {namespace}".encode(), 1)
    assert any("the name is worked out at run time" in found for found in told(xml))
