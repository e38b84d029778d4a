"""Documents of a case that a form shows: a form-js `documentPreview`, whose FEEL names them by their ids."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from engine import Bilingual
from forms.component import lacking, text_pair
from forms.definition import DocumentList, Form, Item, Json, walk
from forms.errors import BadComponent
from forms.templates import expression_of

_NO_ADDRESS = Bilingual(
    "`endpointKey` دارد، ولی سندها از خود میز می‌آیند؛ آن را بردارید",
    "it has an `endpointKey`, but documents come from the desk itself; remove it",
)


def parse_preview(component: Mapping[str, Json], hides: tuple[str, ...]) -> DocumentList:
    """The documents that a form-js component shows. Raises BadComponent without a source, and for an address of another
    system, from which nothing is shown."""
    where = str(component.get("id") or "documentPreview")
    source = expression_of(str(component.get("dataSource") or ""))
    if component.get("endpointKey"):
        raise BadComponent(where=where, reason=_NO_ADDRESS)
    if not source:
        raise BadComponent(where=where, reason=lacking("dataSource"))
    return DocumentList(text_pair(component, "title") or Bilingual("", ""), source, hides)


def filled_preview(shown: DocumentList, evaluate: Callable[[str], object]) -> DocumentList:
    """The documents that its FEEL names now: an id, a list of ids, or contexts with a `documentId`."""
    found = evaluate(shown.source)
    entries = found if isinstance(found, list | tuple) else [found]
    ids = [one.get("documentId") if isinstance(one, Mapping) else one for one in entries]
    return replace(shown, ids=tuple(dict.fromkeys(one for one in ids if isinstance(one, str))))


def previewed(form: Form) -> list[str]:
    """The ids of all documents that a resolved form shows."""
    return [one for shown in _lists(form.items) for one in shown.ids]


def has_previews(form: Form) -> bool:
    """Whether the form shows documents."""
    return any(True for _ in _lists(form.items))


def _lists(items: tuple[Item, ...]) -> Iterator[DocumentList]:
    return (item for item in walk(items) if isinstance(item, DocumentList))
