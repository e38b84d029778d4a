"""Codes that are worked out and kept nowhere."""

from collections import Counter
from uuid import UUID, uuid4

import pytest

from app.policy.one_time_codes import CODE_DIGITS, CodeUse, code_of, is_code_of

KEY = b"key of a desk"
CHALLENGE = UUID("5f0c4a52-5a8f-4c55-a4b9-5d2a4a6c9e01")


def test_code_is_the_same_each_time_and_six_digits_long() -> None:
    codes = {code_of(CHALLENGE, CodeUse.LOGIN, key=KEY) for _ in range(3)}
    assert len(codes) == 1
    (code,) = codes
    assert code.isdigit()
    assert len(code) == CODE_DIGITS


def test_code_with_zeros_in_front_keeps_them() -> None:
    codes = [code_of(uuid4(), CodeUse.LOGIN, key=KEY) for _ in range(2000)]
    assert {len(code) for code in codes} == {CODE_DIGITS}
    assert any(code.startswith("0") for code in codes)


def test_another_challenge_use_or_key_has_another_code() -> None:
    codes = {
        code_of(CHALLENGE, CodeUse.LOGIN, key=KEY),
        code_of(CHALLENGE, CodeUse.CONSENT, key=KEY),
        code_of(CHALLENGE, CodeUse.HAND_OUT, key=KEY),
        code_of(CHALLENGE, CodeUse.LOGIN, key=b"key of another desk"),
        code_of(uuid4(), CodeUse.LOGIN, key=KEY),
    }
    assert len(codes) == 5


def test_codes_are_spread_evenly() -> None:
    firsts = Counter(code_of(uuid4(), CodeUse.LOGIN, key=KEY)[0] for _ in range(10_000))
    # 1,000 each; 200 off is more than six standard deviations
    assert all(abs(firsts[digit] - 1000) < 200 for digit in "0123456789")


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "کد", " "])
def test_what_is_no_code_at_all_is_refused(typed: str) -> None:
    assert not is_code_of(typed, CHALLENGE, CodeUse.LOGIN, key=KEY)


def test_code_is_known_by_its_challenge() -> None:
    code = code_of(CHALLENGE, CodeUse.LOGIN, key=KEY)
    assert is_code_of(code, CHALLENGE, CodeUse.LOGIN, key=KEY)
    assert not is_code_of(code, CHALLENGE, CodeUse.CONSENT, key=KEY)
