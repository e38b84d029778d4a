"""Opening a case: its row with code and promise, the receipt, the warnings of its promise, and its first step. Written
once, for the form of an applicant and for the message of another case or system."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.cases import case_store
from app.data.cases.audit_log import Audit, Line
from app.policy.tracking_codes import new_tracking_code
from app.usecases.cases import step_record
from app.usecases.notices import notify
from app.usecases.promises import escalation, promise
from app.usecases.promises.calendars import place_of_unit, working_calendar
from app.usecases.services.content import ServiceContent
from app.usecases.services.versions import content_of
from app.vocabulary import CaseStatus, Channel

if TYPE_CHECKING:
    from app.data.models import Case, Unit


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What a case is opened with. `key` makes it one case, however often it is asked for."""

    service_id: str
    version_id: UUID
    applicant_id: UUID
    #: who submits it: the applicant, or an operator for them
    submitted_by_id: UUID
    channel: Channel
    front_desk_id: UUID | None
    unit: "Unit"
    key: str


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case that has been accepted and has taken no step yet, and what the history will say of its acceptance."""

    case: "Case"
    content: ServiceContent
    calendar: engine.WorkingCalendar
    lines: list[Line] = field(default_factory=list)


def accept(
    acceptance: Acceptance, *, detail: Mapping[str, object], now: datetime, by: UUID | None = None
) -> OpenedCase:
    """Add the case and tell its applicant code and date. `detail`: what the history says besides of how it came in.
    Raises IntegrityError on a used key."""
    content, unit = content_of(acceptance.version_id), acceptance.unit
    calendar = working_calendar(place_of_unit(unit))
    case = case_store.add_case(
        service_id=acceptance.service_id,
        version_id=acceptance.version_id,
        tracking_code=new_tracking_code(),
        applicant_id=acceptance.applicant_id,
        submitted_by_id=acceptance.submitted_by_id,
        channel=acceptance.channel,
        front_desk_id=acceptance.front_desk_id,
        unit_id=unit.id,
        level=unit.level,
        province=unit.province,
        status=CaseStatus.ACCEPTED,
        accepted_at=now,
        submission_key=acceptance.key,
        snapshot=b"",
        **promise.opened_promise(content.facts, now=now, calendar=calendar),
    )
    facts = {"service": acceptance.service_id, "channel": acceptance.channel.value, **detail}
    line = Line(Audit.CASE_ACCEPT, {**facts, **promise.promise_detail(case)}, by)
    notify.tell_accepted(case, now=now)
    escalation.plan_for_promise(case, content.facts, now=now, calendar=calendar)
    return OpenedCase(case, content, calendar, [line])


def start(
    opened: OpenedCase, data: Mapping[str, object], *, now: datetime, at: str | None = None, by: UUID | None = None
) -> None:
    """The first step, with these data; `at`: the element whose event begins the case. Raises engine.NotJson or
    engine.NotWaitingFor."""
    case, content, calendar = opened.case, opened.content, opened.calendar
    outcome = engine.start(content.definition, data, at=at, now=now, calendar=calendar)
    step_record.store(case, content, outcome, lines=opened.lines, now=now, calendar=calendar, by=by)
