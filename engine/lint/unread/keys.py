"""Keys of the package, letters, notices and walks: misspelt ones, doubled ones, and values of the wrong kind, all of
which would be passed over without a word."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from difflib import get_close_matches
from typing import cast

from engine.lint.registry import WARNING, Problem, service_rule
from engine.lint.service import Service
from engine.lint.unread.shapes import LETTER, NAMES, NOTICES, PACKAGE, SINGLES, WALK, Each, Keys, One, Shape
from engine.lint.unread.written import Entries, NotReadable, Value, read_json, read_yaml
from engine.model import Bilingual

_WALK = re.compile(r"walks/.+\.json")
_SHAPES: tuple[tuple[re.Pattern[str], Shape, Callable[[bytes], Value]], ...] = (
    (re.compile(r"package\.yaml"), PACKAGE, read_yaml),
    (re.compile(r"letters/.+\.yaml"), LETTER, read_yaml),
    (re.compile(r"notices\.yaml"), NOTICES, read_yaml),
    (_WALK, WALK, read_json),
)
_FORM = re.compile(r"forms/.+\.form")
#: keys of what stands in these lists of a form
OPTION_KEYS = {"values": ("value", "label", "labelEn"), "columns": ("key", "label", "labelEn")}
#: in the memory of a service
_READ = "written values"
_LANGUAGES = Keys({"fa": One("text"), "en": One("text")})


@service_rule("unknown-key")
def find_unknown_keys(service: Service) -> Iterator[Problem]:
    """Keys that nothing reads: an error where another one is meant, else a warning."""
    for file, shape, value in _read(service):
        for path, entries, keys in _mappings(value, shape):
            for key, _ in entries.pairs:
                if key not in keys.known and keys.others is None:
                    near = get_close_matches(key, keys.known, 1, 0.7)
                    yield _unknown(file, f"{path}{key}", key, near)
    for file, shape, value in _read(service):
        if shape is None:
            yield from _of_form(file, value)


def _of_form(file: str, value: Value) -> Iterator[Problem]:
    """Options and columns of a form, whose keys no property of a component tells."""
    for _, component in _all(value, ""):
        for name, known in OPTION_KEYS.items():
            options = component.get(name)
            for option in options if isinstance(options, list) else ():
                for key, _ in option.pairs if isinstance(option, Entries) else ():
                    if key not in known:
                        near = get_close_matches(key, known, 1, 0.7)
                        yield replace(_unknown(file, _place(component), key, near), severity=WARNING)


def _place(component: Entries) -> str:
    named = (component.get(name) for name in ("key", "id", "type"))
    return next((str(one) for one in named if one), "?")


@service_rule("walk-unreadable")
def find_unreadable_walks(service: Service) -> Iterator[Problem]:
    """Walks that are no JSON. Letters, notices and forms have rules of their own, the desk reads the package."""
    for file, data in service.written.items():
        if _WALK.fullmatch(file):
            try:
                read_json(data)
            except NotReadable as error:
                at_fa, at_en = (f" (سطر {error.line})", f" (line {error.line})") if error.line else ("", "")
                yield Problem(
                    None,
                    f"این فایل JSON درستی نیست{at_fa}؛ آن را درست کنید.",
                    f"This file is no JSON that can be read{at_en}; correct it.",
                    file=file,
                )


@service_rule("key-type")
def find_wrong_kinds(service: Service) -> Iterator[Problem]:
    """Values of another kind than their key wants: read as if nothing stood there, or as something else."""
    for file, shape, value in _read(service):
        for path, wanted in () if shape is None else _wrong(value, shape, ""):
            yield Problem(
                None,
                f"از نوعی دیگر است و درست خوانده نمی‌شود؛ {wanted.fa} بنویسید.",
                f"is of another kind, so it isn't read as meant; write {wanted.en}.",
                file=file,
                place=path or None,
            )


@service_rule("duplicate-key")
def find_doubled_keys(service: Service) -> Iterator[Problem]:
    """The same key twice in one mapping of a YAML or JSON file: only the last one counts."""
    for file, _, value in _read(service):
        for path, entries in _all(value, ""):
            for key, times in Counter(key for key, _ in entries.pairs).items():
                if times > 1:
                    yield Problem(
                        None,
                        "بیش از یک بار نوشته شده و تنها آخری به کار می‌آید؛ یکی را نگه دارید.",
                        "is written more than once, and only the last one counts; keep one of them.",
                        file=file,
                        place=f"{path}{key}",
                    )


def _unknown(file: str, place: str, key: str, near: list[str]) -> Problem:
    meant_fa = f"منظورتان «{near[0]}» است؟" if near else "آن را بردارید."
    meant_en = f"Did you mean “{near[0]}”?" if near else "Remove it."
    return Problem(
        None,
        f"کلید «{key}» شناخته نیست و خوانده نمی‌شود. {meant_fa}",
        f"The key “{key}” is unknown and isn't read. {meant_en}",
        None if near else WARNING,
        file=file,
        place=place,
    )


def _read(service: Service) -> Sequence[tuple[str, Shape | None, Value]]:
    """All files of YAML and JSON that can be read, each with its shape, if it has one; read once for all rules."""
    found = service.memo.get(_READ)
    if found is None:
        found = service.memo[_READ] = tuple(_read_all(service))
    return cast("Sequence[tuple[str, Shape | None, Value]]", found)


def _read_all(service: Service) -> Iterator[tuple[str, Shape | None, Value]]:
    for file, data in service.written.items():
        shaped = next(((shape, read) for pattern, shape, read in _SHAPES if pattern.fullmatch(file)), None)
        shape, read = shaped or (None, read_json)
        if shaped is not None or _FORM.fullmatch(file):
            with suppress(NotReadable):  # told by other rules, or by the desk
                yield file, shape, read(data)


def _mappings(value: Value, shape: Shape | None, path: str = "") -> Iterator[tuple[str, Entries, Keys]]:
    """Every mapping that has known keys, with the way to it."""
    if isinstance(value, Entries):
        keys = _LANGUAGES if isinstance(shape, One) and shape.bilingual else shape
        if isinstance(keys, Keys):
            yield path, value, keys
            for key, inner in value.pairs:
                under = keys.known.get(key, keys.others)
                if under is not None:
                    yield from _mappings(inner, under, f"{path}{key}.")
    elif isinstance(value, list) and isinstance(shape, Each):
        for number, inner in enumerate(value, 1):
            yield from _mappings(inner, shape.of, f"{path}{number}.")


def _wrong(value: Value, shape: Shape, path: str) -> Iterator[tuple[str, Bilingual]]:
    """The places whose value is of another kind than its shape, and what is wanted there."""
    if value is None or (isinstance(shape, One) and shape.kind == "any"):
        return
    if isinstance(value, Entries) and isinstance(shape, Keys):
        for key, inner in value.pairs:
            under = shape.known.get(key, shape.others)
            if under is not None:
                yield from _wrong(inner, under, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list) and isinstance(shape, Each):
        for number, inner in enumerate(value, 1):
            yield from _wrong(inner, shape.of, f"{path}.{number}".lstrip("."))
    elif isinstance(value, Entries) and isinstance(shape, One) and shape.bilingual:
        yield from _wrong(value, _LANGUAGES, path)
    elif not _fits(value, shape):
        yield path, SINGLES[shape.kind] if isinstance(shape, One) else NAMES[type(shape)]


def _fits(value: Value, shape: Shape) -> bool:
    if isinstance(shape, Keys):
        return shape.or_text and isinstance(value, str)
    if isinstance(shape, Each) or isinstance(value, Entries | list):
        return False
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole or (shape.kind == "text" and isinstance(value, str))


def _all(value: Value, path: str) -> Iterator[tuple[str, Entries]]:
    pending = [(value, path)]
    while pending:
        here, path = pending.pop()
        if isinstance(here, Entries):
            yield path, here
            pending += [(inner, f"{path}{key}.") for key, inner in here.pairs]
        elif isinstance(here, list):
            pending += [(inner, f"{path}{number}.") for number, inner in enumerate(here, 1)]
