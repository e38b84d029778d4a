"""Where somebody arrives after logging in."""

from urllib.parse import urlsplit

from flask import url_for

from app.policy.actors import Actor
from app.web.navigation import Audience, nav_for


def landing(wanted: str | None, actor: Actor) -> str:
    """The page that somebody was on the way to; from the front page, staff go to where they work."""
    page = safe_page(wanted)
    if page != url_for("portal.home"):
        return page
    return next((item.url for item in nav_for(Audience.STAFF, actor)), page)


def safe_page(wanted: str | None) -> str:
    """A page of ours, never another host's."""
    parts = urlsplit((wanted or "/").replace("\\", "/"))
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        return url_for("portal.home")
    return parts._replace(fragment="").geturl()
