"""Which passwords are accepted, and what is kept of them."""

import pytest
from argon2 import PasswordHasher

from app.policy.passwords import GUESSABLE, TOO_LONG, TOO_SHORT, fault_of, hash_of, is_outdated, matches, prepared

OWN = ("زهرا کریمی", "0480000010", "+989121234567", "09121234567")
GOOD = "کبوتر آبی نردبان"


@pytest.mark.parametrize(
    "password", [GOOD, "correct horse battery", "xK9#vT2qLm8$", "باران-نارنج-قطار", "a" * 6 + "zq7xwm"]
)
def test_unrelated_words_or_signs_are_accepted(password: str) -> None:
    assert fault_of(prepared(password), about=OWN) is None


@pytest.mark.parametrize(
    "password",
    [
        "123456789012",
        "password1234",
        "Password1404!",
        "qwertyuiop12",
        "zxcvbnmasdfgh",
        "aaaaaaaaaaaa",
        "abcabcabcabcabc",
        "ضصثقفغعهخحجچ",
        "گذرواژه۱۴۰۵گذرواژه",
        "iran-tehran-1404",
        "0480000010ab",
        "۰۹۱۲۱۲۳۴۵۶۷ab",
        "زهراکریمی۱۳۷۰",
        "admin987654321",
    ],
)
def test_what_is_guessed_by_rule_is_refused(password: str) -> None:
    assert fault_of(prepared(password), about=OWN) is GUESSABLE


def test_length_is_counted_in_characters() -> None:
    assert fault_of("xK9#vT2qLm8") is TOO_SHORT
    assert fault_of("xK9#vT2qLm8ی") is None
    assert fault_of((GOOD * 10)[:128]) is None
    assert fault_of((GOOD * 10)[:129]) is TOO_LONG


def test_password_is_the_same_from_either_keyboard() -> None:
    kept = hash_of(prepared("کبوتر ۱۲ نردبان"))
    assert matches(prepared("کبوتر 12 نردبان"), kept)
    assert matches(prepared("کبوتر ١٢ نردبان"), kept)
    assert not matches(prepared("کبوتر 13 نردبان"), kept)


def test_what_is_kept_is_argon2id_with_a_salt_of_its_own() -> None:
    kept = hash_of(GOOD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert kept != hash_of(GOOD)
    assert not is_outdated(kept)
    assert is_outdated(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD))


@pytest.mark.parametrize("kept", ["", "$argon2id$broken", "5f4dcc3b5aa765d61d8327deb882cf99"])
def test_what_is_no_hash_matches_nothing(kept: str) -> None:
    assert not matches(GOOD, kept)
