"""Tracking codes: their form, the check character of ISO/IEC 7812-1 over 27 characters, and what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy import tracking_codes
from app.policy.tracking_codes import (
    ALPHABET,
    DIGITS,
    LETTERS,
    check_character,
    new_tracking_code,
    parse_tracking_code,
    show_tracking_code,
)

CODE = "KM4RT7BX2J"
bodies = st.text(ALPHABET, min_size=9, max_size=9)


def test_alphabet_has_no_two_characters_that_look_alike() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 27
    assert not set(ALPHABET) & set("01OILQZUV")


def test_new_code_has_nine_characters_every_third_a_digit_and_its_check() -> None:
    codes = [new_tracking_code() for _ in range(300)]
    for code in codes:
        assert len(code) == tracking_codes.LENGTH == 10
        assert [c in DIGITS for c in code[:9]] == [False, False, True] * 3
        assert all(c in LETTERS or c in DIGITS for c in code)
        assert parse_tracking_code(code) == code
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    ("body", "check"),
    [
        ("2", "2"),  # 0 doubled: nothing to make up for
        ("3", "X"),  # 1 doubled is 2; 25 more make 27
        ("33", "W"),  # only every second is doubled, the last first: 2 + 1
        ("Y", "3"),  # 26 doubled is 52: in base 27 its digits are 1 and 25
        ("Y2", "3"),  # 26 as it is
        ("333", "S"),  # 2 + 1 + 2
        ("KM4RT7BX2", "J"),
    ],
)
def test_check_character_is_that_of_luhn_over_27_characters(body: str, check: str) -> None:
    assert check_character(body) == check


@given(bodies, st.integers(0, 9), st.sampled_from(ALPHABET))
def test_slip_of_one_character_is_caught_but_for_one_other_character_at_every_second_place(
    body: str, place: int, other: str
) -> None:
    code = body + check_character(body)
    slipped = code[:place] + other + code[place + 1 :]
    values = sorted(map(ALPHABET.index, (code[place], other)))
    # 27 is odd: doubled, 1 and 14 have the same sum of digits in base 27, and so on
    missed = slipped == code or (place % 2 == 0 and values[0] > 0 and values[1] - values[0] == 13)
    assert (parse_tracking_code(slipped) is not None) == missed


@given(bodies, st.integers(0, 8))
def test_every_swap_of_neighbours_is_caught_but_that_of_the_first_and_last_character(body: str, place: int) -> None:
    code = body + check_character(body)
    pair = code[place : place + 2]
    swapped = code[:place] + pair[::-1] + code[place + 2 :]
    missed = pair[0] == pair[1] or set(pair) == {ALPHABET[0], ALPHABET[-1]}
    assert (parse_tracking_code(swapped) is not None) == missed


@pytest.mark.parametrize(
    "typed", ["KM4-RT7-BX2-J", "km4rt7bx2j", "  KM4 RT7\tBX2 J ", "کد: KM4\u2011RT7\u2011BX2\u2011J"]
)
def test_case_blanks_hyphens_and_other_scripts_are_forgiven(typed: str) -> None:
    assert parse_tracking_code(typed) == CODE


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "KM4RT7BX2",  # without its check
        "KM4RT7BX2JJ",
        "KM4RT7BX2H",  # another check
        "KM4RT7BX20",  # no character of ours
        "2KM4RT7BX2J",
        "OM4RT7BX2J",
    ],
)
def test_what_can_be_no_code_is_refused(typed: str) -> None:
    assert parse_tracking_code(typed) is None


def test_code_is_shown_in_groups_of_three() -> None:
    assert show_tracking_code(CODE) == "KM4-RT7-BX2-J"
