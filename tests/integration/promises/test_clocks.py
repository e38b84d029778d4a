"""The clocks of a case: promise, legal limit, stage and task; begun, paused, resumed, put off, and told."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from app.data.cases import case_store
from app.data.cases.audit_log import Audit
from app.data.correspondence import notice_store, question_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.jobs import runner
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.usecases.casework import extensions, questions
from app.usecases.errors import CaseClosed, FormRefused
from app.usecases.messages import outgoing
from app.usecases.promises import calendar_changes, explanation
from app.vocabulary import PauseReason
from engine import Bilingual
from tests.factories import NOW
from tests.integration.promises import library_agency
from tests.integration.promises.library_agency import Library

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FILE_COMPLETE = {
    'miz:responseTime="P3D"': 'miz:responseTime="P3D" miz:clockStart="file-complete" miz:legalLimit="P10D"',
    '<startEvent id="asked_for_card"': '<startEvent id="asked_for_card"',
    '<endEvent id="granted"': '<userTask id="print" name="چاپ" miz:en="Print" miz:audience="staff" miz:due="P2D" '
    'miz:stage="decided" miz:fileComplete="true"/><sequenceFlow id="to_print" sourceRef="decision" targetRef="print"/>'
    '<endEvent id="granted"',
    'default="to_granted"': 'default="to_print"',
    'id="to_granted" sourceRef="decision"': 'id="to_granted" sourceRef="print"',
    "<flowNodeRef>decision</flowNodeRef>": "<flowNodeRef>decision</flowNodeRef><flowNodeRef>print</flowNodeRef>",
}
LIMITED = {'miz:responseTime="P3D"': 'miz:responseTime="P3D" miz:legalLimit="P5D" miz:legalClock="working"'}
#: another office is asked before somebody decides
INQUIRY = {
    '<userTask id="decide"': '<receiveTask id="registry" name="پاسخ ثبت احوال" miz:en="Reply of the registry" '
    'messageRef="reply" miz:pausesClock="true"/><userTask id="decide"',
    '<sequenceFlow id="to_decide" sourceRef="asked_for_card" targetRef="decide" />': '<sequenceFlow id="to_registry" '
    'sourceRef="asked_for_card" targetRef="registry" /><sequenceFlow id="to_decide" sourceRef="registry" '
    'targetRef="decide" />',
    "<flowNodeRef>decide</flowNodeRef>": "<flowNodeRef>decide</flowNodeRef><flowNodeRef>registry</flowNodeRef>",
    '<message id="withdrawal"': '<message id="reply" name="reply" /><message id="withdrawal"',
}
STAGED = {
    '<miz:stage id="decided" name="پاسخ" en="Decided" />': '<miz:stage id="decided" name="پاسخ" en="D" due="P2D"/>'
}


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Tehran"))


def ask(case_id: UUID, by: Actor, *, now: datetime) -> None:
    with transaction():
        questions.ask_applicant(case_id=case_id, text="کدام شعبه؟", wants_correction=False, by=by, now=now)


def answer(case_id: UUID, by: Actor, *, now: datetime) -> None:
    with transaction():
        question = question_store.find_open_question(case_id)
        assert question is not None
        questions.answer_question(question_id=question.id, text="شیراز", typed=None, by=by, now=now)


def extend(
    case_id: UUID, by: Actor, *, days: int = 2, reason: str = "پاسخ استعلام نرسیده است.", now: datetime = NOW
) -> None:
    with transaction():
        extensions.extend_promise(case_id=case_id, days=days, reason=reason, by=by, now=now)


def test_promise_begins_at_acceptance_and_names_its_calendar(library: Library) -> None:
    version = library_agency.change(library_agency.closure(date(2026, 5, 3)), library.administrator)
    case = library_agency.case_of(library_agency.apply(library.citizen))

    assert case.promised_at == local("2026-05-06T14:00")  # Saturday; Sunday is closed, Monday to Wednesday count
    assert (case.clock_started_at, case.calendar_version) == (NOW, version)


def test_pause_keeps_the_days_that_were_left(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)  # Saturday, due on Tuesday
    library_agency.claim(case_id, library.clerk)
    ask(case_id, library.clerk, now=NOW + DAY)  # Sunday: two days are left

    answer(case_id, library.citizen, now=NOW + 4 * DAY)  # Wednesday; Thursday and Friday are closed

    case = library_agency.case_of(case_id)
    assert case.promised_at == local("2026-05-10T14:00")
    assert case.paused_seconds == 3 * 86400
    (paused,) = library_agency.details_of(case_id, Audit.CLOCK_PAUSE)
    assert paused == {"reason": PauseReason.QUESTION, "days_left": 2}


def test_pause_within_a_day_moves_nothing(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)
    library_agency.claim(case_id, library.clerk)
    promised = library_agency.case_of(case_id).promised_at
    ask(case_id, library.clerk, now=NOW + HOUR)
    answer(case_id, library.citizen, now=NOW + 3 * HOUR)

    assert library_agency.case_of(case_id).promised_at == promised


def test_an_inquiry_stops_the_clock_until_the_other_office_answers(desk: object) -> None:
    library = library_agency.build(INQUIRY)
    case_id = library_agency.apply(library.citizen)  # Saturday, due on Tuesday
    asked = library_agency.case_of(case_id)
    assert (asked.paused_at, asked.promised_at) == (NOW, local("2026-05-05T14:00"))
    assert library_agency.details_of(case_id, Audit.CLOCK_PAUSE) == [
        {"reason": PauseReason.INQUIRY, "element": "registry", "days_left": 3}
    ]

    replied = NOW + 2 * DAY  # Monday
    reply = outgoing.IncomingMessage("registry", "1", "reply", asked.tracking_code, {}, life=DAY)
    with transaction():
        outgoing.accept_message(reply, now=replied)
    runner.drain(replied)

    case = library_agency.case_of(case_id)
    assert (case.paused_at, case.promised_at) == (None, local("2026-05-09T14:00"))
    assert library_agency.item_of(case_id).due_at == local("2026-05-05T14:00")


def test_task_that_was_open_gets_its_time_back(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)
    library_agency.claim(case_id, library.clerk)
    assert library_agency.item_of(case_id).due_at == local("2026-05-03T14:00")
    ask(case_id, library.clerk, now=NOW + HOUR)
    answer(case_id, library.citizen, now=NOW + DAY + HOUR)  # a working day of six hours later

    item = library_agency.item_of(case_id)
    assert item.due_at == item.due_order == local("2026-05-04T14:00")


def test_stage_has_a_limit_that_a_pause_moves(desk: object) -> None:
    library = library_agency.build(STAGED)
    case_id = library_agency.apply(library.citizen)
    library_agency.claim(case_id, library.clerk)

    def due() -> dict[str, datetime | None]:
        db.session.rollback()
        return {stage.stage: stage.due_at for stage in case_store.list_stages(case_id)}

    assert due() == {"asked": None, "decided": local("2026-05-04T14:00")}
    ask(case_id, library.clerk, now=NOW + HOUR)
    answer(case_id, library.citizen, now=NOW + DAY + HOUR)
    assert due() == {"asked": None, "decided": local("2026-05-05T14:00")}


def test_promise_may_count_from_the_complete_file(desk: object) -> None:
    library = library_agency.build(FILE_COMPLETE)
    case_id = library_agency.apply(library.citizen)
    before = library_agency.case_of(case_id)
    assert (before.clock_started_at, before.promised_at) == (None, local("2026-05-05T14:00"))

    library_agency.decide(case_id, library.clerk, now=NOW + 2 * DAY)  # Monday

    after = library_agency.case_of(case_id)
    assert (after.clock_started_at, after.promised_at) == (NOW + 2 * DAY, local("2026-05-09T14:00"))
    assert after.legal_limit_at == NOW + 12 * DAY
    assert [notice.template for notice in notice_store.list_notices(case_id)].count("file-complete") == 1
    story = explanation.story_of(after)
    assert [(step.kind, step.promised_at) for step in story.steps] == [
        (Audit.CASE_ACCEPT, before.promised_at),
        (Audit.CLOCK_START, after.promised_at),
    ]


def test_extension_tells_the_new_date_and_why(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)
    library_agency.claim(case_id, library.clerk)

    extend(case_id, library.clerk)

    case = library_agency.case_of(case_id)
    assert (case.promised_at, case.extensions) == (local("2026-05-09T14:00"), 1)
    (notice,) = (one for one in notice_store.list_notices(case_id) if one.template == "extended")
    assert "پاسخ استعلام نرسیده است." in notice.text_fa
    assert "۱۹ اردیبهشت ۱۴۰۵" in notice.text_fa
    (step,) = (step for step in explanation.story_of(case).steps if step.kind is Audit.CLOCK_EXTEND)
    assert (step.reason, step.by) == ("پاسخ استعلام نرسیده است.", library.clerk.name)


def test_second_extension_is_the_supervisors(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)
    library_agency.claim(case_id, library.clerk)
    extend(case_id, library.clerk)

    with pytest.raises(NotPermitted):
        extend(case_id, library.clerk)
    extend(case_id, library.supervisor)

    assert library_agency.case_of(case_id).extensions == 2


def test_who_does_not_hold_the_case_cannot_put_it_off(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)
    library_agency.claim(case_id, library.clerk)

    for other in (library.colleague, library.head, library.citizen, library.administrator):
        with pytest.raises(NotPermitted):
            extend(case_id, other)


def test_extension_stays_within_the_legal_limit(desk: object) -> None:
    library = library_agency.build(LIMITED)
    case_id = library_agency.apply(library.citizen)
    library_agency.claim(case_id, library.clerk)

    with pytest.raises(FormRefused) as refused:
        extend(case_id, library.clerk, days=3)
    assert "days" in refused.value.errors
    extend(case_id, library.clerk, days=2)

    case = library_agency.case_of(case_id)
    assert case.promised_at == case.legal_limit_at


@pytest.mark.parametrize(
    ("days", "reason", "field"),
    [
        (0, "پاسخ استعلام نرسیده است.", "days"),
        (91, "پاسخ استعلام نرسیده است.", "days"),
        (2, "دیر شد", "reason"),
        (2, "x" * 501, "reason"),
        (2, "لطفاً به اتاق ۱۲ طبقه سوم مراجعه کنید تا تمدید شود.", "reason"),
    ],
)
def test_extension_that_says_too_little_or_too_much_is_refused(
    library: Library, days: int, reason: str, field: str
) -> None:
    case_id = library_agency.apply(library.citizen)
    with pytest.raises(FormRefused) as refused:
        extend(case_id, library.supervisor, days=days, reason=reason)

    assert list(refused.value.errors) == [field]
    assert library_agency.case_of(case_id).extensions == 0


def test_answered_case_is_not_put_off(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)
    library_agency.decide(case_id, library.clerk, now=NOW + HOUR)

    with pytest.raises(CaseClosed):
        extend(case_id, library.supervisor)


def test_old_promise_is_explained_by_the_calendar_of_its_day(library: Library) -> None:
    first = library_agency.change(
        calendar_changes.add_holiday(date(2026, 5, 4), Bilingual("عید", "Feast")), library.administrator
    )
    case_id = library_agency.apply(library.citizen)
    assert library_agency.case_of(case_id).promised_at == local("2026-05-06T14:00")
    (rule,) = calendar_changes.book(first).rules
    assert rule.id is not None
    library_agency.change(calendar_changes.remove_rule(rule.id), library.administrator)

    (step,) = explanation.story_of(library_agency.case_of(case_id)).steps

    assert (step.version, step.explanation and step.explanation.counted) == (first, 3)
    assert step.explanation is not None
    assert [(day, name.en) for day, name in step.explanation.special] == [(date(2026, 5, 4), "Feast")]
    assert step.explanation.weekly == ()
