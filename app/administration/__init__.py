"""The administrator's pages: the organisation with its people, and the working calendars that promises are counted
in."""

from flask import Flask

from app.administration import calendars, imports, people, records  # noqa: F401 - hang their routes on the blueprint
from app.administration.blueprint import bp
from app.administration.presentation import init_presenting
from app.policy.access import Permission
from app.policy.calendars import may_edit
from app.usecases.promises.calendar_changes import years_to_confirm
from app.vocabulary import CalendarScope
from app.web.navigation import Audience, NavItem, register_nav
from app.web.session import current_actor, utc_now
from engine import Bilingual


def init_administration(app: Flask) -> None:
    """Register the administrator's pages and their link."""
    app.register_blueprint(bp)
    init_presenting(app)
    item = NavItem(
        "administration.overview",
        Bilingual("مدیریت", "Administration"),
        Permission.ADMINISTER,
        count=_years_to_confirm,
    )
    register_nav(app, Audience.STAFF, [item])


def _years_to_confirm() -> int:
    """How many years wait for somebody who looks after what all agencies share."""
    if not may_edit(current_actor(), CalendarScope.COUNTRY, agency_id=None):
        return 0
    return len(years_to_confirm(utc_now()))
