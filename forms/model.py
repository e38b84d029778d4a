"""form-js JSON → `Form`. Nothing is silently ignored: what Miz can't ask for truly is refused, naming the component.

Parsed forms are cached by their text; one form is parsed once per process."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from engine import Bilingual
from forms.component import COLUMNS, MOST_DEPTH, joined, lacking, layout_of, list_of, parse_field, read_hides, text_pair
from forms.definition import ENTRY, Field, FieldType, Form, Group, Item, Json, Separator, Spacer, TextBlock
from forms.errors import BadComponent, DuplicateKey, FormError, KeyWithinKey, NotAForm, UnsupportedComponent
from forms.lists.component import parse_list
from forms.shown.html_blocks import parse_html
from forms.shown.pictures import parse_picture
from forms.shown.previews import parse_preview
from forms.tables import parse_table
from forms.values.digits import persian_digits

__all__ = ["Field", "FieldType", "Form", "FormError", "Group", "Item", "Separator", "TextBlock", "parse_form"]

MOST_BYTES = 1 << 20
_SUPPORTED = ", ".join(
    [
        *FieldType,
        "taglist",
        "text",
        "html",
        "image",
        "documentPreview",
        "table",
        "group",
        "dynamiclist",
        "separator",
        "spacer",
    ]
)
#: without meaning for a page, which has buttons of its own
_SKIPPED = frozenset({"button"})
#: pixels of a spacer: form-js's own where none are said, and the most
SPACE, MOST_SPACE = 60, 600
_NO_JSON = Bilingual("JSON درستی نیست", "it is no JSON")
_NO_COMPONENTS = Bilingual("فهرست جزءها (`components`) درست نیست", "it has no list of components")
_TOO_DEEP = Bilingual(
    f"گروه‌ها بیش از {persian_digits(str(MOST_DEPTH))} لایه در هم‌اند", f"groups nested deeper than {MOST_DEPTH}"
)


def parse_form(data: bytes | str | Mapping[str, object]) -> Form:
    """The form of this form-js JSON (text of at most 1 MiB, or already loaded).

    Raises `FormError` naming the component and what is wrong with it: an unsupported type, a key used twice, an unknown
    kind or profile field, a pattern that can't be used, an expression that is missing."""
    if isinstance(data, Mapping):
        return _parse(_canonical(data))
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)
    return _parse_bytes(raw)


@lru_cache(maxsize=512)
def _parse_bytes(raw: bytes) -> Form:
    if len(raw) > MOST_BYTES:
        raise NotAForm(reason=Bilingual("بیش از ۱ مگابایت است", "it has more than 1 MiB"))
    try:
        loaded = json.loads(raw, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise NotAForm(reason=_NO_JSON) from error
    return _parse(_canonical(loaded))


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _canonical(data: object) -> bytes:
    try:
        text = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise NotAForm(reason=_NO_JSON) from error
    return text.encode()


@lru_cache(maxsize=512)
def _parse(canonical: bytes) -> Form:
    data = json.loads(canonical)
    if not isinstance(data, dict) or not isinstance(data.get("components"), list):
        raise NotAForm(reason=_NO_COMPONENTS)
    items = parse_items(data["components"])
    title = text_pair(data, "title") or text_pair(data, "label")
    form = Form(str(data.get("id") or "form"), title, items, hashlib.sha256(canonical).hexdigest())
    _require_unique([f.key for f in form.fields])
    _require_own_paths(form)
    return form


def _require_unique(keys: Sequence[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise DuplicateKey(key=key)
        seen.add(key)
    for key in keys:
        outer = next((one for one in _contexts(key) if one in seen), None)
        if outer is not None:
            raise KeyWithinKey(inner=key, key=outer)


def _require_own_paths(form: Form) -> None:
    """A list shares its path with nothing else."""
    for each in form.lists:
        if sum(other.path == each.path for other in form.lists) > 1:
            raise DuplicateKey(key=each.path)
        for question in form.fields:
            if question.key == each.path or (
                question.key.startswith(f"{each.path}.") and not question.key.startswith(f"{each.path}.{ENTRY}.")
            ):
                raise KeyWithinKey(inner=question.key, key=each.path)


def _contexts(key: str) -> Iterable[str]:
    parts = key.split(".")
    return (".".join(parts[:end]) for end in range(1, len(parts)))


class _Place(NamedTuple):
    """Where in the groups of a form something stands."""

    depth: int = 0
    path: str = ""

    def within(self, group: Mapping[str, Json]) -> "_Place":
        path = group.get("path")
        return _Place(self.depth + 1, joined(self.path, path) if path else self.path)


def parse_items(components: Sequence[Json]) -> tuple[Item, ...]:
    """What these form-js components ask and show, in order. Raises FormError."""
    return tuple(_items(components, (), _Place()))


def _items(components: Sequence[Any], hides: tuple[str, ...], place: _Place) -> Iterable[Item]:
    if place.depth > MOST_DEPTH:
        raise NotAForm(reason=_TOO_DEEP)
    if not all(isinstance(one, dict) and isinstance(one.get("type", ""), str) for one in components):
        raise NotAForm(reason=_NO_COMPONENTS)
    for row in _rows([component for component in components if component.get("type") not in _SKIPPED]):
        columns = tuple(width for _, width in row)
        items = tuple(_item(component, hides, place) for component, _ in row)
        if columns in _WHOLE:
            yield items[0]
        else:
            yield Group(Bilingual("", ""), items, hides, columns=columns)


#: widths of a row that has nothing beside its only item
_WHOLE = ((None,), (COLUMNS,))


def _rows(components: Iterable[dict[str, Json]]) -> Iterable[list[tuple[dict[str, Json], int | None]]]:
    """What stands side by side, each with its width: whatever names the same row, else each by itself."""
    rows: dict[object, list[tuple[dict[str, Json], int | None]]] = {}
    for place, component in enumerate(components):
        row, columns = layout_of(component)
        rows.setdefault(place if row is None else row, []).append((component, columns))
    return rows.values()


#: what is shown and never asked → how it is read
_SHOWN: Mapping[str, Callable[[dict[str, Json], tuple[str, ...]], Item]] = {
    "table": parse_table,
    "html": parse_html,
    "image": parse_picture,
    "documentPreview": parse_preview,
}


def _item(component: dict[str, Json], outer: tuple[str, ...], place: _Place) -> Item:
    hides = (*outer, *read_hides(component))
    where = str(component.get("key") or component.get("label") or component.get("id") or "?")
    match component.get("type"):
        case "group" | "dynamiclist" as kind:
            return (_group if kind == "group" else _list)(component, hides, place)
        case "spacer":
            return Spacer(_height(component), hides)
        case str(kind) if kind in _SHOWN:
            return _SHOWN[kind](component, hides)
        case "separator":
            return Separator(hides)
        case "text":
            return TextBlock(text_pair(component, "text") or Bilingual("", ""), hides)
        case str(kind) if kind in set(FieldType) | {"taglist"}:
            return parse_field(component, hides, place.path)
        case other:
            raise UnsupportedComponent(type=other, where=where, supported=_SUPPORTED)


def _group(component: dict[str, Json], hides: tuple[str, ...], place: _Place) -> Item:
    label = text_pair(component, "label") or Bilingual("", "")
    inner = tuple(_items(list_of(component, "components"), hides, place.within(component)))
    return Group(label, inner, hides, outlined=component.get("showOutline") is True)


def _list(component: dict[str, Json], hides: tuple[str, ...], place: _Place) -> Item:
    if not component.get("path"):
        raise BadComponent(
            where=str(component.get("label") or component.get("id") or "dynamiclist"), reason=lacking("path")
        )
    path = joined(place.path, component["path"])
    within = _Place(place.depth + 1, f"{path}.{ENTRY}")
    return parse_list(component, path, hides, lambda inner: _items(inner, hides, within))


def _height(component: Mapping[str, Json]) -> int:
    height = component.get("height")
    return min(int(height), MOST_SPACE) if isinstance(height, int | float) and height > 0 else SPACE
