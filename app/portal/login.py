"""Logging in by national id and a one-time code, and out again.

What the pages say depends on what was typed and on what this browser did before, never on what the desk knows of the
person: who is registered, and with which number, is nobody's to find out."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.policy.errors import TooManyTries
from app.policy.one_time_codes import CODE_LIFE
from app.portal import login_steps
from app.portal.arrival import safe_page
from app.portal.blueprint import bp
from app.portal.login_steps import ShownSoFar
from app.portal.schemas import CodeForm, LoginForm
from app.usecases.identity import challenges
from app.usecases.identity import login as login_usecase
from app.usecases.identity.challenges import NoLogin
from app.usecases.identity.send_limits import WINDOW
from app.web.commits import commits, commits_lightly
from app.web.fields import load_form
from app.web.known_device import current_asker
from app.web.language import t
from app.web.permissions import requires
from app.web.session import current_token, forget_login, utc_now
from forms import Bilingual, normalise_digits

#: of the browser's signed cookie: the login under way, and when it last asked for codes
PENDING, ASKED_AT = "login_under_way", "asked_for_codes"
#: so often may one browser ask in a window; only this limit is told, since it counts the browser's own tries alone
ASKS = 5
REASONS = {
    NoLogin.WRONG_CODE: Bilingual(
        "کد درست نیست. آن را با آخرین پیامک بسنجید.", "The code isn't right. Compare it with the last message."
    ),
    NoLogin.SPENT: Bilingual(
        "این کد دیگر کار نمی‌کند: زمانش گذشته یا پنج بار نادرست نوشته شده است. کد تازه بخواهید.",
        "This code works no more: its time is over, or it was typed wrong five times. Ask for a new one.",
    ),
}


@bp.get("/login")
@requires(Permission.PUBLIC)
def login() -> ResponseReturnValue:
    """Ask who wants to log in."""
    return _login_page({}, {})


@bp.post("/login")
@requires(Permission.PUBLIC)
@commits_lightly
def send_code() -> ResponseReturnValue:
    """Send a one-time code by SMS."""
    loaded, errors = load_form(LoginForm())
    if errors:
        return _login_page(loaded, errors), 422
    try:
        _ask({**loaded, "next": safe_page(request.args.get("next"))})
    except TooManyTries as refused:
        return _login_page(request.form, {"national_id": refused.message}), 429
    return redirect(url_for("portal.enter_code"), 303)


@bp.post("/login/new-code")
@requires(Permission.PUBLIC)
@commits_lightly
def send_another_code() -> ResponseReturnValue:
    """Send the code once more to the same number, or another one where its time is nearly over; nothing is typed
    again."""
    pending = session.get(PENDING)
    if pending is None:
        return redirect(url_for("portal.login"), 303)
    try:
        _ask(pending)
    except TooManyTries as refused:
        return _code_page({"code": refused.message}), 429
    flash(t("درخواست کد دوباره انجام شد.", "The code was asked for again."), "good")
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
@commits_lightly
def confirm_code() -> ResponseReturnValue:
    """Log in with the code, or go on to what else is wanted. A wrong one is counted, so this commits either way."""
    pending = session.get(PENDING)
    if pending is None:
        return redirect(url_for("portal.login"), 303)
    loaded, errors = load_form(CodeForm())
    if errors:
        return _code_page(errors), 422
    code = "".join(c for c in normalise_digits(loaded["code"]) if c.isdigit() and c.isascii())
    now = utc_now()
    met = challenges.meet(challenge_id=UUID(pending["challenge"]), code=code, now=now)
    if isinstance(met, NoLogin):
        return _code_page({"code": REASONS[met]}), 422
    session.pop(PENDING)
    session.pop(ASKED_AT, None)
    shown = ShownSoFar(met.id, since=now, keeps=loaded["remember"], next=pending.get("next") or "")
    return login_steps.go_on(shown)


@bp.post("/logout")
@requires(Permission.PUBLIC)
@commits
def logout() -> ResponseReturnValue:
    """Log out on this browser."""
    if current_token():
        login_usecase.log_out(current_token())
    session.clear()
    response = make_response(redirect(url_for("portal.home"), 303))
    forget_login(response)
    return response


def _ask(wanted: dict[str, str]) -> None:
    """Ask for a code, and bind the answer to this browser. Raises TooManyTries where that has asked too often."""
    now = utc_now()
    since = now.timestamp() - WINDOW.total_seconds()
    asked = [moment for moment in session.get(ASKED_AT, []) if moment > since]
    if len(asked) >= ASKS:
        raise TooManyTries
    before = session.get(PENDING, {}).get("challenge")
    answer = challenges.ask(
        national_id=wanted["national_id"],
        mobile=wanted["mobile"],
        asker=current_asker(),
        now=now,
        again=UUID(before) if before else None,
    )
    session[ASKED_AT] = [*asked, int(now.timestamp())]
    session[PENDING] = {**wanted, "challenge": answer.challenge_id.hex, "is_crowded": answer.is_crowded}


def _login_page(typed: object, errors: dict[str, Bilingual]) -> str:
    return render_template("portal/login.html", typed=typed, errors=errors, next=request.args.get("next"))


def _code_page(errors: dict[str, Bilingual]) -> str:
    pending = session[PENDING]
    return render_template(
        "portal/login-code.html",
        errors=errors,
        back=url_for("portal.login", next=pending["next"]),
        mobile=pending["mobile"],
        is_crowded=pending["is_crowded"],
        minutes=int(CODE_LIFE.total_seconds() // 60),
        keeps=request.form.get("remember") == "on",
    )
