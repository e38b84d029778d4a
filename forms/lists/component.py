"""Lists: a form-js `dynamiclist` → `DynamicList`, with what is asked for each of its entries."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from engine import Bilingual
from forms.component import list_of, none_of, out_of_range, properties_of, text_pair
from forms.definition import ENTRY, DynamicList, Field, Group, Item, Json, inside
from forms.errors import BadComponent
from forms.templates import has_feel
from forms.values.digits import persian_digits

#: entries of one list
MOST_ENTRIES = 100
#: lists within each other
MOST_LISTS = 3
#: questions of a form, counted for each entry
MOST_QUESTIONS = 500
#: form-js's own
IN_SIGHT = 5
ANY_ENTRY = Bilingual("مورد", "Entry")
_TOO_DEEP = Bilingual(
    f"بیش از {persian_digits(str(MOST_LISTS))} فهرست در هم است",
    f"it stands within more than {MOST_LISTS - 1} other lists",
)
_NO_FEEL = Bilingual(
    "`properties.entry` FEEL است؛ نامی ساده بنویسید", "`properties.entry` is FEEL; write a plain name of an entry"
)
_NOTHING_ASKED = Bilingual("پرسشی در خود ندارد؛ بیفزایید", "it asks nothing; put questions into it")
_PROFILE = Bilingual(
    "`properties.profile` دارد، ولی در فهرست است و متقاضی یک نفر است؛ آن را بردارید",
    "it has `properties.profile` within a list, and the applicant is only one; remove it",
)


def parse_list(
    component: Mapping[str, Json], path: str, hides: tuple[str, ...], items_of: Callable[[list[Json]], Iterable[Item]]
) -> DynamicList:
    """The list of a form-js component whose whole path is `path`; `items_of` reads what is asked in an entry.

    Raises BadComponent naming what is wrong: lists too deep in each other, nothing asked, numbers that can't be, a
    question that asks for the applicant's own profile."""
    if path.count(f".{ENTRY}.") >= MOST_LISTS:
        raise BadComponent(where=path, reason=_TOO_DEEP)
    if component.get("isRepeating") not in (None, True):
        raise BadComponent(where=path, reason=none_of("isRepeating", component.get("isRepeating"), ["true"]))
    items = tuple(items_of(list_of(component, "components")))
    label = text_pair(component, "label") or Bilingual("", "")
    properties = properties_of(component)
    first = _number(component, path, "defaultRepetitions", 1)
    least, most = _number(properties, path, "least", 0), _number(properties, path, "most", MOST_ENTRIES)
    grows = component.get("allowAddRemove") is True
    if not least <= most or (grows and first > most):
        raise BadComponent(where=path, reason=_contradicting(least, first, most))
    _require_askable(path, items)
    folds = component.get("disableCollapse") is not True
    return DynamicList(
        path=path,
        label=label,
        entry=_entry_label(path, properties, label),
        items=items,
        hides=hides,
        first=first,
        grows=grows,
        least=least if grows else 0,
        most=most if grows else MOST_ENTRIES,
        outlined=component.get("showOutline") is True,
        in_sight=_number(component, path, "nonCollapsedItems", IN_SIGHT) if folds else None,
    )


def _contradicting(smallest: int, first: int, largest: int) -> Bilingual:
    return Bilingual(
        f"`least` ({smallest})، `defaultRepetitions` ({first}) و `most` ({largest}) با هم نمی‌خوانند",
        f"`least` ({smallest}), `defaultRepetitions` ({first}) and `most` ({largest}) contradict each other",
    )


def _number(holder: Mapping[str, Json], path: str, name: str, otherwise: int) -> int:
    value = holder.get(name)
    if value is None or value == "":
        return otherwise
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit() and int(text[:5]) <= MOST_ENTRIES):
        raise BadComponent(where=path, reason=out_of_range(name, value, 0, MOST_ENTRIES))
    return int(text)


def _entry_label(path: str, properties: Mapping[str, Json], label: Bilingual) -> Bilingual:
    fa, en = (str(properties.get(name) or "").strip() for name in ("entry", "entryEn"))
    named = Bilingual(fa, en) if fa or en else label
    if any(map(has_feel, (fa, en))):
        raise BadComponent(where=path, reason=_NO_FEEL)
    return named if any(named) and not any(map(has_feel, named)) else ANY_ENTRY


def _require_askable(path: str, items: tuple[Item, ...]) -> None:
    fields = list(questions_in(items))
    if not fields:
        raise BadComponent(where=path, reason=_NOTHING_ASKED)
    for question in fields:
        if question.profile:
            raise BadComponent(where=question.key, reason=_PROFILE)


def questions_in(items: tuple[Item, ...]) -> Iterator[Field]:
    """All questions among these items, those of groups and lists included."""
    for item in items:
        if isinstance(item, Field):
            yield item
        elif isinstance(item, Group):
            yield from questions_in(item.items)
        elif isinstance(item, DynamicList):
            yield from questions_in(inside(item))
