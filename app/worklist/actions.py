"""What a clerk does on a case: claim, complete, release, hand over, ask, retry. Each post is one use case."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema, ValidationError

from app.data.correspondence.document_store import DocumentOwner
from app.policy.access import Permission
from app.policy.presence import sends_inside
from app.usecases.casework import assignment, extensions, questions, work_items
from app.usecases.casework import case_page as page_content
from app.usecases.errors import CaseworkError, FormRefused
from app.web import form_pages
from app.web.commits import commits
from app.web.fields import load_form
from app.web.formatting import jalali
from app.web.language import t
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from app.worklist.blueprint import bp
from app.worklist.cases import Refused, case_page
from app.worklist.schemas import ExtensionInput, HandOverInput, QuestionInput
from app.worklist.worklist import to_next
from engine import Bilingual


@bp.post("/cases/<uuid:case_id>/items/<uuid:item_id>/claim")
@requires(Permission.WORK)
@commits
def claim(case_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """Take an item."""
    work_items.claim_work_item(item_id=item_id, by=current_actor(), now=utc_now())
    return _to_case(case_id, item=item_id)


@bp.post("/cases/<uuid:case_id>/items/<uuid:item_id>/release")
@requires(Permission.WORK)
@commits
def release(case_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """Put an item back."""
    work_items.release_work_item(item_id=item_id, by=current_actor(), now=utc_now())
    flash(t("کار به کارپوشهٔ واحد برگشت.", "The item is back in the worklist of the unit."), "good")
    return _to_case(case_id)


@bp.post("/cases/<uuid:case_id>/items/<uuid:item_id>/complete")
@requires(Permission.WORK)
@commits
def complete(case_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """Finish an item with its form; a refused form comes back as it was typed."""
    by, now = current_actor(), utc_now()
    held = work_items.hold(item_id=item_id, case_id=case_id, by=by)
    form, typed = held.form, {}
    if form is not None:
        known = page_content.besides(form, held.known)
        taken = form_pages.take_post(form, owner=DocumentOwner.of_case(held.item.case), by=by, now=now, known=known)
        if taken.stays:
            refused = Refused("form", taken.typed, taken.errors)
            return case_page(case_id, item_id=item_id, refused=refused), 422 if taken.errors else 200
        typed = taken.typed
    try:
        work_items.complete_held(held, typed=typed, by=by, now=now)
    except FormRefused as error:
        return case_page(case_id, item_id=item_id, refused=Refused("form", typed, error.errors)), 422
    flash(t("انجام کار ثبت شد و پرونده به گام بعد رفت.", "Recorded; the case has moved on."), "good")
    return to_next(by) if "_page_next" in request.form else _to_case(case_id)


@bp.post("/cases/<uuid:case_id>/items/<uuid:item_id>/hand-over")
@requires(Permission.WORK)
@commits
def hand_over(case_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """Give an item to another lane of the process."""
    typed = _load(HandOverInput())
    reason = typed["reason"].strip()
    errors = {}
    if not typed["lane"]:
        errors["lane"] = Bilingual("جایگاه مقصد را انتخاب کنید.", "Choose where it goes.")
    if not reason:
        errors["reason"] = Bilingual("دلیل ارجاع را بنویسید.", "Write why it is handed over.")
    if errors:
        return case_page(case_id, item_id=item_id, refused=Refused("hand-over", typed, errors)), 422
    work_items.hand_over(item_id=item_id, lane_id=typed["lane"], reason=reason, by=current_actor(), now=utc_now())
    flash(t("کار به جایگاه دیگر ارجاع شد.", "The item was handed over."), "good")
    return _to_case(case_id)


@bp.post("/cases/<uuid:case_id>/items/<uuid:item_id>/recall")
@requires(Permission.WORK)
@commits
def recall(case_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """Take one's own hand-over back."""
    assignment.recall(item_id=item_id, by=current_actor(), now=utc_now())
    flash(t("ارجاع پس گرفته شد و کار دوباره در دست شماست.", "Taken back: the item is in your hands again."), "good")
    return _to_case(case_id, item=item_id)


@bp.post("/cases/<uuid:case_id>/questions")
@requires(Permission.WORK)
@commits
def ask(case_id: UUID) -> ResponseReturnValue:
    """Ask the applicant. A text that seems to send them inside comes back once with a warning (P2)."""
    typed = _load(QuestionInput())
    if sends_inside(typed["text"]) and not typed["warned"]:
        return case_page(case_id, refused=Refused("ask", typed, warns=True)), 422
    try:
        questions.ask_applicant(
            case_id=case_id,
            text=typed["text"],
            wants_correction=typed["wants_correction"],
            by=current_actor(),
            now=utc_now(),
        )
    except FormRefused as error:
        return case_page(case_id, refused=Refused("ask", typed, error.errors)), 422
    flash(
        t(
            "پرسش برای متقاضی فرستاده شد. تا رسیدن پاسخ، مهلت پاسخ‌گویی متوقف است.",
            "The question was sent. The clock stands still until the applicant answers.",
        ),
        "good",
    )
    return _to_case(case_id, part="talk")


@bp.post("/cases/<uuid:case_id>/promise")
@requires(Permission.WORK)
@commits
def extend(case_id: UUID) -> ResponseReturnValue:
    """Put the promised date off, once the clerk has seen the new one; the applicant learns it and the reason."""
    typed, errors = load_form(ExtensionInput())
    shown, by = typed.pop("shown", ""), current_actor()
    try:
        proposed = None if errors else extensions.propose_extension(case_id=case_id, **typed, by=by)
    except FormRefused as error:
        proposed, errors = None, dict(error.errors)
    if proposed is None:
        return case_page(case_id, part="promise", refused=Refused("extend", request.form, errors)), 422
    if shown != proposed.date.isoformat():
        return case_page(case_id, part="promise", refused=Refused("extend", typed, proposed=proposed.date))
    case = extensions.make_extension(proposed, by=by, now=utc_now())
    shown = jalali(case.promised_at)
    flash(
        t(
            f"زمان پاسخ تا {shown} تمدید شد و به متقاضی خبر داده شد.",
            f"The answer is now due {shown}; the applicant was told.",
        ),
        "good",
    )
    return _to_case(case_id, part="promise")


@bp.post("/cases/<uuid:case_id>/incidents/<uuid:incident_id>/retry")
@requires(Permission.WORK)
@commits
def retry(case_id: UUID, incident_id: UUID) -> ResponseReturnValue:
    """A supervisor tries a failed step again."""
    page_content.retry_incident(incident_id=incident_id, by=current_actor(), now=utc_now())
    flash(t("گام ناموفق دوباره اجرا شد.", "The failed step was tried again."), "note")
    return _to_case(case_id)


@bp.errorhandler(CaseworkError)
def lost(error: CaseworkError) -> ResponseReturnValue:
    """Somebody or something was faster: say who or what, and lead back to the case as it stands now. What was written
    is shown again, since it was not recorded."""
    case_id = (request.view_args or {}).get("case_id")
    texts = [text.strip() for text in request.form.values() if len(text.split()) > 1]
    return render_template("worklist/lost.html", message=error.message, case_id=case_id, texts=texts), 409


def _load(schema: Schema) -> dict[str, Any]:
    """The posted fields; what our own forms can't have sent is a 400."""
    try:
        loaded: dict[str, Any] = schema.load(request.form.to_dict())
    except ValidationError:
        abort(400)
    return loaded


def _to_case(case_id: UUID, **values: object) -> ResponseReturnValue:
    return redirect(url_for("worklist.show_case", case_id=case_id, **values), 303)  # type: ignore[arg-type]  # url_for's own keywords are never among them
