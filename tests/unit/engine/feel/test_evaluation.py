"""What expressions mean where the guide's examples don't look: nulls, kinds, scopes, conversions, reasons."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from engine.feel import NotData, compile_expression, from_json, is_true, to_json


def value_of(text: str, context: dict[str, object] | None = None) -> object:
    return to_json(compile_expression(text).evaluate(context or {}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true and 1", None),
        ("false and 1", False),
        ("not(1)", None),
        ("null = false", False),
        ("null < 1", None),
        ("1 between 2 and null", False),
        ("3 between 2 and null", None),
        ("-1 instance of number", True),
        ("1 + 2 instance of number", None),
        ("string(-0)", "0"),
        ("overlaps after([1..9], [1..5])", False),
        ("overlaps after(]1..5], [1..5])", True),
        ("overlaps after([2..5], [1..5])", True),
        ("overlaps after([1..5], [1..5])", False),
        ('@"2026-03-21" - @"2026-03-20T00:00:00"', None),
        ('@"2026-03-21" - @"2026-03-20T00:00:00Z"', "P1D"),
        ('string({"{": "a", b: 1})', '{"{": "a", b: 1}'),
        ("null in [1..2]", None),
        ('"a" in [1..5]', None),
        ("[1, 2] = [1, null]", False),
        ("[] = null", False),
        ("if 1 then 2 else 3", 3),
        ("some x in [false, null] satisfies x", None),
        ("some x in [true, null] satisfies x", True),
        ("every x in [] satisfies x", True),
        ("some x in null satisfies x", None),
        ("for x in null return x", None),
        ("for x in 5 return x", [5]),
        ("null[1]", None),
        ("[1, 2, 3][0]", None),
        ("[1, 2, 3][-3]", 1),
        ("[1, 2][true]", [1, 2]),
        ("[{a: 1}, {b: 2}].a", [1, None]),
        ("{a: 1}.b", None),
        ("{a: {b: [1, 2]}}.a.b[2]", 2),
        ("[{item: 1}, {item: 2}][item > 1]", [{"item": 2}]),
        ("{a: 1, a: 2}", None),
        ("sum([])", None),
        ("count([])", 0),
        ("max([])", None),
        ('min(1, "a")', None),
        ('substring("abc", 0)', None),
        ('substring("abc", 5)', None),
        ("string(null)", None),
        ("string length()", None),
        ('string length(string: "abc")', 3),
        ('string length(text: "abc")', None),
        ('string length(["abc"])', 3),
        ("count(1)", 1),
        ("5()", None),
        ('number("1_000")', None),
        ('number("NaN")', None),
        ('number("1.000.000,5", ".", ",")', 1000000.5),
        ('@"2026-13-01"', None),
        ('date("2026-3-1")', None),
        ('duration("P1Y2D")', None),
        ('duration("PT")', None),
        ('time("25:00:00")', None),
        ('@"2026-03-21T00:00:00" - @"2026-03-20T00:00:00Z"', None),
        ('@"P1Y" + @"P1D"', None),
        ('@"P1D" > @"PT23H"', True),
        ('date("99999-12-31")', "99999-12-31"),
        ('@"-0001-01-01"', "-0001-01-01"),
        ("[5..1]", "[5..1]"),
        ('[1.."a"]', None),
        ("5 in (=5)", True),
        ('matches("a", "(")', None),
        ('replace("abc", "x*", "-")', None),
        ("1e999999", None),
        ("10 ** 400 * 10 ** 6000", None),
        ('(function(x: number) x)("a")', None),
        ("(function(x: number) x)([1])", 1),
        ("(function(x) x)()", None),
        ('sort([1, "a"])', None),
        ("sort([{n: 2}, {n: 1}], function(a, b) a.n < b.n).n", [1, 2]),
        ("now()", None),
        ("is(null, null)", True),
        ("is(1, 1.0)", True),
        ("1.0 = 1", True),
        ("-5 ** 2", 25),
        ("10 - 2 - 3", 5),
        ("2 in [[1..3], [7..9]]", True),
        ("x instance of Null", True),
        ("1 instance of nonsense", None),
    ],
)
def test_value(text: str, expected: object) -> None:
    assert value_of(text) == expected


def test_reason_of_a_null_is_reported() -> None:
    value, reasons = compile_expression("applicant.age + fee").explain({"applicant": {}})

    assert value is None
    assert reasons == ("the context has no entry age", "there is no variable fee", "null + null has no result")


@pytest.mark.parametrize(
    "text",
    ["true and 1", "1 or false", "not(1)", "all([null, 1])", "any(1)", "every x in [1, null] satisfies x"],
)
def test_value_that_is_no_condition_is_named(text: str) -> None:
    assert compile_expression(text).explain({}) == (None, ("number is neither true nor false",))


@pytest.mark.parametrize(
    "text", ["true and null", "not(null)", "all([true, null])", "some x in [null] satisfies x", "false and 1"]
)
def test_unknown_condition_is_no_fault(text: str) -> None:
    assert compile_expression(text).explain({})[1] == ()


def test_filter_sees_entries_before_variables_and_variables_behind_them() -> None:
    context = {"people": [{"age": 20}, {"age": 40}], "age": 99, "limit": 30}

    assert value_of("people[age > limit].age", context) == [40]


def test_data_named_like_a_function_do_not_hide_it() -> None:
    assert value_of('count([1, 2]) + count + date("2026-03-21").year', {"count": 5, "date": "x"}) == 2033


def test_function_keeps_the_variables_of_its_place() -> None:
    assert value_of("{n: 2, f: function(x) x * n, g: {n: 10, r: f(1)}.r}.g") == 2


@pytest.mark.parametrize(
    ("json", "text"),
    [
        (5, "v = 5"),
        (0.1, "v = 0.1"),
        (2**70, "v > 10 ** 20"),
        (True, "v"),
        (None, "v = null"),
        ({"a": [1]}, "v.a[1] = 1"),
    ],
)
def test_json_is_understood(json: object, text: str) -> None:
    assert compile_expression(text).evaluate({"v": json}) is True


def test_not_a_number_is_null() -> None:
    assert from_json(float("nan")) is None


@pytest.mark.parametrize(
    ("value", "json"),
    [
        (datetime(2026, 3, 21, 8, 30, tzinfo=UTC), "2026-03-21T08:30:00Z"),
        (date(2026, 3, 21), "2026-03-21"),
        (timedelta(days=1, seconds=90), "P1DT1M30S"),
        (Decimal("1.50"), 1.5),
        (Decimal("3.00"), 3),
        (Decimal("0.1234567890123456789"), "0.1234567890123456789"),
        ((Decimal(1), None), [1, None]),
    ],
)
def test_values_become_json(value: object, json: object) -> None:
    assert to_json(from_json(value)) == json


def test_objects_of_python_are_refused() -> None:
    with pytest.raises(NotData):
        compile_expression("x").evaluate({"x": object()})


@pytest.mark.parametrize("text", ["x.__class__", "x.real", "x.append", "__import__", "x.keys"])
def test_attributes_of_python_are_out_of_reach(text: str) -> None:
    assert compile_expression(text).evaluate({"x": {"a": 1}}) is None
    assert compile_expression(text).evaluate({"x": 5}) is None


@pytest.mark.parametrize(("value", "truth"), [(True, True), (False, False), (None, False), (1, False), ("true", False)])
def test_only_true_is_true(value: object, truth: bool) -> None:
    assert is_true(value) is truth


def test_expressions_are_compiled_once() -> None:
    assert compile_expression("a + 1") is compile_expression("a + 1")
