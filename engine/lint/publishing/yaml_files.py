"""A YAML file of a bundle as plain values: no objects, no aliases, bounded in size and depth."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from engine.lint.types.texts import UnreadableTexts, read_texts
from engine.model import Bilingual
from engine.parser_faults import yaml_fault

_NO_MAPPING = Bilingual(
    "باید از کلید و مقدار ساخته شود، مانند `title: …`", "it must consist of keys and values, as in `title: …`"
)


def read_yaml(data: bytes) -> Mapping[str, Any]:
    """The mapping that the file holds, an empty one for an empty file. Raises `UnreadableTexts`."""
    read_texts(data)  # refuses what could unfold or is too deep, before anything is built
    try:
        found = yaml.CSafeLoader(data.decode("utf-8")).get_single_data()
        repr(found)  # a number in base 16 or 60 may be too long to be written, which is a ValueError
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # a date such as 1405-13-40 is no YAMLError
        raise UnreadableTexts(yaml_fault(error)) from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise UnreadableTexts(_NO_MAPPING)
    return found


def text_pair(value: object) -> Bilingual:
    """A text of a YAML file: `{fa, en}`, or one text for both languages."""
    if isinstance(value, Mapping):
        return Bilingual(str(value.get("fa") or ""), str(value.get("en") or ""))
    text = "" if value is None else str(value)
    return Bilingual(text, text)


def pairs_in(value: object, place: str) -> Iterator[tuple[str, Bilingual]]:
    """The texts `{fa, en}` inside of a value, each with the way to it."""
    if isinstance(value, Mapping):
        if {"fa", "en"} & set(value):
            yield place, text_pair(value)
        else:
            for name, inner in value.items():
                yield from pairs_in(inner, f"{place}.{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from pairs_in(inner, f"{place}.{number}")
