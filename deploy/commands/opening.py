"""`miz init`: the first agency and its administrator, asked for or given as options."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.data.database.transactions import transaction
from app.data.organisation import calendar_store
from app.policy.days import local_day
from app.policy.errors import DeskError
from app.policy.reporting import to_jalali
from app.usecases.errors import RecordRefused
from app.usecases.identity import first_agency
from app.usecases.identity.first_agency import FirstAdministrator
from app.usecases.organisation.provinces import PROVINCES
from app.usecases.promises.calendars import row_of
from app.usecases.promises.holidays import proposed_holidays
from app.vocabulary import AgencyKind
from app.wiring import connect
from config import Settings
from forms import KINDS, Refusal, normalise_text

if TYPE_CHECKING:
    from app.data.models import Agency, Person


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be known: its option, how it is asked for, and how an answer is read (raises ValueError)."""

    name: str
    text: str
    read: Callable[[str], str]
    usual: str = ""


def _text(typed: str) -> str:
    text = normalise_text(typed)
    if not text or len(text) > 300:
        raise ValueError("Write something, of at most 300 characters")
    return text


def _code(typed: str) -> str:
    if not (typed.isascii() and typed.replace("-", "").isalnum() and typed == typed.lower() and len(typed) <= 80):
        raise ValueError("Small Latin letters, digits and hyphens, such as «registry»")
    return typed


def _of_kind(kind: str) -> Callable[[str], str]:
    def read(typed: str) -> str:
        try:
            return str(KINDS[kind].read(typed))
        except Refusal as refusal:
            raise ValueError(refusal.problem.text.en) from refusal

    return read


def _one_of(words: list[str]) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if typed not in words:
            raise ValueError(f"One of: {', '.join(words)}")
        return typed

    return read


QUESTIONS = (
    Question("agency-code", "Code of the agency, for addresses and spreadsheets", _code),
    Question("agency-name", "Its name in Persian", _text),
    Question("agency-name-en", "Its name in English", _text),
    Question("agency-kind", f"What it is ({', '.join(AgencyKind)})", _one_of(list(AgencyKind)), "organization"),
    Question("unit-name", "Name of its headquarters in Persian", _text, "ستاد"),
    Question("unit-name-en", "Name of its headquarters in English", _text, "Headquarters"),
    Question("province", "Province of the headquarters", _one_of(sorted(PROVINCES)), "tehran"),
    Question("national-id", "National id of the administrator", _of_kind("national-id")),
    Question("name", "Full name of the administrator", _text),
    Question("mobile", "Mobile of the administrator: login codes go there", _of_kind("mobile")),
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """An option for each question; what is left out is asked for at a terminal."""
    for question in QUESTIONS:
        parser.add_argument(f"--{question.name}", help=question.text)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Open the desk; returns the exit code."""
    app = connect(settings)
    answers = _answers(options)
    if answers is None:
        return 2
    now = datetime.now(UTC)
    try:
        with app.app_context(), transaction():
            agency, person = _write(answers, now)
            told = f"{agency.name_fa} ({agency.slug})", person.name
    except RecordRefused as refused:
        sys.stderr.writelines(f"{field}: {text.en}\n" for field, text in refused.errors.items())
        return 1
    except DeskError as refused:
        sys.stderr.write(f"{refused.message.en}\n")
        return 1
    print(f"The desk of {told[0]} is open; {told[1]} looks after it.")
    print(f"Next: start the desk, log in at {settings.base_url}/login with this national id and mobile,")
    print("and enter units, front desks and people on the pages of administration.")
    return 0


def _write(answers: dict[str, str], now: datetime) -> "tuple[Agency, Person]":
    agency = {
        "slug": answers["agency-code"],
        "name_fa": answers["agency-name"],
        "name_en": answers["agency-name-en"],
        "kind": AgencyKind(answers["agency-kind"]),
    }
    headquarters = {
        "slug": f"{answers['agency-code']}-hq",
        "name_fa": answers["unit-name"],
        "name_en": answers["unit-name-en"],
        "province": answers["province"],
    }
    administrator = FirstAdministrator(answers["national-id"], answers["name"], answers["mobile"])
    opened = first_agency.open_desk(agency, headquarters, administrator, now=now)
    if calendar_store.newest_version() == 0:
        _propose_holidays(now)
    return opened


def _propose_holidays(now: datetime) -> None:
    """The holidays of this year and the next, which an administrator confirms: promises are counted by them."""
    year = to_jalali(local_day(now)).year
    calendar_store.add_version(
        1,
        add=[row_of(rule) for number in (year, year + 1) for rule in proposed_holidays(number)],
        end=(),
        made_at=now,
        note_fa="پیشنهاد تعطیلات رسمی",
        note_en="Proposed official holidays",
    )


def _answers(options: argparse.Namespace) -> dict[str, str] | None:
    """What was given or asked for; None, after saying what is wrong, where something can't be asked for."""
    found: dict[str, str] = {}
    wrong = False
    for question in QUESTIONS:
        given = getattr(options, question.name.replace("-", "_"))
        try:
            found[question.name] = _asked(question) if given is None else question.read(given)
        except ValueError as error:
            sys.stderr.write(f"--{question.name}: {error}\n")
            wrong = True
    return None if wrong else found


def _asked(question: Question) -> str:
    """Ask at the terminal until the answer can be read; elsewhere the usual answer counts. Raises ValueError."""
    if not sys.stdin.isatty():
        if question.usual:
            return question.usual
        raise ValueError("missing")
    while True:
        usual = f" [{question.usual}]" if question.usual else ""
        typed = input(f"{question.text}{usual}: ").strip() or question.usual
        try:
            return question.read(typed)
        except ValueError as error:
            print(f"  {error}")
