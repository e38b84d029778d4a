"""What every template can say: the globals and filters of docs/design-system.md."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import urlencode

from flask import Flask, g, request
from flask_wtf.csrf import generate_csrf
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from werkzeug.local import LocalProxy

from app.policy.actors import Actor
from app.policy.tracking_codes import show_tracking_code
from app.web import formatting
from app.web.assets import SPRITE, asset, init_assets
from app.web.icons import icon
from app.web.language import current_language, direction, in_language, t
from app.web.navigation import link_to, nav_for
from app.web.session import find_actor, login_url, utc_now
from app.web.template_environment import DeskEnvironment

THEMES = ("auto", "light", "dark")
FILTERS: Final[Mapping[str, Callable[..., str]]] = {
    "lang": in_language,
    "digits": formatting.digits,
    "number": formatting.number,
    "money": formatting.money,
    "jalali": formatting.jalali,
    "day_short": formatting.day_short,
    "moment": formatting.moment,
    "clock": formatting.clock,
    "local_day": formatting.local_day,
    "ago": lambda value: formatting.ago(value, utc_now()),
    "until": formatting.until,
    "duration": formatting.duration,
    "code": formatting.code,
    "code_marks": formatting.code_marks,
    "phone": formatting.phone,
    "tracking_code": show_tracking_code,
    "paragraphs": formatting.paragraphs,
    "prose": formatting.prose,
    "bullets": formatting.bullets,
    "expressions": formatting.expressions,
}


def init_templating(app: Flask) -> None:
    """Register globals, filters and the context of every page, and find the built assets."""
    app.jinja_environment = DeskEnvironment
    init_assets(app)
    app.jinja_env.globals.update(
        t=t,
        # for templates from strings; those from files know their language
        lang=LocalProxy(current_language),
        dir=LocalProxy(direction),
        csrf_field=csrf_field,
        csrf_token=generate_csrf,
        icon=_icons(app),
        link_to=link_to,
        nav_for=nav_for,
        until=formatting.until,
        days_until=formatting.days_until,
    )
    app.jinja_env.filters.update({name: _for_reader(shown) for name, shown in FILTERS.items()})
    app.context_processor(_context)


def csrf_field() -> Markup:
    """The hidden field that each posting form begins with."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def _icons(app: Flask) -> Callable[..., Markup]:
    """`icon` with the address of the built file, which stays the same while the process runs."""

    @cache
    def sprite() -> str:
        return asset(app, SPRITE)

    return lambda name, label=None: icon(name, label, sprite=sprite())


def current_theme() -> str:
    """ "light" or "dark" if the reader chose one, else "auto"."""
    chosen = request.cookies.get("theme", "auto")
    return chosen if chosen in THEMES else "auto"


def way_back() -> str:
    """The query that leads back to this page, for links that only change how it looks; to the front page where this one
    can't be got."""
    rule = request.url_rule
    reachable = request.method in ("GET", "HEAD") or (rule is not None and "GET" in (rule.methods or ()))
    return "?" + urlencode({"next": request.full_path.rstrip("?") if reachable else "/"}, safe="/")


def _for_reader(shown: Callable[..., str]) -> Callable[..., str]:
    """The filter as one that depends on the request: Jinja would else fix `25|number` once, in the first language."""

    @pass_context
    def filtered(_context: Context, value: object, *args: object, **options: object) -> str:
        return shown(value, *args, **options)

    return filtered


def _context() -> dict[str, Any]:
    actor: Actor | None = find_actor()
    return {
        "actor": actor,
        "theme": current_theme(),
        "way_back": way_back(),
        "session_expires_at": g.get("session_expires_at"),
        "sign_in_url": login_url() if actor is None and link_to("portal.login") else None,
    }
