"""The pages that belong to no audience: language and theme switches, help, and (in development) the style page."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import Blueprint, Flask, Response, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.web.icons import ICONS
from app.web.language import LANGUAGES, YEAR, remember_language
from app.web.navigation import Audience, NavItem, register_nav
from app.web.permissions import requires
from app.web.templating import THEMES
from engine import Bilingual

bp = Blueprint("web", __name__, template_folder="templates")
design_bp = Blueprint("design", __name__)


def init_pages(app: Flask, *, design: bool = False) -> None:
    """Register the shared templates and pages; `design` adds the style page at /design."""
    app.register_blueprint(bp)
    if design:
        app.register_blueprint(design_bp)
    register_nav(
        app,
        Audience.FOOTER,
        (
            NavItem("web.help_page", Bilingual("راهنما و تماس", "Help and contact")),
            NavItem("web.accessibility", Bilingual("بیانیهٔ دسترس‌پذیری", "Accessibility statement")),
        ),
    )


@bp.get("/language/<code>")
@requires(Permission.PUBLIC)
def language(code: str) -> ResponseReturnValue:
    """Switch the language and stay on the page."""
    if code not in LANGUAGES:
        abort(404)
    response = make_response(redirect(_way_back(), 303))
    remember_language(response, code)
    return response


@bp.get("/theme/<name>")
@requires(Permission.PUBLIC)
def theme(name: str) -> ResponseReturnValue:
    """Choose light, dark or what the device prefers, and stay on the page."""
    if name not in THEMES:
        abort(404)
    response = make_response(redirect(_way_back(), 303))
    response.set_cookie("theme", name, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return response


@bp.get("/help")
@requires(Permission.PUBLIC)
def help_page() -> ResponseReturnValue:
    """How the desk is used, and where to ask."""
    return render_template("help.html")


@bp.get("/accessibility")
@requires(Permission.PUBLIC)
def accessibility() -> ResponseReturnValue:
    """What the pages promise to people who see, hear or type differently."""
    return render_template("accessibility.html")


@design_bp.get("/design")
@requires(Permission.PUBLIC)
def design_page() -> ResponseReturnValue:
    """Every component at once, to be looked at in both directions."""
    return render_template("design.html", staff=request.args.get("staff") == "1", drawings=ICONS)


@design_bp.get("/design/sample.bpmn")
@requires(Permission.PUBLIC)
def sample_diagram() -> ResponseReturnValue:
    """The diagram that the style page shows."""
    return Response(render_template("design_sample.bpmn"), mimetype="application/xml")


def _way_back() -> str:
    """Where `next` says, if that is a page of ours; without a `lang` of its own, which would win over the choice."""
    parts = urlsplit(request.args.get("next", "/").replace("\\", "/"))
    ours = not parts.scheme and not parts.netloc and parts.path.startswith("/") and not parts.path.startswith("//")
    if not ours:
        return "/"
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name != "lang"])
    return urlunsplit(("", "", parts.path, query, ""))
