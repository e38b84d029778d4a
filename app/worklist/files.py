"""What a case's page links to: its documents and its diagram."""

from io import BytesIO
from uuid import UUID

from flask import Response, request, send_file
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.usecases.cases import case_file
from app.usecases.casework import case_page
from app.web.commits import commits
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from app.worklist.blueprint import bp

#: what a browser only draws
SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png"})


@bp.get("/cases/<uuid:case_id>/documents/<uuid:document_id>")
@requires(Permission.WORK)
@commits
def document(case_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """A document as it was uploaded: a download, since nothing of a citizen's runs in our pages.

    `?show=1` opens a picture or PDF, which browsers show without running it, in a tab of its own."""
    found, content = case_page.open_case_document(
        case_id=case_id, document_id=document_id, by=current_actor(), now=utc_now()
    )
    shown = request.args.get("show") == "1" and found.mime in SHOWN
    return send_file(BytesIO(content), mimetype=found.mime, as_attachment=not shown, download_name=found.file_name)


@bp.get("/cases/<uuid:case_id>/diagram.bpmn")
@requires(Permission.WORK)
@commits
def diagram(case_id: UUID) -> ResponseReturnValue:
    """The diagram of the version that the case runs on."""
    file = case_file.file_of(case_file.look_at(case_id=case_id, by=current_actor(), now=utc_now()))
    return Response(file.content.definition.diagram, mimetype="application/xml")
