"""The services of one's agencies, their versions, and taking a version back."""

from io import BytesIO
from uuid import UUID

from flask import Response, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.studio.blueprint import bp
from app.studio.schemas import PublishForm
from app.usecases import authoring
from app.web.commits import commits
from app.web.fields import load_form
from app.web.permissions import requires
from app.web.session import current_actor, utc_now


@bp.get("/services")
@requires(Permission.AUTHOR)
def list_services() -> ResponseReturnValue:
    """My services with their versions in use, and the uploads that wait."""
    by = current_actor()
    return render_template(
        "studio/services.html", offers=authoring.list_offers(by=by), drafts=authoring.list_drafts(by=by)
    )


@bp.get("/services/<service_id>")
@requires(Permission.AUTHOR)
def show_service(service_id: str) -> ResponseReturnValue:
    """All versions of a service: what changed, by whom, and how many cases run on each."""
    service, versions = authoring.history_of(service_id, by=current_actor())
    return render_template("studio/service.html", service=service, versions=versions)


@bp.get("/versions/<uuid:version_id>")
@requires(Permission.AUTHOR)
def show_version(version_id: UUID) -> ResponseReturnValue:
    """A published version: its diagram and facts, compared with the current one."""
    return render_template("studio/review.html", review=authoring.review_version(version_id, by=current_actor()))


@bp.get("/versions/<uuid:version_id>/process.bpmn")
@requires(Permission.AUTHOR)
def version_diagram(version_id: UUID) -> ResponseReturnValue:
    """The diagram of a version."""
    review = authoring.review_version(version_id, by=current_actor())
    return Response(review.files["process.bpmn"], mimetype="application/xml")


@bp.get("/versions/<uuid:version_id>/bundle.zip")
@requires(Permission.AUTHOR)
def download_version(version_id: UUID) -> ResponseReturnValue:
    """The bundle of a version, to work on."""
    name, content = authoring.bundle_of_version(version_id, by=current_actor())
    return send_file(BytesIO(content), mimetype="application/zip", as_attachment=True, download_name=name)


@bp.post("/versions/<uuid:version_id>/republish")
@requires(Permission.AUTHOR)
@commits
def republish(version_id: UUID) -> ResponseReturnValue:
    """Publish an earlier version anew: a slip is undone."""
    loaded, errors = load_form(PublishForm())
    note, base = ("", None) if errors else (loaded["note"], loaded["base"])
    version = authoring.republish(version_id, base_id=base, note=note, by=current_actor(), now=utc_now())
    return redirect(url_for("studio.show_service", service_id=version.service_id, published=version.number), 303)
