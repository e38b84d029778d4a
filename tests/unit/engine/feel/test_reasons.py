"""Every null that isn't one of the data has a reason that names the cause, for the author who looks for it."""

import pytest

from engine.feel import compile_expression
from engine.feel.scope import MAX_REASONS

CASES = [
    ("5()", ["number can't be called"]),
    ("f(a: 1)", ["there is no variable f", "null can't be called"]),
    ("5(a: 1)", ["number can't be called"]),
    ('abs("a")', ["n is a string, number or days and time duration or years and months duration is expected"]),
    ('abs(number: "a")', ["abs has no parameters number"]),
    ('abs(n: "a")', ["n is a string, number or days and time duration or years and months duration is expected"]),
    ("abs()", ["abs can't be called with 0 arguments"]),
    ("abs(1, 2)", ["abs can't be called with 2 arguments"]),
    ("abs(n: 1, n: 2)", ["two arguments have one name"]),
    ("null[1]", ["null can't be filtered"]),
    ("[1][2]", ["a list of 1 has no element 2"]),
    ("[1][0]", ["a list of 1 has no element 0"]),
    ("[1][-2]", ["a list of 1 has no element -2"]),
    ("[1][1.5]", ["a list of 1 has no element 1.5"]),
    ("1/0", ["1 / 0 has no result"]),
    ("0 ** -1", ["zero has no negative power"]),
    ('-"a"', ["string has no negative"]),
    ("-null", ["null has no negative"]),
    ('1 + "a"', ["number + string has no result"]),
    ("1 - null", ["number - null has no result"]),
    ('1 < "a"', ["number and string can't be put in order"]),
    ('1 >= "a"', ["string and number can't be put in order"]),
    ('1 = "a"', ["number and string can't be compared"]),
    ("{a: 1}.b", ["the context has no entry b"]),
    ("{a: {}}.a.b", ["the context has no entry b"]),
    ("5.year", ["number has no property year"]),
    ('"x".y', ["string has no property y"]),
    ("x", ["there is no variable x"]),
    ("x.y", ["there is no variable x", "null has no property y"]),
    ("5 instance of nonsense", ["there is no type nonsense"]),
    ('[1.."a"]', ["number and string can't be put in order"]),
    ('"a" in [1..2]', ["number and string can't be put in order"]),
    ('for x in 1.."a" return x', ["there is no way to count from number to string"]),
    ("some x in null satisfies x", ["null can't be walked through"]),
    ("every x in null satisfies x", ["null can't be walked through"]),
    ("true and 1", ["number is neither true nor false"]),
    ("not(1)", ["number is neither true nor false"]),
    ("for x in null return x", ["null can't be walked through"]),
    ('date("x")', ["'x' is not a date"]),
    ('time("x")', ["'x' is not a time"]),
    ('duration("x")', ["'x' is not a duration"]),
    ('matches("a", "(")', ["the regular expression '(' is wrong: a bracket is not closed"]),
    ('number("x")', ["'x' is not a number"]),
    ('@"10:00:00" < @"10:00:00Z"', ["a local time and a time with a zone can't be put in order"]),
    ('@"10:00:00" - @"10:00:00Z"', ["a local time and a time with a zone have no difference"]),
    ('@"P1D" * 1e30', ["the duration is too long"]),
    ('@"P1Y" / 0', ["years and months duration / 0 has no result"]),
    ('(function(x: number) x)("a")', ["string is given where number is expected"]),
    ("{a: 1, a: 2}", ["two entries of the context have one name"]),
    ('1 between "a" and 2', ["string and number can't be put in order"]),
    ('substring("abc", 0)', ["a string of 3 characters has no position 0"]),
    ("now()", ["the moment is not known here"]),
    ("today()", ["the moment is not known here"]),
    ('sum(["a"])', ["the list holds something else than numbers or durations"]),
    ("(function(x) x)(y: 1)", ["function has no parameters y"]),
]


@pytest.mark.parametrize(("text", "reasons"), CASES)
def test_null_has_its_reason(text: str, reasons: list[str]) -> None:
    assert compile_expression(text).explain({}) == (None, tuple(reasons))


@pytest.mark.parametrize(
    "text", ["null", "{a: null}.a", "[null][1]", "if false then 1 else null", "null = null", "not(null)"]
)
def test_null_of_the_data_needs_none(text: str) -> None:
    assert compile_expression(text).explain({})[1] == ()


def test_element_of_a_list_may_have_its_own_reason() -> None:
    assert compile_expression("[5, {year: 1}].year").explain({}) == ((None, 1), ("number has no property year",))
    assert compile_expression("for x in [1, 0] return 2 / x").explain({}) == ((2, None), ("2 / 0 has no result",))


def test_twenty_reasons_are_kept_each_of_five_hundred_characters_at_most() -> None:
    assert MAX_REASONS == 20
    for count, kept in ((19, 19), (20, 20), (21, 20)):
        assert len(compile_expression(f"for x in 1..{count} return 1 / 0").explain({})[1]) == kept
    (reason,) = compile_expression("{a: 1}." + "b" * 600).explain({})[1]
    assert len(reason) == 500
    assert reason.startswith("the context has no entry bbb")
