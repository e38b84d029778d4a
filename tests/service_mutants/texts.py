"""Mistakes in letters, notices and the package: a hole, a key, a language."""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import yaml

from tests.service_mutants.edit import Edit, Words, misspelt
from tests.service_mutants.expressions import mistakes

_HOLE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
Path = tuple[str | int, ...]


def edits(file: str, data: bytes, words: Words) -> Iterator[Edit]:
    """All mistakes in a file of texts."""
    source = data.decode()
    kind = "package" if file == "package.yaml" else ("notice" if file == "notices.yaml" else "letter")
    for hole in _HOLE.finditer(source):
        for now in _holes(hole[1], words):
            text = source[: hole.start()] + now + source[hole.end() :]
            yield Edit(f"{kind}: placeholder", file, f"at {hole.start()}", hole[0], now, _constant(text))
    content = yaml.safe_load(source)
    for path in _keys(content):
        place = ".".join(map(str, path))
        yield Edit(f"{kind}: key", file, place, str(path[-1]), "", _changed(content, path, _pop))
        if isinstance(path[-1], str):
            now = misspelt(path[-1])
            yield Edit(f"{kind}: key", file, place, path[-1], now, _changed(content, path, _renamed(now)))


def _holes(inner: str, words: Words) -> Iterator[str]:
    yield ""
    yield "{{" + inner + "}"
    for _, now in mistakes(inner, words):
        yield "{{" + now + "}}"


def _constant(text: str) -> Callable[[], bytes]:
    return text.encode


def _keys(content: Any, above: Path = ()) -> Iterator[Path]:
    if isinstance(content, dict):
        for key, value in content.items():
            yield (*above, key)
            yield from _keys(value, (*above, key))
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield from _keys(value, (*above, number))


def _changed(content: Any, path: Path, change: Callable[[Any, Any], None]) -> Callable[[], bytes]:
    def make() -> bytes:
        copy = deepcopy(content)
        around = copy
        for step in path[:-1]:
            around = around[step]
        change(around, path[-1])
        return yaml.safe_dump(copy, allow_unicode=True, sort_keys=False).encode()

    return make


def _pop(around: Any, key: Any) -> None:
    around.pop(key)


def _renamed(now: str) -> Callable[[Any, Any], None]:
    def change(around: Any, key: Any) -> None:
        around[now] = around.pop(key)

    return change
