"""The manager's reports (I10), the evaluator's worksheets (E1, E3), and how long services really take, for anybody."""

from flask import Flask

from app.policy.access import Permission
from app.reports import performance, reports, worksheets  # noqa: F401 - each hangs its routes on the blueprint
from app.reports.blueprint import bp
from app.reports.presentation import init_presenting
from app.web.navigation import Audience, NavItem, register_nav
from engine import Bilingual


def init_reports(app: Flask) -> None:
    """Register the pages of manager and evaluator and their links."""
    app.register_blueprint(bp)
    init_presenting(app)
    items = [
        NavItem("reports.show_report", Bilingual("گزارش‌ها", "Reports"), Permission.REPORT),
        NavItem("reports.list_worksheets", Bilingual("کاربرگ‌ها", "Worksheets"), Permission.EVALUATE),
    ]
    register_nav(app, Audience.STAFF, items)
