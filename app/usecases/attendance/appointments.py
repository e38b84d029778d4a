"""Attendances: booked at a front desk, announced beforehand, moved by the citizen, recorded by the operator (P1–P3)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.cases import audit_log, item_store
from app.data.cases.audit_log import Audit, Line
from app.data.cases.projections import Standing
from app.data.correspondence import attendance_store
from app.data.errors import NotFound
from app.data.organisation import places
from app.policy import access
from app.policy.actors import Actor
from app.policy.days import ZONE
from app.usecases.attendance.errors import NoFreeTime
from app.usecases.errors import NoSuchPlace, WorkItemClosed
from app.usecases.notices import notify
from app.usecases.organisation import routing
from app.usecases.promises.calendars import place_of_desk, working_calendar
from app.usecases.steps.step import CaseStep
from app.vocabulary import AttendanceState, ItemState

if TYPE_CHECKING:
    from app.data.models import Attendance, Case, FrontDesk, WorkItem

GRID = timedelta(minutes=15)
#: nobody is asked to come sooner than this after it was announced
NOTICE_AHEAD = timedelta(days=1)
HORIZON = timedelta(days=45)


def record(step: CaseStep, _before: Standing) -> None:
    """Cancel the attendances that the process no longer asks for, and book those that it asks for now."""
    for item_id in step.gone:
        _cancel(item_id)
    for item_id, asked in step.attendances:
        attendance = _book(step.case, item_id, asked, now=step.now)
        step.lines.append(_announce(step.case, attendance, Audit.ATTENDANCE_BOOK, now=step.now))


def _book(case: "Case", item_id: UUID, asked: engine.Attendance, *, now: datetime) -> "Attendance":
    """Book the first free time at the likeliest front desk; the citizen may move it."""
    desk = places.lock_desk(routing.desks_for(case)[0].id)
    return attendance_store.add_attendance(
        case_id=case.id,
        work_item_id=item_id,
        front_desk_id=desk.id,
        at=_first_free(desk, now=now),
        minutes=int(engine.Duration.parse(asked.duration).exact / timedelta(minutes=1)),
        reason_fa=asked.reason.fa,
        reason_en=asked.reason.en or asked.reason.fa,
        bring=[{"fa": text.fa, "en": text.en or text.fa} for text in asked.bring],
    )


def free_times(desk: "FrontDesk", *, now: datetime) -> Iterator[datetime]:
    """Free quarter-hours of a desk in the working time of its province, from a day after `now` to the horizon."""
    calendar = working_calendar(place_of_desk(desk))
    earliest, latest = now + NOTICE_AHEAD, now + NOTICE_AHEAD + HORIZON
    booked = attendance_store.booked_counts(desk.id, start=earliest, end=latest)
    at = engine.next_opening(earliest, calendar)
    while at < latest:
        quarter = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
        at = quarter if quarter == at else quarter + GRID
        opening = engine.next_opening(at, calendar)
        if opening == at and booked.get(at, 0) < desk.capacity:
            yield at
        at = opening if opening > at else at + GRID


def free_days(desk: "FrontDesk", *, now: datetime) -> dict[date, list[datetime]]:
    """The free times of a desk by day (Tehran), in order, for the citizen to choose from."""
    days: dict[date, list[datetime]] = {}
    for at in free_times(desk, now=now):
        days.setdefault(at.astimezone(ZONE).date(), []).append(at)
    return days


def move(*, attendance_id: UUID, desk_id: UUID, at: datetime, by: Actor, now: datetime) -> "Attendance":
    """The citizen chooses another desk or time, also after missing the one before while the process still waits.

    Raises NotYours, WorkItemClosed, NoSuchPlace or NoFreeTime."""
    attendance = attendance_store.get_attendance(attendance_id)
    case = attendance.case
    access.require_owner(by, owner_id=case.applicant_id)
    if not may_be_moved(attendance):
        raise WorkItemClosed
    desk = next((d for d in routing.desks_for(case) if d.id == desk_id), None)
    if desk is None:
        raise NoSuchPlace
    places.lock_desk(desk.id)  # two people may want the last seat of a quarter-hour at once
    if at not in free_times(desk, now=now):
        raise NoFreeTime
    attendance.front_desk_id, attendance.front_desk, attendance.at = desk.id, desk, at
    attendance.state, attendance.recorded_at = AttendanceState.BOOKED, None
    moved = _announce(case, attendance, Audit.ATTENDANCE_MOVE, now=now, by=by.person_id)
    audit_log.append(case.id, [moved], at=now)
    return attendance


def may_be_moved(attendance: "Attendance") -> bool:
    """Whether another time may be taken: it was not attended, and the process still asks for it."""
    if attendance.state not in (AttendanceState.BOOKED, AttendanceState.MISSED):
        return False
    return item_store.get_item(attendance.work_item_id).state in (ItemState.OPEN, ItemState.CLAIMED)


def _first_free(desk: "FrontDesk", *, now: datetime) -> datetime:
    """The first free time; a desk that is full up to the horizon takes one more person at its first opening."""
    free = next(free_times(desk, now=now), None)
    return free or engine.next_opening(now + NOTICE_AHEAD, working_calendar(place_of_desk(desk)))


def _cancel(item_id: UUID) -> None:
    attendance = attendance_store.find_attendance_of_item(item_id)
    if attendance is not None and attendance.state is AttendanceState.BOOKED:
        attendance.state = AttendanceState.CANCELLED


def mark_attended(item: "WorkItem", *, by: Actor, now: datetime) -> None:
    """The operator saw the citizen and did what the attendance was for."""
    attendance = attendance_store.find_attendance_of_item(item.id)
    if attendance is None:
        return
    attendance.state, attendance.recorded_at, attendance.recorded_by_id = AttendanceState.ATTENDED, now, by.person_id
    detail = {"desk": str(attendance.front_desk_id)}
    audit_log.record(Audit.ATTENDANCE_RECORD, case_id=item.case_id, at=now, by=by.person_id, detail=detail)


def _announce(case: "Case", attendance: "Attendance", kind: Audit, *, now: datetime, by: UUID | None = None) -> Line:
    """Tell the applicant; returns what the history is to say."""
    notify.tell_attendance(case, attendance, now=now)
    return Line(kind, {"desk": str(attendance.front_desk_id), "at": attendance.at.isoformat()}, by)


def receives(by: Actor, item: "WorkItem") -> bool:
    """Whether this operator works at the desk where the attendance is booked."""
    attendance = attendance_store.find_attendance_of_item(item.id)
    return attendance is not None and attendance.front_desk_id in by.desks()


def attendance_of(case: "Case", attendance_id: UUID) -> "Attendance":
    """An attendance of this case. Raises NotFound."""
    attendance = attendance_store.get_attendance(attendance_id)
    if attendance.case_id != case.id:
        raise NotFound
    return attendance


def desks_for(case: "Case") -> "Sequence[FrontDesk]":
    """The front desks that the citizen may choose from."""
    return routing.desks_for(case)
