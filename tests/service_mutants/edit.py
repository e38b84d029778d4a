"""One small change of one file of a bundle, as an author might make it by mistake."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

Bundle = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Edit:
    """What is changed where; `make` gives the file's new content."""

    #: the class under which the report counts it
    kind: str
    file: str
    place: str
    was: str
    now: str
    make: Callable[[], bytes]

    def applied(self, bundle: Bundle) -> dict[str, bytes]:
        """The bundle with this change in it."""
        return {**bundle, self.file: self.make()}


@dataclass(frozen=True, slots=True)
class Words:
    """What a service is written with, from which mistakes are drawn."""

    #: names of answers and variables
    names: tuple[str, ...]
    #: the values that an answer may have, by each of them: what is mistaken for what
    options: Mapping[str, tuple[str, ...]]

    def other_name(self, name: str) -> str | None:
        """A name that exists and isn't this one: the next in the alphabet."""
        return _next(self.names, name)

    def other_option(self, value: str) -> str | None:
        """Another value of the same question; None where there is none."""
        return _next(self.options.get(value, ()), value)


def misspelt(word: str) -> str:
    """The word with two letters in each other's place, or with one too many."""
    for at in range(len(word) // 2, len(word) - 1):
        if word[at] != word[at + 1]:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word + word[-1:]


def _next(words: tuple[str, ...], word: str) -> str | None:
    others: Iterator[str] = (each for each in (*(w for w in words if w > word), *words) if each != word)
    return next(others, None)
