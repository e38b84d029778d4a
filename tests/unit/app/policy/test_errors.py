"""What the rules refuse says so in both languages."""

import pytest

from app.policy.errors import DeskError, NotPermitted, NotYourAgency, NotYours, TooManyTries


@pytest.mark.parametrize("error", [DeskError, NotPermitted, NotYours, NotYourAgency, TooManyTries])
def test_reason_has_a_code_and_both_languages(error: type[DeskError]) -> None:
    raised = error()
    assert raised.code.replace("_", "").isalpha()
    assert raised.message_en == str(raised) == error.__doc__
    assert raised.message_fa == error.fa


def test_codes_are_distinct() -> None:
    errors = [DeskError, NotPermitted, NotYours, NotYourAgency, TooManyTries]
    assert len({error.code for error in errors}) == len(errors)
