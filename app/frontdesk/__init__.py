"""The front desk: today's attendances, and requests taken in for people who are present. Both names are kept."""

from flask import Flask

from app.frontdesk import attendances, intake, letters
from app.frontdesk.blueprint import bp
from app.policy.access import Permission
from app.web.navigation import Audience, NavItem, register_nav
from forms import Bilingual

__all__ = ["attendances", "init_frontdesk", "intake", "letters"]


def init_frontdesk(app: Flask) -> None:
    """Register the operators' pages and their links."""
    app.register_blueprint(bp)
    items = [
        NavItem("frontdesk.show_day", Bilingual("نوبت‌ها", "Appointments"), Permission.RECEIVE),
        NavItem("frontdesk.take_in", Bilingual("پذیرش درخواست", "Take in a request"), Permission.RECEIVE),
        NavItem("frontdesk.find", Bilingual("جست‌وجوی درخواست", "Find a request"), Permission.RECEIVE),
    ]
    register_nav(app, Audience.STAFF, items)
