"""A list as a page shows it: its entries with their questions, which of them stay in sight, which buttons it has."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from engine import Bilingual
from forms.answers import is_blank
from forms.definition import DynamicList, Group, Item
from forms.lists.component import questions_in
from forms.lists.numbered import ORIGIN
from forms.problems import Problem

#: what a page shows of an item
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One entry of a list. `key` is `owners.2`; `origin` the number that it had in the case, None for a new one."""

    key: str
    label: Bilingual
    items: tuple[T, ...]
    origin: int | None

    @property
    def id(self) -> str:
        """The id of its group of questions."""
        return f"q-{self.key}"

    @property
    def marker(self) -> str:
        """What the page sends to say that it showed this entry."""
        return f"{self.key}:{self.origin}" if self.origin else self.key


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """A list on the page."""

    key: str
    label: Bilingual
    #: what one entry is called
    entry: Bilingual
    entries: tuple[Entry[T], ...]
    #: those of the entries that can be folded away, and whether they are shown all the same
    folded: tuple[Entry[T], ...]
    is_open: bool
    may_add: bool
    may_drop: bool
    outlined: bool
    problems: tuple[Problem, ...]

    @property
    def id(self) -> str:
        """The id of the list as a whole."""
        return f"q-{self.key}"

    @property
    def target(self) -> str:
        """Where a link to what is wrong with it leads."""
        return self.id


def listing(
    item: DynamicList,
    build: Callable[[tuple[Item, ...]], list[T]],
    values: Mapping[str, object],
    problems: Mapping[str, tuple[Problem, ...]],
) -> Listing[T]:
    """The list with what `build` makes of the questions of each entry. Entries that are blank or have something to put
    right keep all others in sight."""
    entries = tuple(_entries(item, build, values))
    sight = len(entries) if item.in_sight is None else item.in_sight
    beyond = entries[sight:]
    return Listing(
        key=item.path,
        label=item.label,
        entry=item.entry,
        entries=entries[:sight],
        folded=beyond,
        is_open=any(
            _needs_sight(entry, group, values, problems)
            for entry, group in zip(beyond, (item.entries or ())[sight:], strict=True)
        ),
        may_add=item.grows and len(entries) < item.most,
        may_drop=item.grows and len(entries) > item.least,
        outlined=item.outlined,
        problems=problems.get(item.path, ()),
    )


def _entries(
    item: DynamicList, build: Callable[[tuple[Item, ...]], list[T]], values: Mapping[str, object]
) -> Iterator[Entry[T]]:
    groups: tuple[Group, ...] = item.entries or ()
    for number, group in enumerate(groups, 1):
        key = f"{item.path}.{number}"
        origin = values.get(f"{key}.{ORIGIN}")
        yield Entry(key, group.label, tuple(build(group.items)), origin if isinstance(origin, int) else None)


def _needs_sight(entry: Entry[T], group: Group, values: Mapping[str, object], problems: Mapping[str, object]) -> bool:
    """Whether somebody still has to look at it: nobody has written in it, or something lacks or is wrong."""
    asked = [question for question in questions_in(group.items) if not question.readonly]
    given = {question.key: values.get(question.key) for question in asked}
    lacks = any(question.required and is_blank(given[question.key]) for question in asked)
    untouched = all(is_blank(given[question.key]) or given[question.key] == question.default for question in asked)
    return lacks or untouched or any(key.startswith(f"{entry.key}.") for key in problems)
