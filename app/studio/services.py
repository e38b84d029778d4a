"""The services of one's agencies, their versions, and taking a version back."""

from io import BytesIO
from uuid import UUID

from flask import redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.studio.blueprint import bp
from app.studio.confirmation import ask_to_publish, publish_as_next
from app.studio.views import SIDES, diagram_of, show
from app.usecases.publishing import bundle_review, bundle_upload, case_migration, publication, service_versions
from app.web.commits import commits
from app.web.permissions import requires
from app.web.session import current_actor, utc_now


@bp.get("")
@requires(Permission.AUTHOR)
def home() -> ResponseReturnValue:
    """The studio begins with the services."""
    return redirect(url_for("studio.list_services"), 303)


@bp.get("/services")
@requires(Permission.AUTHOR)
def list_services() -> ResponseReturnValue:
    """My services with their versions in use, and the uploads that wait."""
    by = current_actor()
    return render_template(
        "studio/services.html", offers=service_versions.list_offers(by=by), drafts=bundle_upload.list_drafts(by=by)
    )


@bp.get("/services/<service_id>")
@requires(Permission.AUTHOR)
def show_service(service_id: str) -> ResponseReturnValue:
    """All versions of a service: what changed, by whom, and how many cases run on each."""
    service, versions = service_versions.history_of(service_id, by=current_actor())
    published = request.args.get("published", "")
    known = {str(past.version.number) for past in versions}
    return render_template(
        "studio/service.html",
        service=service,
        versions=versions,
        published=published if published in known else None,
        migrations=case_migration.list_migrations(service_id, by=current_actor()),
        newest=versions[0].version.number if versions else 0,
    )


@bp.get("/versions/<uuid:version_id>")
@bp.get(f"/versions/<uuid:version_id>/<{SIDES}:view>")
@requires(Permission.AUTHOR)
def show_version(version_id: UUID, view: str = "check") -> ResponseReturnValue:
    """One side of a published version, compared with the current one."""
    return show(bundle_review.review_version(version_id, by=current_actor()), view)


@bp.get("/versions/<uuid:version_id>/process.bpmn")
@requires(Permission.AUTHOR)
def version_diagram(version_id: UUID) -> ResponseReturnValue:
    """The diagram of a version."""
    return diagram_of(bundle_review.review_version(version_id, by=current_actor()))


@bp.get("/versions/<uuid:version_id>/bundle.zip")
@requires(Permission.AUTHOR)
def download_version(version_id: UUID) -> ResponseReturnValue:
    """The bundle of a version, to work on."""
    name, content = service_versions.bundle_of_version(version_id, by=current_actor())
    return send_file(BytesIO(content), mimetype="application/zip", as_attachment=True, download_name=name)


@bp.get("/versions/<uuid:version_id>/republish")
@requires(Permission.AUTHOR)
def confirm_republish(version_id: UUID) -> ResponseReturnValue:
    """What will happen, before an earlier version is taken back."""
    return ask_to_publish(bundle_review.review_version(version_id, by=current_actor()))


@bp.post("/versions/<uuid:version_id>/republish")
@requires(Permission.AUTHOR)
@commits
def republish(version_id: UUID) -> ResponseReturnValue:
    """Publish an earlier version again, as the next one: a slip is undone."""
    by = current_actor()
    return publish_as_next(
        lambda: bundle_review.review_version(version_id, by=by),
        lambda base, note: publication.republish(version_id, base_id=base, note=note, by=by, now=utc_now()),
    )
