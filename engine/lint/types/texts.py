"""Letters and notices of a bundle: their texts as YAML has them, and the FEEL in double braces.

Strangers' YAML: no objects, no aliases, bounded in size and depth."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from engine.model import Bilingual
from engine.parser_faults import yaml_fault
from engine.parser_faults.yaml import TEXTS, YamlFault

#: characters of one file, and mappings and lists in each other
LONGEST, DEEPEST = 64_000, 20
HOLE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
#: a name between single braces
SINGLE = re.compile(r"(?<!\{)\{\s*([^\W\d]\w*)\s*\}(?!\})")


class UnreadableTexts(ValueError):
    """The file can't be read as texts."""

    def __init__(self, text: Bilingual) -> None:
        super().__init__(text.en)
        #: why, in both languages
        self.text = text


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a file: its keys joined by dots (`body.fa`), and what it says."""

    path: str
    text: str
    #: lines of the file, from 1 on
    first: int = field(default=0, compare=False)
    last: int = field(default=0, compare=False)

    @property
    def head(self) -> str:
        """The first key: the part of a letter, or the id of a notice."""
        return self.path.partition(".")[0]


def read_texts(data: bytes) -> tuple[Text, ...]:
    """All texts of a YAML file in order. Raises `UnreadableTexts`."""
    try:
        written = data.decode("utf-8")
        if len(written) > LONGEST:
            raise UnreadableTexts(TEXTS[YamlFault.TOO_MUCH])
        return tuple(_texts(written))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UnreadableTexts(yaml_fault(error)) from None


def _texts(written: str) -> Iterator[Text]:
    """The scalars with the way to each, from the parser's events: nothing is built, so nothing can unfold."""
    #: by level: the key or number reached, and whether a key comes next (None in a list)
    levels: list[tuple[str, bool | None]] = []
    for event in yaml.parse(written, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableTexts(TEXTS[YamlFault.ALIAS])
        if isinstance(event, yaml.CollectionStartEvent):
            levels.append(("", True) if isinstance(event, yaml.MappingStartEvent) else ("0", None))
            if len(levels) > DEEPEST:
                raise UnreadableTexts(TEXTS[YamlFault.TOO_MUCH])
        elif isinstance(event, yaml.CollectionEndEvent):
            levels.pop()
            _step(levels)
        elif isinstance(event, yaml.ScalarEvent):
            if levels and levels[-1][1] is True:
                levels[-1] = (event.value, False)
                continue
            first, last = (mark.line + 1 if mark else 0 for mark in (event.start_mark, event.end_mark))
            yield Text(".".join(key for key, _ in levels), event.value, first, last)
            _step(levels)


def _step(levels: list[tuple[str, bool | None]]) -> None:
    """A value is over: the next key or number of the level."""
    if levels:
        key, is_key = levels[-1]
        levels[-1] = (str(int(key) + 1), None) if is_key is None else (key, True)
