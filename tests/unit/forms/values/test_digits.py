"""One form for what Persian and Arabic keyboards type."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms import fold_persian, normalise_digits, normalise_text, persian_digits


def test_digits_of_both_keyboards_become_ascii() -> None:
    assert normalise_digits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ ab") == "0123456789 0123456789 ab"


def test_persian_digits_are_for_display() -> None:
    assert persian_digits("1404/9/2") == "۱۴۰۴/۹/۲"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  علي   كاظمي ", "علی کاظمی"),
        ("می‌خواهم\u200c ", "می‌خواهم"),
        ("پلاک ۱۲", "پلاک 12"),
        ("a\u202eb\u200fc\x00", "abc"),
        ("یک\nدو", "یک دو"),
    ],
)
def test_stored_text_is_clean(typed: str, stored: str) -> None:
    assert normalise_text(typed) == stored


def test_lines_stay_where_they_are_wanted() -> None:
    assert normalise_text("یک  \r\n\r\n دو", lines=True) == "یک\n\nدو"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كارت ملي", "کارت ملی"),
        ("می‌شود", "می شود"),
        ("مُدَرِّس", "مدرس"),
        ("آگهی", "اگهی"),
        ("ساختمـــان", "ساختمان"),
        ("پروانۀ", "پروانه"),
        ("شماره ۱۲", "شماره 12"),
        ("PDF", "pdf"),
        ("مسئول", "مسیول"),
    ],
)
def test_texts_alike_fold_to_one(one: str, other: str) -> None:
    assert fold_persian(one) == fold_persian(other)


ANY_TEXT = st.text() | st.text(alphabet="يكیکآأئۀةىًّـ ۱٢3\u200c\u200f\nab")


@given(ANY_TEXT)
@example("\u0300\u200e\u0316")
def test_normalising_twice_changes_nothing(text: str) -> None:
    for normalise in (normalise_digits, normalise_text, fold_persian):
        assert normalise(normalise(text)) == normalise(text)


@given(ANY_TEXT)
def test_storing_does_not_change_how_a_text_is_found(text: str) -> None:
    assert fold_persian(normalise_text(text)) == fold_persian(text)
