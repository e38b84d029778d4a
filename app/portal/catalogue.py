"""Finding a service and reading its information package (I8)."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.portal.blueprint import bp
from app.usecases.answers import papers
from app.usecases.cases import tracking
from app.usecases.intake import submission
from app.usecases.organisation import routing
from app.usecases.services import catalogue
from app.web.language import current_language
from app.web.permissions import requires
from app.web.session import find_actor
from forms import Bilingual

CATEGORIES = {
    "certificates": Bilingual("گواهی‌ها و مدارک", "Certificates and documents"),
    "construction": Bilingual("ساخت‌وساز و شهرسازی", "Building and planning"),
    "business": Bilingual("کسب‌وکار", "Business"),
    "utilities": Bilingual("آب و برق", "Water and power"),
    "identity": Bilingual("هویت", "Identity"),
    "complaints": Bilingual("شکایت و اعتراض", "Complaints and objections"),
    "other": Bilingual("سایر", "Other"),
}


@bp.get("/")
@requires(Permission.PUBLIC)
def home() -> ResponseReturnValue:
    """The front page: what the desk is for, search, and the services."""
    actor = find_actor()
    return render_template(
        "portal/home.html",
        services=catalogue.search(""),
        drafts=submission.list_drafts(by=actor) if actor else [],
        waiting=tracking.own_waiting_cases(by=actor) if actor else [],
        categories=CATEGORIES,
    )


@bp.get("/services")
@requires(Permission.PUBLIC)
def list_services() -> ResponseReturnValue:
    """The catalogue; `q` searches it, `category` narrows it."""
    typed = request.args.get("q", "")
    category = request.args.get("category") or None
    found = catalogue.search(typed, category=category)
    return render_template(
        "portal/services.html", services=found, typed=typed, category=category, categories=CATEGORIES
    )


@bp.get("/front-desks")
@requires(Permission.PUBLIC)
def list_desks() -> ResponseReturnValue:
    """Where people are received (P1): every service desk, Pishkhan office and post office."""
    return render_template("portal/desks.html", provinces=routing.desks_by_province(), agencies=routing.agency_names())


@bp.get("/services/<service_id>")
@requires(Permission.PUBLIC)
def show_service(service_id: str) -> ResponseReturnValue:
    """The information package of a service."""
    package = catalogue.package_of(service_id)
    return render_template(
        "portal/service.html",
        package=package,
        promise=papers.promise_words(package.content.facts, current_language()),
        lately=tracking.answered_lately(service_id),
    )
