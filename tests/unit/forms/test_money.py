"""Amounts in whole rials and plain numbers: their largest values, separators and words."""

import pytest

from forms import Refusal
from forms.money import MOST_DIGITS, MOST_RIALS, read_decimal, read_money, show_money, show_number


def code(read: object, typed: str) -> str:
    with pytest.raises(Refusal) as refused:
        read(typed)  # type: ignore[operator]  # one of the readers
    return refused.value.problem.code


def test_largest_amount_is_a_thousand_trillion_rials() -> None:
    assert MOST_RIALS == 1_000_000_000_000_000
    assert read_money("1,000,000,000,000,000") == MOST_RIALS
    assert code(read_money, "1,000,000,000,000,001") == "money_size"


def test_amount_with_leading_zeros_is_read_up_to_forty_digits() -> None:
    assert read_money("7".zfill(40)) == 7
    assert code(read_money, "7".zfill(41)) == "money_size"


@pytest.mark.parametrize("typed", ["1000", "۱٬۰۰۰ ریال", "1'000 rials", "1_000Rial", "1،000", "1 000 IRR"])
def test_separators_and_the_word_rial_are_dropped(typed: str) -> None:
    assert read_money(typed) == 1000


@pytest.mark.parametrize("typed", ["100 toman", "۱۰۰ تومان", "100 Toman"])
def test_toman_are_refused(typed: str) -> None:
    assert code(read_money, typed) == "money_toman"


@pytest.mark.parametrize("typed", ["", "ریال", "-1", "1.5", "1e3", "ten", "²"])
def test_what_is_no_whole_amount_is_refused(typed: str) -> None:
    assert code(read_money, typed) == "money_form"


@pytest.mark.parametrize(
    ("amount", "fa", "en"),
    [
        ("0", "۰ ریال", "0 rials"),
        ("999", "۹۹۹ ریال", "999 rials"),
        ("1000", "۱٬۰۰۰ ریال", "1,000 rials"),
        ("9" * 40, None, f"{int('9' * 40):,} rials"),
        ("9" * 41, "9" * 41, "9" * 41),
        ("-5", "-5", "-5"),
        ("", "", ""),
        ("1.5", "1.5", "1.5"),
    ],
)
def test_amount_in_words_and_what_is_none_as_it_is(amount: str, fa: str | None, en: str) -> None:
    assert show_money(amount, "en") == en
    assert fa is None or show_money(amount, "fa") == fa


def test_number_has_at_most_fifteen_digits() -> None:
    assert MOST_DIGITS == 15
    assert str(read_decimal("12345678.9012345")) == "12345678.9012345"
    assert str(read_decimal("-123456789012345")) == "-123456789012345"
    assert code(read_decimal, "12345678.90123456") == "number_size"


@pytest.mark.parametrize(
    ("number", "fa", "en"),
    [
        (0, "۰", "0"),
        (-3, "-۳", "-3"),
        (1200, "۱٬۲۰۰", "1,200"),
        (1200.0, "۱٬۲۰۰", "1,200"),
        (0.5, "۰٫۵", "0.5"),
        (-1234567.25, "-۱٬۲۳۴٬۵۶۷٫۲۵", "-1,234,567.25"),
        (0.00001, "۰٫۰۰۰۰۱", "0.00001"),
    ],
)
def test_number_in_words(number: float, fa: str, en: str) -> None:
    assert (show_number(number, "fa"), show_number(number, "en")) == (fa, en)
