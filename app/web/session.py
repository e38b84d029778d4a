"""Who is asking: the login session behind the browser's cookie, read once per request."""

from dataclasses import replace
from datetime import UTC, datetime

import structlog
from flask import Flask, Request, Response, current_app, g, request, url_for
from flask.globals import request_ctx

from app.data.database.transactions import is_passing
from app.policy.access import Permission, may
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.policy.sessions import SessionLimits, is_to_be_noted
from app.policy.staff_login import LoginRules
from app.usecases.identity import login, sessions
from app.usecases.identity.login import NewSession

log = structlog.get_logger(__name__)

COOKIE = "miz_session"


def utc_now() -> datetime:
    """The one clock of a request; every use case gets it handed in."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    moment: datetime = g.now
    return moment


def find_actor() -> Actor | None:
    """The person who is logged in, if anybody is."""
    if "actor" not in g:
        token, now = current_token(), utc_now()
        found = login.find_login(token, limits=session_limits(), rules=login_rules(), now=now) if token else None
        g.actor = found.actor if found else None
        g.withheld = found.withheld if found else ()
        g.factor_at = found.factor_at if found else None
        g.session_expires_at = found.ends_at if found else None
        g.session_to_note = found is not None and is_to_be_noted(seen_at=found.seen_at, now=now)
    actor: Actor | None = g.actor
    return actor


def current_actor() -> Actor:
    """The person who is logged in. Raises NotPermitted if nobody is."""
    actor = find_actor()
    if actor is None:
        raise NotPermitted
    return actor


def current_token() -> str:
    """The token that the browser shows; empty if it shows none."""
    return request.cookies.get(COOKIE, "")


def session_limits() -> SessionLimits:
    """How long logins last here."""
    limits: SessionLimits = current_app.config["MIZ_SESSION_LIMITS"]
    return limits


def lacks_factor() -> bool:
    """Whether the person who is logged in holds roles that want a second factor, and hasn't shown one here."""
    find_actor()
    return bool(g.get("withheld"))


def opens_with_factor(permission: Permission) -> bool:
    """Whether the person who is logged in would hold `permission` if they showed a second factor in this session."""
    actor = find_actor()
    return actor is not None and lacks_factor() and may(replace(actor, seats=g.withheld), permission)


def find_login_factor() -> datetime | None:
    """When a second factor was last shown in this session, if one was."""
    find_actor()
    shown_at: datetime | None = g.get("factor_at")
    return shown_at


def login_rules() -> LoginRules:
    """How members of staff log in here."""
    rules: LoginRules = current_app.config["MIZ_LOGIN_RULES"]
    return rules


def init_session(app: Flask) -> None:
    """Write down that sessions are used, once a minute each, when the page has already gone to its reader."""

    @app.after_request
    def note(response: Response) -> Response:
        if g.get("session_to_note"):
            token, now = current_token(), utc_now()
            response.call_on_close(lambda: _note_seen(token, now))
        return response


def _note_seen(token: str, now: datetime) -> None:
    """A database that is away or too busy costs nobody their page, only a minute of their session."""
    try:
        sessions.note_seen(token, now=now)
    except Exception as error:
        if not is_passing(error):
            raise
        log.warning("the use of a session could not be noted", error=type(error).__name__)


def remember_login(response: Response, session: NewSession, *, keeps: bool) -> None:
    """Give the browser its token: to be kept until the session ends, or only until the browser is closed."""
    response.set_cookie(
        COOKIE,
        session.token,
        expires=session.expires_at if keeps else None,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )


def forget_login(response: Response) -> None:
    """Take the token back."""
    response.delete_cookie(COOKIE)


def client_address(asked: Request | None = None) -> str:
    """The client's address, as far as the trusted proxies tell it."""
    return (asked or request).remote_addr or "unknown"


def login_url() -> str:
    """The login page, with the way back to this one; a page that can only be posted leads back to the front page."""
    adapter = request_ctx.url_adapter
    if request.method == "GET":
        back = request.full_path.rstrip("?")
    elif adapter is not None and adapter.test(request.path, method="GET"):
        back = request.path
    else:
        back = url_for("portal.home")
    return url_for("portal.login", next=back)
