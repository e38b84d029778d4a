"""Numbers, dates and amounts as people type them: what is stored, and which cause is named."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

import engine
from forms import KINDS, Refusal, date_words
from forms.values.dates import jalali_parts, read_date
from forms.values.identity import show_plate
from forms.values.kinds import AUTOCOMPLETE, DOCUMENT
from forms.values.money import show_money


def cause(read: Callable[[str], object], typed: object) -> str:
    with pytest.raises(Refusal) as refused:
        read(typed)  # type: ignore[arg-type]  # wrong types are part of the test
    assert all(refused.value.problem.text)
    return refused.value.problem.code


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("national-id", "۰۰۸۴۵۷۵۹۴۸", "0084575948"),
        ("national-id", "٠٠٨-٤٥٧٥٩٤-٨", "0084575948"),
        ("national-id", "1111111111", "1111111111"),
        ("legal-id", "10380284790", "10380284790"),
        ("legal-id", "۱۴۰۰ ۳۷۷۸ ۹۹۰", "14003778990"),
        ("postal-code", "۱۳۱۴۸-۱۵۹۵۱", "1314815951"),
        ("service-id", "10031076000", "10031076000"),
        ("mobile", "۰۹۱۲ ۳۴۵ ۶۷۸۹", "+989123456789"),
        ("mobile", "+98 (912) 345-6789", "+989123456789"),
        ("mobile", "00989123456789", "+989123456789"),
        ("mobile", "989123456789", "+989123456789"),
        ("mobile", "9123456789", "+989123456789"),
        ("phone", "۰۲۱-۱۲۳۴۵۶۷۸", "+982112345678"),
        ("email", " Ali@Example.IR ", "Ali@example.ir"),
        ("plate", "۱۲ ب ۳۴۵ ایران ۶۷", "12ب345-67"),
        ("plate", "12الف345-67", "12الف345-67"),
        ("tracking-code", "ab12 - cd۳۴", "AB12CD34"),
        ("money", "۱۲٬۵۰۰٬۰۰۰ ریال", 12_500_000),
        ("money", "12,500,000", 12_500_000),
        ("money", "0", 0),
        ("jalali-date", "۱۴۰۴/۹/۲", "2025-11-23"),
        ("jalali-date", "1404-09-02", "2025-11-23"),
        ("jalali-date", "2/9/1404", "2025-11-23"),
        ("jalali-date", "14040902", "2025-11-23"),
        ("jalali-date", "یکشنبه ۲ آذر ۱۴۰۴", "2025-11-23"),
        ("jalali-date", "2025-11-23", "2025-11-23"),
        ("jalali-date", {"year": "۱۴۰۴", "month": "آذر", "day": "۲"}, "2025-11-23"),
        ("jalali-date", "1403/12/30", "2025-03-20"),
        ("time", "۹:۰۵", "09:05"),
    ],
)
def test_what_people_type_is_understood(kind: str, typed: str, stored: object) -> None:
    assert KINDS[kind].read(typed) == stored


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("national-id", "0084575949", "national_id_check"),
        ("national-id", "۰۰۸۴۵۷۵۹۴", "digits_count"),
        ("national-id", "008457594x", "digits_only"),
        ("national-id", "0000000000", "national_id_zeros"),
        ("national-id", "௦௦௮௪௫௭௫௯௪௮", "digits_only"),
        ("legal-id", "10380284791", "legal_id_check"),
        ("legal-id", "00000000000", "legal_id_check"),
        ("postal-code", "12345", "digits_count"),
        ("postal-code", "0" * 10, "postal_code_zeros"),
        ("mobile", "02112345678", "mobile_form"),
        ("mobile", "091234567890", "mobile_form"),
        ("phone", "12345678", "phone_form"),
        ("email", "ali@", "email_form"),
        ("email", "a b@example.ir", "email_form"),
        ("plate", "12 x 345 67", "plate_form"),
        ("money", "12.5", "money_form"),
        ("money", "-5", "money_form"),
        ("money", "۵۰۰ هزار تومان", "money_toman"),
        ("money", "9" * 17, "money_size"),
        ("jalali-date", "1404/12/30", "date_day"),
        ("jalali-date", "1404/13/1", "date_month"),
        ("jalali-date", "04/9/2", "date_year"),
        ("jalali-date", "0622/1/1", "date_year"),
        ("jalali-date", "2025-02-29", "date_day"),
        ("jalali-date", "فردا", "date_form"),
        ("jalali-date", {"year": "1404", "month": "9"}, "date_incomplete"),
        ("jalali-date", {"year": "1404", "month": "9", "day": "x"}, "date_form"),
        ("time", "25:00", "time_form"),
    ],
)
def test_each_cause_is_named(kind: str, typed: str, code: str) -> None:
    assert cause(KINDS[kind].read, typed) == code


def test_a_wrong_length_says_how_many_digits_were_typed() -> None:
    with pytest.raises(Refusal, match="10 digits; you wrote 9") as refused:
        KINDS["national-id"].read("123456789")
    assert "۱۰ رقم است؛ شما ۹ رقم" in refused.value.problem.text.fa


def test_the_missing_box_of_a_date_is_named() -> None:
    with pytest.raises(Refusal, match="add the day") as refused:
        read_date({"year": "1404", "month": "9", "day": " "})
    assert "روز" in refused.value.problem.text.fa


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(typed=st.text() | st.text(alphabet="0123456789۰۱۲۳۹٠+-/ ., بایران@."))
def test_a_reader_takes_or_refuses_any_text_and_is_idempotent(kind: str, typed: str) -> None:
    read = KINDS[kind].read
    try:
        stored = read(typed)
    except Refusal:
        return
    assert read(str(stored)) == stored


@given(st.text(alphabet="0123456789", min_size=9, max_size=9), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_never_passes_as_a_national_id(stem: str, place: int, shift: int) -> None:
    right = next((stem + last for last in "0123456789" if _passes(stem + last)), None)
    if right is None:
        return
    wrong = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]
    assert not _passes(wrong) or _shares_check_digit(right, wrong)


def _passes(number: str) -> bool:
    try:
        return bool(KINDS["national-id"].read(number))
    except Refusal:
        return False


def _shares_check_digit(right: str, wrong: str) -> bool:
    """Remainders 1 and 10 have the check digit 1: the one hole of the official rule."""
    rests = {sum(int(d) * (10 - i) for i, d in enumerate(number[:9])) % 11 for number in (right, wrong)}
    return rests == {1, 10}


@given(st.dates(date(1901, 1, 1), date(2120, 1, 1)))
def test_every_day_survives_the_way_through_the_boxes(day: date) -> None:
    assert read_date(jalali_parts(day.isoformat())) == day.isoformat()


@given(st.integers(1380, 1450))
def test_30_esfand_exists_in_leap_years_only(year: int) -> None:
    last = JalaliDate(year + 1, 1, 1).to_gregorian() - timedelta(days=1)  # type: ignore[no-untyped-call]  # library
    if JalaliDate.is_leap(year):
        assert read_date(f"{year}/12/30") == last.isoformat()
    else:
        assert cause(read_date, f"{year}/12/30") == "date_day"


def test_a_date_is_echoed_in_words() -> None:
    assert date_words(date(2025, 11, 23), "fa") == "یکشنبه ۲ آذر ۱۴۰۴"
    assert date_words(date(2025, 11, 23), "en") == "Sunday 2 Azar 1404 (23 November 2025)"


def test_tracking_codes_are_shown_as_they_are_printed() -> None:
    assert KINDS["tracking-code"].show("KM4RT7BX2H", "fa") == "KM4-RT7-BX2-H"


def test_amounts_are_shown_with_separators() -> None:
    assert show_money("12500000", "fa") == "۱۲٬۵۰۰٬۰۰۰ ریال"
    assert show_money("12500000", "en") == "12,500,000 rials"


def test_a_plate_keeps_its_sides_on_a_persian_page() -> None:
    assert show_plate("12ب345-67", "fa") == "۱۲\u200eب\u200e۳۴۵-۶۷"


def test_every_kind_of_value_that_the_gate_knows_has_its_reader_and_no_other_has_one() -> None:
    assert {*KINDS, DOCUMENT} == set(engine.VALUE_KINDS)


def test_browsers_are_told_of_profile_fields_alone() -> None:
    assert set(AUTOCOMPLETE) < set(engine.PROFILE_FIELDS)
