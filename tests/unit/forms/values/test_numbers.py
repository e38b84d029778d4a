"""Figures as people type them: what groups digits, what begins the decimals, and what is asked about."""

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms import Refusal, normalise_digits
from forms.values.numbers import MOST_DIGITS, MOST_DIGITS_OF_TEXT, plain_number, read_decimal, show_number

#: typed -> what a page reads; the browser is asked the same (tests/journeys/test_browser_rules.py)
READ = {
    "7": "7",
    "۱۲۰٫۵": "120.5",
    "١٢٠.٥": "120.5",
    "1,200.5": "1200.5",
    "۱٬۲۰۰٫۵": "1200.5",
    "۱،۲۰۰": "1200",
    "1'000'000": "1000000",
    "1 000\u00a0000": "1000000",
    "+1200.50": "1200.5",
    "\u2212۳": "-3",
    "\u200f-3": "-3",
    "007": "7",
    "0.00001": "0.00001",
    "123456789012345": "123456789012345",
}
ASKED_AGAIN = {
    "number_groups": [
        "12,5",
        "۱۲,۵",
        "۱۲٬۵",
        "1,2,3",
        "123,.5",
        "1,00,000",
        "1,000 000",
        "0,125",
        "1234,567",
        "12 5",
    ],
    "number_slash": ["1200/5", "۱۲/۵", "1/2"],
    "number_form": [
        "1e5",
        "NaN",
        "inf",
        "1.2.3",
        "",
        "--1",
        "٣²",
        "123,.,12",
        "1.234,5",
        ".5",
        "5.",
        "- 5",
        "5-",
        ",5",
        "ده",
    ],
    "number_size": ["1234567890.123456", "0.0000000000000001"],
}


def code(typed: str) -> str:
    with pytest.raises(Refusal) as refused:
        read_decimal(typed)
    return refused.value.problem.code


@pytest.mark.parametrize(("typed", "number"), READ.items())
def test_number_is_read_in_every_spelling_that_means_one_number(typed: str, number: str) -> None:
    assert read_decimal(typed) == Decimal(number)


@pytest.mark.parametrize(("reason", "typed"), [(reason, one) for reason, many in ASKED_AGAIN.items() for one in many])
def test_what_may_be_another_number_or_none_is_asked_again(reason: str, typed: str) -> None:
    assert code(typed) == reason


def test_question_names_the_mark_that_was_typed() -> None:
    with pytest.raises(Refusal) as refused:
        read_decimal("۱۲٬۵")
    text = refused.value.problem.text
    assert "«٬» فقط" in text.fa
    assert "۱۲٫۵" in text.fa
    assert "“٬” only" in text.en


@given(st.text(alphabet="0123456789۰۱۲۳۴۵۶۷۸۹٠٥,٬،.٫/' +-−_", max_size=14))
@example("12,5")
@example("0,123")
@example("1,234,56")
def test_what_is_taken_prints_back_as_it_was_typed_but_for_grouping(typed: str) -> None:
    try:
        number = read_decimal(typed)
    except Refusal:
        return
    written = normalise_digits(typed).strip().replace("−", "-").replace("٫", ".")
    whole, _, decimals = written.lstrip("+-").partition(".")
    groups = re.split("[,٬،'’_ ]+", whole)
    assert len(groups) == 1 or (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))
    digits = "".join(groups).lstrip("0") or "0"
    rest = decimals.rstrip("0")
    sign = "-" if written.startswith("-") and number != 0 else ""
    assert plain_number(number) == f"{sign}{digits}{'.' if rest else ''}{rest}"


@given(st.decimals(places=6, min_value=-(10**8), max_value=10**8), st.sampled_from(["fa", "en"]))
def test_number_as_it_is_shown_reads_as_itself(number: Decimal, language: str) -> None:
    assert read_decimal(show_number(number, language)) == number


@given(st.integers(0, 10**13), st.integers(1, 6))
def test_a_mark_that_does_not_group_three_digits_is_never_taken(number: int, place: int) -> None:
    digits = str(number)
    typed = f"{digits[:place]},{digits[place:]}"
    if place < len(digits) and (len(digits) - place != 3 or digits.startswith("0")):
        with pytest.raises(Refusal):
            read_decimal(typed)


def test_number_has_at_most_fifteen_digits_and_more_where_it_is_kept_as_text() -> None:
    assert (MOST_DIGITS, MOST_DIGITS_OF_TEXT) == (15, 34)
    assert str(read_decimal("12345678.9012345")) == "12345678.9012345"
    assert code("12345678.90123456") == "number_size"
    assert plain_number(read_decimal("9" * 34, most_digits=34)) == "9" * 34


@pytest.mark.parametrize(
    ("number", "fa", "en"),
    [
        (0, "۰", "0"),
        (-3, "-۳", "-3"),
        (1200, "۱٬۲۰۰", "1,200"),
        (1200.0, "۱٬۲۰۰", "1,200"),
        (0.5, "۰٫۵", "0.5"),
        (-0.5, "-۰٫۵", "-0.5"),
        (-1234567.25, "-۱٬۲۳۴٬۵۶۷٫۲۵", "-1,234,567.25"),
        (0.00001, "۰٫۰۰۰۰۱", "0.00001"),
        (Decimal("1E+3"), "۱٬۰۰۰", "1,000"),
    ],
)
def test_number_in_words(number: float, fa: str, en: str) -> None:
    assert (show_number(number, "fa"), show_number(number, "en")) == (fa, en)
