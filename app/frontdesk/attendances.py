"""Who comes today, recording that they came, and finding the request of somebody present."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.data.correspondence.document_store import DocumentOwner
from app.frontdesk.blueprint import bp
from app.policy.access import Permission
from app.policy.days import ZONE
from app.usecases.casework import case_page, work_items
from app.usecases.errors import FormRefused
from app.usecases.intake.form_answers import first_answers
from app.usecases.reception import answer_handover, reception
from app.usecases.services.versions import content_of
from app.web.commits import commits
from app.web.form_pages import Taken, page_of, take_post
from app.web.language import t
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from forms import Bilingual, Refusal, read_date

if TYPE_CHECKING:
    from app.data.models import Attendance, WorkItem


@bp.get("/appointments")
@requires(Permission.RECEIVE)
def show_day() -> ResponseReturnValue:
    """The appointments of a day at my desks; today if none is chosen."""
    by = current_actor()
    today = utc_now().astimezone(ZONE).date()
    day, fault = _chosen_day(today)
    return render_template(
        "frontdesk/day.html",
        desks=reception.my_desks(by),
        attendances=reception.attendances_of_day(day, by=by),
        day=day,
        today=today,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        fault=fault,
        now=utc_now(),
    )


@bp.get("/attendances/<uuid:attendance_id>")
@requires(Permission.RECEIVE)
@commits
def show_attendance(attendance_id: UUID) -> ResponseReturnValue:
    """One appointment: who, why, what they bring, and the form to fill in."""
    attendance, item = reception.get_attendance(attendance_id, by=current_actor(), now=utc_now())
    first: dict[str, object] = {}
    if item.form is not None:
        form = content_of(attendance.case.version_id).form(item.form)
        first = first_answers(form, case_page.known_besides(item, form), now=utc_now())
    return _attendance_page(attendance, item, first, {})


@bp.post("/attendances/<uuid:attendance_id>")
@requires(Permission.RECEIVE)
@commits
def record_attendance(attendance_id: UUID) -> ResponseReturnValue:
    """They came, and this is what was done; the process moves on."""
    by, now = current_actor(), utc_now()
    attendance, item = reception.get_attendance(attendance_id, by=by, now=now)
    taken = Taken({}, {}, stays=False)
    if item.form is not None:
        form = content_of(attendance.case.version_id).form(item.form)
        known = case_page.known_besides(item, form)
        taken = take_post(form, owner=DocumentOwner.of_case(attendance.case), by=by, now=now, known=known)
    if taken.stays:
        return _attendance_page(attendance, item, taken.typed, taken.errors), 422 if taken.errors else 200
    try:
        work_items.complete_attendance(item_id=item.id, typed=taken.typed, by=by, now=now)
    except FormRefused as refused:
        return _attendance_page(attendance, item, taken.typed, refused.errors), 422
    name = attendance.case.applicant.name
    flash(t(f"حضور {name} ثبت شد و پرونده پیش رفت.", f"{name} was recorded as present; the case moved on."), "good")
    return _to_day(attendance)


@bp.post("/attendances/<uuid:attendance_id>/missed")
@requires(Permission.RECEIVE)
@commits
def record_missed(attendance_id: UUID) -> ResponseReturnValue:
    """Nobody came."""
    attendance = reception.mark_missed(attendance_id=attendance_id, by=current_actor(), now=utc_now())
    name = attendance.case.applicant.name
    flash(
        t(
            f"نیامدن {name} ثبت شد؛ می‌تواند نوبت دیگری بگیرد.",
            f"Recorded that {name} did not come; another time can be taken.",
        ),
        "note",
    )
    return _to_day(attendance)


@bp.get("/find")
@requires(Permission.RECEIVE)
@commits
def find() -> ResponseReturnValue:
    """The requests of somebody present, by tracking code or national id."""
    typed = request.args.get("q", "").strip()
    by = current_actor()
    found = reception.find_cases(typed, by=by, now=utc_now()) if typed else []
    return render_template(
        "frontdesk/find.html",
        typed=typed,
        found=found,
        booked=reception.booked_for(found),
        letters=answer_handover.letters_of(found),
        desks=by.desks(),
    )


def _to_day(attendance: "Attendance") -> ResponseReturnValue:
    day = attendance.at.astimezone(ZONE).date()
    return redirect(url_for("frontdesk.show_day", day=day.isoformat()), 303)


def _chosen_day(today: date) -> tuple[date, Bilingual | None]:
    typed = request.args.get("day", "").strip()
    if not typed:
        return today, None
    try:
        return date.fromisoformat(read_date(typed)), None
    except Refusal as refusal:
        return today, refusal.problem.text


def _attendance_page(
    attendance: "Attendance", item: "WorkItem", typed: Mapping[str, object], errors: Mapping[str, Bilingual]
) -> str:
    page = None
    if item.form is not None:
        form, owner = content_of(attendance.case.version_id).form(item.form), DocumentOwner.of_case(attendance.case)
        page = page_of(form, typed, owner=owner, known=case_page.known_besides(item, form), errors=errors)
    return render_template(
        "frontdesk/attendance.html", attendance=attendance, case=attendance.case, item=item, page=page, now=utc_now()
    )
