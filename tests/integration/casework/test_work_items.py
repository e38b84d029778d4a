"""Work items: who is first holds them, who isn't is told by whom; completing moves the case and nothing else does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.data.cases import audit_log, case_store, item_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.policy.errors import NotPermitted
from app.usecases.casework import work_items
from app.usecases.casework.errors import NoSuchLane, NotClaimed, WorkItemTaken
from app.usecases.errors import FormRefused, WorkItemClosed
from app.vocabulary import CaseStatus, ItemAudience, ItemState
from tests.factories import NOW
from tests.integration import agencies
from tests.integration.agencies import Agencies

LATER = NOW + timedelta(hours=1)
ACCEPT = {"check_decision": "accept"}


def attempt(action: Callable[..., Any], **values: Any) -> None:
    """One use case in a transaction of its own; what it raises comes out, and nothing of it stays."""
    with transaction():
        action(**values)


def test_second_claim_says_who_was_first(staffed: Agencies) -> None:
    item = agencies.only_item(agencies.apply_for_connection(staffed.citizen))
    agencies.claim(item.id, staffed.clerk)

    with pytest.raises(WorkItemTaken) as refused:
        agencies.claim(item.id, staffed.colleague, now=LATER)

    assert staffed.clerk.name in refused.value.message.fa
    assert agencies.only_item(item.case_id).claimed_by_id == staffed.clerk.person_id


def test_claiming_ones_own_item_again_changes_nothing(staffed: Agencies) -> None:
    item = agencies.only_item(agencies.apply_for_connection(staffed.citizen))
    agencies.claim(item.id, staffed.clerk)
    events = len(audit_log.list_events(item.case_id))

    agencies.claim(item.id, staffed.clerk, now=LATER)

    assert agencies.only_item(item.case_id).claimed_at == NOW
    assert len(audit_log.list_events(item.case_id)) == events


@pytest.mark.parametrize("who", ["stranger", "expert", "operator", "citizen"])
def test_nobody_of_another_lane_or_unit_may_claim(staffed: Agencies, who: str) -> None:
    item = agencies.only_item(agencies.apply_for_connection(staffed.citizen))

    with pytest.raises(NotPermitted):
        agencies.claim(item.id, getattr(staffed, who))

    assert agencies.only_item(item.case_id).state is ItemState.OPEN


def test_unclaimed_item_is_not_completed(staffed: Agencies) -> None:
    item = agencies.only_item(agencies.apply_for_connection(staffed.citizen))

    with pytest.raises(NotClaimed):
        attempt(work_items.complete_work_item, item_id=item.id, typed=ACCEPT, by=staffed.clerk, now=LATER)


def test_completed_item_is_not_completed_again(staffed: Agencies) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)
    item_id = agencies.only_item(case_id).id
    agencies.finish(case_id, staffed.clerk, ACCEPT)

    with pytest.raises(WorkItemClosed):
        attempt(work_items.complete_work_item, item_id=item_id, typed=ACCEPT, by=staffed.clerk, now=LATER)

    assert agencies.only_item(case_id).element == "field_survey"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "check_decision"),
        ({"check_decision": "perhaps"}, "check_decision"),
        ({"check_decision": "incomplete"}, "check_reason"),
        ({"check_decision": "accept", "status": "answered"}, "status"),
    ],
)
def test_refused_form_changes_nothing(staffed: Agencies, typed: dict[str, object], field: str) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)
    item = agencies.only_item(case_id)
    agencies.claim(item.id, staffed.clerk)

    with pytest.raises(FormRefused) as refused:
        attempt(work_items.complete_work_item, item_id=item.id, typed=typed, by=staffed.clerk, now=LATER)

    assert list(refused.value.errors) == [field]
    assert agencies.only_item(case_id).state is ItemState.CLAIMED
    assert len(case_store.list_submissions(case_id)) == 1


def test_sending_back_makes_it_the_applicants_turn_and_stops_the_clock(staffed: Agencies) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)

    agencies.finish(case_id, staffed.clerk, {"check_decision": "incomplete", "check_reason": "سند خوانا نیست؛ دوباره."})

    case = agencies.case_of(case_id)
    assert (case.status, case.paused_at) == (CaseStatus.WAITING_FOR_APPLICANT, NOW)
    assert agencies.only_item(case_id).audience is ItemAudience.APPLICANT


def test_released_item_is_anybodys_again(staffed: Agencies) -> None:
    item = agencies.only_item(agencies.apply_for_connection(staffed.citizen))
    agencies.claim(item.id, staffed.clerk)

    with pytest.raises(NotPermitted):
        attempt(work_items.release_work_item, item_id=item.id, by=staffed.colleague, now=LATER)
    attempt(work_items.release_work_item, item_id=item.id, by=staffed.supervisor, now=LATER)

    agencies.claim(item.id, staffed.colleague, now=LATER)
    assert agencies.only_item(item.case_id).claimed_by_id == staffed.colleague.person_id


def test_handed_over_item_is_open_in_the_other_lane(staffed: Agencies) -> None:
    item = agencies.only_item(agencies.apply_for_connection(staffed.citizen))
    agencies.claim(item.id, staffed.clerk)

    attempt(
        work_items.hand_over,
        item_id=item.id,
        lane_id="field_crew",
        reason="نیاز به بازدید",
        by=staffed.clerk,
        now=LATER,
    )

    moved = agencies.only_item(item.case_id)
    assert (moved.lane, moved.role, moved.state) == ("field_crew", "expert", ItemState.OPEN)
    assert audit_log.list_events(item.case_id)[-1].detail["reason"] == "نیاز به بازدید"
    agencies.claim(item.id, staffed.expert, now=LATER)


@pytest.mark.parametrize("lane", ["applicant", "no_such_lane"])
def test_item_is_handed_to_lanes_of_staff_only(staffed: Agencies, lane: str) -> None:
    item = agencies.only_item(agencies.apply_for_connection(staffed.citizen))
    agencies.claim(item.id, staffed.clerk)

    with pytest.raises(NoSuchLane):
        attempt(work_items.hand_over, item_id=item.id, lane_id=lane, reason="x", by=staffed.clerk, now=LATER)


def test_history_is_chained_and_a_change_shows(staffed: Agencies) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)
    agencies.finish(case_id, staffed.clerk, ACCEPT)
    assert audit_log.chain_is_intact(case_id)

    with transaction():
        audit_log.list_events(case_id)[1].detail = {"completed": []}

    assert not audit_log.chain_is_intact(case_id)
    db.session.rollback()
    assert item_store.list_live(case_id) != []
