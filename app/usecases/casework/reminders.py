"""Reminders of an unanswered question (I7): planned with the question as outbox rows whose time is still to come,
looked at again then, and sent once each if the question is still open.

The diagram says after how much working time (`miz:questionReminders`); where it doesn't, `LADDER` holds."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.cases import audit_log, case_store
from app.data.cases.audit_log import Audit
from app.data.correspondence import question_store
from app.data.outbox import effect_store
from app.policy.tracking_codes import show_tracking_code
from app.usecases.notices import notify
from app.usecases.notices.formatting import day_words
from app.vocabulary import EffectKind
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import Case, Effect, Question

#: after so much working time, of five days to answer
LADDER = ("P2D", "P4D")
RETRIES, BACKOFF = 20, "PT1M"


def plan(question: "Question", facts: engine.Facts, *, calendar: engine.WorkingCalendar) -> None:
    """Plan the reminders of a new question, as many as fall before its answer is due."""
    for number, wait in enumerate(facts.question_reminders or LADDER, 1):
        at = engine.add_duration(question.asked_at, wait, clock=engine.Clock.WORKING, calendar=calendar)
        if at < question.due_at:
            effect_store.add_effect(
                key=f"remind:{question.id}:{number}",
                kind=EffectKind.REMINDER,
                name="question",
                payload={"question_id": str(question.id), "number": number},
                made_at=question.asked_at,
                next_at=at,
                retries=RETRIES,
                backoff=BACKOFF,
                case_id=question.case_id,
            )


def take(effect: "Effect", *, now: datetime) -> None:
    """Remind the applicant, unless the question was answered or the case has ended meanwhile."""
    question = question_store.get_question(UUID(effect.payload["question_id"]))
    case = case_store.get_for_update(question.case_id)
    if question.answered_at is not None or case.closed_at is not None:
        return
    audit_log.record(Audit.QUESTION_REMIND, case_id=case.id, at=now, detail={"number": effect.payload["number"]})
    notify.tell(case, _reminder(case, question), template="question-reminder", now=now)


def _reminder(case: "Case", question: "Question") -> Bilingual:
    code = show_tracking_code(case.tracking_code)
    return Bilingual(
        f"{code}\nیادآوری: پرسش کارشناس هنوز بی‌پاسخ است. تا {day_words(question.due_at, 'fa')} در میز خدمت پاسخ دهید.",
        f"{code}\nReminder: the officer's question is still open. Answer it at the service desk by "
        f"{day_words(question.due_at, 'en')}.",
    )
