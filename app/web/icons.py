"""Bootstrap's icons under our names, as every template has them by `icon`.

`icons.json` lists them; the build puts them and our mark into one file, of which each page shows parts."""

from functools import lru_cache
from pathlib import Path
from typing import Final

import orjson
from markupsafe import Markup

#: mirrored in right-to-left pages; clocks and ticks never are
_TURNING: Final = frozenset({"next", "back", "leave"})
ICONS: Final[tuple[str, ...]] = ("mark", *orjson.loads(Path(__file__).with_name("icons.json").read_bytes()))


@lru_cache(maxsize=200)
def icon(name: str, label: str | None = None, *, sprite: str = "") -> Markup:
    """An icon beside words; alone it needs a `label`. `sprite` is the address of the built file. Raises KeyError for an
    icon that isn't there."""
    if name not in ICONS:
        raise KeyError(name)
    turns = " icon-turns" if name in _TURNING else ""
    label_attributes = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    drawn = Markup('<svg class="icon{}" focusable="false" {}><use href="{}#{}"></use></svg>')
    return drawn.format(turns, label_attributes, sprite, name)
