"""Codes of authenticator apps, by the numbers of RFC 4226 and RFC 6238."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

import pytest

from app.policy.totp import address, code_at, secret_of, shown, step_at, step_of

#: of the appendices of both: ASCII
SECRET = b"12345678901234567890"
SECRET_ID = UUID("5f0c4a52-5a8f-4c55-a4b9-5d2a4a6c9e01")
NOW = datetime(2026, 5, 2, 5, 30, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("counter", "code"),
    [(0, "755224"), (1, "287082"), (2, "359152"), (3, "969429"), (4, "338314"), (5, "254676"), (9, "520489")],
)
def test_codes_are_those_of_rfc_4226_appendix_d(counter: int, code: str) -> None:
    assert code_at(SECRET, counter) == code


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_the_last_six_digits_of_rfc_6238_appendix_b(seconds: int, code: str) -> None:
    assert code_at(SECRET, step_at(datetime.fromtimestamp(seconds, tz=UTC))) == code[-6:]


@pytest.mark.parametrize(("steps", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clock_of_a_phone_may_be_one_step_away(steps: int, is_taken: bool) -> None:
    step = step_at(NOW) + steps
    found = step_of(code_at(SECRET, step), SECRET, now=NOW, after=None)
    assert found == (step if is_taken else None)


def test_code_works_once_and_none_before_it_after_that() -> None:
    step = step_at(NOW)
    assert step_of(code_at(SECRET, step), SECRET, now=NOW, after=step) is None
    assert step_of(code_at(SECRET, step - 1), SECRET, now=NOW, after=step) is None
    assert step_of(code_at(SECRET, step + 1), SECRET, now=NOW, after=step) == step + 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "۱۲۳۴۵۶"])
def test_what_is_no_code_fits_nothing(typed: str) -> None:
    assert step_of(typed, SECRET, now=NOW, after=None) is None


def test_step_begins_with_its_thirty_seconds() -> None:
    start = datetime(2026, 5, 2, 5, 30, tzinfo=UTC)
    assert step_at(start + timedelta(seconds=29)) == step_at(start)
    assert step_at(start + timedelta(seconds=30)) == step_at(start) + 1


def test_secret_takes_the_id_and_the_key() -> None:
    secret = secret_of(SECRET_ID, key=b"key of a desk")
    assert len(secret) == 20
    assert secret != secret_of(SECRET_ID, key=b"key of another")
    assert secret != secret_of(UUID(int=1), key=b"key of a desk")


def test_address_holds_what_an_app_reads() -> None:
    parts = urlsplit(address(SECRET, issuer="میز خدمت: نمونه", account="زهرا کریمی"))

    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert unquote(parts.path) == "/میز خدمت  نمونه:زهرا کریمی"
    asked = parse_qs(parts.query)
    assert asked == {"secret": ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"], "issuer": ["میز خدمت  نمونه"]}
    assert shown(SECRET).replace(" ", "") == asked["secret"][0]
