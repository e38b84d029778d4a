"""Scripts of Java's family that set variables, as FEEL."""

import pytest

from engine.dialect.assignments import assignments_to_feel
from tests.unit.engine.case_player import Play, diagram


@pytest.mark.parametrize(
    ("script", "feel"),
    [
        ("x = x + 1", "{x: x + 1}"),
        ("x = 1;\ny = x * 2;", "{x: 1, y: x * 2}"),
        ('s = "a;b = c"; n++', '{s: "a;b = c", n: n + 1}'),
        ("n -= a - b", "{n: n - (a - b)}"),
        ("execution.setVariable('ok', x == 1 && !late);", "{ok: x = 1 and not(late)}"),
    ],
)
def test_what_only_sets_variables(script: str, feel: str) -> None:
    assert assignments_to_feel(script) == feel


@pytest.mark.parametrize(
    "script",
    [
        "",
        ";",
        "x == 1",
        "var x = 1",
        "x = 1; x = 2",
        "x = load()",
        "x = 1; go()",
        "if (x) y = 1",
        "x.y = 1",
        'x = "open',
        "x =",
        "for = 1",
        "x = 1 // one",
        "=" * 3_000,
    ],
)
def test_whatever_does_more_has_no_counterpart(script: str) -> None:
    assert assignments_to_feel(script) is None


@pytest.mark.parametrize("language", ["", 'scriptFormat="javascript"', 'scriptFormat="groovy"'])
def test_a_script_task_sets_them(language: str) -> None:
    task = f'<startEvent id="s"/><scriptTask id="a" {language}><script>x = x + 1; y = x * 2</script></scriptTask>'
    run = Play(diagram(f'{task}<endEvent id="e"/>', "s->a, a->e"), {"x": 1})
    assert run.last.data == {"x": 2, "y": 4}


def test_feel_that_is_to_be_kept_stays_a_comparison() -> None:
    task = '<startEvent id="s"/><scriptTask id="a" miz:result="same"><script>x = 1</script></scriptTask>'
    run = Play(diagram(f'{task}<endEvent id="e"/>', "s->a, a->e"), {"x": 1})
    assert run.last.data == {"x": 1, "same": True}
