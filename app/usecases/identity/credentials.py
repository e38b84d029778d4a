"""Second factors and passwords of a person: set up, shown, taken back.

Tries are counted by person, and only of whoever has shown a code by SMS already: nobody else can use them up. What is
wrong is told by a value and not raised, so that the caller commits the count."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

from app.data.integrations import gateways
from app.data.people import credential_store, try_counts
from app.policy import passwords, recovery_codes, totp
from app.usecases.identity.login import digest_of
from engine import Bilingual
from forms import normalise_digits

if TYPE_CHECKING:
    from app.data.models import Person

#: tries of a password, and of a second factor, by one person: in a quarter of an hour and in a day
WINDOW, DAY = timedelta(minutes=15), timedelta(days=1)
TRIES, TRIES_A_DAY = 5, 20
#: a second factor that was shown so long ago isn't asked for again
FRESH = timedelta(minutes=10)
NOT_THE_CODE = Bilingual(
    "کد با این برنامه نمی‌خواند. ساعت گوشی را بسنجید و کد تازه را بنویسید.",
    "The code doesn't fit. Check the clock of your phone, and enter the code that is shown now.",
)


class Shown(Enum):
    """What came of showing something."""

    RIGHT = auto()
    WRONG = auto()
    #: tried too often for now
    TOO_MANY = auto()


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody has set up."""

    app_since: datetime | None
    recovery_codes: int
    password_since: datetime | None


def credentials_of(person_id: UUID) -> Credentials:
    """What this person has set up."""
    app = credential_store.find_authenticator(person_id)
    password = credential_store.find_password(person_id)
    return Credentials(
        app_since=app.enrolled_at if app else None,
        recovery_codes=credential_store.count_recovery_codes(person_id) if app else 0,
        password_since=password.changed_at if password else None,
    )


def secret_of(secret_id: UUID) -> bytes:
    """The secret that is offered to an app, or that it holds."""
    return totp.secret_of(secret_id, key=gateways().code_key)


def app_address(secret_id: UUID, *, name: str) -> str:
    """What an app reads from the QR code of a secret that is offered; `name`: of the person, as the app lists it."""
    issuer = urlsplit(gateways().base_url).hostname or "miz"
    return totp.address(secret_of(secret_id), issuer=issuer, account=name)


def enrol(person_id: UUID, *, secret_id: UUID, code: str, now: datetime) -> tuple[str, ...]:
    """Take this app for the person's, in place of any other, if it shows the right code; the recovery codes, which are
    told once. Empty: the code was wrong, and nothing has changed."""
    step = totp.step_of(_digits(code), secret_of(secret_id), now=now, after=None)
    if step is None:
        return ()
    credential_store.keep_authenticator(person_id, secret_id=secret_id, step=step, at=now)
    return renew_recovery_codes(person_id)


def renew_recovery_codes(person_id: UUID) -> tuple[str, ...]:
    """New recovery codes; those before work no more."""
    made = recovery_codes.make_codes()
    credential_store.keep_recovery_codes(person_id, map(recovery_codes.digest_of, made))
    return made


def show_factor(person_id: UUID, typed: str, *, now: datetime) -> Shown:
    """Whether somebody typed the present code of their app for the first time, or a recovery code, which is used up."""
    if not _has_room("factor", person_id, now):
        return Shown.TOO_MANY
    if recovery_codes.is_like(typed):
        used = credential_store.use_recovery_code(person_id, recovery_codes.digest_of(normalise_digits(typed)))
        return Shown.RIGHT if used else Shown.WRONG
    app = credential_store.find_authenticator(person_id, for_update=True)
    if app is None:
        return Shown.WRONG
    step = totp.step_of(_digits(typed), secret_of(app.secret_id), now=now, after=app.last_step)
    if step is None:
        return Shown.WRONG
    app.last_step = step
    return Shown.RIGHT


def show_password(person_id: UUID, typed: str, *, now: datetime) -> Shown:
    """Whether somebody typed their password; it is kept anew where the parameters have changed since."""
    if not _has_room("password", person_id, now):
        return Shown.TOO_MANY
    kept, password = credential_store.find_password(person_id), passwords.prepared(typed)
    if kept is None or not passwords.matches(password, kept.hash):
        return Shown.WRONG
    if passwords.is_outdated(kept.hash):
        kept.hash = passwords.hash_of(password)
    return Shown.RIGHT


def set_password(person: "Person", typed: str, *, now: datetime) -> Bilingual | None:
    """Give somebody this password; what stands against it, and then nothing has changed."""
    password = passwords.prepared(typed)
    mobile = person.mobile or ""
    about = (person.name, person.national_id, mobile, mobile.replace("+98", "0", 1), mobile.removeprefix("+98"))
    fault = passwords.fault_of(password, about=about)
    if fault is None:
        credential_store.keep_password(person.id, hashed=passwords.hash_of(password), at=now)
    return fault


def note_factor_shown(token: str, *, now: datetime) -> None:
    """The session of this token has shown a second factor: seats that want one are held in it from now on."""
    credential_store.note_factor_shown(digest_of(token), at=now)


def _has_room(what: str, person_id: UUID, now: datetime) -> bool:
    buckets = ((f"{what}:{person_id}", TRIES, WINDOW), (f"{what}-day:{person_id}", TRIES_A_DAY, DAY))
    return all(try_counts.count_try(name, now=now, window=window) <= limit for name, limit, window in buckets)


def _digits(typed: str) -> str:
    return "".join(one for one in normalise_digits(typed) if one.isdigit() and one.isascii())
