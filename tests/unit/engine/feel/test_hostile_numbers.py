"""No number makes an operation raise: what has no decimal128 result is null (DMN 10.3.2.3.1, tables 50-52)."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import FeelError, compile_expression, text_of, to_json
from engine.feel.functions import Signature
from engine.feel.library import LIBRARY
from engine.feel.scope import DEFAULT, Run
from engine.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from engine.feel.values import Context, Range, Value

#: The digits and scales of a number (10.3.2.3.1).
DIGITS, LEAST_SCALE, MOST_SCALE = 34, -6111, 6176
NINES = "9" * DIGITS
EDGES = [
    *("0", "1", "2", "10", "0.5", "1.5", "2.5", "3", "60", "9007199254740993", NINES, f"1e{DIGITS}", f"0.{NINES}"),
    *("1e6144", f"{NINES}e6111", "5e6143", "1e-6143", "1e-6176", f"{NINES}e-6176", "1e6111", "1e-6000", "1e3072"),
    *("1e-3088", "59.99999999999999999999999999999999", "1.000000000000000000000000000000001", "999999999", "6176"),
]
SIGNED = [Decimal(sign + edge) for edge in EDGES for sign in ("", "-") if edge != "0" or not sign]
NUMBERS = st.sampled_from(SIGNED) | st.builds(
    lambda digits, exponent: Decimal(f"{digits}e{exponent}"),
    st.integers(-(10**DIGITS) + 1, 10**DIGITS - 1).filter(bool),
    st.integers(-MOST_SCALE, -LEAST_SCALE),
)


def is_number(value: Decimal) -> bool:
    """Whether it is among the numbers of FEEL."""
    if not value.is_finite():
        return False
    digits, exponent = value.as_tuple().digits, value.as_tuple().exponent
    return len(digits) <= DIGITS and isinstance(exponent, int) and exponent >= -MOST_SCALE and value.adjusted() <= 6144


def rounded(exact: Fraction) -> Fraction | None:
    """The exact result with 34 digits, ties to the even one; None where that needs a scale outside of all scales."""
    if not exact:
        return exact
    size = abs(exact)
    exponent = int((size.numerator.bit_length() - size.denominator.bit_length()) * 0.30103) - DIGITS - 2
    while size >= Fraction(10) ** (exponent + DIGITS):
        exponent += 1
    if exponent < -MOST_SCALE:
        scaled = exact * Fraction(10) ** MOST_SCALE
        return exact if scaled.denominator == 1 else None
    result = round(exact / Fraction(10) ** exponent) * Fraction(10) ** exponent
    return result if abs(result) < Fraction(10) ** (DIGITS - LEAST_SCALE) else None


OPERATIONS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(OPERATIONS)), NUMBERS, NUMBERS)
def test_operator_gives_the_rounded_result_or_null_where_no_scale_fits(sign: str, a: Decimal, b: Decimal) -> None:
    value = compile_expression(f"a {sign} b").evaluate({"a": a, "b": b})

    expected = None if sign == "/" and not b else rounded(OPERATIONS[sign](Fraction(a), Fraction(b)))
    assert (None if value is None else Fraction(value)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "10 ** 6145",
        "10 ** -6177",
        "0 ** -1",
        "(-8) ** (1 / 3)",
        "1e6144 * 10",
        "1e-6176 / 10",
        "1e-6000 * 1e-6000",
        "1e6145",
        "1e-6177",
        "1 / 0",
        "exp(1e6)",
        "exp(-1e6)",
        "log(0)",
        "sqrt(-1)",
        "modulo(10 ** 6144, 10 ** -6000)",
        "modulo(1, 0)",
        "median(9e6144, 9e6144)",
        "mean(9e6144, 9e6144)",
        "sum(9e6144, 9e6144)",
        "product(1e6144, 10)",
        "stddev(9e6144, -9e6144)",
        "round up(9.9e6144, 6177)",
        'number("1e6145")',
        'number("1e-6177")',
        'number("1e999999999999999999999")',
        "time(1, 2, 1e6144)",
        "time(1, 2, -0.5)",
        "date(1e6144, 1, 1)",
        '@"P1D" * 1e6144',
        '@"P1D" / 1e-6176',
        '@"P1Y" / 1e-6176',
    ],
)
def test_what_no_number_can_say_is_null(text: str) -> None:
    value, reasons = compile_expression(text).explain({})
    assert value is None
    assert reasons


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 ** 6144 = 1e6144", True),
        ("1e-6176 * 1", Decimal("1e-6176")),
        ("1e-6175 / 10", Decimal("1e-6176")),
        ("modulo(1e33, 7)", Decimal(6)),
        ("time(23, 59, 59.9999999999999999999999999999999)", Time.of(23, 59, 59, 999_999_999)),
        ("time(1, 2, 3.25)", Time.of(1, 2, 3, 250_000_000)),
    ],
)
def test_what_lies_at_the_edge_has_its_value(text: str, expected: object) -> None:
    assert compile_expression(text).evaluate({}) == expected


def test_what_python_can_say_and_feel_cannot_is_null() -> None:
    for value in (float("inf"), float("-inf"), float("nan"), 10**7000):
        assert compile_expression("a").evaluate({"a": value}) is None


WHOLE = st.integers(-(10**27), 10**27)
DATES = st.sampled_from([Date(2026, 1, 31), Date(-999_999_999, 1, 1), Date(999_999_999, 12, 31)])
TIMES = st.sampled_from([Time(0), Time.of(23, 59, 59, 999_999_999, 18 * 3600), Time.of(8, 0, 0, 0, "Asia/Tehran")])
KINDS: dict[str, st.SearchStrategy[Value]] = {
    "number": NUMBERS,
    "string": st.sampled_from(
        [
            *("", "a", NINES, "1e6144", "1e-7000", "-1,5", "(a|b)*", "P999999999999D", "@", "Zz", "+1:2", "-99:99"),
            *("Asia", "../zone", "a\0b", "a" * 300, "2026-02-30", "99:99:99", "sNaN", "Infinity", "[1..1e9999]"),
        ]
    ),
    "boolean": st.booleans(),
    "date": DATES,
    "time": TIMES,
    "date and time": st.builds(DateTime, DATES, TIMES),
    "days and time duration": st.builds(DaysDuration, WHOLE),
    "years and months duration": st.builds(MonthsDuration, WHOLE),
    "list": st.lists(NUMBERS, max_size=4).map(tuple),
    "context": st.dictionaries(st.sampled_from("ab"), NUMBERS).map(Context),
    "range": st.builds(Range, NUMBERS, NUMBERS, st.booleans(), st.booleans()),
    "function": st.just(compile_expression("function(a, b) a < b").evaluate({})),
}
ANYTHING = st.one_of(*KINDS.values(), st.none())


def arguments(signature: Signature) -> st.SearchStrategy[tuple[Value, ...]]:
    """Hostile arguments of the kinds that the parameters take."""
    wanted = [[kind.name for kind in parameter.types if kind.name in KINDS] for parameter in signature.parameters]
    return st.tuples(*(st.one_of(*(KINDS[name] for name in names)) if names else ANYTHING for names in wanted))


CALLS = [(name, place) for name in LIBRARY for place, _ in enumerate(LIBRARY[name].signatures)]


@settings(max_examples=25, deadline=None)
@given(st.data())
@pytest.mark.parametrize(("name", "place"), CALLS)
def test_function_of_hostile_arguments_gives_a_value_or_an_error_of_feel(
    name: str, place: int, data: st.DataObject
) -> None:
    given_ = data.draw(arguments(LIBRARY[name].signatures[place]))
    run = Run(DEFAULT, datetime(2026, 1, 1, tzinfo=UTC), dates_as_text=data.draw(st.booleans()))
    try:
        value = LIBRARY[name].call(run, given_)
        assert not isinstance(value, Decimal) or is_number(value)
        text_of(value)
        to_json(value)
    except FeelError:
        return


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["+", "-", "*", "/", "**", "=", "<", "in", "between"]), ANYTHING, ANYTHING)
def test_operator_between_any_two_gives_a_value(sign: str, a: Value, b: Value) -> None:
    text = "a between b and a" if sign == "between" else f"a {sign} b"
    value = compile_expression(text).evaluate({"a": a, "b": b}, dates_as_text=True)

    assert not isinstance(value, Decimal) or is_number(value)
    to_json(value)
