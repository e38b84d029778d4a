"""The links of header, footer and person menu: each audience adds its own; shown is what the actor may open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from flask import Flask, current_app, request, url_for

from app.policy.access import Permission, may
from app.policy.actors import Actor
from engine import Bilingual

EXTENSION: Final = "miz-navigation"
ADDRESSES: Final = "miz-addresses"


class Audience(StrEnum):
    """Where a link stands."""

    #: header of the citizens' pages
    CITIZEN = "citizen"
    #: header of the staff pages; in the person menu elsewhere
    STAFF = "staff"
    #: footer of every page
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class NavItem:
    """One link: where to, its two names, and what it takes to see it."""

    endpoint: str
    label: Bilingual
    permission: Permission = Permission.PUBLIC
    icon: str | None = None
    #: how many things wait behind it for the current user, shown where there are any
    count: Callable[[], int] | None = None

    @property
    def waiting(self) -> int:
        """What the count says now."""
        return self.count() if self.count is not None else 0

    @property
    def url(self) -> str:
        """The address of the page."""
        return link_to(self.endpoint) or ""

    @property
    def is_current(self) -> bool:
        """Whether this is the page being shown, or the section it belongs to."""
        url = self.url
        return request.path == url or (url != "/" and request.path.startswith(url.rstrip("/") + "/"))


def register_nav(app: Flask, audience: Audience | str, items: Iterable[NavItem]) -> None:
    """Append links for an audience, in order of registration."""
    _registry(app)[Audience(audience)].extend(items)


def nav_for(audience: Audience | str, actor: Actor | None) -> list[NavItem]:
    """The links that `actor` may follow and that this app really has."""
    items = _registry(current_app)[Audience(audience)]
    return [item for item in items if item.endpoint in current_app.view_functions and may(actor, item.permission)]


def link_to(endpoint: str, **values: object) -> str | None:
    """The address of an endpoint, or None in an app that hasn't got it."""
    if endpoint not in current_app.view_functions:
        return None
    if values:
        return url_for(endpoint, **values)  # type: ignore[arg-type]  # url_for's own keywords are never among them
    known: dict[tuple[str, str], str] = current_app.extensions.setdefault(ADDRESSES, {})
    key = (endpoint, request.script_root)
    return known.get(key) or known.setdefault(key, url_for(endpoint))  # every page has a dozen of them


def _registry(app: Flask) -> dict[Audience, list[NavItem]]:
    registry: dict[Audience, list[NavItem]] = app.extensions.setdefault(
        EXTENSION, {audience: [] for audience in Audience}
    )
    return registry
