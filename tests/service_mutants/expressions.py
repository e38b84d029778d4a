"""Mistakes in FEEL: an operator, a number, a text or a name is another one."""

import re
from collections.abc import Iterator

from tests.service_mutants.edit import Words, misspelt

_TOKEN = re.compile(
    r'"(?P<text>[^"]*)"|(?P<number>\d+(\.\d+)?)|(?P<operator>[<>!]?=|[<>]|\band\b|\bor\b)|(?P<name>[A-Za-z_]\w*)'
)
_OPERATORS = {
    "=": "!=", "!=": "=", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "and": "or", "or": "and",
}  # fmt: skip
_KEYWORDS = frozenset(
    "if then else in not null true false for return some every satisfies between instance of".split()  # noqa: SIM905 - a list of words reads better
)


def mistakes(source: str, words: Words) -> Iterator[tuple[str, str]]:
    """Each expression that is one mistake away, with what kind of token was mistaken."""
    for token in _TOKEN.finditer(source):
        kind = token.lastgroup if token.lastgroup != "number" else "number"
        for now in _others(kind or "", token[0], token["text"], words):
            yield _KINDS[kind or ""], source[: token.start()] + now + source[token.end() :]


_KINDS = {"text": "constant", "number": "number", "operator": "operator", "name": "name"}


def _others(kind: str, token: str, text: str | None, words: Words) -> Iterator[str]:
    if kind == "operator":
        yield _OPERATORS[token]
    elif kind == "number":
        yield str(int(float(token)) + 1)
    elif kind == "text" and text:
        yield f'"{misspelt(text)}"'
        if (other := words.other_option(text)) is not None:
            yield f'"{other}"'
    elif kind == "name" and token not in _KEYWORDS:
        yield misspelt(token)
        if token in words.names and (other := words.other_name(token)) is not None:
            yield other


def numbers_in(model: bytes) -> Iterator[float]:
    """The numbers that stand in the cells of a model."""
    for cell in re.findall(r"<text>([^<\"]*)</text>", model.decode()):
        yield from map(float, re.findall(r"\d+(?:\.\d+)?", cell))
