"""A single expression of Java, MVEL, Groovy or JavaScript as FEEL, where it can be made to mean the same: comparisons,
logic, arithmetic, paths, and a few methods of strings and lists. Nothing is converted, as JUEL would.

Whatever calls code has no counterpart: then the answer is None, and nothing is guessed."""

import re

from engine.dialect.descent import FEEL_WORDS, MAX_LENGTH, REMAINDER, NoCounterpart, tokens_of
from engine.dialect.languages.context_variables import ContextDescent
from engine.dialect.languages.juel_words import CONTEXTS, FIGURES, RESERVED, TOKEN, literal

_BINARY: tuple[dict[str, str], ...] = (
    {"||": "or", "or": "or"},
    {"&&": "and", "and": "and"},
    {"==": "=", "===": "=", "eq": "=", "!=": "!=", "!==": "!=", "ne": "!="},
    {"<": "<", "lt": "<", ">": ">", "gt": ">", "<=": "<=", "le": "<=", ">=": ">=", "ge": ">="},
    {"+": "+", "-": "-"},
    {"*": "*", "/": "/", "div": "/", "%": REMAINDER, "mod": REMAINDER},
)
_EMPTY = (
    '(if {0} = null then true else if {0} instance of string then {0} = "" '
    "else if {0} instance of list<Any> then count({0}) = 0 else false)"
)
_HAS = "(if {0} instance of string then contains({0}, {1}) else list contains({0}, {1}))"
_METHODS: dict[tuple[str, int], str] = {
    ("equals", 1): "({0} = {1})",
    ("equalsIgnoreCase", 1): "(lower case({0}) = lower case({1}))",
    ("isEmpty", 0): _EMPTY,
    ("contains", 1): _HAS,
    ("size", 0): "count({0})",
    ("length", 0): "string length({0})",
    ("toLowerCase", 0): "lower case({0})",
    ("toUpperCase", 0): "upper case({0})",
    ("startsWith", 1): "starts with({0}, {1})",
    ("endsWith", 1): "ends with({0}, {1})",
    ("toString", 0): "string({0})",
}


def code_to_feel(code: str) -> str | None:
    """A single expression of Java's family as FEEL; `return` in front and `;` behind are allowed. None where it is
    more."""
    code = re.sub(r"^\s*return\b", "", code.strip()).rstrip(";").strip()
    if not code or len(code) > MAX_LENGTH:
        return None
    try:
        return _Java(tokens_of(code, TOKEN)).whole()
    except NoCounterpart:
        return None


class _Java(ContextDescent):
    """From Java's family."""

    levels = _BINARY

    def expression(self) -> str:
        """`a ? b : c`, or what is tighter."""
        with self.deeper():
            condition = self.binary()
            if self.take("?") is None:
                return condition
            yes = self.expression()
            self.expect(":")
            return f"(if {condition} then {yes} else {self.expression()})"

    def unary(self) -> str:
        """Signs and negations, or a value with its path."""
        with self.deeper():
            sign = self.take("!", "not", "-", "empty")
            if sign is None:
                return self._value()
            inner = self.unary()
            return _EMPTY.format(inner) if sign == "empty" else f"-{inner}" if sign == "-" else f"not({inner})"

    def _value(self) -> str:
        kind, token = self.next()
        if kind == "number":
            return token
        if kind == "text":
            return literal(re.sub(r"\\(.)", r"\1", token[1:-1]))
        if (kind, token) == ("sign", "("):
            inner = self.expression()
            self.expect(")")
            return self._path(f"({inner})")
        if kind != "name" or token in RESERVED | FEEL_WORDS:
            raise NoCounterpart
        if token in CONTEXTS:
            name = self.variable_name()
            return self._path(FIGURES.get(name, name))
        if token in ("true", "false", "null"):
            return token
        if self.tokens[self.at][1] == "(":
            raise NoCounterpart
        return self._path(FIGURES.get(token, token))

    def _path(self, text: str) -> str:
        while True:
            if self.take(".") is not None:
                kind, name = self.next()
                if kind != "name":
                    raise NoCounterpart
                text = self._method(text, name) if self.take("(") is not None else f"{text}.{name}"
            elif self.take("[") is not None:
                text = self._index(text)
            else:
                return text

    def _index(self, text: str) -> str:
        kind, token = self.tokens[self.at]
        inner = self.expression()
        self.expect("]")
        if kind == "text":
            name = token[1:-1]
            return f"{text}.{name}" if name.isidentifier() else f"get value({text}, {inner})"
        return f"{text}[{int(token) + 1}]" if inner == token and token.isdigit() else f"{text}[{inner} + 1]"

    def _method(self, text: str, name: str) -> str:
        arguments = self.arguments()
        pattern = _METHODS.get((name, len(arguments)))
        if pattern is None:
            raise NoCounterpart
        return pattern.format(text, *arguments)
