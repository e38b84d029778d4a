"""Attendances: booked and announced at once, at a front desk and nowhere else, recorded by its operator (P1–P3)."""

from datetime import timedelta

import pytest

from app.data import interactions, work_items
from app.data.db import transaction
from app.policy.errors import NotPermitted
from app.usecases import casework, receiving
from app.usecases.errors import FormRefused, NotYetTime, WorkItemClosed
from app.vocabulary import AttendanceState, CaseStatus, ItemState
from tests.factories import NOW
from tests.integration import house
from tests.integration.house import FINGERPRINTS, House


def test_attendance_is_booked_at_a_desk_and_announced(staffed: House) -> None:
    case_id = house.apply_for_certificate(staffed.citizen)

    attendance = house.only_attendance(case_id)
    assert attendance.front_desk_id == staffed.desk_id
    assert attendance.at >= NOW + timedelta(days=1)
    assert (attendance.reason_fa != "", len(attendance.bring) > 0) == (True, True)
    assert house.case_of(case_id).status is CaseStatus.NEEDS_ATTENDANCE
    assert "attendance" in {notice.template for notice in interactions.list_notices(case_id)}
    assert house.only_item(case_id).unit_id is None


def test_operator_records_the_attendance_and_the_case_moves_on(staffed: House) -> None:
    case_id = house.apply_for_certificate(staffed.citizen)
    attendance = house.only_attendance(case_id)

    with transaction():
        casework.complete_attendance(
            item_id=attendance.work_item_id, typed=FINGERPRINTS, by=staffed.operator, now=attendance.at
        )

    recorded = house.only_attendance(case_id)
    assert (recorded.state, recorded.recorded_by_id) == (AttendanceState.ATTENDED, staffed.operator.person_id)
    assert house.only_item(case_id).element == "examine_record"


def test_refused_form_leaves_no_presence_behind(staffed: House) -> None:
    attendance = house.only_attendance(house.apply_for_certificate(staffed.citizen))

    with transaction(), pytest.raises(FormRefused):  # the page commits what it read and shows the form again
        casework.complete_attendance(item_id=attendance.work_item_id, typed={}, by=staffed.operator, now=attendance.at)

    assert house.only_attendance(attendance.case_id).state is AttendanceState.BOOKED


@pytest.mark.parametrize("who", ["other_operator", "clerk", "supervisor", "citizen"])
def test_nobody_but_the_desks_operator_records_it(staffed: House, who: str) -> None:
    attendance = house.only_attendance(house.apply_for_certificate(staffed.citizen))

    with pytest.raises(NotPermitted), transaction():
        casework.complete_attendance(
            item_id=attendance.work_item_id, typed=FINGERPRINTS, by=getattr(staffed, who), now=attendance.at
        )


def test_missed_is_recorded_after_the_hour_only_and_once(staffed: House) -> None:
    attendance = house.only_attendance(house.apply_for_certificate(staffed.citizen))
    early, late = attendance.at - timedelta(minutes=1), attendance.at + timedelta(minutes=20)

    with pytest.raises(NotYetTime), transaction():
        receiving.mark_missed(attendance_id=attendance.id, by=staffed.operator, now=early)
    with transaction():
        receiving.mark_missed(attendance_id=attendance.id, by=staffed.operator, now=late)
    with pytest.raises(WorkItemClosed), transaction():
        receiving.mark_missed(attendance_id=attendance.id, by=staffed.operator, now=late)

    assert house.only_attendance(attendance.case_id).state is AttendanceState.MISSED


def test_who_comes_late_is_still_received(staffed: House) -> None:
    attendance = house.only_attendance(house.apply_for_certificate(staffed.citizen))
    late = attendance.at + timedelta(hours=3)
    with transaction():
        receiving.mark_missed(attendance_id=attendance.id, by=staffed.operator, now=late)
    with transaction():
        casework.complete_attendance(item_id=attendance.work_item_id, typed=FINGERPRINTS, by=staffed.operator, now=late)

    assert house.only_attendance(attendance.case_id).state is AttendanceState.ATTENDED
    states = {item.element: item.state for item in work_items.list_items(attendance.case_id)}
    assert states == {"take_fingerprints": ItemState.DONE, "examine_record": ItemState.OPEN}
