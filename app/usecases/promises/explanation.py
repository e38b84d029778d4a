"""How a promised date came about: every change of it in order, and which days were counted each time, by the calendar
of that time. Read from the history, so it can be told for as long as the case is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import engine
from app.data.cases import audit_log
from app.data.cases.audit_log import Audit
from app.policy import promises
from app.policy.promises import Explanation
from app.usecases.promises import calendars
from app.usecases.services.content import ServiceContent
from app.usecases.services.versions import content_of
from app.vocabulary import PauseReason
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import Case, CaseEvent

KINDS = (
    Audit.CASE_ACCEPT,
    Audit.CLOCK_START,
    Audit.CLOCK_PAUSE,
    Audit.CLOCK_RESUME,
    Audit.CLOCK_EXTEND,
    Audit.CLOCK_RECOUNT,
)


@dataclass(frozen=True, slots=True)
class PromiseStep:
    """One change of the promised date, or a pause."""

    kind: Audit
    at: datetime
    promised_at: datetime | None
    #: who did it; None for the desk itself
    by: str | None
    #: what was given as the reason of an extension
    reason: str = ""
    pause: PauseReason | None = None
    #: the task or inquiry that was waited for
    awaited: Bilingual | None = None
    days_left: int | None = None
    #: the version of the calendar, and what was counted with it; None where nothing was
    version: int | None = None
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class PromiseStory:
    """The promise of a case, from acceptance to now."""

    #: None for a service that answers on the spot
    response_time: str | None
    working: bool
    steps: Sequence[PromiseStep]
    #: whether the file isn't complete yet, so that the date is only what it would be
    provisional: bool


def why_extended(case: "Case") -> str:
    """The reason of the latest extension, empty where there was none."""
    if not case.extensions:
        return ""
    line = audit_log.find_last(Audit.CLOCK_EXTEND, case.id)
    return str(line.detail.get("reason", "")) if line else ""


def story_of(case: "Case") -> PromiseStory:
    """The story of a case's promise. The caller has checked who may see the case."""
    content = content_of(case.version_id)
    facts = content.facts
    events = audit_log.list_events_of(case.id, KINDS)
    return PromiseStory(
        response_time=facts.response_time,
        working=facts.clock is engine.Clock.WORKING,
        steps=[_step(event, case, content) for event in events],
        provisional=case.clock_started_at is None,
    )


def days_left(case: "Case", *, now: datetime) -> int | None:
    """Days of the promise's clock until the answer is due (negative: past it); while the clock stands still those that
    will be left when it runs again. None where nothing is promised or the case has ended."""
    if case.promised_at is None or case.closed_at is not None:
        return None
    facts = content_of(case.version_id).facts
    calendar = calendars.case_calendar(case)
    return promises.days_left(case.promised_at, since=case.paused_at or now, facts=facts, calendar=calendar)


def _step(event: "CaseEvent", case: "Case", content: ServiceContent) -> PromiseStep:
    detail: Mapping[str, Any] = event.detail
    kind = Audit(event.kind)
    promised = _moment(detail.get("promised_now"))
    version = detail.get("calendar")
    return PromiseStep(
        kind=kind,
        at=event.at,
        promised_at=promised,
        by=event.by.name if event.by and kind is Audit.CLOCK_EXTEND else None,
        reason=str(detail.get("reason") or "") if kind is Audit.CLOCK_EXTEND else "",
        pause=PauseReason(detail["reason"]) if kind is Audit.CLOCK_PAUSE and detail.get("reason") else None,
        awaited=_awaited(detail, content),
        days_left=detail.get("days_left"),
        version=version,
        explanation=_explained(event, case, content, promised, version),
    )


def _explained(
    event: "CaseEvent", case: "Case", content: ServiceContent, promised: datetime | None, version: int | None
) -> Explanation | None:
    if promised is None or version is None or content.facts.clock is engine.Clock.CALENDAR:
        return None
    start = event.at
    if event.kind == Audit.CLOCK_EXTEND:
        start = _moment(event.detail.get("promised_before")) or start
    if promised <= start:
        return None
    return promises.explained(
        start, promised, calendars.working_calendar(calendars.place_of_case(case), version=version)
    )


def _awaited(detail: Mapping[str, Any], content: ServiceContent) -> Bilingual | None:
    activity = content.activities.get(str(detail.get("element") or ""))
    return Bilingual(activity.name.fa, activity.name.en or activity.name.fa) if activity is not None else None


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None
