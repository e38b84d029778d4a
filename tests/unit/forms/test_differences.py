"""Two ways in which one form was filled in, side by side."""

import pytest

from forms import Difference, differing, parse_form
from tests.unit.forms.samples import ANSWERS, DEED, FORM

FORM_ = parse_form(FORM)
BOXES = {"day": "۳", "month": "۵", "year": "۱۳۶۷"}


def test_only_what_means_something_else_differs() -> None:
    typed_anew = {**ANSWERS, "birth_date": BOXES, "first_name": f" {ANSWERS['first_name']} "}

    assert differing(FORM_, typed_anew, ANSWERS, "fa") == []


def test_both_sides_are_told_in_words() -> None:
    there = {**ANSWERS, "role": "agent", "mandate": [DEED]}

    found = {one.key: one for one in differing(FORM_, ANSWERS, there, "fa", document_names={DEED: "وکالت.pdf"})}

    assert set(found) == {"role", "mandate"}
    assert (found["role"].here, found["role"].there) == ("مالک", "وکیل")
    assert (found["mandate"].here, found["mandate"].there) == ("ارائه نشده", "وکالت.pdf")


@pytest.mark.parametrize(
    ("key", "typed", "shown"),
    [
        ("birth_date", {"day": "31", "month": "13", "year": ""}, "—/13/31"),
        ("role", "prince", "prince"),
        ("first_name", "x" * 5000, "x" * 5000),
        ("mandate", "not a list", "not a list"),
    ],
)
def test_what_can_not_be_read_is_shown_as_it_was_typed(key: str, typed: object, shown: str) -> None:
    (found,) = differing(FORM_, {**ANSWERS, key: typed}, ANSWERS, "en")

    assert isinstance(found, Difference)
    assert (found.key, found.here) == (key, shown)
