"""For other systems: the catalogue, the packages and the state of a request, as JSON. Problems are RFC 9457 objects.

There is no way to name an inside unit, a room or a person as a place for a citizen (P2): no field takes one."""

from flask import Flask

from app.api import messages  # noqa: F401 - hangs its routes on the blueprint
from app.api.routes import bp
from app.web.security import csrf


def init_api(app: Flask) -> None:
    """Register the API under /api/v1."""
    app.register_blueprint(bp)
    csrf.exempt(bp)
