"""One case from the catalogue to the answer by use cases alone, on both databases; and what a refused step leaves."""

from datetime import timedelta

import pytest

from app.data.cases import audit_log, case_store, item_store
from app.data.correspondence import draft_store
from app.data.database.session import db
from app.data.database.transactions import writing
from app.jobs import runner
from app.policy.actors import Actor
from app.policy.errors import NotPermitted, NotYours
from app.usecases.casework import work_items
from app.usecases.errors import FormRefused
from app.usecases.intake import submission
from app.vocabulary import CaseResult, CaseStatus, ItemState, StageState
from config import Settings
from tests import factories
from tests.factories import LIBRARY_CARD, NOW

LATER = NOW + timedelta(hours=2)

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def clerk(desk: Settings) -> Actor:
    """The library with its service and one clerk."""
    with writing():
        clerk = factories.make_clerk(factories.make_unit(factories.make_agency()))
        factories.publish_library_card()
        db.session.commit()
    return clerk


@pytest.fixture
def citizen(clerk: Actor) -> Actor:
    with writing():
        citizen = factories.make_citizen()
        db.session.commit()
    return citizen


def submitted(citizen: Actor, **typed: object) -> str:
    """Tracking code of a new case; each step in a transaction of its own, as requests are."""
    with writing():
        draft = submission.start_draft(service_id=LIBRARY_CARD, by=citizen, now=NOW)
        draft_id = draft.id
        submission.save_draft(draft_id=draft_id, typed=typed or {"branch": "ونک"}, unit_id=None, by=citizen, now=NOW)
        db.session.commit()
    with writing():
        case = submission.submit_request(draft_id=draft_id, by=citizen, now=NOW)
        db.session.commit()
        return case.tracking_code


def decided(code: str, clerk: Actor, **answers: object) -> None:
    with writing():
        case = case_store.find_by_code(code)
        assert case is not None
        (item,) = item_store.list_live(case.id)
        work_items.claim_work_item(item_id=item.id, by=clerk, now=LATER)
        work_items.complete_work_item(item_id=item.id, typed=answers, by=clerk, now=LATER)
        db.session.commit()


def test_submission_makes_case_code_promise_stages_and_work_item_at_once(citizen: Actor, clerk: Actor) -> None:
    case = case_store.find_by_code(submitted(citizen))

    assert case is not None
    assert (case.status, case.applicant_id) == (CaseStatus.IN_REVIEW, citizen.person_id)
    assert case.promised_at is not None
    assert case.promised_at > NOW + timedelta(days=2)
    assert {stage.stage: stage.state for stage in case_store.list_stages(case.id)}["decided"] is StageState.ACTIVE
    assert [(item.element, item.state) for item in item_store.list_live(case.id)] == [("decide", ItemState.OPEN)]
    assert audit_log.chain_is_intact(case.id)


def test_draft_submitted_twice_is_one_case(citizen: Actor) -> None:
    with writing():
        draft_id = submission.start_draft(service_id=LIBRARY_CARD, by=citizen, now=NOW).id
        submission.save_draft(draft_id=draft_id, typed={"branch": "ونک"}, unit_id=None, by=citizen, now=NOW)
        first = submission.submit_request(draft_id=draft_id, by=citizen, now=NOW).id
        db.session.commit()
    with writing():
        second = submission.submit_request(draft_id=draft_id, by=citizen, now=NOW).id
        db.session.commit()

    assert first == second
    assert case_store.count_cases() == 1


def test_refused_submission_changes_nothing(citizen: Actor) -> None:
    with pytest.raises(FormRefused), writing():
        submitted(citizen, branch="")
    db.session.rollback()

    assert case_store.count_cases() == 0
    assert [draft.typed["branch"] for draft in draft_store.list_drafts(citizen.person_id)] == [""]


def test_decision_ends_the_case_with_an_answer(citizen: Actor, clerk: Actor) -> None:
    code = submitted(citizen)

    decided(code, clerk, card_decision="yes")
    runner.drain(LATER)

    case = case_store.find_by_code(code)
    assert case is not None
    assert (case.status, case.result, case.answered_at) == (CaseStatus.ANSWERED, CaseResult.GRANTED, LATER)
    assert item_store.list_live(case.id) == []
    assert audit_log.chain_is_intact(case.id)


def test_wrong_answer_is_refused_and_the_item_stays(citizen: Actor, clerk: Actor) -> None:
    code = submitted(citizen)

    with pytest.raises(FormRefused):
        decided(code, clerk, card_decision="perhaps")
    db.session.rollback()

    case = case_store.find_by_code(code)
    assert case is not None
    assert case.status is CaseStatus.IN_REVIEW
    assert len(item_store.list_live(case.id)) == 1


def test_others_may_neither_decide_nor_submit(citizen: Actor, clerk: Actor) -> None:
    code = submitted(citizen)
    with pytest.raises(NotPermitted):
        decided(code, citizen, card_decision="yes")
    db.session.rollback()

    with writing():
        stranger = factories.make_citizen("علی رضایی")
        draft_id = submission.start_draft(service_id=LIBRARY_CARD, by=citizen, now=NOW).id
        db.session.commit()
    with pytest.raises(NotYours):
        submission.submit_request(draft_id=draft_id, by=stranger, now=NOW)
