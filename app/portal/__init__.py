"""The citizen's window: catalogue, application, receipt, tracking, conversation, answer. Works without JavaScript."""

from flask import Flask

from app.policy.access import Permission
from app.portal import account, applications, cases, catalogue, credentials, login, login_steps, papers, tasks, tracking
from app.portal import development as development_pages
from app.portal.blueprint import bp
from app.portal.presentation import init_presenting
from app.web.navigation import Audience, NavItem, register_nav
from app.web.security import csrf
from forms import Bilingual

__all__ = [
    "account",
    "applications",
    "cases",
    "catalogue",
    "credentials",
    "init_portal",
    "login",
    "login_steps",
    "papers",
    "tasks",
    "tracking",
]


def init_portal(app: Flask, *, development: bool) -> None:
    """Register the citizens' pages; `development` adds the local outbox and the agency that the desk plays itself."""
    app.register_blueprint(bp)
    init_presenting(app)
    items = [
        NavItem("portal.list_services", Bilingual("خدمات", "Services")),
        NavItem("portal.track", Bilingual("پیگیری", "Track")),
        NavItem("portal.list_cases", Bilingual("درخواست‌های من", "My requests"), Permission.CITIZEN),
    ]
    register_nav(app, Audience.CITIZEN, items)
    register_nav(
        app,
        Audience.FOOTER,
        [
            NavItem("portal.list_desks", Bilingual("میزهای خدمت و دفترها", "Front desks")),
            NavItem("portal.verify", Bilingual("اصالت‌سنجی نامه", "Verify a letter")),
        ],
    )
    if development:
        app.register_blueprint(development_pages.bp)
        csrf.exempt(development_pages.agency)
        app.register_blueprint(development_pages.agency)
        outbox = NavItem("development.outbox", Bilingual("پیامک‌های آزمایشی", "Development outbox"))
        register_nav(app, Audience.FOOTER, [outbox])
