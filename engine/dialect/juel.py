"""JUEL as it stands in diagrams, `${amount > 1000 && !approved}`, alone or in the midst of a text, as FEEL."""

import re
from collections.abc import Iterator

from engine.dialect.descent import MAX_LENGTH, NoCounterpart
from engine.dialect.languages.juel_expressions import expression_of, number, truth
from engine.dialect.languages.juel_expressions import text as as_text
from engine.dialect.languages.juel_words import literal
from engine.dialect.python_pieces import Kind, Piece

_WHOLE = re.compile(r"\s*[$#]\{([^{}]*)\}\s*", re.DOTALL)
_PART = re.compile(r"[$#]\{([^{}]*)\}", re.DOTALL)


def is_juel(text: str) -> bool:
    """Whether the text holds `${…}` or `#{…}`."""
    return _PART.search(text) is not None


def is_whole_juel(text: str) -> bool:
    """Whether the text is one `${…}` and nothing else."""
    return _WHOLE.fullmatch(text) is not None


def juel_to_feel(text: str, wanted: Kind = Kind.ANY) -> str | None:
    """`${…}` as a FEEL expression that gives what JUEL does, converted to a truth value or number where that is
    `wanted`. Text around it makes a string of it; text alone is a string. None where there is no counterpart."""
    if len(text) > MAX_LENGTH:
        return None
    whole = _WHOLE.fullmatch(text)
    try:
        if whole is not None:
            return _CONVERTED.get(wanted, _as_it_is)(expression_of(whole[1])).text
        return " + ".join(_pieces(text))
    except NoCounterpart:
        return None


def _as_it_is(piece: Piece) -> Piece:
    return piece


_CONVERTED = {Kind.TRUTH: truth, Kind.NUMBER: number}


def _pieces(text: str) -> Iterator[str]:
    """The strings of a text with `${…}` in it, at least one. Raises `NoCounterpart`."""
    end = 0
    for found in _PART.finditer(text):
        if text[end : found.start()]:
            yield literal(text[end : found.start()])
        yield as_text(expression_of(found[1])).whole
        end = found.end()
    if text[end:] or not text:
        yield literal(text[end:])
