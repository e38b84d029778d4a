"""Pictures in forms: a form-js `image` that names a file of the bundle, with words for those who don't see it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import cast

from forms.component import lacking, none_of, text_pair
from forms.definition import DynamicList, Form, Group, Item, Json, Picture
from forms.errors import BadComponent

_SOURCE = re.compile(r"images/[A-Za-z0-9][A-Za-z0-9._-]{0,100}\.(?:png|jpe?g|webp)", re.ASCII | re.IGNORECASE)


def parse_picture(component: Mapping[str, Json], hides: tuple[str, ...]) -> Picture:
    """The picture of a form-js component. Raises BadComponent without words for it, or where it isn't a file of the
    bundle."""
    where, source = str(component.get("id") or "image"), str(component.get("source") or "").strip()
    alt = text_pair(component, "alt")
    if not _SOURCE.fullmatch(source):
        raise BadComponent(where=where, reason=none_of("source", source[:80], ["images/….png", ".jpg", ".webp"]))
    if alt is None:
        raise BadComponent(where=where, reason=lacking("alt"))
    return Picture(source, alt, hides)


def with_addresses(form: Form, address: Callable[[str], str]) -> Form:
    """The form with the address of each picture by its source; equal to the form, for nothing else differs."""
    items = tuple(_addressed(item, address) for item in form.items)
    return form if items == form.items else replace(form, items=items)


def _addressed(item: Item, address: Callable[[str], str]) -> Item:
    if isinstance(item, Picture):
        return replace(item, address=address(item.source))
    if isinstance(item, DynamicList) and item.entries is not None:
        item = replace(item, entries=tuple(cast("Group", _addressed(entry, address)) for entry in item.entries))
    if hasattr(item, "items"):  # whatever holds other items
        inner = tuple(_addressed(one, address) for one in cast("Group", item).items)
        return replace(cast("Group", item), items=inner)
    return item
