"""Attendances: booked and announced at once, at a front desk and nowhere else, recorded by its operator (P1–P3)."""

from datetime import timedelta
from functools import partial

import pytest

from app.data.cases import item_store
from app.data.correspondence import notice_store
from app.data.database.transactions import transaction
from app.data.organisation import places
from app.policy.errors import NotPermitted
from app.usecases.attendance import appointments
from app.usecases.casework import work_items
from app.usecases.errors import FormRefused, WorkItemClosed
from app.usecases.reception import reception
from app.usecases.reception.errors import NotYetTime
from app.vocabulary import AttendanceState, CaseStatus, ItemState
from tests.factories import NOW
from tests.integration import agencies
from tests.integration.agencies import FINGERPRINTS, Agencies


def test_attendance_is_booked_at_a_desk_and_announced(staffed: Agencies) -> None:
    case_id = agencies.apply_for_certificate(staffed.citizen)

    attendance = agencies.only_attendance(case_id)
    assert attendance.front_desk_id == staffed.desk_id
    assert attendance.at >= NOW + timedelta(days=1)
    assert (attendance.reason_fa != "", len(attendance.bring) > 0) == (True, True)
    assert agencies.case_of(case_id).status is CaseStatus.NEEDS_ATTENDANCE
    assert "attendance" in {notice.template for notice in notice_store.list_notices(case_id)}
    assert agencies.only_item(case_id).unit_id is None


def test_operator_records_the_attendance_and_the_case_moves_on(staffed: Agencies) -> None:
    case_id = agencies.apply_for_certificate(staffed.citizen)
    attendance = agencies.only_attendance(case_id)

    with transaction():
        work_items.complete_attendance(
            item_id=attendance.work_item_id, typed=FINGERPRINTS, by=staffed.operator, now=attendance.at
        )

    recorded = agencies.only_attendance(case_id)
    assert (recorded.state, recorded.recorded_by_id) == (AttendanceState.ATTENDED, staffed.operator.person_id)
    assert agencies.only_item(case_id).element == "examine_record"


def test_refused_form_leaves_no_presence_behind(staffed: Agencies) -> None:
    attendance = agencies.only_attendance(agencies.apply_for_certificate(staffed.citizen))

    with transaction(), pytest.raises(FormRefused):  # the page commits what it read and shows the form again
        work_items.complete_attendance(
            item_id=attendance.work_item_id, typed={}, by=staffed.operator, now=attendance.at
        )

    assert agencies.only_attendance(attendance.case_id).state is AttendanceState.BOOKED


@pytest.mark.parametrize("who", ["other_operator", "clerk", "supervisor", "citizen"])
def test_nobody_but_the_desks_operator_records_it(staffed: Agencies, who: str) -> None:
    attendance = agencies.only_attendance(agencies.apply_for_certificate(staffed.citizen))

    with pytest.raises(NotPermitted), transaction():
        work_items.complete_attendance(
            item_id=attendance.work_item_id, typed=FINGERPRINTS, by=getattr(staffed, who), now=attendance.at
        )


def test_missed_is_recorded_after_the_hour_only_and_once(staffed: Agencies) -> None:
    attendance = agencies.only_attendance(agencies.apply_for_certificate(staffed.citizen))
    early, late = attendance.at - timedelta(minutes=1), attendance.at + timedelta(minutes=20)

    with pytest.raises(NotYetTime), transaction():
        reception.mark_missed(attendance_id=attendance.id, by=staffed.operator, now=early)
    with transaction():
        reception.mark_missed(attendance_id=attendance.id, by=staffed.operator, now=late)
    with pytest.raises(WorkItemClosed), transaction():
        reception.mark_missed(attendance_id=attendance.id, by=staffed.operator, now=late)

    assert agencies.only_attendance(attendance.case_id).state is AttendanceState.MISSED


def test_another_time_is_taken_after_missing_one_and_never_after_attending(staffed: Agencies) -> None:
    attendance = agencies.only_attendance(agencies.apply_for_certificate(staffed.citizen))
    late = attendance.at + timedelta(minutes=20)
    with transaction():
        reception.mark_missed(attendance_id=attendance.id, by=staffed.operator, now=late)
    move = partial(appointments.move, attendance_id=attendance.id, desk_id=staffed.desk_id, by=staffed.citizen)

    with transaction():
        days = appointments.free_days(places.get_desk(staffed.desk_id), now=late)
        at = next(iter(days.values()))[0]
        move(at=at, now=late)

    booked = agencies.only_attendance(attendance.case_id)
    assert (booked.state, booked.at, booked.recorded_at) == (AttendanceState.BOOKED, at, None)
    with transaction():
        work_items.complete_attendance(item_id=attendance.work_item_id, typed=FINGERPRINTS, by=staffed.operator, now=at)
    with pytest.raises(WorkItemClosed), transaction():
        move(at=next(iter(days.values()))[1], now=late)


def test_free_days_are_in_order_and_within_the_horizon(staffed: Agencies) -> None:
    agencies.apply_for_certificate(staffed.citizen)
    with transaction():
        days = appointments.free_days(places.get_desk(staffed.desk_id), now=NOW)

    assert list(days) == sorted(days)
    assert all(times == sorted(times) and times for times in days.values())
    assert max(days) <= (NOW + appointments.NOTICE_AHEAD + appointments.HORIZON).date()


def test_who_comes_late_is_still_received(staffed: Agencies) -> None:
    attendance = agencies.only_attendance(agencies.apply_for_certificate(staffed.citizen))
    late = attendance.at + timedelta(hours=3)
    with transaction():
        reception.mark_missed(attendance_id=attendance.id, by=staffed.operator, now=late)
    with transaction():
        work_items.complete_attendance(
            item_id=attendance.work_item_id, typed=FINGERPRINTS, by=staffed.operator, now=late
        )

    assert agencies.only_attendance(attendance.case_id).state is AttendanceState.ATTENDED
    states = {item.element: item.state for item in item_store.list_items(attendance.case_id)}
    assert states == {"take_fingerprints": ItemState.DONE, "examine_record": ItemState.OPEN}
