"""What the buttons of a list do to what was typed: one entry more, one entry less. Nothing is checked."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from forms.definition import Form
from forms.lists.numbered import ORIGIN, fold
from forms.lists.opened import Opened, opened
from forms.paths import nest, places_of_entries, value_at
from forms.profile import prefill
from forms.settle import Compute, nothing_computed, read_leniently

NOTHING: Mapping[str, object] = MappingProxyType({})


def with_entry(
    form: Form,
    typed: Mapping[str, object],
    path: str,
    *,
    known: Mapping[str, object] = NOTHING,
    compute: Compute = nothing_computed,
) -> dict[str, Any]:
    """What was typed with one more entry at the end of the list of that path, the form's defaults in it; as it was
    where there is no such list or it takes no more."""
    entered = opened(form, typed, known)
    number = _count(entered, path) + 1
    if not any(each.path == path and each.grows and number <= each.most for each in entered.form.lists):
        return dict(typed)
    key = f"{path}.{number}"
    flat = {**places_of_entries(entered.form.lists), **entered.raw, key: {}}
    said = {**entered.known, **read_leniently(entered.form.asked, entered.raw)}
    first = value_at(key, prefill(form, {}, compute=compute, data=nest({**flat, **said, key: {}})))
    if isinstance(first, Mapping):
        flat[key] = {name: value for name, value in first.items() if name != ORIGIN}
    flat.pop(path, None)
    return fold(form, flat)


def without_entry(
    form: Form, typed: Mapping[str, object], key: str, *, known: Mapping[str, object] = NOTHING
) -> dict[str, Any]:
    """What was typed without one entry of a list (`owners.2`); as it was where there is none or it can't be removed."""
    entered = opened(form, typed, known)
    path, _, given = key.rpartition(".")
    least = next((each.least for each in entered.form.lists if each.path == path and each.grows), None)
    there = places_of_entries(entered.form.lists)
    if least is None or key not in there or _count(entered, path) <= least:
        return dict(typed)
    flat = {}
    for name, value in {**there, **entered.raw}.items():
        moved = _moved(name, path, int(given))
        if moved is not None:
            flat[moved] = value
    flat.setdefault(path, [])
    return fold(form, flat)


def _count(entered: Opened, path: str) -> int:
    return next((len(each.entries or ()) for each in entered.form.lists if each.path == path), 0)


def _moved(name: str, path: str, gone: int) -> str | None:
    """The key once entry `gone` of the list is gone; None for what goes with it."""
    number, dot, rest = name.removeprefix(f"{path}.").partition(".")
    if not name.startswith(f"{path}.") or not number.isdigit() or int(number) < gone:
        return name
    return None if int(number) == gone else f"{path}.{int(number) - 1}{dot}{rest}"
