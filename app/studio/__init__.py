"""The analyst's studio: upload a bundle, see the gate's findings on the diagram, publish, take back."""

from flask import Flask

from app.policy.access import Permission
from app.studio import bundles, migrations, rules, services
from app.studio.blueprint import bp
from app.web.navigation import Audience, NavItem, register_nav
from forms import Bilingual

__all__ = ["bundles", "init_studio", "migrations", "rules", "services"]


def init_studio(app: Flask) -> None:
    """Register the analysts' pages and their links."""
    app.register_blueprint(bp)
    items = [
        NavItem("studio.list_services", Bilingual("خدمت‌ها", "Services"), Permission.AUTHOR),
        NavItem("studio.upload", Bilingual("بارگذاری بسته", "Upload a bundle"), Permission.AUTHOR),
        NavItem("studio.list_rules", Bilingual("قاعده‌های بازبینی", "Rules of the gate"), Permission.AUTHOR),
    ]
    register_nav(app, Audience.STAFF, items)
