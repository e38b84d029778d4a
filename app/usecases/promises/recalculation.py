"""After the working calendar was changed: which promises of open cases would move, and moving them, case by case."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.data.cases import audit_log, case_store
from app.data.cases.audit_log import Audit
from app.data.organisation import calendar_store
from app.data.organisation.calendar_store import OpenPromise
from app.data.outbox import effect_store
from app.policy import promises
from app.policy.calendars import CalendarPlace
from app.usecases.notices import notify
from app.usecases.promises import calendars, promise
from app.usecases.promises.calendars import Book
from app.usecases.services.versions import content_of
from app.vocabulary import EffectKind

if TYPE_CHECKING:
    from app.data.models import Case

#: of more open cases only these, the earliest due, are looked at before a change; the page says how many of how many
MOST_CASES = 200_000


@dataclass(frozen=True, slots=True)
class Moved:
    """A promise that a change of the calendar would move."""

    case_id: UUID
    tracking_code: str
    service_id: str
    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at open promises found: those that would move, the earliest due first, of how many looked at, and
    how many there are."""

    moved: Sequence[Moved]
    at: int
    of: int


def look(old: Book, new: Book, *, now: datetime) -> Looked:
    """The promises of open cases that `new` would move."""
    cases = calendar_store.list_open_promises(after=now, limit=MOST_CASES)
    there = len(cases) if len(cases) < MOST_CASES else calendar_store.count_open_promises(after=now)
    return Looked(list(_moved(cases, old, new, now)), len(cases), there)


def _moved(cases: Sequence[OpenPromise], old: Book, new: Book, now: datetime) -> Iterator[Moved]:
    known: dict[tuple[object, ...], datetime] = {}  # promises end with office hours, so that most are alike
    for case in cases:
        alike = (case.promised_at, case.paused_at, case.version_id, case.unit_id, case.level, case.province)
        after = known.get(alike) or known.setdefault(alike, _after(case, old, new, now))
        if after != case.promised_at:
            yield Moved(case.case_id, case.tracking_code, case.service_id, case.promised_at, after)


def _after(case: OpenPromise, old: Book, new: Book, now: datetime) -> datetime:
    place = CalendarPlace(unit=str(case.unit_id), level=case.level.value, province=case.province)
    return promises.recounted_promise(
        case.promised_at,
        since=min(case.paused_at or now, now),
        facts=content_of(case.version_id).facts,
        old=old.calendar(place),
        new=new.calendar(place),
    )


def plan(moved: Sequence[Moved], *, old: int, new: int, now: datetime) -> None:
    """Have these promises counted anew: each in a transaction of its own, once, after this one is committed."""
    for one in moved:
        effect_store.add_effect(
            key=f"recount:{new}:{one.case_id}",
            kind=EffectKind.RECOUNT,
            name="promise",
            payload={"old": old, "new": new},
            made_at=now,
            next_at=now,
            retries=20,
            backoff="PT1M",
            case_id=one.case_id,
        )


def recount(case_id: UUID, payload: Mapping[str, Any], *, now: datetime) -> None:
    """Count the promise of one case anew and tell the applicant; nothing where it has been answered meanwhile."""
    case = case_store.get_for_update(case_id)
    if case.closed_at is not None or case.promised_at is None:
        return
    before, new = case.promised_at, int(payload["new"])
    after = _recounted(case, before, old=int(payload["old"]), new=new, now=now)
    if after == before:
        return
    promise.move_by_calendar(case, after, version=new)
    detail = {**promise.promise_detail(case), "promised_before": before.isoformat(), "calendar_before": payload["old"]}
    audit_log.record(Audit.CLOCK_RECOUNT, case_id=case.id, at=now, detail=detail)
    notify.tell_recounted(case, now=now)


def _recounted(case: "Case", before: datetime, *, old: int, new: int, now: datetime) -> datetime:
    place = calendars.place_of_case(case)
    return promises.recounted_promise(
        before,
        since=min(case.paused_at or now, now),
        facts=content_of(case.version_id).facts,
        old=calendars.working_calendar(place, version=old),
        new=calendars.working_calendar(place, version=new),
    )
