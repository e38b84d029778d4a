"""JUEL and its relatives as FEEL: what means the same is translated, what calls code isn't."""

from datetime import UTC, datetime

import pytest

from engine.dialect.juel import juel_to_feel
from engine.dialect.languages.java_expressions import code_to_feel
from engine.feel import compile_expression

NOW = datetime(2026, 5, 2, tzinfo=UTC)
DATA = {
    "amount": 1200,
    "approved": False,
    "name": "Sara",
    "none": "",
    "order": {"lines": [{"price": 5}, {"price": 7}], "state": "open"},
    "tags": ["new"],
    "a": 7,
    "b": 2,
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${amount > 1000 && !approved}", True),
        ("#{ amount le 1000 or approved }", False),
        ("${not approved and name eq 'Sara'}", True),
        ('${name != "Omid" || amount lt 3}', True),
        ("${order.state == 'open'}", True),
        ("${order['state'] ne 'open'}", False),
        ("${order.lines[1].price}", 7),
        ("${empty none}", True),
        ("${!empty tags}", True),
        ("${empty unknown}", True),
        ("${not empty name}", True),
        ("${approved ? 'yes' : amount > 5 ? 'some' : 'none'}", "some"),
        ("${a % b + a / b - -1}", 5.5),
        ("${(a + b) * 2}", 18),
        ("${execution.getVariable('amount') >= 1200}", True),
        ("${name.equals('Sara')}", True),
        ("${name.toLowerCase().startsWith('sa')}", True),
        ("${tags.size() == 1 && tags.contains('new')}", True),
        ("${name.contains('ar')}", True),
        ("${name.length() > 3}", True),
        ("${tags.isEmpty()}", False),
        ("${10L > 2.5}", True),
        ("${true}", True),
        ("Dear ${name}, ${a}!", "Dear Sara, 7!"),
        ('plain “text” "here"', 'plain “text” "here"'),
    ],
)
def test_juel_means_the_same_in_feel(text: str, value: object) -> None:
    feel = juel_to_feel(text)
    assert feel is not None
    found = compile_expression(feel).evaluate(DATA, now=NOW)
    assert (float(str(found)) if isinstance(value, float) else found) == value


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("return approved == false;", True),
        ("amount === 1200", True),
        ("kcontext.getVariable('amount') !== 3", True),
        ('return "Sara".equals(name) && amount > 5d;', None),
    ],
)
def test_conditions_of_java_and_its_like(code: str, value: object) -> None:
    feel = code_to_feel(code)
    found = None if feel is None else compile_expression(feel).evaluate(DATA, now=NOW)
    assert found == value


@pytest.mark.parametrize(
    "text",
    [
        "${bean.check(execution)}",
        "${dateTime().plusDays(3)}",
        "${execution.setVariable('a', 1)}",
        "${execution.processBusinessKey}",
        "${1 < 2 < 3}",
        "${a == b == true}",
        "${a +}",
        "${}",
        "${x instanceof String}",
        "${a = 3}",
        "${" + "(" * 100 + "a" + ")" * 100 + "}",
        "${" + "!" * 5_000 + "a}",
        "Dear ${bean.name()}",
        "${a; b}",
    ],
)
def test_what_calls_code_has_no_counterpart(text: str) -> None:
    assert juel_to_feel(text) is None
