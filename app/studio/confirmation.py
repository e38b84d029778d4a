"""The page before a version is published, and what comes of it: the same for an upload and for a version taken back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.data.services.errors import ServiceIdTaken
from app.studio.schemas import PublishForm
from app.studio.views import place_of, show
from app.usecases.publishing.bundle_review import Review
from app.usecases.publishing.errors import GateRefused, NothingChanged, VersionMoved
from app.web.fields import load_form

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from app.data.models import ServiceVersion
    from forms import Bilingual


def ask_to_publish(review: Review) -> ResponseReturnValue:
    """What will happen, before it happens; what may not be published is shown with what stands against it."""
    return _page(review, {}) if review.may_publish else redirect(place_of(review).view("check"), 303)


def publish_as_next(
    review: Callable[[], Review], publish: "Callable[[UUID | None, str], ServiceVersion]"
) -> ResponseReturnValue:
    """Publish on the base that was looked at, with a note; what prevents it is said on the side that shows it.
    `publish` takes base and note."""
    loaded, errors = load_form(PublishForm())
    if errors:
        return _page(review(), errors), 422
    try:
        version = publish(loaded["base"], loaded["note"])
    except (GateRefused, NothingChanged) as refused:
        return show(review(), "check", fault=refused.message), 422
    except (VersionMoved, ServiceIdTaken) as late:
        return show(review(), "changes", fault=late.message), 409
    return redirect(url_for("studio.show_service", service_id=version.service_id, published=version.number), 303)


def _page(review: Review, errors: "Mapping[str, Bilingual]") -> str:
    """What was typed stays."""
    return render_template("studio/publish.html", review=review, errors=errors, typed=request.form)
