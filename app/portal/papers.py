"""Papers and documents to take away: the receipt (I3), the answer letter (I6), and one's own documents; and the
pictures of forms."""

from io import BytesIO
from uuid import UUID

from flask import abort, request, send_file
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.portal.blueprint import bp
from app.usecases.answers import papers
from app.usecases.cases import tracking
from app.usecases.intake import documents
from app.usecases.services import versions
from app.web.commits import commits
from app.web.language import Language, current_language
from app.web.permissions import requires
from app.web.session import current_actor, utc_now


@bp.get("/cases/<uuid:case_id>/receipt.pdf")
@requires(Permission.CITIZEN)
def download_receipt(case_id: UUID) -> ResponseReturnValue:
    """The receipt of my request."""
    case = tracking.own_or_taken_in(case_id=case_id, by=current_actor())
    return _pdf(papers.receipt_pdf(case, current_language()), f"receipt-{case.tracking_code}.pdf")


@bp.get("/cases/<uuid:case_id>/letters/<uuid:letter_id>.pdf")
@requires(Permission.CITIZEN)
@commits
def download_letter(case_id: UUID, letter_id: UUID) -> ResponseReturnValue:
    """The signed answer letter; set now if the job hasn't come to it yet."""
    case = tracking.own_case(case_id=case_id, by=current_actor())
    letter = papers.make_letter(letter_id)
    if letter.case_id != case.id:
        abort(404)
    return _pdf(papers.letter_pdf(letter, _paper_language()), f"letter-{case.tracking_code}.pdf")


@bp.get("/documents/<uuid:document_id>")
@requires(Permission.CITIZEN)
@commits
def download_document(document_id: UUID) -> ResponseReturnValue:
    """An uploaded document, for its owner and for staff who may see the case; always as an attachment."""
    document, content = documents.open_document(document_id=document_id, by=current_actor(), now=utc_now())
    return send_file(
        BytesIO(content), mimetype=document.mime, as_attachment=True, download_name=document.file_name, max_age=0
    )


@bp.get("/form-pictures/<path:address>")
@requires(Permission.CITIZEN)
def show_form_picture(address: str) -> ResponseReturnValue:
    """A picture in a form, for whoever is logged in. Its address carries the hash of its content: it never changes."""
    picture = versions.picture_at(address)
    sent = send_file(BytesIO(picture.content), mimetype=picture.mime)
    sent.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return sent


def _pdf(content: bytes, name: str) -> ResponseReturnValue:
    return send_file(BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name, max_age=0)


def _paper_language() -> Language:
    wanted = request.args.get("language")
    return "en" if wanted == "en" else "fa" if wanted == "fa" else current_language()
