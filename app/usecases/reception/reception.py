"""The front desk: who comes today, who is present now, and a request taken in on somebody's behalf (P1)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.cases import audit_log, case_store, item_store
from app.data.cases.audit_log import Audit
from app.data.correspondence import attendance_store, draft_store
from app.data.errors import NotFound
from app.data.organisation import places
from app.data.people import person_store, try_counts
from app.data.services import service_store
from app.policy import access
from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.days import ZONE
from app.policy.errors import NotPermitted, TooManyTries
from app.usecases.cases.search import matching
from app.usecases.errors import FormRefused, WorkItemClosed
from app.usecases.identity import assurance, number_change
from app.usecases.reception.errors import NotYetTime
from app.vocabulary import AttendanceState, Role
from forms import Bilingual

if TYPE_CHECKING:
    from app.data.models import Attendance, Case, Draft, FrontDesk, Person, Service, WorkItem

#: so many searches one operator may make in a window
SEARCHES, SEARCH_WINDOW = 90, timedelta(minutes=15)
OTHER_MOBILE = Bilingual(
    "این شخص با شمارهٔ همراه دیگری ثبت شده است؛ همان شماره را از او بپرسید. اگر شماره عوض یا گم شده است، "
    "اصل کارت ملی را ببینید و خانهٔ آن را علامت بزنید.",
    "This person is registered with another mobile number; ask for that one. If it was changed or lost, look at the "
    "original national card and tick that you did.",
)


def my_desks(by: Actor) -> Sequence["FrontDesk"]:
    """The front desks at which this operator works. Raises NotPermitted for anybody else."""
    access.require(by, Permission.RECEIVE)
    return sorted((places.get_desk(desk_id) for desk_id in by.desks()), key=lambda desk: desk.name_fa)


def attendances_of_day(day: date, *, by: Actor) -> Sequence["Attendance"]:
    """Who comes to the operator's desks on a day (Tehran), in order of time."""
    access.require(by, Permission.RECEIVE)
    start = datetime.combine(day, time(), ZONE)
    return attendance_store.list_attendances_at(by.desks(), start=start, end=start + timedelta(days=1))


def get_attendance(attendance_id: UUID, *, by: Actor, now: datetime) -> tuple["Attendance", "WorkItem"]:
    """An attendance at one of the operator's desks, with its work item; the look is recorded.

    Raises NotFound or NotPermitted."""
    access.require(by, Permission.RECEIVE)
    attendance = attendance_store.get_attendance(attendance_id)
    if attendance.front_desk_id not in by.desks():
        raise NotPermitted
    audit_log.record_look(case_id=attendance.case_id, person_id=by.person_id, at=now)
    return attendance, item_store.get_item(attendance.work_item_id)


def mark_missed(*, attendance_id: UUID, by: Actor, now: datetime) -> "Attendance":
    """Nobody came. The process goes on by its own timers; the citizen may take another time until then.

    Raises NotYetTime before the hour, WorkItemClosed if it was recorded already."""
    attendance, _ = get_attendance(attendance_id, by=by, now=now)
    case_store.get_for_update(attendance.case_id)
    if attendance.state is not AttendanceState.BOOKED:
        raise WorkItemClosed
    if attendance.at > now:
        raise NotYetTime
    attendance.state, attendance.recorded_at = AttendanceState.MISSED, now
    detail = {"desk": str(attendance.front_desk_id), "state": "missed"}
    audit_log.record(Audit.ATTENDANCE_RECORD, case_id=attendance.case_id, at=now, by=by.person_id, detail=detail)
    return attendance


def find_cases(typed: str, *, by: Actor, now: datetime) -> Sequence["Case"]:
    """The requests of somebody present, by tracking code or national id: status and promise, nothing more.

    An agency's own desk finds the requests to its agency, a counter all. Each look is recorded, and nobody can leaf
    through the country: raises TooManyTries."""
    access.require(by, Permission.RECEIVE)
    if try_counts.count_try(f"desk-find:{by.person_id}", now=now, window=SEARCH_WINDOW) > SEARCHES:
        raise TooManyTries
    found = [case for case in matching(typed) if serves(case, by=by)]
    for case in found:
        audit_log.record_look(case_id=case.id, person_id=by.person_id, at=now)
    return found


def serves(case: "Case", *, by: Actor) -> bool:
    """Whether a desk of this operator serves the agency of the case: its own do, and a counter serves all."""
    agencies = {seat.agency_id for seat in by.seats if seat.role is Role.FRONT_DESK}
    return None in agencies or case.service.agency_id in agencies


def booked_for(cases: Sequence["Case"]) -> dict[UUID, "Attendance"]:
    """The appointment that each of these cases has ahead, where it has one, by the id of the case."""
    return {a.case_id: a for a in attendance_store.list_booked([case.id for case in cases])}


def register_present(
    *,
    national_id: str,
    mobile: str | None,
    name: str,
    desk_id: UUID,
    by: Actor,
    now: datetime,
    saw_card: bool = False,
) -> "Person":
    """The person who stands at the desk: the known one, or a new one, at home in the desk's province. Both numbers are
    normalised already. `saw_card`: the operator holds their original card, which is kept with name and time; then
    another number than the known one takes its place.

    Notices go to the person's own mobile; a person without one is told by the receipt and at the desk. Raises
    NotPermitted at another's desk, FormRefused where the person is known under another number and no card was seen, and
    what `number_change.by_card` raises."""
    access.require(by, Permission.RECEIVE)
    if desk_id not in by.desks():
        raise NotPermitted
    known = person_store.find_by_national_id(national_id)
    if saw_card and known is not None and known.mobile and mobile and known.mobile != mobile:
        number_change.by_card(known, mobile, desk_id=desk_id, by=by, now=now)
        return known
    person = _present(national_id, mobile, name, desk_id, now=now)
    if saw_card:
        assurance.note_seen(person, desk_id=desk_id, by=by, now=now)
    return person


def _present(national_id: str, mobile: str | None, name: str, desk_id: UUID, *, now: datetime) -> "Person":
    person = person_store.find_by_national_id(national_id)
    if person is None:
        province = places.get_desk(desk_id).province
        return person_store.add_person(
            national_id=national_id, name=name, created_at=now, mobile=mobile, province=province
        )
    if person.mobile and mobile and person.mobile != mobile:
        raise FormRefused({"mobile": OTHER_MOBILE})
    person.mobile = person.mobile or mobile
    if person.name == person.national_id:
        person.name = name
    return person


def offered_services() -> Sequence["Service"]:
    """The services that may be asked for at a desk: all that the portal offers."""
    return service_store.list_services()


def unfinished(by: Actor) -> Sequence["Draft"]:
    """The requests that this operator began and hasn't sent, latest first."""
    access.require(by, Permission.RECEIVE)
    return draft_store.list_operator_drafts(by.person_id)


def require_taken_in_by(case: "Case", *, by: Actor) -> None:
    """Raises NotFound unless this operator took the case in."""
    if case.submitted_by_id != by.person_id:
        raise NotFound
