"""Keys with the numbers of entries (`owners.2.name`) → lists of entries, as drafts and programs hold them."""

import re
from collections.abc import Mapping
from typing import Any

from forms.definition import ENTRY, Form
from forms.lists.component import MOST_ENTRIES

#: within a typed entry: which entry of the case's list it was
ORIGIN = "_of"
#: the number of an entry in a key
_NUMBER = re.compile(r"\.([1-9][0-9]{0,2})(?=\.|$)", re.ASCII)


def template_of(key: str) -> str:
    """The key as the form has it: with a mark in place of every number of an entry."""
    return _NUMBER.sub(f".{ENTRY}", key)


def fold(form: Form, values: Mapping[str, object]) -> dict[str, Any]:
    """Values whose keys have numbers as lists of entries; within an entry the keys stay as flat as they are. `form` is
    the one without entries: what it doesn't ask keeps its key, and so is refused where answers are checked."""
    asked = {f.key for f in form.fields if f".{ENTRY}." in f.key}
    asked |= {f"{each.path}.{ENTRY}{rest}" for each in form.lists for rest in ("", f".{ORIGIN}")}
    asked |= {each.path for each in form.lists}
    ours = {key for key in values if template_of(key) in asked}
    return {key: value for key, value in values.items() if key not in ours} | _folded({k: values[k] for k in ours})


def _folded(values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    numbered: dict[str, dict[int, dict[str, Any]]] = {}
    for key, value in values.items():
        number = _NUMBER.search(key)
        if number is None:
            found[key] = value
            continue
        entry = numbered.setdefault(key[: number.start()], {}).setdefault(int(number[1]), {})
        if rest := key[number.end() + 1 :]:
            entry[rest] = value
        elif isinstance(value, Mapping):
            entry |= value
    for path, entries in numbered.items():
        last = min(max(entries), MOST_ENTRIES + 1)
        found[path] = [_folded(entries.get(number, {})) for number in range(1, last + 1)]
    return found
