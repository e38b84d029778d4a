"""Signatures on letters: whole, changed, forged, expired and absent."""

import random
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

from app.data.papers import (
    KeyUnreadable,
    NotSignable,
    RootUnreadable,
    SignatureCheck,
    Signer,
    generate_development_key,
    render_letter,
    verify,
)
from tests.unit.app.data.papers import authorities, samples


@pytest.fixture(scope="module")
def letter(fonts: Path) -> bytes:
    return render_letter(samples.letter("fa"), "fa", fonts=fonts)


@pytest.fixture(scope="module")
def signed(letter: bytes, signer: Signer) -> bytes:
    return signer.sign(letter, reason="پاسخ درخواست", location="اصفهان")


def test_a_signed_letter_is_intact_and_trusted(signed: bytes, signer: Signer) -> None:
    verdict = verify(signed, [signer.trust_root])

    assert verdict.intact
    assert verdict.trusted
    assert verdict.signer == "Miz development key (proves nothing)"
    assert verdict.signed_at is not None
    assert abs(datetime.now(UTC) - verdict.signed_at) < timedelta(hours=1)


def test_the_letter_itself_is_unchanged_by_its_signature(letter: bytes, signed: bytes) -> None:
    assert signed.startswith(letter)


def test_an_unknown_signer_is_intact_but_not_trusted(signed: bytes) -> None:
    verdict = verify(signed, [])

    assert verdict.intact
    assert not verdict.trusted


def test_another_key_of_the_same_name_is_not_trusted(letter: bytes, signer: Signer, tmp_path: Path) -> None:
    forger = generate_development_key(tmp_path / "forged.p12")

    assert not verify(forger.sign(letter), [signer.trust_root]).trusted


def test_any_flipped_bit_breaks_it(letter: bytes, signed: bytes, signer: Signer) -> None:
    chance = random.Random(7)  # noqa: S311  # which bytes are tried must be the same in every run
    places = chance.sample(range(len(letter)), 60) + chance.sample(range(len(letter), len(signed)), 120)

    for place in places:
        changed = bytearray(signed)
        changed[place] ^= 1
        assert not verify(bytes(changed), [signer.trust_root]).intact, f"byte {place}"


def test_an_addition_after_the_signature_breaks_it(signed: bytes, signer: Signer, tmp_path: Path) -> None:
    assert not verify(signed + b"\n% more", [signer.trust_root]).intact
    assert not verify(signed[:-30], [signer.trust_root]).intact


def test_a_second_signature_by_a_stranger_is_not_trusted(signed: bytes, signer: Signer, tmp_path: Path) -> None:
    stranger = generate_development_key(tmp_path / "stranger.p12")
    field_taken = signed  # the one field of a letter is used up; a stranger can't sign over it

    with pytest.raises(NotSignable):
        stranger.sign(field_taken)


@pytest.mark.parametrize("content", [b"", b"not a pdf", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_proves_nothing_and_is_not_signed(content: bytes, signer: Signer) -> None:
    assert verify(content, [signer.trust_root]) == SignatureCheck(intact=False, trusted=False)
    with pytest.raises(NotSignable):
        signer.sign(content)


def test_an_unsigned_letter_proves_nothing(letter: bytes, signer: Signer) -> None:
    assert verify(letter, [signer.trust_root]) == SignatureCheck(intact=False, trusted=False)


def test_a_letter_is_judged_as_of_the_asked_moment(letter: bytes, tmp_path: Path) -> None:
    path, root = authorities.write_chained_key(tmp_path)  # valid for one day
    signed = Signer.from_pkcs12(path, "secret").sign(letter)
    now = datetime.now(UTC)

    assert verify(signed, [root], at=now).trusted
    assert not verify(signed, [root], at=now + timedelta(days=2)).trusted


def test_a_chain_below_a_trusted_root_is_trusted(letter: bytes, tmp_path: Path) -> None:
    path, root = authorities.write_chained_key(tmp_path)
    chained = Signer.from_pkcs12(path, "secret")

    signed = chained.sign(letter)

    assert verify(signed, [root]).trusted
    assert chained.trust_root == root
    assert not chained.is_development


def test_a_development_key_says_what_it_is_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "development.p12"

    made = generate_development_key(path, "secret")
    loaded = Signer.from_pkcs12(path, "secret")

    assert made.is_development
    assert loaded.is_development
    assert "DEVELOPMENT ONLY" in loaded.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_existing_key_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "development.p12"
    generate_development_key(path)
    before = path.read_bytes()

    with pytest.raises(FileExistsError):
        generate_development_key(path)
    assert path.read_bytes() == before


def test_a_key_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    locked = tmp_path / "locked.p12"
    generate_development_key(locked, "right")
    rubbish = tmp_path / "rubbish.p12"
    rubbish.write_bytes(b"rubbish")
    keyless = tmp_path / "keyless.p12"
    keyless.write_bytes(
        pkcs12.serialize_key_and_certificates(b"x", ec.generate_private_key(ec.SECP256R1()), None, None, NoEncryption())
    )

    for path, passphrase in [(tmp_path / "absent.p12", None), (rubbish, None), (keyless, None), (locked, "wrong")]:
        with pytest.raises(KeyUnreadable, match=path.name):
            Signer.from_pkcs12(path, passphrase)


def test_a_root_that_is_no_certificate_is_refused(signed: bytes) -> None:
    with pytest.raises(RootUnreadable):
        verify(signed, [b"rubbish"])
