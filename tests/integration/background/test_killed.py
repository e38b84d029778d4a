"""A process that is killed at any moment of a submission leaves no case at all, or a whole one; of a completion, a
case that waits as before, or one that went on.

A child process works and kills itself, without any farewell, before its first statement, before its second, and so
on to the commit and past it; after each death the parent looks at what is there."""

from functools import partial
from uuid import UUID

import pytest

from app.data.cases import audit_log, case_store, item_store
from app.data.correspondence import draft_store, notice_store
from app.data.database.session import db
from app.data.database.transactions import transaction, writing
from app.policy.actors import Actor
from app.usecases.casework import work_items
from app.usecases.intake import submission
from app.vocabulary import CaseStatus
from config import Settings
from tests import contexts, factories
from tests.factories import LIBRARY_CARD, NOW
from tests.integration.killed_process import killed_while

#: more statements than a submission or completion may need
MOST_MOMENTS = 200

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


@pytest.fixture
def draft(settings: Settings) -> tuple[UUID, Actor]:
    """A draft ready to be submitted, and who began it. No connection is open: a child must not inherit one."""
    with contexts.opened(settings), writing():
        factories.make_unit(factories.make_agency())
        factories.publish_library_card()
        citizen = factories.make_citizen()
        draft_id = submission.start_draft(service_id=LIBRARY_CARD, by=citizen, now=NOW).id
        submission.save_draft(draft_id=draft_id, typed={"branch": "ونک"}, unit_id=None, by=citizen, now=NOW)
        db.session.commit()
    return draft_id, citizen


def submit(draft_id: UUID, by: Actor) -> None:
    with transaction():
        submission.submit_request(draft_id=draft_id, by=by, now=NOW)


def test_submission_killed_at_any_moment_leaves_nothing_or_all(settings: Settings, draft: tuple[UUID, Actor]) -> None:
    draft_id, citizen = draft
    cases = []
    for moment in range(1, MOST_MOMENTS):
        finished = killed_while(partial(submit, draft_id, citizen), settings, moment=moment)
        cases.append(_what_is_there(settings, draft_id))
        if finished:
            break

    assert cases[0] == 0
    assert cases[-1] == 1
    assert cases == sorted(cases)
    assert len(cases) > 10, "a submission has more moments than that: nothing was killed"


def _what_is_there(settings: Settings, draft_id: UUID) -> int:
    """0 with the draft as it was, 1 with everything that belongs to a case; anything between fails."""
    with contexts.connected(settings.database_url):
        case = case_store.find_by_submission(str(draft_id))
        kept = draft_store.find_draft(draft_id)
        if case is None:
            assert case_store.count_cases() == 0
            assert kept is not None
            assert kept.typed == {"branch": "ونک"}
        else:
            assert kept is None
            assert case.tracking_code
            assert case.promised_at is not None
            assert [item.element for item in item_store.list_live(case.id)] == ["decide"]
            assert len(case_store.list_submissions(case.id)) == 1
            assert audit_log.chain_is_intact(case.id)
    return int(case is not None)


@pytest.fixture
def held(settings: Settings) -> tuple[UUID, UUID, Actor]:
    """A case, its one item, and the clerk who holds it. No connection is open."""
    with contexts.opened(settings), transaction():
        unit = factories.make_unit(factories.make_agency())
        factories.publish_library_card()
        citizen, clerk = factories.make_citizen(), factories.make_clerk(unit)
        draft = submission.start_draft(service_id=LIBRARY_CARD, by=citizen, now=NOW)
        submission.save_draft(draft_id=draft.id, typed={"branch": "ونک"}, unit_id=None, by=citizen, now=NOW)
        case = submission.submit_request(draft_id=draft.id, by=citizen, now=NOW)
        (item,) = item_store.list_live(case.id)
        work_items.claim_work_item(item_id=item.id, by=clerk, now=NOW)
        case_id, item_id = case.id, item.id
    return case_id, item_id, clerk


def decide(item_id: UUID, by: Actor) -> None:
    with transaction():
        work_items.complete_work_item(item_id=item_id, typed={"card_decision": "yes"}, by=by, now=NOW)


def test_completion_killed_at_any_moment_leaves_the_case_before_it_or_after(
    settings: Settings, held: tuple[UUID, UUID, Actor]
) -> None:
    case_id, item_id, clerk = held
    done = []
    for moment in range(1, MOST_MOMENTS):
        finished = killed_while(partial(decide, item_id, clerk), settings, moment=moment)
        done.append(_is_decided(settings, case_id, item_id))
        if finished or done[-1]:
            break

    assert not done[0]
    assert done[-1]
    assert len(done) > 10, "a completion has more moments than that: nothing was killed"


def _is_decided(settings: Settings, case_id: UUID, item_id: UUID) -> bool:
    """Whether the case went on, with all that belongs to it; anything between fails."""
    with contexts.connected(settings.database_url):
        case = case_store.get_case(case_id)
        live, notices = item_store.list_live(case_id), notice_store.list_notices(case_id)
        decided = case.closed_at is not None
        assert [item.id for item in live] == ([] if decided else [item_id])
        assert case.status == (CaseStatus.ANSWERED if decided else CaseStatus.IN_REVIEW)
        assert [notice.template for notice in notices].count("answered") == int(decided)
        assert len(case_store.list_submissions(case_id)) == 1 + int(decided)
        assert audit_log.chain_is_intact(case_id)
    return decided
