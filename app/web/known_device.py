"""A mark in browsers from which somebody has logged in: it opens nothing, but strangers can't use up its codes. Signed;
it holds a random id and the ids of the last people who logged in there."""

import secrets
from datetime import timedelta
from uuid import UUID

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from app.usecases.identity.send_limits import Asker
from app.web.session import client_address

COOKIE = "miz_device"
KEPT = timedelta(days=180)
#: a shared computer knows no more of its users
PEOPLE = 5


def current_asker() -> Asker:
    """From where this request comes."""
    device, people = _known()
    return Asker(address=client_address(), device=device, people=frozenset(people))


def mark_device(response: Response, person_id: UUID, *, keeps: bool) -> None:
    """Leave the mark of this person's login, in a browser that isn't their own until it is closed."""
    device, people = _known()
    latest = [person_id, *(known for known in people if known != person_id)][:PEOPLE]
    response.set_cookie(
        COOKIE,
        _serializer().dumps([device or secrets.token_urlsafe(16), [known.hex for known in latest]]),
        max_age=KEPT if keeps else None,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        path="/login",
    )


def _known() -> tuple[str | None, list[UUID]]:
    try:
        device, people = _serializer().loads(request.cookies.get(COOKIE, ""), max_age=int(KEPT.total_seconds()))
    except BadData:
        return None, []
    return str(device), [UUID(hex=known) for known in people]


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="miz-device")
