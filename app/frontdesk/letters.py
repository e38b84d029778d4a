"""An answer printed for the person present: who they are, their consent, and the signed letter."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue

from app.frontdesk.blueprint import bp
from app.frontdesk.schemas import HandOutForm
from app.policy.access import Permission
from app.policy.consents import Consent
from app.policy.errors import TooManyTries
from app.usecases.answers import papers
from app.usecases.errors import FormRefused
from app.usecases.reception import answer_handover
from app.vocabulary import ConsentKind
from app.web.commits import commits
from app.web.fields import load_form
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from forms import Bilingual, normalise_digits

if TYPE_CHECKING:
    from app.data.models import Case


@bp.get("/answers/<uuid:case_id>")
@requires(Permission.RECEIVE)
@commits
def show_answer(case_id: UUID) -> ResponseReturnValue:
    """Whose answer it is, and how they prove that they are here."""
    return _page(case_id, {})


@bp.post("/answers/<uuid:case_id>/code")
@requires(Permission.RECEIVE)
@commits
def send_hand_out_code(case_id: UUID) -> ResponseReturnValue:
    """Send the applicant the code by which they agree."""
    try:
        answer_handover.send_code(case_id, by=current_actor(), now=utc_now())
    except FormRefused as refused:
        return _page(case_id, refused.errors), 422
    except TooManyTries as refused:
        return _page(case_id, {"code": refused.message}), 429
    return _page(case_id, {})


@bp.post("/answers/<uuid:case_id>/print")
@requires(Permission.RECEIVE)
@commits
def print_answer(case_id: UUID) -> ResponseReturnValue:
    """The letter to print, once the person present has proven to be its applicant. A wrong code is counted, so this
    commits either way."""
    by, now = current_actor(), utc_now()
    case, _ = answer_handover.open_letter(case_id, by=by, now=now)
    loaded, faults = load_form(HandOutForm())
    consent, errors = (None, faults) if faults else _consent(case, loaded, now=now)
    if consent is None:
        return _page(case_id, errors), 422
    letter = answer_handover.hand_out(case_id, consent, by=by, now=now)
    content = papers.letter_pdf(letter, loaded["language"])
    name = f"letter-{case.tracking_code}.pdf"
    return send_file(BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name, max_age=0)


def _consent(
    case: "Case", loaded: Mapping[str, Any], *, now: datetime
) -> tuple[Consent | None, Mapping[str, Bilingual]]:
    """The consent that the posted form gives, or what is wrong with it by field."""
    if loaded["way"] == ConsentKind.WORD:
        try:
            return answer_handover.by_card(case, national_id=loaded["national_id"], reason=loaded["reason"]), {}
        except FormRefused as refused:
            return None, refused.errors
    code = "".join(c for c in normalise_digits(loaded["code"]) if c.isdigit())
    given = answer_handover.by_code(case, code, now=now)
    return (None, {"code": given}) if isinstance(given, Bilingual) else (given, {})


def _page(case_id: UUID, errors: Mapping[str, Bilingual]) -> str:
    by, now = current_actor(), utc_now()
    case, letter = answer_handover.open_letter(case_id, by=by, now=now)
    return render_template(
        "frontdesk/answer.html",
        case=case,
        letter=letter,
        sent=answer_handover.was_sent(case, now=now),
        typed=request.form,
        errors=errors,
    )
