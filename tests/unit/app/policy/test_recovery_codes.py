"""Recovery codes: made, typed back, kept as hashes."""

from app.policy.recovery_codes import COUNT, LETTERS, digest_of, is_like, make_codes


def test_ten_different_codes_are_made_of_letters_that_none_takes_for_another() -> None:
    codes = make_codes()
    assert len(set(codes)) == COUNT
    assert set("".join(codes)) <= set(LETTERS) | {"-"}
    assert not {"I", "L", "O", "U"} & set(LETTERS)
    assert all(is_like(code) for code in codes)


def test_code_is_read_however_it_is_typed() -> None:
    kept = digest_of("7K2M-01AB-CDEF-GH45")
    assert digest_of("7k2m 01ab cdef gh45") == kept
    assert digest_of("7K2MOIABCDEFGH45") == kept, "O and I are taken for 0 and 1"
    assert digest_of("7K2M-01AB-CDEF-GH46") != kept


def test_digits_of_an_app_are_no_recovery_code() -> None:
    assert not is_like("123 456")
    assert not is_like("")
