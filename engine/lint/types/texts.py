"""Letters and notices of a bundle: their texts as YAML has them, and the FEEL in double braces.

Strangers' YAML: no objects, no aliases, bounded in size and depth."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

#: characters of one file, and mappings and lists in each other
LONGEST, DEEPEST = 64_000, 20
HOLE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
#: a name between single braces
SINGLE = re.compile(r"(?<!\{)\{\s*([^\W\d]\w*)\s*\}(?!\})")


class UnreadableTexts(ValueError):
    """The file can't be read as texts."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a file: its keys joined by dots (`body.fa`), and what it says."""

    path: str
    text: str

    @property
    def head(self) -> str:
        """The first key: the part of a letter, or the id of a notice."""
        return self.path.partition(".")[0]


def read_texts(data: bytes) -> tuple[Text, ...]:
    """All texts of a YAML file in order. Raises `UnreadableTexts`."""
    try:
        written = data.decode("utf-8")
        if len(written) > LONGEST:
            raise UnreadableTexts(f"more than {LONGEST:,} characters")
        return tuple(_texts(written))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableTexts(f"line {line}: {error.problem}") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise UnreadableTexts("it is no text") from None


def _texts(written: str) -> Iterator[Text]:
    """The scalars with the way to each, from the parser's events: nothing is built, so nothing can unfold."""
    #: by level: the key or number reached, and whether a key comes next (None in a list)
    levels: list[tuple[str, bool | None]] = []
    for event in yaml.parse(written, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableTexts("aliases (*) are not taken")
        if isinstance(event, yaml.CollectionStartEvent):
            levels.append(("", True) if isinstance(event, yaml.MappingStartEvent) else ("0", None))
            if len(levels) > DEEPEST:
                raise UnreadableTexts(f"more than {DEEPEST} mappings and lists in each other")
        elif isinstance(event, yaml.CollectionEndEvent):
            levels.pop()
            _step(levels)
        elif isinstance(event, yaml.ScalarEvent):
            if levels and levels[-1][1] is True:
                levels[-1] = (event.value, False)
                continue
            yield Text(".".join(key for key, _ in levels), event.value)
            _step(levels)


def _step(levels: list[tuple[str, bool | None]]) -> None:
    """A value is over: the next key or number of the level."""
    if levels:
        key, is_key = levels[-1]
        levels[-1] = (str(int(key) + 1), None) if is_key is None else (key, True)
