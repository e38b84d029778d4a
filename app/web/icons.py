"""Our own drawings on a grid of 24, as every template has them by `icon`."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

#: mirrored in right-to-left pages; clocks and ticks never are
_TURNING: Final = frozenset({"next", "back", "hand", "leave"})
DRAWINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "mark": '<path d="M3 9h18M5 9v11M19 9v11M9 9v5h6V9"/><circle cx="12" cy="5" r="1.5"/>',
        "tick": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
        "done": '<circle cx="12" cy="12" r="9"/><path d="m8 12.3 2.8 2.8L16 9.8"/>',
        "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
        "bad": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8z"/><path d="M12 8v5M12 16.2v.1"/>',
        "wait": '<path d="M12 3.5 22 20.5H2z"/><path d="M12 10v4.5M12 17.4v.1"/>',
        "note": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.6v.1"/>',
        "calendar": (
            '<rect x="3.500" y="5" width="17" height="15.500" rx="1.500"/><path d="M3.500 10h17M8 3v4M16 3v4"/>'
        ),
        "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.2l3.4 2"/>',
        "gear": (
            '<circle cx="12" cy="12" r="3"/>'
            '<path d="M12 3v3M12 18v3M3 12h3M18 12h3'
            'M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2"/>'
        ),
        "hand": '<path d="M4 12h9M9 7.5 13.5 12 9 16.5"/><path d="M13 4h5a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-5"/>',
        "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4 3.700-6 7.500-6s6.700 2 7.500 6"/>',
        "place": (
            '<path d="M12 21.500c-4.500-4.800-7-8.300-7-11.300a7 7 0 0 1 14 0c0 3-2.500 6.500-7 11.300z"/>'
            '<circle cx="12" cy="10" r="2.500"/>'
        ),
        "letter": '<rect x="3" y="5.500" width="18" height="13" rx="1.500"/><path d="m3.500 7 8.500 6 8.500-6"/>',
        "paper": '<path d="M6 3h8l4.500 4.500V21H6z"/><path d="M14 3v4.500h4.500M9 12.500h6M9 16.500h6"/>',
        "copy": '<rect x="9" y="9" width="11" height="11" rx="1.500"/><path d="M5 15H4V4h11v1"/>',
        "print": '<path d="M7 9V3.500h10V9M7 17H4V9h16v8h-3"/><path d="M7 14h10v6.500H7z"/>',
        "search": '<circle cx="10.500" cy="10.500" r="6.500"/><path d="m15.500 15.500 5 5"/>',
        "down": '<path d="m6 9.500 6 6 6-6"/>',
        "next": '<path d="m9 5 7 7-7 7"/>',
        "back": '<path d="m15 5-7 7 7 7"/>',
        "leave": '<path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9"/>',
        "up-load": '<path d="M12 15.500V4M7.500 8.500 12 4l4.500 4.500M4 16v4h16v-4"/>',
        "down-load": '<path d="M12 4v11.500M7.500 11 12 15.500 16.500 11M4 16v4h16v-4"/>',
        "plus": '<path d="M12 5v14M5 12h14"/>',
        "stop": '<circle cx="12" cy="12" r="9"/><path d="m6 6 12 12"/>',
        "dash": '<circle cx="12" cy="12" r="9" stroke-dasharray="3 3"/>',
        "sort-up": '<path d="M12 19V5M6.500 10.500 12 5l5.500 5.500"/>',
        "sort-down": '<path d="M12 5v14M6.500 13.500 12 19l5.500-5.500"/>',
        "phone": (
            '<path d="M5 3.500h4l2 5-2.500 2a12 12 0 0 0 5 5l2-2.500 5 2v4c0 1-1 2-2 2'
            'A16.500 16.500 0 0 1 3 5.500c0-1 1-2 2-2z"/>'
        ),
    }
)


@lru_cache(maxsize=200)
def icon(name: str, label: str | None = None) -> Markup:
    """An icon beside words; alone it needs a `label`. Raises KeyError for a drawing that isn't there."""
    turns = " icon-turns" if name in _TURNING else ""
    told = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon{}" viewBox="0 0 24 24" focusable="false" {}>{}</svg>').format(
        turns,
        told,
        Markup(DRAWINGS[name]),  # noqa: S704 - our own
    )
