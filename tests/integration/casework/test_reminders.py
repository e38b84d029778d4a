"""Reminders of an unanswered question: each once, at its time in working days, none after the answer or the end."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from app.data.cases import audit_log
from app.data.cases.audit_log import Audit
from app.data.correspondence import notice_store, question_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.outbox import effect_store
from app.data.services import bundle_files
from app.jobs import runner
from app.usecases.background import outbox
from app.usecases.casework import questions
from app.usecases.publishing import publication
from app.vocabulary import EffectKind, NoticeState
from tests.databases import ROOT
from tests.factories import NOW
from tests.integration import agencies
from tests.integration.agencies import CONNECTION, Agencies

ASKED = NOW + timedelta(hours=1)


@pytest.fixture
def case_id(staffed: Agencies) -> UUID:
    """A case whose applicant was asked something and is silent."""
    case_id = agencies.apply_for_connection(staffed.citizen)
    with transaction():
        questions.ask_applicant(case_id=case_id, text="کدام پلاک؟", wants_correction=False, by=staffed.clerk, now=ASKED)
    return case_id


def planned(case_id: UUID) -> list[datetime]:
    """When the applicant will be reminded."""
    db.session.rollback()
    return sorted(e.next_at for e in effect_store.list_effects(case_id) if e.kind is EffectKind.REMINDER)


def reminders(case_id: UUID) -> list[str]:
    """The reminders in the applicant's inbox."""
    db.session.rollback()
    return [n.text_en for n in notice_store.list_notices(case_id) if n.template == "question-reminder"]


def answer(case_id: UUID, staffed: Agencies, *, now: datetime) -> None:
    with transaction():
        (question,) = question_store.list_questions(case_id)
        questions.answer_question(question_id=question.id, text="۱۲", typed=None, by=staffed.citizen, now=now)


def test_silent_applicant_is_reminded_twice_before_the_answer_is_due(case_id: UUID) -> None:
    first, second = planned(case_id)
    (question,) = question_store.list_questions(case_id)
    assert ASKED < first < second < question.due_at

    runner.drain(first - timedelta(minutes=1))
    assert reminders(case_id) == []
    runner.drain(first)
    assert len(reminders(case_id)) == 1
    runner.drain(first + timedelta(hours=5))
    assert len(reminders(case_id)) == 1
    runner.drain(question.due_at + timedelta(days=30))

    assert len(reminders(case_id)) == 2
    told = [notice for notice in notice_store.list_notices(case_id) if notice.template == "question-reminder"]
    assert {notice.state for notice in told} == {NoticeState.DELIVERED}


def test_history_says_when_the_applicant_was_reminded(case_id: UUID) -> None:
    runner.drain(planned(case_id)[-1])

    lines = [line for line in audit_log.list_events(case_id) if line.kind == Audit.QUESTION_REMIND]
    assert [line.detail["number"] for line in lines] == [1, 2]
    assert audit_log.chain_is_intact(case_id)


def test_answer_ends_the_reminders(case_id: UUID, staffed: Agencies) -> None:
    first, second = planned(case_id)
    runner.drain(first)
    answer(case_id, staffed, now=first + timedelta(hours=1))

    runner.drain(second + timedelta(days=30))

    assert len(reminders(case_id)) == 1


def test_reminder_delivered_twice_is_sent_once(case_id: UUID) -> None:
    first, _ = planned(case_id)
    (effect,) = [e for e in effect_store.list_effects(case_id) if e.kind is EffectKind.REMINDER and e.next_at == first]
    with transaction():
        claimed = outbox.claim_delivery(effect.key, due=first, lease=first + timedelta(minutes=1))
        assert claimed is not None

    for _ in range(2):
        with transaction():
            outbox.record_delivery(claimed, outbox.attempt_delivery(claimed), now=first)

    assert len(reminders(case_id)) == 1


def test_diagram_says_how_long_there_is_and_when_to_remind(staffed: Agencies) -> None:
    files = bundle_files.read_folder(ROOT / "processes", ROOT / "forms", CONNECTION)
    said = 'miz:questionDue="P10D" miz:questionReminders="P1D P3D P9D P12D" miz:responseTime='
    files["process.bpmn"] = files["process.bpmn"].replace("miz:responseTime=", said, 1)
    with transaction():
        publication.publish(service_id=CONNECTION, files=files, note="", by=None, now=NOW)
    case_id = agencies.apply_for_connection(staffed.citizen)

    with transaction():
        questions.ask_applicant(case_id=case_id, text="کدام؟", wants_correction=False, by=staffed.clerk, now=ASKED)

    (question,) = question_store.list_questions(case_id)
    assert len(planned(case_id)) == 3  # what would come after the answer is due is not planned
    assert question.due_at > ASKED + timedelta(days=10)
