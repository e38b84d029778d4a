"""A bundle on its way: uploaded, reviewed from six sides, published or given up."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.data.services.bundle_zips import LARGEST_BUNDLE, LARGEST_FILE, MEBIBYTE, MOST_FILES
from app.data.services.errors import BadBundle
from app.policy.access import Permission
from app.studio.blueprint import bp
from app.studio.confirmation import ask_to_publish, publish_as_next
from app.studio.schemas import UploadForm
from app.studio.views import SIDES, diagram_of, show
from app.usecases.publishing import bundle_review, bundle_upload, publication, service_versions
from app.usecases.publishing.errors import BadServiceId, BundleOfOthers, NoSuchService, ServiceIdInUse
from app.web.commits import commits
from app.web.fields import load_form
from app.web.language import t
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from forms import Bilingual

CHOOSE_FILE = Bilingual("فایل zip بسته را برگزینید.", "Choose the zip file of the bundle.")
CHOOSE_SERVICE = Bilingual("خدمتی را برگزینید یا شناسهٔ تازه‌ای بنویسید.", "Choose a service or write a new id.")
ONE_OF_BOTH = Bilingual(
    "یا خدمتی را از فهرست برگزینید یا شناسهٔ تازه بنویسید، نه هر دو.", "Choose a service or write a new id, not both."
)
#: names shown of what was left out of an upload
MOST_NAMED = 8


@bp.get("/upload")
@requires(Permission.AUTHOR)
def upload() -> ResponseReturnValue:
    """Ask for the bundle."""
    return _upload_page({name: request.args.get(name, "") for name in ("service", "new_id")}, {})


@bp.post("/upload")
@requires(Permission.AUTHOR)
@commits
def take_upload() -> ResponseReturnValue:
    """Take the bundle in and show what the gate says of it."""
    loaded, errors = load_form(UploadForm())
    sent = request.files.get("bundle")
    errors = errors or _missing(loaded, has_file=sent is not None and bool(sent.filename))
    if errors or sent is None:
        return _upload_page(request.form, errors), 422
    is_new = bool(loaded["new_id"])
    try:
        taken = bundle_upload.upload_bundle(
            service_id=loaded["new_id"] or loaded["service"],
            is_new=is_new,
            content=sent.stream.read(),
            file_name=sent.filename or "",
            by=current_actor(),
            now=utc_now(),
        )
    except (BadServiceId, NoSuchService, ServiceIdInUse) as refused:
        return _upload_page(request.form, {"new_id" if is_new else "service": refused.message}), 422
    except (BadBundle, BundleOfOthers) as refused:
        return _upload_page(request.form, {"bundle": refused.message}), 422
    _tell_left_out(taken.left_out)
    return redirect(url_for("studio.show_bundle", draft_id=taken.draft_id), 303)


@bp.get("/bundles/<uuid:draft_id>")
@bp.get(f"/bundles/<uuid:draft_id>/<{SIDES}:view>")
@requires(Permission.AUTHOR)
def show_bundle(draft_id: UUID, view: str = "check") -> ResponseReturnValue:
    """One side of an upload; the first has the findings on the diagram. One that was published leads to its version."""
    review = bundle_review.review_draft(draft_id, by=current_actor())
    if review.draft is not None and review.draft.version_id is not None:
        return redirect(url_for("studio.show_version", version_id=review.draft.version_id), 303)
    return show(review, view)


@bp.get("/bundles/<uuid:draft_id>/process.bpmn")
@requires(Permission.AUTHOR)
def bundle_diagram(draft_id: UUID) -> ResponseReturnValue:
    """The diagram of an upload."""
    return diagram_of(bundle_review.review_draft(draft_id, by=current_actor()))


@bp.get("/bundles/<uuid:draft_id>/publish")
@requires(Permission.AUTHOR)
def confirm_publish(draft_id: UUID) -> ResponseReturnValue:
    """What will happen, with a note, before it happens."""
    return ask_to_publish(bundle_review.review_draft(draft_id, by=current_actor()))


@bp.post("/bundles/<uuid:draft_id>/publish")
@requires(Permission.AUTHOR)
@commits
def publish_bundle(draft_id: UUID) -> ResponseReturnValue:
    """Publish it as the next version; running cases stay on theirs."""
    by = current_actor()
    return publish_as_next(
        lambda: bundle_review.review_draft(draft_id, by=by),
        lambda base, note: publication.publish_draft(draft_id, base_id=base, note=note, by=by, now=utc_now()),
    )


@bp.get("/bundles/<uuid:draft_id>/discard")
@requires(Permission.AUTHOR)
def confirm_discard(draft_id: UUID) -> ResponseReturnValue:
    """Ask before an upload is given up."""
    return render_template("studio/discard.html", review=bundle_review.review_draft(draft_id, by=current_actor()))


@bp.post("/bundles/<uuid:draft_id>/discard")
@requires(Permission.AUTHOR)
@commits
def discard_bundle(draft_id: UUID) -> ResponseReturnValue:
    """Give an upload up."""
    bundle_upload.discard_draft(draft_id, by=current_actor())
    flash(t("بارگذاری کنار گذاشته شد.", "The upload was discarded."), "note")
    return redirect(url_for("studio.list_services"), 303)


def _missing(loaded: Mapping[str, str], *, has_file: bool) -> dict[str, Bilingual]:
    """What has to be chosen still, all at once."""
    errors = {}
    if loaded["service"] and loaded["new_id"]:
        errors["new_id"] = ONE_OF_BOTH
    elif not loaded["service"] and not loaded["new_id"]:
        errors["service"] = CHOOSE_SERVICE
    if not has_file:
        errors["bundle"] = CHOOSE_FILE
    return errors


def _tell_left_out(names: tuple[str, ...]) -> None:
    if not names:
        return
    listed = "، ".join(names[:MOST_NAMED]), ", ".join(names[:MOST_NAMED])
    rest = len(names) - MOST_NAMED
    more = (f" و {rest} فایل دیگر", f" and {rest} more") if rest > 0 else ("", "")
    flash(
        t(
            f"این فایل‌ها جزو بسته نیستند و کنار ماندند: {listed[0]}{more[0]}",
            f"These files are no part of a bundle and were left out: {listed[1]}{more[1]}",
        ),
        "note",
    )


def _upload_page(typed: Mapping[str, str], errors: Mapping[str, Bilingual]) -> str:
    by = current_actor()
    return render_template(
        "studio/upload.html",
        typed=typed,
        errors=errors,
        offers=service_versions.list_offers(by=by),
        agencies=service_versions.list_agencies(by=by),
        limits={"bundle": LARGEST_BUNDLE // MEBIBYTE, "file": LARGEST_FILE // MEBIBYTE, "files": MOST_FILES},
    )
