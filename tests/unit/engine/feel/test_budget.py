"""Hostile expressions end with an error of their own. What counts is that they end, not how fast this machine is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import Budget, BudgetExceeded, FeelError, compile_expression, to_json

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
    'for i in 1..300 return miz.add working days(@"2026-01-01", 2000)',
]


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
