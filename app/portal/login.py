"""Logging in by national id and a one-time code, and out again."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import current_app, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.errors import TooManyTries
from app.portal.blueprint import bp
from app.portal.schemas import CodeForm, LoginForm
from app.usecases.identity import login as login_usecase
from app.usecases.identity.errors import WrongMobile
from app.web.commits import commits
from app.web.fields import load_form
from app.web.language import t
from app.web.navigation import Audience, nav_for
from app.web.permissions import requires
from app.web.session import COOKIE, client_address, forget_login, remember_login, utc_now
from forms import Bilingual, normalise_digits

PENDING = "pending_login"
WRONG_CODE = Bilingual(
    "کد درست نیست یا اعتبار آن گذشته است. آن را بازبینی کنید یا کد تازه بخواهید.",
    "The code isn't right or has expired. Check it, or ask for a new one.",
)


@bp.get("/login")
@requires(Permission.PUBLIC)
def login() -> ResponseReturnValue:
    """Ask who wants to log in."""
    return _login_page({}, {})


@bp.post("/login")
@requires(Permission.PUBLIC)
@commits
def send_code() -> ResponseReturnValue:
    """Send a one-time code by SMS."""
    loaded, errors = load_form(LoginForm())
    if errors:
        return _login_page(loaded, errors), 422
    try:
        login_usecase.request_code(
            national_id=loaded["national_id"], mobile=loaded["mobile"], address=client_address(), now=utc_now()
        )
    except TooManyTries as refused:
        return _login_page(request.form, {"national_id": refused.message}), 429
    except WrongMobile as refused:
        return _login_page(request.form, {"mobile": refused.message}), 422
    session[PENDING] = {**loaded, "next": _safe_next(request.args.get("next"))}
    return redirect(url_for("portal.enter_code"), 303)


@bp.post("/login/new-code")
@requires(Permission.PUBLIC)
@commits
def send_another_code() -> ResponseReturnValue:
    """Send another code to the same number; nothing is typed again, and the earlier code stays good."""
    pending = session.get(PENDING)
    if pending is None:
        return redirect(url_for("portal.login"), 303)
    try:
        login_usecase.request_code(
            national_id=pending["national_id"], mobile=pending["mobile"], address=client_address(), now=utc_now()
        )
    except TooManyTries as refused:
        return _code_page({"code": refused.message}), 429
    flash(t("کد تازه‌ای فرستاده شد.", "A new code was sent."), "good")
    return redirect(url_for("portal.enter_code"), 303)


@bp.get("/login/code")
@requires(Permission.PUBLIC)
def enter_code() -> ResponseReturnValue:
    """Ask for the code."""
    if PENDING not in session:
        return redirect(url_for("portal.login"), 303)
    return _code_page({})


@bp.post("/login/code")
@requires(Permission.PUBLIC)
@commits
def confirm_code() -> ResponseReturnValue:
    """Log in with the code. A wrong one is counted, so this commits either way."""
    pending = session.get(PENDING)
    if pending is None:
        return redirect(url_for("portal.login"), 303)
    loaded, errors = load_form(CodeForm())
    if errors:
        return _code_page(errors), 422
    code = "".join(c for c in normalise_digits(loaded["code"]) if c.isdigit())
    life = timedelta(hours=current_app.config["MIZ_SESSION_HOURS"])
    opened = login_usecase.confirm_code(national_id=pending["national_id"], code=code, now=utc_now(), life=life)
    if opened is None:
        return _code_page({"code": WRONG_CODE}), 422
    session.pop(PENDING)
    response = make_response(redirect(_landing(pending.get("next"), opened.actor), 303))
    remember_login(response, opened)
    return response


@bp.post("/logout")
@requires(Permission.PUBLIC)
@commits
def logout() -> ResponseReturnValue:
    """Log out on this browser."""
    token = request.cookies.get(COOKIE)
    if token:
        login_usecase.log_out(token)
    session.clear()
    response = make_response(redirect(url_for("portal.home"), 303))
    forget_login(response)
    return response


def _login_page(typed: object, errors: dict[str, Bilingual]) -> str:
    return render_template("portal/login.html", typed=typed, errors=errors, next=request.args.get("next"))


def _code_page(errors: dict[str, Bilingual]) -> str:
    back = url_for("portal.login", next=session[PENDING]["next"])
    return render_template("portal/login-code.html", errors=errors, back=back, mobile=session[PENDING]["mobile"])


def _landing(wanted: str | None, actor: Actor) -> str:
    """The page that somebody was on the way to; from the front page, staff go to where they work."""
    page = _safe_next(wanted)
    if page != url_for("portal.home"):
        return page
    return next((item.url for item in nav_for(Audience.STAFF, actor)), page)


def _safe_next(wanted: str | None) -> str:
    """A page of ours, never another host's."""
    parts = urlsplit((wanted or "/").replace("\\", "/"))
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        return url_for("portal.home")
    return parts._replace(fragment="").geturl()
