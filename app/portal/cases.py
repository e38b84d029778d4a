"""A citizen's own requests: what waits for them, the promise, the stages, and everything that was said (I5, I7)."""

from typing import TYPE_CHECKING
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import engine
from app.policy.access import Permission
from app.portal.blueprint import bp
from app.portal.schemas import OpinionForm
from app.usecases.answers import opinions
from app.usecases.cases import case_file, tracking
from app.usecases.cases.case_file import CaseFile
from app.usecases.casework import work_items
from app.usecases.errors import FormRefused
from app.usecases.intake import submission
from app.usecases.intake.form_answers import document_ids
from app.usecases.organisation import routing
from app.usecases.promises import explanation
from app.vocabulary import AttendanceState, ItemAudience, ItemState
from app.web.commits import commits
from app.web.fields import load_form
from app.web.form_pages import shown_form
from app.web.language import current_language
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from forms import Bilingual, Line, describe

if TYPE_CHECKING:
    from app.data.models import Attendance, Case

LIVE = (ItemState.OPEN, ItemState.CLAIMED)


@bp.get("/cases")
@requires(Permission.CITIZEN)
def list_cases() -> ResponseReturnValue:
    """All my requests: what waits for me, what is under way, what has ended; and my drafts."""
    by = current_actor()
    groups: dict[str, list[Case]] = {"waiting": [], "running": [], "ended": []}
    for case in tracking.own_cases(by=by):
        kind = "ended" if case.closed_at else "waiting" if case.status in tracking.WAITING else "running"
        groups[kind].append(case)
    return render_template("portal/cases.html", groups=groups, drafts=submission.list_drafts(by=by))


@bp.get("/cases/<uuid:case_id>")
@requires(Permission.CITIZEN)
def show_case(case_id: UUID) -> ResponseReturnValue:
    """One request: what I must do, the promise, the stages; after submitting also the confirmation."""
    return _case_page(case_id, {})


def _case_page(case_id: UUID, errors: dict[str, Bilingual]) -> str:
    """The page of a request; with what was typed and what is wrong of the opinion form, if it was refused."""
    case = tracking.own_case(case_id=case_id, by=current_actor())
    file = case_file.file_of(case)
    live = [i for i in file.items if i.state in LIVE]
    return render_template(
        "portal/case.html",
        file=file,
        case=case,
        accepted="accepted" in request.args,
        units=routing.units_on(case, file.content.facts, file.items),
        to_do=[i for i in live if i.audience is ItemAudience.APPLICANT],
        open_question=next((q for q in file.questions if q.answered_at is None), None),
        booked=[a for a in file.attendances if a.state is AttendanceState.BOOKED],
        missed=_missed(file),
        now=utc_now(),
        days_left=explanation.days_left(case, now=utc_now()),
        why_extended=explanation.why_extended(case) if not case.closed_at else "",
        working=file.content.facts.clock is engine.Clock.WORKING,
        provisional=case.clock_started_at is None,
        lately=tracking.answered_lately(case.service_id),
        opinion=opinions.opinion_of(case.id),
        opinion_items=OPINION_ITEMS,
        waiting=case_file.waiting_stages(case),
        typed=request.form,
        errors=errors,
    )


@bp.get("/cases/<uuid:case_id>/answers")
@requires(Permission.CITIZEN)
def show_answers(case_id: UUID) -> ResponseReturnValue:
    """What I answered, form by form, and my documents."""
    file = case_file.file_of(tracking.own_case(case_id=case_id, by=current_actor()))
    mine = [s for s in file.submissions if s.audience is ItemAudience.APPLICANT]
    answers = [(s, _lines(file, s.form, s.answers)) for s in mine]
    named = {one for s in mine for ids in _documents(file, s.form, s.answers).values() for one in ids}
    documents = [d for d in file.documents if d.id in named]
    return render_template("portal/case-answers.html", file=file, case=file.case, answers=answers, documents=documents)


@bp.get("/cases/<uuid:case_id>/promise")
@requires(Permission.CITIZEN)
def show_promise(case_id: UUID) -> ResponseReturnValue:
    """How the promised date of my request came about: every change, its reason, and what wasn't counted."""
    case = tracking.own_case(case_id=case_id, by=current_actor())
    lately = tracking.answered_lately(case.service_id)
    return render_template("portal/case-promise.html", case=case, story=explanation.story_of(case), lately=lately)


@bp.get("/cases/<uuid:case_id>/messages")
@requires(Permission.CITIZEN)
def show_messages(case_id: UUID) -> ResponseReturnValue:
    """Every notice with its delivery, and every question with its answer."""
    file = case_file.file_of(tracking.own_case(case_id=case_id, by=current_actor()))
    return render_template("portal/case-messages.html", file=file, case=file.case)


@bp.get("/cases/<uuid:case_id>/who-looked")
@requires(Permission.CITIZEN)
def show_looks(case_id: UUID) -> ResponseReturnValue:
    """Who of the staff opened my request."""
    case = tracking.own_case(case_id=case_id, by=current_actor())
    return render_template("portal/case-looks.html", case=case, looks=case_file.looks_at(case))


@bp.post("/cases/<uuid:case_id>/opinion")
@requires(Permission.CITIZEN)
@commits
def give_opinion(case_id: UUID) -> ResponseReturnValue:
    """My opinion on an answered request, once (I9)."""
    loaded, errors = load_form(OpinionForm())
    if errors:
        return _case_page(case_id, errors), 422
    overall, remark = loaded.pop("overall"), loaded.pop("remark")
    try:
        opinions.give_opinion(
            case_id=case_id, overall=overall, items=loaded, remark=remark, by=current_actor(), now=utc_now()
        )
    except FormRefused as refused:
        return _case_page(case_id, refused.errors), 422
    return redirect(url_for("portal.show_case", case_id=case_id, _anchor="opinion"), 303)


OPINION_ITEMS = (
    ("transparency", Bilingual("مراحل و مدارک از آغاز روشن بود", "Stages and documents were clear from the start")),
    ("timeliness", Bilingual("در زمان اعلام‌شده پاسخ گرفتم", "I was answered by the announced time")),
    ("answering", Bilingual("به پرسش‌هایم پاسخ داده شد", "My questions were answered")),
    ("respect", Bilingual("رفتار محترمانه بود", "I was treated with respect")),
)


def _missed(file: CaseFile) -> "list[Attendance]":
    """The appointments that were missed and are still asked for."""
    live = {item.id for item in file.items if item.state in LIVE}
    return [a for a in file.attendances if a.state is AttendanceState.MISSED and a.work_item_id in live]


def _documents(file: CaseFile, form_id: str, answers: dict[str, object]) -> dict[str, list[UUID]]:
    return document_ids(file.content.form(form_id), answers)


def _lines(file: CaseFile, form_id: str, answers: dict[str, object]) -> list[Line]:
    names = {str(d.id): d.file_name for d in file.documents}
    form = shown_form(file.content.form(form_id), {**work_items.answers_in(file.submissions), **answers})
    return describe(form, answers, current_language(), document_names=names)
