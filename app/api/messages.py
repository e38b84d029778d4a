"""The door for other systems: a message for a case that waits for it, or for a service that begins by it.

Who sends shows a token of the settings and may send the messages named there, nothing else."""

from typing import Any

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError
from werkzeug.exceptions import NotFound, RequestEntityTooLarge, Unauthorized, UnprocessableEntity

import engine
from app.api.routes import bp
from app.api.schemas import MessageInput, MessageSchema
from app.policy import access
from app.policy.access import Permission
from app.policy.actors import Sender
from app.usecases.messages import outgoing
from app.web.commits import commits
from app.web.permissions import requires
from app.web.senders import find_sender
from app.web.session import utc_now

#: bytes of one message
LARGEST = engine.MAX_MESSAGE


@bp.post("/messages")
@requires(Permission.SEND_MESSAGES)
@commits
def send_message() -> ResponseReturnValue:
    """Take a message; 202 and where its state can be read. Sent again under the same id it changes nothing."""
    sender, loaded = _sender(), _loaded()
    access.require_message(sender, loaded["name"])
    incoming = outgoing.IncomingMessage(
        sender=sender.name,
        message_id=loaded["id"],
        name=loaded["name"],
        key=loaded["key"],
        data=loaded["data"],
        life=loaded["ttl"],
        applicant_id=outgoing.applicant_for(loaded["applicant"], now=utc_now()) if loaded["applicant"] else None,
    )
    message = outgoing.accept_message(incoming, now=utc_now())
    address = url_for("api.show_message", message_id=loaded["id"])
    return jsonify(MessageSchema().dump(message)), 202, {"Location": address}


@bp.get("/messages/<path:message_id>")
@requires(Permission.SEND_MESSAGES)
def show_message(message_id: str) -> ResponseReturnValue:
    """How a message of this sender stands."""
    message = outgoing.find_accepted(_sender().name, message_id)
    if message is None:
        raise NotFound
    return jsonify(MessageSchema().dump(message))


def _sender() -> Sender:
    """Who sends; the route has let nobody else in."""
    sender = find_sender()
    if sender is None:
        raise Unauthorized
    return sender


def _loaded() -> dict[str, Any]:
    if (request.content_length or 0) > LARGEST:
        raise RequestEntityTooLarge
    body = request.get_json(silent=True)
    try:
        loaded: dict[str, Any] = MessageInput().load(body if isinstance(body, dict) else {})
    except ValidationError as error:
        raise UnprocessableEntity(str(error.messages)) from error
    return loaded
