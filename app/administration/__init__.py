"""The administrator's pages: the working calendars that promises are counted in."""

from flask import Flask

from app.administration import calendars  # noqa: F401 - hangs its routes on the blueprint
from app.administration.blueprint import bp
from app.administration.presentation import init_presenting
from app.policy.access import Permission
from app.usecases.promises.calendar_changes import years_to_confirm
from app.web.navigation import Audience, NavItem, register_nav
from app.web.session import utc_now
from engine import Bilingual


def init_administration(app: Flask) -> None:
    """Register the administrator's pages and their link."""
    app.register_blueprint(bp)
    init_presenting(app)
    item = NavItem(
        "administration.show_calendar",
        Bilingual("تقویم کاری", "Working calendar"),
        Permission.ADMINISTER,
        count=lambda: len(years_to_confirm(utc_now())),
    )
    register_nav(app, Audience.STAFF, [item])
