"""The local outbox: the SMS messages that nobody sends in development. Never registered in production."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.usecases import notifying
from app.web.permissions import requires

bp = Blueprint("development", __name__, template_folder="templates", url_prefix="/development")


@bp.get("/outbox")
@requires(Permission.PUBLIC)
def outbox() -> ResponseReturnValue:
    """The latest messages, newest first."""
    return render_template("portal/outbox.html", notices=notifying.latest())
