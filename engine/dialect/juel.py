"""Simple JUEL (`${amount > 1000 && !approved}`), and what looks like it in Java, MVEL, Groovy and JavaScript, as FEEL.

Only what can be made to mean the same: comparisons, logic, arithmetic, paths, and a few methods of strings and lists.
Whatever calls code has no counterpart: then the answer is None, and nothing is guessed."""

import re
from collections.abc import Iterator

from engine.dialect.descent import FEEL_WORDS, MAX_LENGTH, REMAINDER, Descent, NoCounterpart, tokens_of
from engine.dialect.languages.juel_expressions import expression_of, number, truth
from engine.dialect.languages.juel_expressions import text as as_text
from engine.dialect.languages.juel_words import CONTEXTS, FIGURES, RESERVED, TOKEN
from engine.dialect.python_pieces import Kind, Piece

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
            yield _literal(text[end : found.start()])
        yield as_text(expression_of(found[1])).whole
        end = found.end()
    if text[end:] or not text:
        yield _literal(text[end:])


def code_to_feel(code: str) -> str | None:
    """A single expression of Java's family as FEEL; `return` in front and `;` behind are allowed. None where it is
    more."""
    code = re.sub(r"^\s*return\b", "", code.strip()).rstrip(";").strip()
    if not code or len(code) > MAX_LENGTH:
        return None
    try:
        return _Translation(tokens_of(code, TOKEN)).whole()
    except NoCounterpart:
        return None


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


class _Translation(Descent):
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
            return _literal(re.sub(r"\\(.)", r"\1", token[1:-1]))
        if (kind, token) == ("sign", "("):
            inner = self.expression()
            self.expect(")")
            return self._path(f"({inner})")
        if kind != "name" or token in RESERVED | FEEL_WORDS:
            raise NoCounterpart
        if token in CONTEXTS:
            return self._path(self._variable())
        if token in ("true", "false", "null"):
            return token
        if self.tokens[self.at][1] == "(":
            raise NoCounterpart
        return self._path(FIGURES.get(token, token))

    def _variable(self) -> str:
        """After `execution`: `.getVariable("x")`."""
        self.expect(".")
        if self.take("getVariable", "getVariableLocal") is None:
            raise NoCounterpart
        self.expect("(")
        kind, token = self.next()
        name = token[1:-1]
        self.expect(")")
        if kind != "text" or not name.isidentifier():
            raise NoCounterpart
        return FIGURES.get(name, name)

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
