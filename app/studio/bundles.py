"""A bundle on its way: uploaded, reviewed on its diagram, published or given up."""

from collections.abc import Mapping
from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.data.bundle_files import BadBundle
from app.policy.access import Permission
from app.studio.blueprint import bp
from app.studio.schemas import PublishForm, UploadForm
from app.usecases import authoring
from app.usecases.authoring import BadServiceId, BundleOfOthers, NoSuchService, NothingChanged, ServiceIdInUse
from app.usecases.publishing import GateRefused
from app.web.commits import commits
from app.web.fields import load_form
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from forms import Bilingual

CHOOSE_FILE = Bilingual("پروندهٔ zip بسته را برگزینید.", "Choose the zip file of the bundle.")
CHOOSE_SERVICE = Bilingual("خدمتی را برگزینید یا شناسهٔ تازه‌ای بنویسید.", "Choose a service or write a new id.")


@bp.get("/upload")
@requires(Permission.AUTHOR)
def upload() -> ResponseReturnValue:
    """Ask for the bundle."""
    return _upload_page({"service": request.args.get("service", "")}, {})


@bp.post("/upload")
@requires(Permission.AUTHOR)
@commits
def take_upload() -> ResponseReturnValue:
    """Take the bundle in and show what the gate says of it."""
    loaded, errors = load_form(UploadForm())
    sent = request.files.get("bundle")
    if errors or not (loaded["service"] or loaded["new_id"]):
        return _upload_page(request.form, {"service": CHOOSE_SERVICE}), 422
    if sent is None or not sent.filename:
        return _upload_page(request.form, {"bundle": CHOOSE_FILE}), 422
    is_new = bool(loaded["new_id"])
    try:
        taken = authoring.upload_bundle(
            service_id=loaded["new_id"] or loaded["service"],
            is_new=is_new,
            content=sent.stream.read(),
            file_name=sent.filename,
            by=current_actor(),
            now=utc_now(),
        )
    except (BadServiceId, NoSuchService, ServiceIdInUse) as refused:
        return _upload_page(request.form, {"new_id" if is_new else "service": refused.message}), 422
    except (BadBundle, BundleOfOthers) as unreadable:
        return _upload_page(request.form, {"bundle": unreadable.message}), 422
    return redirect(url_for("studio.show_bundle", draft_id=taken.draft_id), 303)


@bp.get("/bundles/<uuid:draft_id>")
@requires(Permission.AUTHOR)
def show_bundle(draft_id: UUID) -> ResponseReturnValue:
    """The findings on the diagram, what changes, and the button."""
    return _review_page(draft_id, None)


@bp.get("/bundles/<uuid:draft_id>/process.bpmn")
@requires(Permission.AUTHOR)
def bundle_diagram(draft_id: UUID) -> ResponseReturnValue:
    """The diagram of an upload."""
    review = authoring.review_draft(draft_id, by=current_actor())
    return Response(review.files["process.bpmn"], mimetype="application/xml")


@bp.post("/bundles/<uuid:draft_id>/publish")
@requires(Permission.AUTHOR)
@commits
def publish_bundle(draft_id: UUID) -> ResponseReturnValue:
    """Publish it as the next version; running cases stay on theirs."""
    loaded, errors = load_form(PublishForm())
    if errors:
        return _review_page(draft_id, next(iter(errors.values()))), 422
    try:
        version = authoring.publish_draft(
            draft_id, base_id=loaded["base"], note=loaded["note"], by=current_actor(), now=utc_now()
        )
    except (GateRefused, NothingChanged) as refused:
        return _review_page(draft_id, refused.message), 422
    return redirect(url_for("studio.show_service", service_id=version.service_id, published=version.number), 303)


@bp.post("/bundles/<uuid:draft_id>/discard")
@requires(Permission.AUTHOR)
@commits
def discard_bundle(draft_id: UUID) -> ResponseReturnValue:
    """Give an upload up."""
    authoring.discard_draft(draft_id, by=current_actor())
    return redirect(url_for("studio.list_services"), 303)


def _upload_page(typed: object, errors: Mapping[str, Bilingual]) -> str:
    offers = authoring.list_offers(by=current_actor())
    return render_template("studio/upload.html", typed=typed, errors=errors, offers=offers)


def _review_page(draft_id: UUID, fault: Bilingual | None) -> str:
    review = authoring.review_draft(draft_id, by=current_actor())
    return render_template("studio/review.html", review=review, fault=fault)
