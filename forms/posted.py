"""A posted HTML form → the raw mapping that `validate` takes. Only names are put in order here; nothing is checked.

Names on the page: a question's key; three boxes `<key>-year|month|day` of a date; `_asked` once per question shown."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from forms.definition import Field, Form

ASKED = "_asked"
#: inputs of the page itself: its token, and the buttons that upload or remove a document
PAGE_INPUTS = ("csrf_token", "_upload", "_remove")
BOXES = ("year", "month", "day")


class Posted(NamedTuple):
    """What came from a page: raw values by key, and the keys of the questions that the page showed."""

    raw: dict[str, object]
    asked: frozenset[str]


def read_post(form: Form, posted: Mapping[str, Sequence[str]], *, ignore: Collection[str] = PAGE_INPUTS) -> Posted:
    """Sort posted values (name → all values under it) by question. `ignore` names inputs of the page itself.

    Names that the form doesn't know stay in `raw`, so that `validate` refuses them."""
    left = {name: list(values) for name, values in posted.items() if name not in ignore}
    asked = frozenset(left.pop(ASKED, ()))
    raw: dict[str, object] = {}
    for question in form.asked:
        value = _take(question, left)
        if value is not None:
            raw[question.key] = value
        elif question.key in asked and question.kind == "yes-no":
            raw[question.key] = False
    for name, values in left.items():
        raw.setdefault(name, values[-1] if values else "")
    return Posted(raw, asked)


def newly_asked(form: Form, posted: Posted, hidden: Iterable[str]) -> tuple[Field, ...]:
    """Questions that apply to these answers but weren't on the page that was posted: show it again before going on.

    `hidden` are the keys of questions that a page with these answers doesn't show (`Seen.not_shown`)."""
    passed = posted.asked.union(hidden)
    return tuple(f for f in form.asked if (f.hides or f.may_be_fixed or f.options_from) and f.key not in passed)


def _take(question: Field, left: dict[str, list[str]]) -> object:
    key = question.key
    if question.is_date:
        boxes = {box: left.pop(f"{key}-{box}", [""])[-1] for box in BOXES}
        if any(boxes.values()):
            return boxes
    values = left.pop(key, None)
    if not values:
        return None
    return values if question.multiple or question.is_document else values[-1]
