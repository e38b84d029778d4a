"""The clerk's pages: the worklist, and the case with everything that can be done on it."""

from flask import Flask

from app.policy.access import Permission
from app.usecases.incidents.incidents import count_incidents
from app.web.navigation import Audience, NavItem, register_nav
from app.web.session import current_actor
from app.worklist import (  # noqa: F401 - each hangs its routes on the blueprint
    actions,
    cases,
    files,
    incidents,
    team,
    token_moves,
    warnings,
    worklist,
)
from app.worklist.blueprint import bp
from engine import Bilingual


def init_worklist(app: Flask) -> None:
    """Register the clerk's pages and their link."""
    app.register_blueprint(bp)
    label = Bilingual("کارپوشه", "Worklist")
    failed = NavItem(
        "worklist.list_incidents",
        Bilingual("رخدادها", "Incidents"),
        Permission.RESOLVE_INCIDENTS,
        count=lambda: count_incidents(current_actor()),
    )
    register_nav(app, Audience.STAFF, [NavItem("worklist.show_list", label, Permission.WORK), failed])
