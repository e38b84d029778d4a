"""Numbers of people, companies and vehicles: check digits, lengths, and what surrounds them."""

import pytest

from forms import KINDS, Refusal
from forms.values.identity import compact_code, show_grouped, show_phone, show_plate


def code(kind: str, typed: str) -> str:
    with pytest.raises(Refusal) as refused:
        KINDS[kind].read(typed)
    return refused.value.problem.code


def national_id(stem: str) -> str:
    """The rule as it is published: weights 10 to 2, remainder by 11; the check digit is it, or 11 less it from 2 on."""
    rest = sum(int(digit) * weight for digit, weight in zip(stem, range(10, 1, -1), strict=True)) % 11
    return stem + str(rest if rest in (0, 1) else 11 - rest)


@pytest.mark.parametrize(
    # remainders 0, 1, 2, 3 and 10, and weights that only one digit meets
    "stem",
    [
        "000000014",
        "000000006",
        "000000001",
        "000000007",
        "000000005",
        "100000000",
        "010000000",
        "001000000",
        "987654321",
    ],
)
def test_national_id_has_the_check_digit_of_the_published_rule(stem: str) -> None:
    right = national_id(stem)
    assert KINDS["national-id"].read(right) == right
    for last in set("0123456789") - {right[-1]}:
        assert code("national-id", stem + last) == "national_id_check"


def legal_id(stem: str) -> str:
    """The published rule: each digit and the tenth plus 2, times 29, 27, 23, 19, 17 and again; by 11, ten counts 0."""
    weights = [29, 27, 23, 19, 17, 29, 27, 23, 19, 17]
    rest = sum((int(digit) + int(stem[9]) + 2) * weight for digit, weight in zip(stem, weights, strict=True)) % 11
    return stem + str(0 if rest == 10 else rest)


@pytest.mark.parametrize("stem", ["1038028479", "1400377899", "1000000000", "0000000001", "1234567890", "9999999999"])
def test_legal_id_has_the_check_digit_of_the_published_rule(stem: str) -> None:
    right = legal_id(stem)
    assert KINDS["legal-id"].read(right) == right
    for last in set("0123456789") - {right[-1]}:
        assert code("legal-id", stem + last) == "legal_id_check"


@pytest.mark.parametrize(
    ("kind", "count"), [("national-id", 10), ("legal-id", 11), ("postal-code", 10), ("service-id", 11)]
)
def test_number_of_another_length_is_refused_with_both_lengths(kind: str, count: int) -> None:
    for typed in (count - 1, count + 1):
        with pytest.raises(Refusal, match=f"has {count} digits; you wrote {typed}") as refused:
            KINDS[kind].read("1" * typed)
        assert refused.value.problem.code == "digits_count"
    assert code(kind, "x" * count) == "digits_only"


def test_only_zeros_are_no_id() -> None:
    assert code("national-id", "0" * 10) == "national_id_zeros"
    assert code("postal-code", "0" * 10) == "postal_code_zeros"
    assert code("legal-id", "0" * 11) == "legal_id_check"
    assert KINDS["service-id"].read("0" * 11) == "0" * 11


@pytest.mark.parametrize("typed", ["8123456789", "0812345678", "912345678", "+97912345678", "00 98 0 9123456789", ""])
def test_mobile_begins_with_nine_and_has_ten_digits(typed: str) -> None:
    assert code("mobile", typed) == "mobile_form"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("02112345678", "+982112345678"),
        ("+98 21 12345678", "+982112345678"),
        ("0098-21-12345678", "+982112345678"),
        ("\uff0b982112345678", "+982112345678"),
        ("09123456789", "+989123456789"),
    ],
)
def test_telephone_is_stored_as_e164(typed: str, stored: str) -> None:
    assert KINDS["phone"].read(typed) == stored


@pytest.mark.parametrize("typed", ["2112345678", "0211234567", "021123456789", "00012345678", ""])
def test_telephone_needs_its_area_code_and_ten_digits(typed: str) -> None:
    assert code("phone", typed) == "phone_form"


def test_telephone_is_shown_as_it_is_dialled() -> None:
    assert show_phone("+982112345678", "en") == "02112345678"
    assert show_phone("+982112345678", "fa") == "۰۲۱۱۲۳۴۵۶۷۸"
    assert show_phone("110", "en") == "110"


def test_email_is_at_most_254_characters_long() -> None:
    ending = "@" + ".".join(["d" * 60] * 3) + ".ir"
    longest = "a" * 64 + ending
    assert len(longest) <= 254
    assert KINDS["email"].read(longest) == longest
    assert code("email", "a" * 65 + ending) == "email_form"
    of_254 = "a" * (254 - len("@" + ".".join(["d" * 62] * 3) + ".ir")) + "@" + ".".join(["d" * 62] * 3) + ".ir"
    assert len(of_254) == 254
    assert KINDS["email"].read(of_254) == of_254
    assert code("email", "a" + of_254) == "email_form"


@pytest.mark.parametrize("typed", ["a@b", "@b.ir", "a@b.i", "a@-b.ir", "a@b-.ir", "a b@c.ir", "a@b@c.ir", "a@b..ir"])
def test_other_addresses_are_refused(typed: str) -> None:
    assert code("email", typed) == "email_form"


def test_codes_are_compact_and_shown_in_threes() -> None:
    assert compact_code(" ab-12 / ۳۴_x ") == "AB1234X"
    assert [show_grouped(text, "en") for text in ("", "AB", "ABC", "ABCD", "ABCDEFG")] == [
        "",
        "AB",
        "ABC",
        "ABC-D",
        "ABC-DEF-G",
    ]


def test_plate_has_two_digits_a_letter_three_digits_and_two() -> None:
    assert KINDS["plate"].read("12 ب 345 67") == "12ب345-67"
    for typed in ("1 ب 345 67", "12 ب 34 67", "12 ب 345 6", "12 بب 345 67", "12 345 67"):
        assert code("plate", typed) == "plate_form"
    assert show_plate("12ب345-67", "en") == "12\u200eب\u200e345-67"
