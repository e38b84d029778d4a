"""Hostile expressions end with an error of their own. What counts is that they end, not how fast this machine is."""

import sys
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import (
    Budget,
    BudgetExceeded,
    FeelError,
    Limit,
    compile_expression,
    compile_unary_tests,
    text_of,
    to_json,
)
from engine.feel.library import LIBRARY
from engine.feel.stack import on_fresh_stack
from engine.feel.text import shown

HOSTILE = [
    "for i in 1..100000, j in 1..100000 return i * j",
    "for i in 1..99999999999999999999 return i",
    "count(for i in 1..1000000 return i)",
    "{f: function(n) f(n + 1), r: f(1)}.r",
    "{f: function(n) if n = 0 then 0 else f(n - 1) + f(n - 1), r: f(50)}.r",
    '{a: "xxxxxxxxxxxxxxxx", r: for i in 1..100 return if i = 1 then a else partial[-1] + partial[-1]}.r',
    "flatten(for i in 1..60 return [partial[-1], partial[-1]])",
    "string(for i in 1..60 return [partial[-1], partial[-1]])",
    "{a: for i in 1..60 return [partial[-1], partial[-1]], r: a = a}.r",
    "some x in (for i in 1..3000 return i) satisfies (some y in (for i in 1..3000 return i) satisfies x = -y)",
    "distinct values(for i in 1..15000 return i)",
    "sort(for i in 1..19000 return modulo(i * 7919, 10007))",
    'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a|aa)+\\1$")',
    "for i in 1..9000 return context put({}, string(i), 1)",
    "count(for i in 1..19000 return log(i))",
    "for i in 1..19000 return i ** 0.37",
    'for i in 1..3000 return @"2026-01-01T00:00:00@Asia/Tehran" + duration("PT1H")',
    'for i in 1..9000 return week of year(@"2026-01-01")',
    "{x: for i in 1..9000 return i, r: for i in 1..900 return x instance of list<number>}.r",
    "{x: for i in 1..9000 return i, f: function(a: list<number>) 1, r: for i in 1..900 return f(x)}.r",
    'for i in 1..300 return miz.add working days(@"2026-01-01", 2000)',
]


#: Texts and data at the edges, which may also give a value.
EXTREME = [
    'replace(string join(for i in 1..10000 return "a"), "a", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")',
    'for i in 1..300 return matches(string join(for j in 1..60 return "ab"), "(a|b|ab)*c")',
    "{a: for i in 1..4000 return i, r: for x in a return a[item = x]}.r",
    "for i in 1..9000 return round up(10 ** 6000 / 3, 20)",
    "string join(for i in 1..100 return string(10 ** 6100))",
    "context merge(for i in 1..19000 return context put({}, string(i), i))",
    "union(for i in 1..5000 return i, for i in 1..5000 return -i)",
    "for a in 1..100, b in 1..100, c in 1..100 return a",
    "flatten(for i in 1..140 return for j in 1..140 return j)",
    'string length(upper case(string join(for i in 1..19999 return "ßßßßßßßßß")))',
    f'matches("{"a" * 3000}", "{"(a*)*" * 60}b")',
    f'matches("{"a" * 3000}", "(.*)(.*)(.*)(.*)x")',
    'matches("aaaa", "(((((a{1000}){1000}))))")',
    "[" * 99 + "]" * 99,
    "1" + "+1" * 4000,
    "-" * 8000 + "1",
    "a" + ".b" * 4000,
    "if true then " * 300 + "1" + " else 2" * 300,
    "not(" * 300 + "true" + ")" * 300,
    "some x in " * 60 + "[1]" + " satisfies true" * 60,
    "function(a) " * 300 + "a",
    "{a:" * 300 + "1" + "}" * 300,
    "a " * 4000,
]


@pytest.mark.parametrize("text", EXTREME)
def test_extreme_expression_ends(text: str) -> None:
    with suppress(FeelError):
        to_json(compile_expression(text).evaluate({"a": None}))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_expression_ends(text: str) -> None:
    with pytest.raises(BudgetExceeded):
        compile_expression(text).evaluate({})


def test_value_that_unfolds_without_end_is_not_stored() -> None:
    value = compile_expression("for i in 1..60 return [partial[-1], partial[-1]]").evaluate({})

    with pytest.raises(BudgetExceeded):
        to_json(value)


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "^(a|a)*$", "(a*)*b", "(.*)*x", "a*a*a*a*a*a*b", "(a?){30}a{30}$", "((a*)*)*c"]
)
def test_pattern_that_others_choke_on_is_answered(pattern: str) -> None:
    context = {"pattern": pattern, "text": "a" * 29 + "!"}

    assert compile_expression("matches(text, pattern)").evaluate(context) is False


def test_budget_can_be_chosen() -> None:
    expression = compile_expression("sum(for i in 1..1000 return i)")

    assert expression.evaluate({}) == 500_500
    with pytest.raises(BudgetExceeded):
        expression.evaluate({}, budget=Budget(steps=100))
    with pytest.raises(BudgetExceeded):
        expression.evaluate({}, budget=Budget(list_size=999))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{f: function(n) if n < 2 then 1 else n + f(n - 1), r: f(1000)}.r", 500_500),
        (
            "{s: function(l) if count(l) = 1 then l[1] else l[1] + s(sublist(l, 2)), r: s(for i in 1..500 return i)}.r",
            125_250,
        ),
        (
            "{s: function(l) if count(l) = 0 then 0 else l[1] + s(remove(l, 1)), r: s(for i in 1..500 return i)}.r",
            125_250,
        ),
        ("{a: function(n) if n <= 0 then 0 else b(n - 1), b: function(n) a(n - 1), r: a(700)}.r", 0),
    ],
)
def test_function_may_call_itself_a_thousand_times_deep(text: str, expected: object) -> None:
    assert compile_expression(text).evaluate({}) == expected


def test_a_thread_counts_frames_for_itself_and_hands_on_what_was_raised() -> None:
    def dive(depth: int) -> int:
        return depth if depth == 0 else dive(depth - 1)

    limit = sys.getrecursionlimit()

    with pytest.raises(RecursionError):
        on_fresh_stack(lambda: dive(2 * limit))
    assert on_fresh_stack(lambda: dive(limit // 2)) == 0
    assert sys.getrecursionlimit() == limit


WORDS = st.sampled_from(
    [
        *("a", "b.c", "1", "2.5", '"x"', "null", "true", "false", "(", ")", "[", "]", "{", "}", ",", ":", ".", ".."),
        *("+", "-", "*", "/", "**", "=", "!=", "<", "<=", "and", "or", "not", "in", "between", "if", "then", "else"),
        *("for", "return", "some", "every", "satisfies", "instance", "of", "function", "count", "sum", "item"),
        *('@"P1D"', '@"2026-03-21"', "?", "partial", "number", "date"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=14))
def test_any_sequence_of_words_gives_a_value_or_an_error_of_feel(words: list[str]) -> None:
    try:
        value = compile_expression(" ".join(words)).evaluate({"a": 1, "b": {"c": [1, 2]}})
        to_json(value)
    except FeelError:
        return


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_any_text_gives_a_value_or_an_error_of_feel(text: str) -> None:
    try:
        compile_expression(text).evaluate({})
    except FeelError:
        return


OPERANDS = st.sampled_from(
    [
        *("1", "0", "-2.5", "1e6000", "34", '"a"', '""', '"(a|b)*"', '"2026-01-01"', '"P1D"', "null", "true", "a", "b"),
        *('@"2026-01-01"', '@"-999999999-01-01"', '@"999999999-12-31T23:59:59@Asia/Tehran"', '@"10:00:00Z"'),
        *('@"P1Y"', '@"-P999999999D"', "[]", "[1, null]", "{}", "{a: 1}", "[1..5]", "(> 3)", "abs", "function(x) x"),
    ]
)
OPERATORS = st.sampled_from(["+", "-", "*", "/", "**", "=", "!=", "<", ">=", "and", "or", "in"])
SHAPES = ["if {0} then {1} else {2}", "for x in {0} return {1}", "some x in {0} satisfies {1}", "{0}[{1}]"]
SHAPES += ["{0}.year", "{0}.a", "{0} between {1} and {2}", "{0} instance of list<number>", "[{0}, {1}]", "{{a: {0}}}"]
CALLS = [f"{name}({arguments})" for name in LIBRARY for arguments in ("{0}", "{0}, {1}", "{0}, {1}, {2}")]


def _grown(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Larger expressions from smaller ones."""
    three = st.tuples(parts, parts, parts)
    shaped = st.builds(lambda shape, inner: f"({shape.format(*inner)})", st.sampled_from(SHAPES + CALLS), three)
    return shaped | st.builds(lambda left, sign, right: f"({left} {sign} {right})", parts, OPERATORS, parts)


@settings(max_examples=500, deadline=None)
@given(st.recursive(OPERANDS, _grown, max_leaves=12), st.booleans())
def test_any_expression_has_a_value_that_can_be_written(text: str, dates_as_text: bool) -> None:
    context = {"a": [1, {"x": "2026-02-02"}], "b": {"a": "2026-01-01"}}

    try:
        now = datetime(2026, 1, 1, tzinfo=UTC)
        value = compile_expression(text).evaluate(context, now=now, dates_as_text=dates_as_text)
        text_of(value)
        to_json(value)
    except FeelError:
        return


@pytest.mark.parametrize(
    ("text", "limit", "words"),
    [
        ("for i in 1..100000 return i", Limit.STEPS, "too many steps"),
        ('string join(["a", "b"], a)', Limit.TEXT, "too long a string"),
        ("append(b, 1)", Limit.LIST, "too long a list"),
        ("{f: function(n) f(n), r: f(1)}.r", Limit.NESTING, "functions call each other too deeply"),
        ("string([a, a])", Limit.TEXT, "more than 200000 characters"),
    ],
)
def test_author_is_told_which_limit_was_reached(text: str, limit: Limit, words: str) -> None:
    with pytest.raises(BudgetExceeded, match=words) as refused:
        compile_expression(text).evaluate({"a": "x" * 199_999, "b": [1] * 20_000})
    assert refused.value.limit is limit


@pytest.mark.parametrize(
    "text", ["string join([a, b])", 'replace(a, "x", "x") + b', 'string([a + b]) + ""', "upper case(a + b)"]
)
def test_text_may_have_as_many_characters_as_the_budget_says(text: str) -> None:
    around = 4 if "[a + b]" in text else 0
    expression, budget = compile_expression(text), Budget(string_size=10)
    value = expression.evaluate({"a": "x" * 5, "b": "y" * (5 - around)}, budget=budget)
    assert len(str(value)) == 10
    with pytest.raises(BudgetExceeded) as refused:
        expression.evaluate({"a": "x" * 6, "b": "y" * (5 - around)}, budget=budget)
    assert refused.value.limit is Limit.TEXT


def test_a_list_of_the_data_is_converted_once_in_a_run_and_paid_for() -> None:
    data = {"rows": [{"a": 1}, {"a": 2}], "inner": {"rows": [{"a": 3}]}}
    both = compile_expression("[rows, rows, inner.rows, inner.rows]").evaluate(data)
    assert isinstance(both, tuple)
    assert both[0] is both[1]
    assert both[2] is both[3]
    again = compile_expression("rows").evaluate(data)
    assert again == both[0]
    assert again is not both[0]
    with pytest.raises(BudgetExceeded):
        compile_expression("rows").evaluate({"rows": [1] * 400}, budget=Budget(steps=100))
    assert compile_expression("rows").evaluate({"rows": [1] * 396}, budget=Budget(steps=100)) is not None


@pytest.mark.parametrize("parts", [(99_999, 0), (0, 1_599_983)])
def test_stored_value_has_a_hundred_thousand_parts_at_most_and_sixteen_characters_are_one(
    parts: tuple[int, int],
) -> None:
    count, characters = parts
    value = (*[None] * count,) if count else ("x" * characters,)
    assert to_json(value) == list(value)
    with pytest.raises(BudgetExceeded) as refused:
        to_json((*value, None, None))
    assert refused.value.limit is Limit.VALUE


def test_message_shows_the_beginning_of_a_value_or_else_its_kind() -> None:
    assert shown("x" * 300) == "x" * 100
    assert shown((Decimal(1), "a")) == '[1, "a"]'
    assert shown(("x" * 20_000,)) == "a list"


def test_long_expressions_are_kept_compiled_apart_from_short_ones() -> None:
    for text in ("1 + 2", "1" + " + 1" * 40):
        assert compile_expression(text) is compile_expression(text)
        assert compile_unary_tests(text) is compile_unary_tests(text)
