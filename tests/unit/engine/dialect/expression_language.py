"""A small model of the operators of the Expression Language over JSON values, written from JSR 245 (version 2.2,
sections 1.5 to 1.11 and 1.18) and from nothing of ours. Numbers have one kind, as in JSON."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any


class ElError(Exception):
    """The specification says: error."""


def to_boolean(value: Any) -> bool:
    """1.18.4."""
    if value is None or value == "":
        return False
    if type(value) is bool:
        return value
    if type(value) is str:
        return value.casefold() == "true"
    raise ElError


def to_number(value: Any) -> Decimal:
    """1.18.3."""
    if value is None or value == "":
        return Decimal(0)
    if type(value) is str and re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", value):
        return Decimal(value)
    if type(value) in (int, float, Decimal):
        return Decimal(str(value))
    raise ElError


def to_string(value: Any, inside: bool = False) -> str:
    """1.18.2, with `toString` of Java's collections."""
    match value:
        case None:
            return "null" if inside else ""
        case bool():
            return str(value).lower()
        case list():
            return f"[{', '.join(to_string(part, True) for part in value)}]"
        case dict():
            return f"{{{', '.join(f'{key}={to_string(part, True)}' for key, part in value.items())}}}"
        case _:
            return str(value)


def is_number(value: Any) -> bool:
    return type(value) in (int, float, Decimal)


def equal(one: Any, other: Any) -> bool:
    """1.8.2."""
    if one is None or other is None:
        return one is None and other is None
    if is_number(one) or is_number(other):
        return to_number(one) == to_number(other)
    if type(one) is bool or type(other) is bool:
        return to_boolean(one) == to_boolean(other)
    if type(one) is str or type(other) is str:
        return to_string(one) == to_string(other)
    return type(one) is type(other) and bool(one == other)


def ordered(holds: Callable[[Any, Any], bool], reflexive: bool) -> Callable[[Any, Any], bool]:
    """1.8.1."""

    def compare(one: Any, other: Any) -> bool:
        if type(one) is type(other) and one == other:
            return reflexive
        if one is None or other is None:
            return False
        if is_number(one) or is_number(other):
            return holds(to_number(one), to_number(other))
        if type(one) is str or type(other) is str:
            return holds(to_string(one), to_string(other))
        if type(one) is type(other) is bool:
            return holds(one, other)
        raise ElError

    return compare


def arithmetic(work: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Any, Any], Decimal]:
    """1.7.1 to 1.7.3."""

    def reckon(one: Any, other: Any) -> Decimal:
        if one is None and other is None:
            return Decimal(0)
        left, right = to_number(one), to_number(other)
        try:
            return work(left, right)
        except ArithmeticError:
            raise ElError from None

    return reckon


def remainder(one: Decimal, other: Decimal) -> Decimal:
    """With the sign of the first, as Java has it."""
    rest = abs(one) - abs(other) * (abs(one) // abs(other))
    return -rest if one < 0 else rest


BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "==": equal,
    "!=": lambda one, other: not equal(one, other),
    "<": ordered(lambda one, other: one < other, reflexive=False),
    ">": ordered(lambda one, other: one > other, reflexive=False),
    "<=": ordered(lambda one, other: one <= other, reflexive=True),
    ">=": ordered(lambda one, other: one >= other, reflexive=True),
    "+": arithmetic(lambda one, other: one + other),
    "-": arithmetic(lambda one, other: one - other),
    "*": arithmetic(lambda one, other: one * other),
    "/": arithmetic(lambda one, other: one / other),
    "%": arithmetic(remainder),
    "&&": lambda one, other: to_boolean(one) and to_boolean(other),
    "||": lambda one, other: to_boolean(one) or to_boolean(other),
}
UNARY: dict[str, Callable[[Any], Any]] = {
    "!": lambda value: not to_boolean(value),
    "-": lambda value: -to_number(value),
    "empty ": lambda value: value is None or value in ("", [], {}),
}
#: other spellings of the same
WORDS = {"==": "eq", "!=": "ne", "<": "lt", ">": "gt", "<=": "le", ">=": "ge", "/": "div", "%": "mod"} | {
    "&&": "and",
    "||": "or",
    "!": "not ",
}
