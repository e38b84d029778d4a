"""A posted HTML form → the raw mapping that `validate` takes. Only names are put in order here; nothing is checked.

Names on the page: a question's key; three boxes `<key>-year|month|day` of a date, `<key>-time`
beside them for its time; `_asked` once per question shown;
`_list` once per list and `_entry` once per entry of one, with the number that it had in the case (`owners.2:3`)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from forms.definition import Field, Form
from forms.lists.entries import with_entries
from forms.lists.numbered import ORIGIN, fold
from forms.values.date_times import TIME_BOX

ASKED = "_asked"
LIST, ENTRY = "_list", "_entry"
#: inputs of the page itself: its token, the buttons that upload or remove a document, and those that add or remove an
#: entry of a list
PAGE_INPUTS = ("csrf_token", "_upload", "_remove", "_add", "_drop")
BOXES = ("year", "month", "day")


class Posted(NamedTuple):
    """What came from a page: raw values by key, those of lists as lists of entries, and the keys of the questions that
    the page showed."""

    raw: dict[str, object]
    asked: frozenset[str]


def read_post(form: Form, posted: Mapping[str, Sequence[str]], *, ignore: Collection[str] = PAGE_INPUTS) -> Posted:
    """Sort posted values (name → all values under it) by question. `ignore` names inputs of the page itself.

    Names that the form doesn't know stay in `raw`, so that `validate` refuses them."""
    left = {name: list(values) for name, values in posted.items() if name not in ignore}
    asked = frozenset(left.pop(ASKED, ()))
    raw: dict[str, object] = {}
    grown, told = _entries_of(form, left)
    for question in grown.asked:
        value = _take(question, left)
        if value is not None:
            raw[question.key] = value
        elif question.key in asked and question.kind == "yes-no":
            raw[question.key] = False
    for name, values in left.items():
        raw.setdefault(name, values[-1] if values else "")
    return Posted(fold(form, {**told, **raw}) if form.lists else raw, asked)


def newly_asked(form: Form, posted: Posted, hidden: Iterable[str]) -> tuple[Field, ...]:
    """Questions that apply to these answers but weren't on the page that was posted: show it again before going on.

    `hidden` are the keys of questions that a page with these answers doesn't show (`Seen.not_shown`)."""
    passed = posted.asked.union(hidden)
    asked = with_entries(form, posted.raw).asked
    return tuple(f for f in asked if (f.hides or f.may_be_fixed or f.options_from) and f.key not in passed)


def _take(question: Field, left: dict[str, list[str]]) -> object:
    key = question.key
    if question.is_date or question.is_moment:
        names = (*BOXES, TIME_BOX) if question.is_moment else BOXES
        boxes = {box: left.pop(f"{key}-{box}", [""])[-1] for box in names}
        if any(boxes.values()):
            return boxes
    values = left.pop(key, None)
    if not values:
        return None
    return values if question.multiple or question.is_document else values[-1]


def _entries_of(form: Form, left: dict[str, list[str]]) -> tuple[Form, dict[str, object]]:
    """The form with the entries that the page showed, and these: which one of the case's each was. A list that was
    shown is there even without entries."""
    if not form.lists:
        return form, {}
    told: dict[str, object] = {path: [] for path in left.pop(LIST, ())}
    for marker in left.pop(ENTRY, ()):
        key, _, origin = marker.partition(":")
        told[key] = {}
        if origin.isascii() and origin.isdigit():
            told[f"{key}.{ORIGIN}"] = int(origin[:4])
    return with_entries(form, told), told
