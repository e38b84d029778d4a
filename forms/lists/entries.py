"""Lists of a form with their entries put in: `owners.*.name` becomes `owners.1.name`, `owners.2.name`.

Whatever reads, shows or checks a form works on that; lists of contexts are what comes in from a case or a program and
what goes out to it. How many entries there are is decided here alone."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, TypeVar, cast

from engine import Bilingual
from forms.definition import ENTRY, DynamicList, Field, Form, Group, Item, Table
from forms.lists.component import MOST_QUESTIONS
from forms.lists.numbered import fold
from forms.lists.scopes import Scope
from forms.paths import value_at
from forms.values.digits import persian_digits

#: how many entries each list has, by its path
Counts = tuple[tuple[str, int], ...]
T = TypeVar("T", bound=Item)


def with_entries(form: Form, *values: Mapping[str, object]) -> Form:
    """The form with as many entries as the longest list in any of these values has; where none has a list, with as many
    as it says itself."""
    if not has_templates(form):
        return form
    folded = [fold(form, one) for one in values]

    def longest(one: DynamicList, path: str) -> int:
        return max((len(held) for each in folded if isinstance(held := value_at(path, each), list)), default=one.first)

    return grow(form, Counting(longest).counts(form.items))


def with_one_entry(form: Form) -> Form:
    """The form with one entry in each list: all that there is to ask."""
    return grow(form, Counting(lambda one, path: 1).counts(form.items)) if has_templates(form) else form


def has_templates(form: Form) -> bool:
    """Whether lists of the form have no entries yet."""
    return any(each.entries is None for each in form.lists)


class Counting:
    """Decides how many entries each list has, within the limits of a list and of the whole form."""

    def __init__(self, decide: Callable[[DynamicList, str], int]) -> None:
        self._decide, self._left = decide, MOST_QUESTIONS
        #: paths of lists that would have had more
        self.cut: set[str] = set()

    def counts(self, items: tuple[Item, ...]) -> Counts:
        """The number of entries of each list among these items and in them."""
        return tuple(self._counted(items, ()))

    def _counted(self, items: tuple[Item, ...], numbers: tuple[int, ...]) -> Iterator[tuple[str, int]]:
        for item in items:
            if isinstance(item, Group):
                yield from self._counted(item.items, numbers)
            elif isinstance(item, DynamicList):
                path = _numbered(item.path, numbers)
                count = self._allowed(item, path)
                yield path, count
                for number in range(1, count + 1):
                    yield from self._counted(item.items, (*numbers, number))

    def _allowed(self, item: DynamicList, path: str) -> int:
        wanted = self._decide(item, path)
        each = max(1, sum(1 for one in plain_fields(item.items)))
        allowed = min(wanted, item.most, self._left // each)
        self._left -= allowed * each
        if allowed < wanted:
            self.cut.add(path)
        return allowed


def plain_fields(items: tuple[Item, ...]) -> Iterator[Field]:
    """The questions of one entry without those of the lists in it."""
    for item in items:
        if isinstance(item, Field):
            yield item
        elif isinstance(item, Group):
            yield from plain_fields(item.items)


def _numbered(key: str, numbers: tuple[int, ...]) -> str:
    """The key with these numbers in place of its marks, from the first on."""
    for number in numbers:
        key = key.replace(f".{ENTRY}", f".{number}", 1)
    return key


@lru_cache(maxsize=32)
def grow(form: Form, counts: Counts) -> Form:
    """The form with as many entries in each list as `counts` says."""
    told = ",".join(f"{path}={number}" for path, number in counts)
    items = tuple(_Grower(dict(counts)).items(form.items, (), (), None, ()))
    return replace(form, items=items, content_hash=f"{form.content_hash}:{told}")


class _Grower:
    """Puts entries in: every item of a list once for each, with its keys, its conditions and its FEEL."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts

    def items(
        self,
        items: tuple[Item, ...],
        written: tuple[str, ...],
        hides: tuple[str, ...],
        scope: Scope | None,
        headings: tuple[Bilingual, ...],
    ) -> Iterator[Item]:
        """The items within something whose conditions are `written` in the form and `hides` in these entries."""
        for item in items:
            own = tuple(scope.expression(rule) if scope else rule for rule in item.hides[len(written) :])
            yield self._item(item, (*hides, *own), scope, headings)

    def _item(self, item: Item, hides: tuple[str, ...], scope: Scope | None, headings: tuple[Bilingual, ...]) -> Item:
        match item:
            case Group():
                inner = tuple(self.items(item.items, item.hides, hides, scope, headings))
                return replace(_scoped(item, scope), items=inner, hides=hides)
            case DynamicList():
                return self._list(item, hides, scope, headings)
            case Field() if scope is not None:
                return replace(_field(item, scope), hides=hides, entry=_joined(headings))
            case Table() if scope is not None:
                source, columns = scope.expression(item.source), item.columns_from
                columns = scope.expression(columns) if columns else None
                return replace(_scoped(item, scope), source=source, columns_from=columns, hides=hides)
            case _:
                return replace(_scoped(item, scope), hides=hides)

    def _list(
        self, item: DynamicList, hides: tuple[str, ...], scope: Scope | None, headings: tuple[Bilingual, ...]
    ) -> DynamicList:
        path = _numbered(item.path, tuple(map(int, scope.numbers)) if scope else ())
        entries = []
        for number in range(1, self._counts[path] + 1):
            key = f"{path}.{number}"
            heading = heading_of(item, number)
            keys = (f.key.removeprefix(f"{item.path}.{ENTRY}.") for f in plain_fields(item.items))
            inner = Scope(key, frozenset(f"{key}.{rest}" for rest in keys), scope)
            items = tuple(self.items(item.items, item.hides, hides, inner, (*headings, heading)))
            entries.append(Group(heading, items, hides))
        return replace(_scoped(item, scope), path=path, hides=hides, items=(), entries=tuple(entries))


def heading_of(item: DynamicList, number: int) -> Bilingual:
    """What an entry is called, as in «مالک ۲»."""
    fa = f"{item.entry.fa or item.entry.en} {persian_digits(str(number))}"
    return Bilingual(fa, f"{item.entry.en} {number}" if item.entry.en else "")


def _joined(headings: tuple[Bilingual, ...]) -> Bilingual:
    fa = "، ".join(heading.fa for heading in headings)
    return Bilingual(fa, ", ".join(heading.in_language("en") for heading in headings))


def _scoped(item: T, scope: Scope | None) -> T:
    """The item with all its texts as they read in the entry."""
    if scope is None:
        return item
    texts: dict[str, Any] = {one.name: getattr(item, one.name) for one in fields(item)}
    texts = {name: scope.pair(text) for name, text in texts.items() if isinstance(text, Bilingual)}
    return cast("T", replace(cast("Any", item), **texts))


def _field(question: Field, scope: Scope) -> Field:
    found = _scoped(question, scope)
    default = scope.text(found.default) if isinstance(found.default, str) else found.default
    return replace(
        found,
        key=_numbered(found.key, tuple(map(int, scope.numbers))),
        feel=tuple((name, scope.expression(text)) for name, text in found.feel),
        options_from=scope.expression(found.options_from) if found.options_from else None,
        expression=scope.expression(found.expression) if found.expression else None,
        default=default,
    )
