"""The clerk's pages: the worklist, and the case with everything that can be done on it."""

from flask import Flask

from app.policy.access import Permission
from app.web.navigation import Audience, NavItem, register_nav
from app.worklist import actions, cases, files, lists  # noqa: F401 - each hangs its routes on the blueprint
from app.worklist.blueprint import bp
from forms.texts import Bilingual


def init_worklist(app: Flask) -> None:
    """Register the clerk's pages and their link."""
    app.register_blueprint(bp)
    label = Bilingual("کارپوشه", "Worklist")
    register_nav(app, Audience.STAFF, [NavItem("worklist.show_list", label, Permission.WORK)])
