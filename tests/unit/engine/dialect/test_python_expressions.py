"""Python expressions as FEEL: the same value for the same data, or a reason why not."""

import random
import re
from collections.abc import Callable, Mapping

import pytest

from engine.dialect.python_expressions import MAX_FEEL, condition_of, parsed, value_of
from engine.dialect.python_places import calls_feel
from engine.dialect.python_reasons import Unsayable, Why
from engine.feel import compile_expression, is_true, to_json


def feel_of(code: str) -> str:
    node = parsed(code)
    assert node is not None
    return value_of(node).text


def here(feel: str, data: Mapping[str, object]) -> object:
    return to_json(compile_expression(feel).evaluate(data, dates_as_text=True))


def why_not(code: str) -> Why:
    node = parsed(code)
    assert node is not None
    with pytest.raises(Unsayable) as refused:
        value_of(node)
    return refused.value.why


@pytest.mark.parametrize(
    ("code", "feel"),
    [
        ("x", "x"),
        ("order.total", "order.total"),
        ('order["total"]', 'get value(order, "total")'),
        ("True", "true"),
        ("None", "null"),
        ("1_000", "1000"),
        ("1e-7", "0.0000001"),
        ("'it\\'s \"so\"'", '"it\'s \\"so\\""'),
        ("'a\\nb\\t'", '"a\\u000Ab\\u0009"'),
        ("'نیم‌فاصله'", '"نیم\\u200Cفاصله"'),
        ("a + 1 - b * 2", "a + 1 - b * 2"),
        ("a - (b - 1)", "a - (b - 1)"),
        ("(a + 1) * -b", "(a + 1) * -b"),
        ("-2 ** 2", "-(2 ** 2)"),
        ("2 ** 3 ** 2", "2 ** (3 ** 2)"),
        ("7 // 2 + 7 % 2", "floor(7 / 2) + modulo(7, 2)"),
        ("a < b", "a < b"),
        ("1 < a <= 5", "1 < a and a <= 5"),
        ('x == "a"', '(x = "a") = true'),
        ('x != "a"', '(x = "a") != true'),
        ('not x == "a"', '(x = "a") != true'),
        ("x == 1", "list contains([1, true], x)"),
        ("x is None", "x = null"),
        ("x is not None", "x != null"),
        ("x in [1, 'b']", 'list contains([1, true, "b"], x)'),
        ("{'a': 1, 'b c': [x]}", '{"a": 1, "b c": [x]}'),
        # an entry of a context sees those before it: x would be the entry
        ("{'x': 1, 'y': x}", 'context put(context put({}, "x", 1), "y", x)'),
        ("f'{1}a'", 'string(1) + "a"'),
    ],
)
def test_how_it_is_written(code: str, feel: str) -> None:
    assert feel_of(code) == feel


@pytest.mark.parametrize(
    ("code", "feel"),
    [
        ('x == "a" and not y', 'x = "a" and not(not(list contains([null, false, 0, "", [], {}], y)))'),
        ("len(x) > 3 or a < b", None),
        ("x == 5", "x = 5"),
        ("x", 'not(list contains([null, false, 0, "", [], {}], x))'),
        ("a > 1", "a > 1"),
        ("True", "true"),
    ],
)
def test_a_condition_only_says_whether_it_holds(code: str, feel: str | None) -> None:
    node = parsed(code)
    assert node is not None
    assert feel in (None, condition_of(node))
    compile_expression(condition_of(node))


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("load()", Why.CALL),
        ("len(x, y)", Why.CALL),
        ("x.replace('a', 'b')", Why.CALL),
        ("len(*x)", Why.CALL),
        ("str(x, encoding='a')", Why.CALL),
        ("x()()", Why.CALL),
        ("sorted(x)", Why.CALL),
        ("max()", Why.CALL),
        ("round(x / 3, 2)", Why.ROUND),
        ("int(x)", Why.NUMBER),
        ("x[i]", Why.PLACE),
        ("x[1:2]", Why.PLACE),
        ("then + 1", Why.NAME),
        ("x == true", Why.NAME),
        ("x.function", Why.NAME),
        ("(1, 2)", Why.VALUE),
        ("{1, 2}", Why.VALUE),
        ("{1: 2}", Why.VALUE),
        ("{**x}", Why.VALUE),
        ("{'a': 1, 'a': 2}", Why.VALUE),
        ("[*x]", Why.VALUE),
        ("[y for y in x]", Why.VALUE),
        ("lambda: 1", Why.VALUE),
        ("b'a'", Why.VALUE),
        ("...", Why.VALUE),
        ("1j", Why.VALUE),
        ("1e999", Why.VALUE),
        ("10 ** 40 + 1" + "0" * 40, Why.VALUE),
        ("'\\ud800'", Why.VALUE),
        ("f'{x:>3}'", Why.VALUE),
        ("f'{x!r}'", Why.VALUE),
        ("str([1])", Why.VALUE),
        ("str(1 / 3)", Why.VALUE),
        ("str(max(a, 1 / 3))", Why.VALUE),
        ("(y := 1)", Why.VALUE),
        ("x @ y", Why.OPERATOR),
        ("x | y", Why.OPERATOR),
        ("~x", Why.OPERATOR),
        ("+x", Why.OPERATOR),
        ("'a' * 3", Why.OPERATOR),
        ("'%s' % x", Why.OPERATOR),
        ("'a' + 1", Why.OPERATOR),
        ("-'a'", Why.OPERATOR),
        ("True + 1", Why.OPERATOR),
        ("1 < 'a'", Why.OPERATOR),
        ("[1] < x", Why.OPERATOR),
        ("x is 1", Why.OPERATOR),
        ("x is 0", Why.OPERATOR),
        ("abs('a')", Why.OPERATOR),
        ("not " * 50 + "x", Why.LONG),
        (" or ".join(f"(x{n} or y{n} and z{n})" for n in range(60)), Why.LONG),
    ],
)
def test_what_has_no_counterpart_is_refused_with_its_reason(code: str, why: Why) -> None:
    assert why_not(code) is why


@pytest.mark.parametrize("text", ["", "x = 1", "if a then b else c", "x y", "a\0", "(" * 300 + "1" + ")" * 300])
def test_what_is_no_python_expression_is_left_alone(text: str) -> None:
    assert parsed(text) is None


@pytest.mark.parametrize(("text", "told"), [("count(x) > 3", True), ("not(contains(x, y))", True), ("len(x)", False)])
def test_a_function_that_only_feel_has_tells_feel(text: str, told: bool) -> None:
    node = parsed(text)
    assert node is not None
    assert calls_feel(node) is told


def test_doubling_parts_end_before_they_grow_beyond_what_feel_takes() -> None:
    code = "x"
    for number in range(30):
        code = f"({code} or y{number})"
    assert why_not(code) is Why.LONG
    assert MAX_FEEL == 8_000


class _Dict(dict[str, object]):
    """A dict whose entries are attributes as well, as SpiffArena's scripts see it."""

    def __getattr__(self, name: str) -> object:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


def _as_there(value: object) -> object:
    if isinstance(value, dict):
        return _Dict({key: _as_there(one) for key, one in value.items()})
    return [_as_there(one) for one in value] if isinstance(value, list) else value


def there(code: str, data: Mapping[str, object]) -> object:
    """Python's own value. Raises whatever the code raises."""
    known = {"__builtins__": {one.__name__: one for one in (len, str, bool, abs, sum, min, max, all, any)}}
    return eval(code, known, {name: _as_there(value) for name, value in data.items()})  # noqa: S307 - of this test


#: of every kind; truth values are tried apart
VALUES: tuple[object, ...] = (
    *(None, 0, 1, 2, -3, 2.5, 7, "", "a", "ab", "B ", "1", [], [1], [2, "a"], ["ab", None], [[]]),
    *({}, {"k": 2}, {"k": "a", "a": [2]}, {"k": {"k": 2}}),
)
TRUTHS: tuple[object, ...] = (True, False, None, "", "False", [], {})
_ATOMS = (
    *("x", "y", "z", "x.k", 'x["k"]', "y.k.k", "2", "3", "2.5", '"a"', '""', '"ab"', "None", "[]", '["a", 2]'),
    *('{"k": 2}', "{}", "-3", "x[0]", "y[-1]", "x[1]"),
)
#: forms of values and of truths: V and T stand for more of the same. Truths are never reckoned with, nor compared with
#: numbers, nor lists ordered, nor texts multiplied or filled in by `%`: there the languages differ, as the page says
_VALUE_FORMS = (
    *("(V + V)", "(V - V)", "(V // V)", "(V % 3)", "(V if T else V)", "(V and V)", "(V or V)", "x.get('k', V)"),
    *("[V, V]", "{'x': V, 'y': V}", "len(V)", "abs(V)", "(V).upper()", "sum([V, len(V)])", "min(2, len(V))"),
)
_TRUTH_FORMS = (
    *(
        "(V == V)",
        "(V != V)",
        "(V < 3)",
        '(V >= "a")',
        "(2 < V <= len(V))",
        "(V in V)",
        "(V not in V)",
        "(V in [V, V])",
    ),
    *(
        "(not V)",
        "(not T)",
        "(T and T)",
        "(T or T)",
        "(x is None)",
        "(y.k is not None)",
        "bool(V)",
        "(V).startswith(V)",
    ),
)


def _expression(chance: random.Random, depth: int, *, truth: bool) -> str:
    if not truth and (depth <= 0 or chance.random() < 0.15):
        return chance.choice(_ATOMS)
    form = chance.choice(_TRUTH_FORMS if truth and depth > -2 else ("(V == V)",) if truth else _VALUE_FORMS)
    parts = re.split(r"\b([VT])\b", form)
    return "".join(_expression(chance, depth - 1, truth=part == "T") if part in ("V", "T") else part for part in parts)


def _same(mine: object, theirs: object) -> bool:
    """Equal, and of one kind: 1 isn't True, nor "1"; 2 and 2.0 are one number."""
    if isinstance(mine, bool) or isinstance(theirs, bool):
        return mine is theirs
    if isinstance(mine, list) and isinstance(theirs, list):
        return len(mine) == len(theirs) and all(map(_same, mine, theirs))
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return mine.keys() == theirs.keys() and all(_same(mine[key], theirs[key]) for key in mine)
    return mine == theirs


@pytest.mark.parametrize("seed", range(4))
def test_any_expression_has_the_value_that_python_gives_it(seed: int) -> None:
    chance, compared = random.Random(seed), 0  # noqa: S311 - repeatable on purpose
    while compared < 300:
        code = _expression(chance, chance.randrange(1, 4), truth=chance.random() < 0.5)
        data = {name: chance.choice(VALUES) for name in ("x", "y", "z")}
        node = parsed(code)
        assert node is not None
        try:
            value, condition = value_of(node).text, condition_of(node)
            expected = there(code, data)
        except (Unsayable, TypeError, AttributeError, KeyError, IndexError, ZeroDivisionError):
            continue  # refused here, or an error there
        compared += 1
        assert _same(here(value, data), expected), (code, data, value)
        assert is_true(compile_expression(condition).evaluate(data)) is bool(expected), (code, data, condition)


@pytest.mark.parametrize("truth", TRUTHS)
@pytest.mark.parametrize(
    "code",
    [
        *("x", "not x", "x == True", "x != False", "x is True", "x is not False", "x and 'a'", "x or 'a'"),
        *("not not x", "'a' if x else 'b'", "bool(x)", "x == None", "x in [True, 'c']", "x not in [0]", "x == 1"),
    ],
)
def test_truth_is_pythons(code: str, truth: object) -> None:
    data: dict[str, object] = {"x": truth}
    assert _same(here(feel_of(code), data), there(code, data))


@pytest.mark.parametrize("number", [0, 1, 2, -1, 0.0, 1.0])
@pytest.mark.parametrize(
    "code", ["x == True", "x == False", "x != True", "x in [True]", "x is True", "not x", "x == 1"]
)
def test_one_is_true_and_nought_is_false_where_it_is_written(code: str, number: float) -> None:
    data: dict[str, object] = {"x": number}
    assert here(feel_of(code), data) is there(code, data)


@pytest.mark.parametrize("numbers", [[], [0], [1, 2.5, -3], [2, 2]], ids=str)
@pytest.mark.parametrize(
    "code", ["sum(x)", "max(x)", "min(x)", "all(x)", "any(x)", "sum([y, 1])", "max(y, 2, len(x))", "sum(x) + min(1, y)"]
)
def test_functions_over_lists(code: str, numbers: list[object]) -> None:
    data: dict[str, object] = {"x": numbers, "y": 4}
    try:
        expected = there(code, data)
    except ValueError:  # of nothing there is no smallest
        expected = None
    assert _same(here(feel_of(code), data), expected)


@pytest.mark.parametrize("value", ["a", "", 7, 2.5, -3, True, False, None])
@pytest.mark.parametrize("code", ["str(x)", "f'({x})'", "'no. ' + str(x)", "f''", "f'{x}{x}'"])
def test_texts_of_values(code: str, value: object) -> None:
    data: dict[str, object] = {"x": value}
    assert here(feel_of(code), data) == there(code, data)


@pytest.mark.parametrize(
    ("name", "call"),
    [("lower", str.lower), ("upper", str.upper), ("strip", str.strip)],
    ids=["lower", "upper", "strip"],
)
@pytest.mark.parametrize("text", ["aB", " a b\t\n", "İ", "ß", "\u200fa\u00a0", ""])
def test_methods_of_texts(name: str, call: Callable[[str], str], text: str) -> None:
    assert here(feel_of(f"x.{name}()"), {"x": text}) == call(text)
