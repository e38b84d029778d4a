"""YAML and JSON of strangers as it is written: each key as often as it stands there. Nothing is built from tags,
aliases are refused, size and depth are bounded."""

import json
import re
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from engine.lint.types.texts import UnreadableTexts, read_texts

#: characters of a JSON file that are looked into
LONGEST_JSON = 2_000_000
_SCALARS = {"null": None, "float": 0.0, "bool": False}
_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)", re.ASCII)


class NotReadable(ValueError):
    """The file is no YAML or JSON that can be read; `line` is where reading ended, 0 where that isn't known."""

    def __init__(self, line: int = 0) -> None:
        super().__init__()
        self.line = line


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping: its keys with their values, in the order of the file, those that are doubled included."""

    pairs: tuple[tuple[str, "Value"], ...]

    def get(self, key: str) -> "Value":
        """The value that counts: that of the last such key; None where there is none."""
        return next((value for name, value in reversed(self.pairs) if name == key), None)


#: of a scalar of YAML that is no text only the kind is told: None, 0, False, and 0.0 for numbers that would be shown
#: otherwise than they are written (021 is 17)
Value: TypeAlias = "Entries | list[Value] | str | int | float | bool | None"


def read_yaml(data: bytes) -> Value:
    """What a YAML file says; None for an empty one. Raises `NotReadable`."""
    try:
        read_texts(data)  # which bounds what is built here
        return _of_node(yaml.compose(data.decode(), Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, UnreadableTexts):
        raise NotReadable from None


def _of_node(node: yaml.Node | None) -> Value:
    if isinstance(node, yaml.MappingNode):
        return Entries(tuple((str(key.value), _of_node(value)) for key, value in node.value))
    if isinstance(node, yaml.SequenceNode):
        return [_of_node(item) for item in node.value]
    if node is None:
        return None
    kind = node.tag.rpartition(":")[2]
    if kind == "int":
        return 0 if _WHOLE.fullmatch(str(node.value)) else 0.0
    return _SCALARS[kind] if kind in _SCALARS else str(node.value)


def read_json(data: bytes) -> Value:
    """What a JSON file says. Raises `NotReadable`."""
    if len(data) > LONGEST_JSON:
        raise NotReadable
    try:
        read: Value = json.loads(data, object_pairs_hook=lambda pairs: Entries(tuple(pairs)))
    except json.JSONDecodeError as error:
        raise NotReadable(error.lineno) from None
    except (ValueError, RecursionError):
        raise NotReadable from None
    return read
