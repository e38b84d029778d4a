"""Who is asking: the login session behind the browser's cookie, read once per request."""

from datetime import UTC, datetime

from flask import Request, Response, current_app, g, request, url_for
from flask.globals import request_ctx

from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.usecases.identity import login
from app.usecases.identity.login import NewSession

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
        token = request.cookies.get(COOKIE)
        found = login.find_login(token, now=utc_now()) if token else None
        g.actor = found.actor if found else None
        g.session_expires_at = found.expires_at if found else None
    actor: Actor | None = g.actor
    return actor


def current_actor() -> Actor:
    """The person who is logged in. Raises NotPermitted if nobody is."""
    actor = find_actor()
    if actor is None:
        raise NotPermitted
    return actor


def remember_login(response: Response, session: NewSession) -> None:
    """Give the browser its token."""
    response.set_cookie(
        COOKIE,
        session.token,
        expires=session.expires_at,
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
