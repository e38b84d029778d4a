"""Amounts in whole rials: their largest values, separators and words."""

import pytest

from forms import Refusal
from forms.values.money import MOST_RIALS, read_money, show_money


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


@pytest.mark.parametrize("typed", ["12,50", "۱۲٬۵", "1,2,3", "100,00 ریال", "1,000٬000", "0,500", "1000,000", "12 50"])
def test_separators_elsewhere_than_between_groups_of_three_are_asked_about(typed: str) -> None:
    assert code(read_money, typed) == "number_groups"
    with pytest.raises(Refusal, match=r"as in 12,500\.$"):
        read_money(typed)


@pytest.mark.parametrize("typed", ["100 toman", "۱۰۰ تومان", "100 Toman"])
def test_toman_are_refused(typed: str) -> None:
    assert code(read_money, typed) == "money_toman"


@pytest.mark.parametrize("typed", ["", "ریال", "-1", "1.5", "۱۲٫۵۰", "100/000", "1e3", "ten", "²"])
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
