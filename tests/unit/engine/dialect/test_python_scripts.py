"""Python scripts that set variables, as FEEL: the same data afterwards, or a reason why not."""

import copy
import random
from collections.abc import Mapping

import pytest

from engine.dialect.python_reasons import Unsayable, Why
from engine.dialect.python_scripts import as_assignments, as_context, source_of, statements_of, steps_of
from engine.feel import compile_expression, to_json
from tests.unit.engine.dialect.modelers import extended, play
from tests.unit.engine.dialect.spiff_library import spiff


def there(script: str, data: Mapping[str, object]) -> dict[str, object]:
    """The data after Python ran the script. Raises whatever it raises."""
    names = copy.deepcopy(dict(data))
    known = {"__builtins__": {"len": len, "str": str}}
    exec(source_of(script), known, names)  # noqa: S102 - scripts of this test
    return names


def here(script: str, data: Mapping[str, object]) -> dict[str, object]:
    """The data after the FEEL context of the script."""
    value = to_json(compile_expression(as_context(steps_of(script))).evaluate(data))
    assert isinstance(value, dict)
    return {**data, **value}


def why_not(script: str) -> Unsayable:
    with pytest.raises(Unsayable) as refused:
        as_context(steps_of(script))
    return refused.value


@pytest.mark.parametrize(
    ("script", "feel"),
    [
        ("x = 1", "{x: 1}"),
        ("x = 1\ny = x + 1", "{x: 1, y: x + 1}"),
        ("y = x\nx = 2", "{y: x, x: 2}"),
        ("x: int = 1", "{x: 1}"),
        ("a = b = 1", "{a: 1, b: a}"),
        ("x += 1; # more", "{x: x + 1}"),
        ("'''what it does'''\npass\nx = None", "{x: null}"),
        ("x = 1\nx = x + 1", "{x_1: 1, x_2: x_1 + 1, last_1: {x: x_2}}.last_1"),
        ("order.state = 'new'", '{order: context put(order, ["state"], "new")}'),
        ("order['a b']['c'] = 1", '{order: context put(order, ["a b", "c"], 1)}'),
        ("names.append(x)", "{names: append(names, x)}"),
    ],
)
def test_a_script_is_a_context(script: str, feel: str) -> None:
    assert as_context(steps_of(script)) == feel


def test_versions_of_a_variable_get_names_that_nothing_else_has() -> None:
    script = "x = x_1 + 1\nx = x + last_1\nx_2 = x"
    data = {"x_1": 5, "last_1": 7, "x": 0}
    assert here(script, data) == there(script, data) == {"x_1": 5, "last_1": 7, "x": 13, "x_2": 13}


def test_assignments_one_by_one_name_the_path() -> None:
    script = "x = 1\norder.total = x + 1\norder['a b'] = 2\nx += 1"
    assert as_assignments(steps_of(script)) == [
        ("x", "1"),
        ("order.total", "x + 1"),
        ("order", 'context put(order, ["a b"], 2)'),
        ("x", "x + 1"),
    ]


@pytest.mark.parametrize("script", ["", "\n", "# nothing yet", "pass", "'a text alone'", "   # indented\n"])
def test_what_does_nothing_sets_nothing(script: str) -> None:
    assert steps_of(script) == []


def test_indentation_of_the_file_is_none_of_the_script() -> None:
    assert as_context(steps_of("\n      x = 1\n      y = 2\n    ")) == "{x: 1, y: 2}"


@pytest.mark.parametrize(
    ("script", "why", "line"),
    [
        ("x = 1\nprint(x)", Why.CALL, 2),
        ("import time", Why.STATEMENT, 1),
        ("from a import b", Why.STATEMENT, 1),
        ("if x:\n    y = 1", Why.STATEMENT, 1),
        ("for x in y:\n    z = x", Why.STATEMENT, 1),
        ("while x:\n    x = 0", Why.STATEMENT, 1),
        ("def f():\n    return 1", Why.STATEMENT, 1),
        ("class A: pass", Why.STATEMENT, 1),
        ("try:\n    x = 1\nexcept E:\n    pass", Why.STATEMENT, 1),
        ("with x as y:\n    z = 1", Why.STATEMENT, 1),
        ("del x", Why.STATEMENT, 1),
        ("assert x", Why.STATEMENT, 1),
        ("raise x", Why.STATEMENT, 1),
        ("global x", Why.STATEMENT, 1),
        ("x", Why.STATEMENT, 1),
        ("x == 1", Why.STATEMENT, 1),
        ("{x: 1}", Why.STATEMENT, 1),
        ("x: int", Why.STATEMENT, 1),
        ("x.sort()", Why.CALL, 1),
        ("x.append(1, 2)", Why.CALL, 1),
        ("x, y = 1, 2", Why.SEVERAL, 1),
        ("[x, y] = z", Why.SEVERAL, 1),
        ("*x, y = z", Why.SEVERAL, 1),
        ("x[0] = 1", Why.PLACE, 1),
        ("x[i] = 1", Why.PLACE, 1),
        ("x[1:] = y", Why.PLACE, 1),
        ("load().x = 1", Why.SEVERAL, 1),
        ("some = 1", Why.NAME, 1),
        ("x = load()", Why.CALL, 1),
        ("x = 1\ny = [z for z in x]", Why.VALUE, 2),
        ("x = a / b", Why.QUOTIENT, 1),
        ("x = 1\nx /= 3", Why.QUOTIENT, 2),
        ("x = a ** b", Why.QUOTIENT, 1),
        ("x = [a / b]", Why.QUOTIENT, 1),
        ("x = {'a': (a / b) * 2}", Why.QUOTIENT, 1),
        ("x = 1\n" * 301, Why.LONG, 1),
        ("x = '" + "a" * 8_000 + "'", Why.LONG, 1),
        ("x = y" + ".z" * 400, Why.LONG, 1),
        ("x = = 1", Why.SYNTAX, 1),
        ("x = 1\n  y = 2", Why.SYNTAX, 1),
    ],
)
def test_whatever_does_more_is_refused_at_its_line(script: str, why: Why, line: int) -> None:
    error = why_not(script)
    assert error.why is why
    assert getattr(error.node, "lineno", 1) == line
    assert all(error.told(source_of(script)))


@pytest.mark.parametrize(
    "script", ["x = a // b", "x = a / b > 1", "x = 10 % 3", "x = -a ** 2", "x = 'a' if a / b else 'b'"]
)
def test_a_quotient_may_be_reckoned_with_where_it_is_not_kept(script: str) -> None:
    data: dict[str, object] = {"a": 7, "b": 2}
    assert here(script, data) == there(script, data)


@pytest.mark.parametrize(
    "script",
    [
        "y = x\nx.append(1)",
        "y = x\ny.append(1)",
        "y = x\ny += [1]",
        "y = x\nx['k'] = 1",
        "y = [x]\nx.append(1)",
        "y = {'k': x}\ny['k'].append(1)",
        "y = {'k': x}\ny['k']['j'] = 1",
        "x['k'] = y\nx['k']['j'] = 1",
        "x['k'] = y\ny['j'] = 1",
        "y = x['k']\ny['j'] = 1",
        "y = x['k']\nx['k']['j'] = 1",
        "y = x if a else z\nz.append(1)",
        "y = x or z\ny.append(1)",
        "y = x.get('k')\ny.append(1)",
        "y = [a + [x]]\nx.append(1)",
        "x = y = []\nx.append(1)",
        "x = y = {}\ny['k'] = 1",
        "x.append(y)\ny.append(1)",
        "x.append(x)",
        "x += [x]",
        "x += y + [{'k': x}]",
    ],
)
def test_what_two_names_may_stand_for_is_not_changed_in_its_place(script: str) -> None:
    assert why_not(script).why is Why.SHARED


@pytest.mark.parametrize(
    ("script", "data"),
    [
        ("y = x\nx += 1", {"x": 1}),
        ("y = x\nx = x + [1]", {"x": [0]}),
        ("y = x\nx = []\nx.append(1)", {"x": [0]}),
        ("y = a + x\nx.append(1)", {"x": [0], "a": [2]}),
        ("y.append(x['k'])\nx['j'] = 2", {"x": {"k": 1}, "y": []}),
        ("order = {'items': []}\norder['items'].append(x)\norder['items'].append(y)", {"x": 1, "y": [2]}),
        ("order['total'] = total\norder['state'] = 'new'", {"order": {"id": 1}, "total": 5}),
        ("x += y\nx += z", {"x": 1, "y": 2, "z": 3}),
        ("x += y\nx.append(z)", {"x": [1], "y": [2], "z": 3}),
        ("x['a'] = 1\nx['b'] = x['a'] + 1\ndel_ = len(x)", {"x": {}}),
        ("x['k'] += 1\nx['k'] += 1", {"x": {"k": 1}}),
        ("x['k'].append(1)\nx['k'].append(2)", {"x": {"k": []}}),
        ("s += 'b'\ns = s + s", {"s": "a"}),
    ],
)
def test_what_only_one_name_stands_for_may_be_changed(script: str, data: dict[str, object]) -> None:
    assert here(script, data) == there(script, data)


#: no truth values, with which Python reckons, and no `*` of texts and lists, which it repeats there: told on the page
_VALUES = (
    "1",
    "2",
    "x",
    "y + 1",
    "x + y",
    "z + z",
    "len(z) * 2",
    "len(z)",
    "[1]",
    "z + [x]",
    "x or y",
    "-y",
    "{'k': x}",
)
_TARGETS = ("x = {}", "y = {}", "z = [{}]", "x += {}", "d['k'] = {}", "d['j'] = {}", "z.append({})", "y = x = {}")


@pytest.mark.parametrize("seed", range(3))
def test_any_script_leaves_the_data_that_python_leaves(seed: int) -> None:
    chance, compared = random.Random(seed), 0  # noqa: S311 - repeatable on purpose
    while compared < 150:
        lines = [chance.choice(_TARGETS).format(chance.choice(_VALUES)) for _ in range(chance.randrange(1, 6))]
        script, data = "\n".join(lines), {"x": 3, "y": 4, "z": [5], "d": {"k": 1}}
        try:
            expected, found = there(script, data), here(script, data)
        except (Unsayable, TypeError):
            continue  # refused here, or an error there
        compared += 1
        assert found == expected, script


@pytest.mark.parametrize("script", ["x ==", "x = = 1", "for x in y return x", "{x: 1"])
def test_what_is_no_python_has_no_statements(script: str) -> None:
    assert statements_of(script) is None


def test_script_before_and_after_a_task_leaves_the_same_data_as_a_script_task() -> None:
    script = "x = x + 1\norder['total'] = x * 2\nx += order['total']\nnames.append('b')"
    data: dict[str, object] = {"x": 1, "order": {"id": 7}, "names": ["a"]}
    expected = there(script, data)
    for diagram in (
        spiff(f'<scriptTask id="a"><script>{script}</script></scriptTask>'),
        spiff(extended("task", f"<spiffworkflow:preScript>{script}</spiffworkflow:preScript>")),
        spiff(extended("task", f"<spiffworkflow:postScript>{script}</spiffworkflow:postScript>")),
    ):
        assert play(diagram, data).data == expected
