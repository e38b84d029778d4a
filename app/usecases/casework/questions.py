"""Interaction at any stage (I7): a clerk asks, the applicant answers or corrects the application, the clock waits."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.cases import audit_log, case_store, item_store
from app.data.cases.audit_log import Audit, Line
from app.data.correspondence import question_store
from app.data.errors import NotFound
from app.data.people import person_store
from app.policy import access
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.policy.tracking_codes import show_tracking_code
from app.usecases.cases import advance, step_record
from app.usecases.casework import reminders
from app.usecases.casework.errors import QuestionClosed, QuestionOpen
from app.usecases.casework.work_items import known_answers, place_of
from app.usecases.errors import CaseClosed, FormRefused
from app.usecases.intake import form_answers
from app.usecases.notices import notify
from app.usecases.promises import promise
from app.usecases.promises.calendars import case_calendar
from app.usecases.services.versions import content_of
from app.vocabulary import ItemAudience
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import Case, Question

#: how long the applicant has to answer where the diagram doesn't say (`miz:questionDue`), in working time
ANSWER_WITHIN = "P5D"
LONGEST = 4000


def ask_applicant(*, case_id: UUID, text: str, wants_correction: bool, by: Actor, now: datetime) -> "Question":
    """A clerk who works on the case asks the applicant; the clock stops until the answer.

    Raises FormRefused, QuestionOpen, CaseClosed or NotPermitted."""
    case = case_store.get_for_update(case_id)
    _require_running(case)
    _require_worker(by, case)
    text = _required_text(text, "text")
    if question_store.find_open_question(case.id) is not None:
        raise QuestionOpen
    calendar, content = case_calendar(case), content_of(case.version_id)
    within = content.facts.question_due or ANSWER_WITHIN
    question = question_store.add_question(
        case_id=case.id,
        asked_by_id=by.person_id,
        asked_at=now,
        text=text,
        due_at=engine.add_duration(now, within, clock=engine.Clock.WORKING, calendar=calendar),
        wants_correction=wants_correction,
    )
    step_record.wait_for_applicant(case)
    asked = Line(Audit.QUESTION_ASK, {"text": text}, by.person_id)
    paused = promise.keep_clock(case, content, active=(), question_open=True, now=now, calendar=calendar)
    audit_log.append(case.id, [asked, *paused], at=now)
    reminders.plan(question, content.facts, calendar=calendar)
    code = show_tracking_code(case.tracking_code)
    text_of_notice = Bilingual(
        f"{code}\nکارشناس از شما پرسشی دارد. پاسخ را در میز خدمت بنویسید.",
        f"{code}\nThe officer has a question for you. Answer it at the service desk.",
    )
    notify.tell(case, text_of_notice, template="question", now=now)
    return question


def question_of(case: "Case", question_id: UUID) -> "Question":
    """A question of this case. Raises NotFound."""
    question = question_store.get_question(question_id)
    if question.case_id != case.id:
        raise NotFound
    return question


def answer_question(
    *, question_id: UUID, text: str, typed: Mapping[str, object] | None, by: Actor, now: datetime
) -> "Case":
    """The applicant answers; where a correction was asked for, the corrected application goes into the case's data.

    Raises FormRefused, QuestionClosed, CaseClosed or NotYours."""
    question = question_store.get_question(question_id)
    case = case_store.get_for_update(question.case_id)
    access.require_owner(by, owner_id=case.applicant_id)
    if question.answered_at is not None:
        raise QuestionClosed
    _require_running(case)
    text = _required_text(text, "text")
    # refuses before anything is written: its caller shows the form again
    changes = _correct(case, typed or {}, by=by, now=now) if question.wants_correction else {}
    question.answer, question.answered_at = text, now
    said = Line(Audit.QUESTION_ANSWER, {"text": text}, by.person_id)
    advance.take_step(case, partial(engine.amend, changes=changes), lines=[said], now=now, by=by.person_id)
    return case


def _correct(case: "Case", typed: Mapping[str, object], *, by: Actor, now: datetime) -> dict[str, object]:
    content = content_of(case.version_id)
    form = content.start_form
    applicant = person_store.get_person(case.applicant_id)
    known = known_answers(case.id)
    answers = form_answers.accept(form, typed, applicant=applicant, case_id=case.id, known=known, now=now)
    case_store.add_submission(
        case_id=case.id,
        form=form.id,
        element="correction",
        audience=ItemAudience.APPLICANT,
        answers=answers,
        at=now,
        by_id=by.person_id,
    )
    form_answers.attach(form, answers, case_id=case.id)
    form_answers.remember(form, answers, applicant=applicant, now=now)
    audit_log.record(Audit.CASE_AMEND, case_id=case.id, at=now, by=by.person_id, detail={"keys": sorted(answers)})
    return {**answers, **with_void(known, answers)}


def with_void(known: Mapping[str, object], answers: Mapping[str, object]) -> dict[str, object]:
    """The contexts among the answers with null for each entry that was answered before and doesn't apply any more:
    the case keeps an entry that it isn't given."""
    found: dict[str, object] = {}
    for name, value in answers.items():
        before = known.get(name)
        if isinstance(value, Mapping) and isinstance(before, Mapping):
            found[name] = {**dict.fromkeys(before), **value, **with_void(before, value)}
    return found


def _require_running(case: "Case") -> None:
    if case.closed_at is not None:
        raise CaseClosed


def _require_worker(by: Actor, case: "Case") -> None:
    """The holder of a live staff item of the case may ask, and those who may take it."""
    items = [item for item in item_store.list_live(case.id) if item.audience is ItemAudience.STAFF]
    if not any(item.claimed_by_id == by.person_id or access.may_work_on(by, place_of(item)) for item in items):
        raise NotPermitted


def _required_text(text: str, key: str) -> str:
    text = text.strip()
    if not text:
        raise FormRefused({key: Bilingual("متن را بنویسید.", "Write a text.")})
    if len(text) > LONGEST:
        raise FormRefused({key: Bilingual("متن باید کوتاه‌تر از ۴۰۰۰ نویسه باشد.", "Write less than 4,000 characters.")})
    return text
