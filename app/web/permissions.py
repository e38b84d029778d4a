"""Every route declares what it requires; one that declares nothing is refused at start."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Unauthorized

from app.policy import access
from app.policy.access import Permission
from app.policy.errors import NotPermitted
from app.web.errors import session_ended
from app.web.senders import find_sender
from app.web.session import find_actor, login_url, opens_with_factor

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

#: views of Flask itself, without a permission of ours
EXEMPT = frozenset({"static"})
READING = ("GET", "HEAD")


def requires(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Let only holders of `permission` in. Who isn't logged in is sent to the login page and back; what they were
    posting when their session ended is kept on a page from which it can be sent again. Another system shows a token
    with each request, and is told where it doesn't hold."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if permission is Permission.SEND_MESSAGES:
                if not access.may(find_sender(), permission):
                    raise Unauthorized
                return view(*args, **kwargs)
            actor = find_actor()
            if not access.may(actor, permission):
                is_page = request.method in READING and not request.path.startswith("/api/")
                if is_page and opens_with_factor(permission):
                    return redirect(url_for("portal.show_security"), 303)
                if actor is not None or request.path.startswith("/api/"):
                    raise NotPermitted
                return redirect(login_url(), 303) if request.method in READING else session_ended()
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def permission_of(view: Callable[..., Any]) -> Permission | None:
    """What a view requires; None if it declares nothing."""
    return getattr(view, "permission", None)


def check_all_declare(app: Flask) -> None:
    """Raises RuntimeError naming every route without a permission."""
    silent = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in EXEMPT and permission_of(app.view_functions[rule.endpoint]) is None
    ]
    if silent:
        raise RuntimeError(f"routes without a permission: {sorted(silent)}")
