"""Simple XPath 1.0, BPMN's own default expression language (10.4.3), as FEEL: comparisons, logic, arithmetic, child
paths, some functions, and the `getDataObject('x')` of BPMN. Where there is no counterpart the answer is None, and
nothing is guessed."""

import re

from engine.dialect.juel import FEEL_WORDS, MAX_DEPTH, MAX_LENGTH

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)(?![\w.])|(?P<text>"[^"]*"|'[^']*')|\$?(?P<name>(?:[^\W\d][\w-]*:)?[^\W\d][\w-]*)
    |(?P<sign>!=|<=|>=|[-+*/<>=(),]))""",
    re.VERBOSE,
)
_BINARY: tuple[dict[str, str], ...] = (
    {"or": "or"},
    {"and": "and"},
    {"=": "=", "!=": "!="},
    {"<": "<", "<=": "<=", ">": ">", ">=": ">="},
    {"+": "+", "-": "-"},
    {"*": "*", "div": "/", "mod": "mod"},
)
_OPERATORS = frozenset({"or", "and", "div", "mod"})
_COMPARISONS = (2, 3)
#: functions of BPMN that give the data of that name
_DATA = frozenset({"getDataObject", "getDataInput", "getDataOutput", "getProcessProperty"})
_FUNCTIONS: dict[tuple[str, int], str] = {
    ("true", 0): "true",
    ("false", 0): "false",
    ("not", 1): "not({0})",
    ("count", 1): "count({0})",
    ("sum", 1): "sum({0})",
    ("string", 1): "string({0})",
    ("number", 1): "number({0})",
    ("contains", 2): "contains({0}, {1})",
    ("starts-with", 2): "starts with({0}, {1})",
    ("string-length", 1): "string length({0})",
    ("substring-before", 2): "substring before({0}, {1})",
    ("substring-after", 2): "substring after({0}, {1})",
    ("concat", 2): "({0} + {1})",
    ("floor", 1): "floor({0})",
    ("ceiling", 1): "ceiling({0})",
    ("round", 1): "floor({0} + 0.5)",
}
#: what FEEL would read otherwise: functions of BPMN, a text in single quotes, a variable with `$`
_TELLING = re.compile(r"\bget(?:Data(?:Object|Input|Output)|ProcessProperty)\s*\(|\b(?:true|false)\s*\(\)|'[^']*'|\$\w")


class _NoCounterpart(Exception):
    """The text holds something that FEEL doesn't have."""


def looks_like_xpath(text: str) -> bool:
    """Whether a text of no stated language holds something that XPath has and FEEL hasn't."""
    return _TELLING.search(text) is not None


def xpath_to_feel(text: str) -> str | None:
    """The expression as FEEL; None where there is no counterpart."""
    if not text.strip() or len(text) > MAX_LENGTH:
        return None
    try:
        return _Translation(_tokens(text)).whole()
    except _NoCounterpart:
        return None


def _tokens(text: str) -> list[tuple[str, str]]:
    """(kind, text) of each token, closed by an empty one. Raises `_NoCounterpart`."""
    found: list[tuple[str, str]] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise _NoCounterpart
        found.append((match.lastgroup or "", match[match.lastgroup or 0]))
        at = match.end()
    return [*found, ("end", "")]


class _Translation:
    """A recursive descent through one expression; every method returns FEEL text."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def whole(self) -> str:
        """The whole expression."""
        text = self._binary(0)
        if self.tokens[self.at][0] != "end":
            raise _NoCounterpart
        return text

    def _take(self, *texts: str) -> str | None:
        kind, text = self.tokens[self.at]
        if text in texts and kind in ("sign", "name"):
            self.at += 1
            return text
        return None

    def _binary(self, level: int) -> str:
        if level == len(_BINARY):
            return self._unary()
        left = self._binary(level + 1)
        compared = False
        while (sign := self._take(*_BINARY[level])) is not None:
            if compared and level in _COMPARISONS:
                raise _NoCounterpart  # a chain of comparisons means something else
            compared = True
            right = self._binary(level + 1)
            left = f"modulo({left}, {right})" if sign == "mod" else f"{left} {_BINARY[level][sign]} {right}"
        return left

    def _unary(self) -> str:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _NoCounterpart
        text = f"-{self._unary()}" if self._take("-") is not None else self._path(self._value())
        self.depth -= 1
        return text

    def _value(self) -> str:
        kind, token = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return token
        if kind == "text":
            escaped = token[1:-1].replace("\\", "\\\\").replace('"', '\\"')
            return f'"{escaped}"'
        if (kind, token) == ("sign", "("):
            inner = self._binary(0)
            if self._take(")") is None:
                raise _NoCounterpart
            return f"({inner})"
        if kind != "name" or token in _OPERATORS:
            raise _NoCounterpart
        return self._call(token.rpartition(":")[2]) if self._take("(") is not None else _name(token)

    def _call(self, name: str) -> str:
        if name in _DATA:
            kind, token = self.tokens[self.at]
            self.at += 1
            if kind != "text" or self._take(")") is None:
                raise _NoCounterpart
            return _name(token[1:-1])
        arguments: list[str] = []
        while self._take(")") is None:
            if arguments and self._take(",") is None:
                raise _NoCounterpart
            arguments.append(self._binary(0))
        pattern = _FUNCTIONS.get((name, len(arguments)))
        if pattern is None:
            raise _NoCounterpart
        return pattern.format(*arguments)

    def _path(self, text: str) -> str:
        while self._take("/") is not None:
            kind, name = self.tokens[self.at]
            self.at += 1
            if kind != "name":
                raise _NoCounterpart
            text = f"{text}.{_name(name)}"
        return text


def _name(token: str) -> str:
    """A name as FEEL can say it. Raises `_NoCounterpart`."""
    name = token.rpartition(":")[2]
    if not name.isidentifier() or name in FEEL_WORDS or name in _OPERATORS:
        raise _NoCounterpart
    return name
