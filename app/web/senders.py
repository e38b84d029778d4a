"""Which other system is asking: the one whose token the request shows. Nobody is logged in there."""

import hmac

from flask import current_app, request

from app.policy.actors import Sender


def find_sender() -> Sender | None:
    """The system whose token stands in the `Authorization` header, if it is one of the settings."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    senders: dict[str, tuple[str, frozenset[str]]] = current_app.config["MIZ_SENDERS"]
    found = [
        Sender(name, messages)
        for name, (secret, messages) in senders.items()
        if hmac.compare_digest(secret.encode(), token.strip().encode())
    ]
    return found[0] if found else None
