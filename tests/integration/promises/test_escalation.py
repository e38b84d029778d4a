"""The escalation in virtual time: each step once, in its order, and none for what is done."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.data.cases.audit_log import Audit
from app.data.correspondence import notice_store, question_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.models import Notice
from app.jobs import runner
from app.usecases.casework import extensions, questions
from app.vocabulary import ItemState, WarningStep
from tests.factories import NOW
from tests.integration.promises import library_agency
from tests.integration.promises.library_agency import Library

DAY = timedelta(days=1)
LADDER = {
    'miz:due="P1D"\n              miz:stage="decided" />': 'miz:due="P3D" miz:stage="decided"><extensionElements>'
    '<miz:warn before="P1D" do="remind"/><miz:warn after="PT0S" do="supervisor"/>'
    '<miz:warn after="P1D" do="reassign"/><miz:warn after="P2D" do="escalate"/></extensionElements></userTask>',
    'miz:stage id="asked"': 'miz:warn before="P1D" do="supervisor"/><miz:stage id="asked"',
}
#: Saturday 2 May; due on Tuesday the 5th, the promise too
OPENS, DUE = "2026-05-04T08:00", "2026-05-05T14:00"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Tehran"))


def staff_notices() -> list[str]:
    db.session.rollback()
    people = [notice for notice in notice_store.list_latest_notices() if notice.template == "warning"]
    return [_name(notice) for notice in reversed(people)]


def _name(notice: Notice) -> str:
    from app.data.people.person_store import get_person

    assert notice.person_id is not None
    return get_person(notice.person_id).name


@pytest.fixture
def library(desk: object) -> Library:
    return library_agency.build(LADDER)


def test_each_rung_is_taken_once_at_its_time(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)
    library_agency.claim(case_id, library.clerk)
    runner.drain(local(OPENS) - timedelta(minutes=1))
    assert staff_notices() == []

    runner.drain(local(OPENS))
    assert sorted(staff_notices()) == sorted([library.clerk.name, library.supervisor.name])  # the promise warns too
    assert library_agency.item_of(case_id).warned is WarningStep.REMIND
    runner.drain(local(OPENS))
    runner.drain(local(DUE) - timedelta(minutes=1))
    assert len(staff_notices()) == 2

    runner.drain(local(DUE))
    assert library_agency.item_of(case_id).warned is WarningStep.SUPERVISOR
    runner.drain(local("2026-05-06T14:00"))
    item = library_agency.item_of(case_id)
    assert (item.warned, item.state, item.claimed_by_id) == (WarningStep.REASSIGN, ItemState.OPEN, None)
    runner.drain(local("2026-05-09T14:00"))
    item = library_agency.item_of(case_id)
    assert (item.warned, item.role, item.unit_id) == (WarningStep.ESCALATE, "supervisor", shelf_headquarters(library))
    runner.drain(local("2026-06-09T14:00"))
    assert [k for k in library_agency.kinds_of(case_id) if k.startswith(("item:", "clock:"))] == [
        Audit.ITEM_CLAIM,
        *sorted([Audit.CLOCK_WARN, Audit.ITEM_WARN], key=library_agency.kinds_of(case_id).index),
        Audit.ITEM_WARN,
        Audit.ITEM_REASSIGN,
        Audit.ITEM_ESCALATE,
    ]
    assert staff_notices()[-1] == library.head.name


def shelf_headquarters(library: Library) -> object:
    return library.head.seats[0].unit_id


def test_desk_that_slept_climbs_the_whole_ladder_at_once(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)

    runner.drain(local("2026-06-09T14:00"))

    assert [
        detail["step"]
        for kind in (Audit.ITEM_WARN, Audit.ITEM_REASSIGN, Audit.ITEM_ESCALATE)
        for detail in library_agency.details_of(case_id, kind)
    ].count("escalate") == 1
    assert library_agency.item_of(case_id).warned is WarningStep.ESCALATE


def test_done_task_is_not_warned_of(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)
    library_agency.decide(case_id, library.clerk, now=NOW + DAY)

    runner.drain(local("2026-06-09T14:00"))

    assert staff_notices() == []
    assert Audit.ITEM_WARN not in library_agency.kinds_of(case_id)


def test_unclaimed_task_reminds_all_who_may_take_it(library: Library) -> None:
    library_agency.apply(library.citizen)

    runner.drain(local(OPENS))

    assert sorted(staff_notices()) == sorted([library.clerk.name, library.colleague.name, library.supervisor.name])


def test_standing_clock_warns_nobody_and_warns_later_when_it_runs_again(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)
    library_agency.claim(case_id, library.clerk)
    with transaction():
        questions.ask_applicant(case_id=case_id, text="کدام؟", wants_correction=False, by=library.clerk, now=NOW + DAY)
    runner.drain(local("2026-05-20T09:00"))
    assert staff_notices() == []

    with transaction():
        question = question_store.find_open_question(case_id)
        assert question is not None
        questions.answer_question(
            question_id=question.id, text="این", typed=None, by=library.citizen, now=local("2026-05-20T09:30")
        )
    due = library_agency.item_of(case_id).due_at
    assert due is not None
    runner.drain(local("2026-05-21T10:00"))
    before = len(staff_notices())
    runner.drain(due)
    assert len(staff_notices()) > before
    assert library_agency.item_of(case_id).warned is WarningStep.SUPERVISOR


def test_extended_promise_warns_before_the_new_date_only(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)
    with transaction():
        extensions.extend_promise(
            case_id=case_id, days=10, reason="پاسخ استعلام نرسیده است.", by=library.supervisor, now=NOW
        )
    runner.drain(local(DUE))
    assert Audit.CLOCK_WARN not in library_agency.kinds_of(case_id)

    promised = library_agency.case_of(case_id).promised_at
    assert promised is not None
    runner.drain(promised)
    assert library_agency.kinds_of(case_id).count(Audit.CLOCK_WARN) == 1
