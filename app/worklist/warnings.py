"""`/worklist/warnings`: which open items were warned of, when, and the messages about them."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.usecases.casework import warnings, worklists
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from app.worklist.blueprint import bp
from app.worklist.worklist import tabs


@bp.get("/warnings")
@requires(Permission.WORK)
def show_warnings() -> ResponseReturnValue:
    """What I was warned of and is still open; a supervisor sees the unit's."""
    by, now = current_actor(), utc_now()
    return render_template(
        "worklist/warnings.html",
        warned=warnings.items_of(by),
        messages=warnings.messages_to(by),
        supervises=bool(worklists.supervised_units(by)),
        tabs=tabs(by, worklists.counts_for(by, now=now)),
        now=now,
    )
