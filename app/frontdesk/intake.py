"""Taking in a request for somebody who is present: who they are, the service's form, a check, and the receipt."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.frontdesk.blueprint import bp
from app.frontdesk.schemas import ConsentForm, PresentForm
from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.consents import Consent
from app.policy.errors import TooManyTries
from app.usecases.cases import tracking
from app.usecases.errors import FormRefused
from app.usecases.intake import submission
from app.usecases.reception import applicant_consent, reception
from app.usecases.services.content import ServiceContent
from app.vocabulary import ConsentKind
from app.web.commits import commits
from app.web.draft_pages import DraftPages
from app.web.fields import load_form
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from forms import Bilingual, normalise_digits

if TYPE_CHECKING:
    from app.data.models import Draft


@bp.get("/intake")
@requires(Permission.RECEIVE)
def take_in() -> ResponseReturnValue:
    """Ask who is present and what for."""
    return _present_page({}, {})


@bp.post("/intake")
@requires(Permission.RECEIVE)
@commits
def begin() -> ResponseReturnValue:
    """Register the person if need be and begin their application."""
    by, now = current_actor(), utc_now()
    loaded, errors = load_form(PresentForm())
    if errors:
        return _present_page(request.form, errors), 422
    try:
        person = reception.register_present(
            national_id=loaded["national_id"],
            mobile=loaded["mobile"],
            name=loaded["name"],
            desk_id=loaded["desk"],
            saw_card=loaded["saw_card"],
            by=by,
            now=now,
        )
    except FormRefused as refused:
        return _present_page(request.form, refused.errors), 422
    except TooManyTries as refused:
        return _present_page(request.form, {"mobile": refused.message}), 429
    draft = submission.start_draft_for(
        service_id=loaded["service"], applicant_id=person.id, desk_id=loaded["desk"], by=by, now=now
    )
    return redirect(url_for("frontdesk.edit_draft", draft_id=draft.id), 303)


def _no_more(_draft: "Draft", _content: ServiceContent) -> Mapping[str, object]:
    return {}


def _check_values(draft: "Draft", _content: ServiceContent) -> Mapping[str, object]:
    return {"sent": applicant_consent.was_sent(draft, now=utc_now()), "typed": request.form}


PAGES = DraftPages("frontdesk", "frontdesk/draft.html", "frontdesk/check.html", _no_more, _check_values)


@bp.get("/drafts/<uuid:draft_id>")
@requires(Permission.RECEIVE)
def edit_draft(draft_id: UUID) -> ResponseReturnValue:
    """The application form, on behalf of the person present."""
    return PAGES.edit(draft_id)


@bp.post("/drafts/<uuid:draft_id>")
@requires(Permission.RECEIVE)
@commits
def save_draft(draft_id: UUID) -> ResponseReturnValue:
    """Store what was typed; go on when nothing has to be put right."""
    return PAGES.save(draft_id)


@bp.get("/drafts/<uuid:draft_id>/check")
@requires(Permission.RECEIVE)
def check_draft(draft_id: UUID) -> ResponseReturnValue:
    """Read the answers out to the person before anything is sent."""
    return PAGES.check(draft_id)


@bp.post("/drafts/<uuid:draft_id>/consent-code")
@requires(Permission.RECEIVE)
@commits
def send_consent_code(draft_id: UUID) -> ResponseReturnValue:
    """Send the person present the code by which they agree to the answers."""
    try:
        applicant_consent.send_code(draft_id=draft_id, by=current_actor(), now=utc_now())
    except FormRefused as refused:
        return PAGES.check(draft_id, errors=refused.errors), 422
    except TooManyTries as refused:
        return PAGES.check(draft_id, errors={"code": refused.message}), 429
    return redirect(url_for("frontdesk.check_draft", draft_id=draft_id, _anchor="consent"), 303)


@bp.post("/drafts/<uuid:draft_id>/submit")
@requires(Permission.RECEIVE)
@commits
def submit_draft(draft_id: UUID) -> ResponseReturnValue:
    """Submit once, with the consent of the person present; posted again, it leads to the same receipt.

    A wrong code is counted, so this commits either way."""
    by, now = current_actor(), utc_now()
    consent = None
    if not submission.was_submitted(draft_id):
        consent, errors = _consent(draft_id, by=by, now=now)
        if consent is None:
            return PAGES.check(draft_id, errors=errors), 422
    return PAGES.submit(
        draft_id, consent=consent, receipt=lambda case: url_for("frontdesk.show_receipt", case_id=case.id)
    )


def _consent(draft_id: UUID, *, by: Actor, now: datetime) -> tuple[Consent | None, Mapping[str, Bilingual]]:
    """The consent that the posted form gives, or what is wrong with it by field."""
    loaded, errors = load_form(ConsentForm())
    if errors:
        return None, errors
    if loaded["way"] == ConsentKind.WORD:
        try:
            return applicant_consent.by_word(loaded["reason"]), {}
        except FormRefused as refused:
            return None, refused.errors
    code = "".join(c for c in normalise_digits(loaded["code"]) if c.isdigit())
    given = applicant_consent.by_code(draft_id=draft_id, code=code, by=by, now=now)
    return (None, {"code": given}) if isinstance(given, Bilingual) else (given, {})


@bp.get("/drafts/<uuid:draft_id>/delete")
@requires(Permission.RECEIVE)
def confirm_delete_draft(draft_id: UUID) -> ResponseReturnValue:
    """Ask before what was typed is thrown away."""
    return render_template("frontdesk/delete.html", draft=submission.get_draft(draft_id, by=current_actor()))


@bp.post("/drafts/<uuid:draft_id>/delete")
@requires(Permission.RECEIVE)
@commits
def delete_draft(draft_id: UUID) -> ResponseReturnValue:
    """Throw a request away that wasn't sent."""
    submission.give_up_draft(draft_id=draft_id, by=current_actor())
    return redirect(url_for("frontdesk.take_in"), 303)


@bp.get("/receipts/<uuid:case_id>")
@requires(Permission.RECEIVE)
def show_receipt(case_id: UUID) -> ResponseReturnValue:
    """Code, promise and the receipt to print, with both names."""
    by = current_actor()
    case = tracking.own_or_taken_in(case_id=case_id, by=by)
    reception.require_taken_in_by(case, by=by)
    booked = reception.booked_for([case]).get(case.id)
    return render_template(
        "frontdesk/receipt.html", case=case, consent=applicant_consent.consent_to(case), booked=booked
    )


def _present_page(typed: object, errors: Mapping[str, Bilingual]) -> str:
    return render_template(
        "frontdesk/present.html",
        typed=typed,
        errors=errors,
        services=reception.offered_services(),
        desks=reception.my_desks(current_actor()),
        unfinished=reception.unfinished(current_actor()),
    )
