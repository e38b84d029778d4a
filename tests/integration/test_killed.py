"""A process that is killed at any moment of a submission leaves no case at all, or a whole one.

A child process submits and kills itself, without any farewell, before its first statement, before its second, and so
on to the commit and past it; after each death the parent looks at what is there."""

import os
import signal
from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import event

from app import wiring
from app.data import audit_log, case_store, interactions, work_items
from app.data.db import db, writing
from app.policy.actors import Actor
from app.usecases import intake
from config import Settings
from tests import factories
from tests.factories import LIBRARY_CARD, NOW

#: more statements than a submission may need
MOST_MOMENTS = 200

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


@pytest.fixture
def draft(settings: Settings) -> Iterator[tuple[UUID, Actor]]:
    """A draft ready to be submitted, and who began it. No connection is open: a child must not inherit one."""
    wiring.connect(settings)
    with writing():
        factories.make_unit(factories.make_agency())
        factories.publish_library_card()
        citizen = factories.make_citizen()
        draft_id = intake.start_draft(service_id=LIBRARY_CARD, by=citizen, now=NOW).id
        intake.save_draft(draft_id=draft_id, typed={"branch": "ونک"}, unit_id=None, by=citizen, now=NOW)
        db.session.commit()
    db.disconnect()
    yield draft_id, citizen
    db.disconnect()


def submit_and_die(settings: Settings, draft_id: UUID, by: Actor, *, moment: int) -> bool:
    """Submit in a child that is killed at `moment`; whether it lived to the end."""
    child = os.fork()
    if child == 0:
        try:
            _submit(settings, draft_id, by, moment)
        finally:
            os._exit(0 if _left == [] else 1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the child failed instead of being killed"
    return os.WIFEXITED(status)


#: what the child still has to do; the parent's stays untouched
_left = ["submit"]


def _submit(settings: Settings, draft_id: UUID, by: Actor, moment: int) -> None:
    db.connect(settings.database_url)
    passed = 0

    def pass_moment(*_arguments: object) -> None:
        nonlocal passed
        passed += 1
        if passed == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(db.engine, "before_cursor_execute", pass_moment)
    event.listen(db.engine, "commit", pass_moment)
    with writing():
        intake.submit_request(draft_id=draft_id, by=by, now=NOW)
        db.session.commit()
    pass_moment()
    _left.clear()


def test_submission_killed_at_any_moment_leaves_nothing_or_all(settings: Settings, draft: tuple[UUID, Actor]) -> None:
    draft_id, citizen = draft
    cases = []
    for moment in range(1, MOST_MOMENTS):
        finished = submit_and_die(settings, draft_id, citizen, moment=moment)
        cases.append(_what_is_there(settings, draft_id))
        if finished:
            break

    assert cases[0] == 0
    assert cases[-1] == 1
    assert cases == sorted(cases)
    assert len(cases) > 10, "a submission has more moments than that: nothing was killed"


def _what_is_there(settings: Settings, draft_id: UUID) -> int:
    """0 with the draft as it was, 1 with everything that belongs to a case; anything between fails."""
    db.connect(settings.database_url)
    case = case_store.find_by_submission(str(draft_id))
    kept = interactions.find_draft(draft_id)
    if case is None:
        assert case_store.count_cases() == 0
        assert kept is not None
        assert kept.typed == {"branch": "ونک"}
    else:
        assert kept is None
        assert case.tracking_code
        assert case.promised_at is not None
        assert [item.element for item in work_items.list_live(case.id)] == ["decide"]
        assert len(case_store.list_submissions(case.id)) == 1
        assert audit_log.chain_is_intact(case.id)
    db.disconnect()
    return int(case is not None)
