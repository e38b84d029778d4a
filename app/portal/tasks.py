"""What a request waits for the citizen to do: a form, a question, an attendance to move."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.data.correspondence.document_store import DocumentOwner
from app.policy.access import Permission
from app.portal.blueprint import bp
from app.portal.schemas import AnswerForm, MoveForm
from app.usecases.answers.errors import AlreadyGiven
from app.usecases.attendance import appointments
from app.usecases.attendance.errors import NoFreeTime
from app.usecases.cases import tracking
from app.usecases.casework import questions, work_items
from app.usecases.casework.errors import QuestionClosed
from app.usecases.errors import CaseClosed, CaseworkError, FormRefused, WorkItemClosed
from app.usecases.intake import form_answers
from app.usecases.services.versions import content_of
from app.web.commits import commits
from app.web.fields import load_form
from app.web.form_pages import Taken, page_of, take_post
from app.web.language import t
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from forms import Bilingual, keys_of, typed_from, value_at

if TYPE_CHECKING:
    from app.data.models import Attendance, Case, Question, WorkItem

NO_ERRORS: Mapping[str, Bilingual] = {}


@bp.get("/cases/<uuid:case_id>/items/<uuid:item_id>")
@requires(Permission.CITIZEN)
def show_item(case_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """The form that the request waits for."""
    case, item = _own_item(case_id, item_id)
    known = {name: value for name, value in work_items.known_to(item).items() if value is not None}
    form = content_of(case.version_id).form(item.form) if item.form is not None else None
    first = form_answers.first_answers(form, known, now=utc_now()) if form else {}
    return _item_page(case, item, {**first, **(typed_from(form, known) if form else known)}, NO_ERRORS)


@bp.post("/cases/<uuid:case_id>/items/<uuid:item_id>")
@requires(Permission.CITIZEN)
@commits
def complete_item(case_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """Send the form; the process moves on."""
    by, now = current_actor(), utc_now()
    case, item = _own_item(case_id, item_id)
    content = content_of(case.version_id)
    taken = Taken({}, {}, stays=False)
    if item.form is not None:
        known = work_items.known_to(item)
        taken = take_post(
            content.form(item.form),
            owner=DocumentOwner.of_case(case),
            by=by,
            now=now,
            known=known,
            applicant=case.applicant,
        )
    if taken.stays:
        return _item_page(case, item, taken.typed, taken.errors), 422 if taken.errors else 200
    try:
        work_items.complete_own_item(item_id=item_id, typed=taken.typed, by=by, now=now)
    except FormRefused as refused:
        return _item_page(case, item, taken.typed, refused.errors), 422
    flash(t("فرستاده شد. اکنون لازم نیست کار دیگری کنید.", "Sent. There is nothing more for you to do now."), "good")
    return redirect(url_for("portal.show_case", case_id=case_id), 303)


@bp.get("/cases/<uuid:case_id>/questions/<uuid:question_id>")
@requires(Permission.CITIZEN)
def show_question(case_id: UUID, question_id: UUID) -> ResponseReturnValue:
    """A clerk's question, with the application to correct where that was asked."""
    case = tracking.own_case(case_id=case_id, by=current_actor())
    question = questions.question_of(case, question_id)
    content = content_of(case.version_id)
    known = typed_from(content.form(content.facts.start_form), work_items.known_answers(case.id))
    return _question_page(case, question, known, "", NO_ERRORS)


@bp.post("/cases/<uuid:case_id>/questions/<uuid:question_id>")
@requires(Permission.CITIZEN)
@commits
def answer_question(case_id: UUID, question_id: UUID) -> ResponseReturnValue:
    """Answer it; the clock runs again."""
    by, now = current_actor(), utc_now()
    case = tracking.own_case(case_id=case_id, by=by)
    question = questions.question_of(case, question_id)
    text = request.form.get("_page_text", "")
    taken = Taken({}, {}, stays=False)
    if question.wants_correction:
        content = content_of(case.version_id)
        form = content.form(content.facts.start_form)
        known = work_items.known_answers(case.id)
        taken = take_post(
            form, owner=DocumentOwner.of_case(case), by=by, now=now, known=known, applicant=case.applicant
        )
    if taken.stays:
        return _question_page(case, question, taken.typed, text, taken.errors), 422 if taken.errors else 200
    errors = AnswerForm().validate({"text": text})
    if errors:
        return _question_page(case, question, taken.typed, text, {"text": WRITE_ANSWER}), 422
    typed = taken.typed if question.wants_correction else None
    try:
        questions.answer_question(question_id=question_id, text=text, typed=typed, by=by, now=now)
    except FormRefused as refused:
        return _question_page(case, question, taken.typed, text, refused.errors), 422
    flash(t("پاسخ شما به کارشناس رسید و رسیدگی ادامه می‌یابد.", "The officer has your answer; work goes on."), "good")
    return redirect(url_for("portal.show_case", case_id=case_id), 303)


@bp.get("/cases/<uuid:case_id>/attendances/<uuid:attendance_id>")
@requires(Permission.CITIZEN)
def show_attendance(case_id: UUID, attendance_id: UUID) -> ResponseReturnValue:
    """When, where, why and what to bring (P3), with other desks and times to choose from."""
    case = tracking.own_case(case_id=case_id, by=current_actor())
    return _attendance_page(case, appointments.attendance_of(case, attendance_id), NO_ERRORS)


@bp.post("/cases/<uuid:case_id>/attendances/<uuid:attendance_id>")
@requires(Permission.CITIZEN)
@commits
def move_attendance(case_id: UUID, attendance_id: UUID) -> ResponseReturnValue:
    """Take another desk or time."""
    by, now = current_actor(), utc_now()
    case = tracking.own_case(case_id=case_id, by=by)
    attendance = appointments.attendance_of(case, attendance_id)
    loaded, errors = load_form(MoveForm())
    if errors:
        return _attendance_page(case, attendance, {"at": CHOOSE_TIME}), 422
    try:
        appointments.move(attendance_id=attendance_id, desk_id=loaded["desk"], at=loaded["at"], by=by, now=now)
    except NoFreeTime as taken:
        return _attendance_page(case, attendance, {"at": taken.message}), 409
    flash(t("نوبت شما ثبت شد و پیامک آن فرستاده می‌شود.", "Your appointment is booked; an SMS is on its way."), "good")
    return redirect(url_for("portal.show_case", case_id=case_id), 303)


def _lost(error: CaseworkError) -> ResponseReturnValue:
    """It was done meanwhile, in another tab or by time: say so, lead to the request as it stands now, and show again
    what was written, since it was not recorded."""
    texts = [text.strip() for name, text in request.form.items(multi=True) if name != "csrf_token"]
    written = [text for text in texts if len(text.split()) > 1]
    case_id = (request.view_args or {}).get("case_id")
    return render_template("portal/lost.html", message=error.message, case_id=case_id, texts=written), 409


for _kind in (AlreadyGiven, CaseClosed, QuestionClosed, WorkItemClosed):
    bp.register_error_handler(_kind, _lost)

WRITE_ANSWER = Bilingual("پاسخ خود را بنویسید (حداکثر ۴۰۰۰ نویسه).", "Write your answer (at most 4,000 characters).")
CHOOSE_TIME = Bilingual("یکی از زمان‌های خالی را انتخاب کنید.", "Choose one of the free times.")


def _own_item(case_id: UUID, item_id: UUID) -> tuple["Case", "WorkItem"]:
    case = tracking.own_case(case_id=case_id, by=current_actor())
    return case, work_items.item_of_applicant(case, item_id)


def _item_page(case: "Case", item: "WorkItem", typed: Mapping[str, object], errors: Mapping[str, Bilingual]) -> str:
    content = content_of(case.version_id)
    page = None
    if item.form is not None:
        known = work_items.known_to(item)
        page = page_of(
            content.form(item.form),
            typed,
            known=known,
            errors=errors,
            owner=DocumentOwner.of_case(case),
            applicant=case.applicant,
        )
    return render_template("portal/item.html", case=case, item=item, page=page)


def _question_page(
    case: "Case", question: "Question", typed: Mapping[str, object], text: str, errors: Mapping[str, Bilingual]
) -> str:
    page = None
    if question.wants_correction:
        content = content_of(case.version_id)
        form = content.form(content.facts.start_form)
        held = {key: value for key in keys_of(form) if (value := value_at(key, typed)) is not None}
        shown = {key: text for key, text in errors.items() if key != "text"}
        known = work_items.known_answers(case.id)
        page = page_of(
            form, held, known=known, errors=shown, owner=DocumentOwner.of_case(case), applicant=case.applicant
        )
    return render_template(
        "portal/question.html", case=case, question=question, page=page, text=text, fault=errors.get("text")
    )


def _attendance_page(case: "Case", attendance: "Attendance", errors: Mapping[str, Bilingual]) -> str:
    desks = appointments.desks_for(case)
    wanted = request.args.get("desk") or str(attendance.front_desk_id)
    desk = next((d for d in desks if str(d.id) == wanted), attendance.front_desk)
    movable = appointments.may_be_moved(attendance)
    days = appointments.free_days(desk, now=utc_now()) if movable else {}
    day = _chosen_day(days)
    return render_template(
        "portal/attendance.html",
        case=case,
        attendance=attendance,
        movable=movable,
        now=utc_now(),
        desks=desks,
        desk=desk,
        days=list(days),
        day=day,
        times=days.get(day, []) if day else [],
        errors=errors,
    )


def _chosen_day(days: Collection[date]) -> date | None:
    """The day whose times are shown: the one asked for or, where it has none, the first after it that has."""
    try:
        wanted = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        wanted = date.min
    return next((day for day in days if day >= wanted), None) or next(iter(days), None)
