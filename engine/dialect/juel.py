"""Simple JUEL (`${amount > 1000 && !approved}`), and what looks like it in Java, MVEL, Groovy and JavaScript, as FEEL.

Only what means the same in both: comparisons, logic, arithmetic, paths, and a few methods of strings and lists.
Whatever calls code has no counterpart: then the answer is None, and nothing is guessed."""

import re
from collections.abc import Callable
from functools import cached_property

#: longer or more deeply nested texts are nobody's simple condition
MAX_LENGTH = 2_000
MAX_DEPTH = 40

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)[lLdDfF]?(?![\w.])|(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<name>[^\W\d]\w*)
    |(?P<sign>===|!==|==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()\[\]]))""",
    re.VERBOSE,
)
_BINARY: tuple[tuple[dict[str, str], ...], ...] = (
    ({"||": "or", "or": "or"},),
    ({"&&": "and", "and": "and"},),
    ({"==": "=", "===": "=", "eq": "=", "!=": "!=", "!==": "!=", "ne": "!="},),
    ({"<": "<", "lt": "<", ">": ">", "gt": ">", "<=": "<=", "le": "<=", ">=": ">=", "ge": ">="},),
    ({"+": "+", "-": "-"},),
    ({"*": "*", "/": "/", "div": "/", "%": "%", "mod": "%"},),
)
_RESERVED = frozenset({"and", "or", "not", "empty", "eq", "ne", "lt", "gt", "le", "ge", "div", "mod", "instanceof"})
#: names that FEEL would take for its own words
FEEL_WORDS = frozenset(
    {"if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "between", "function"}
)
#: what other engines call figures of a multi-instance activity (their counter begins at 0)
_FIGURES = {
    "loopCounter": "(loopCounter - 1)",
    "nrOfInstances": "numberOfInstances",
    "nrOfActiveInstances": "numberOfActiveInstances",
    "nrOfCompletedInstances": "numberOfCompletedInstances",
}
#: objects whose `getVariable("x")` is the variable x
_CONTEXTS = frozenset({"execution", "task", "kcontext", "delegateExecution"})
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


class _NoCounterpart(Exception):
    """The text holds something that FEEL doesn't have."""


def is_juel(text: str) -> bool:
    """Whether the text holds `${…}` or `#{…}`."""
    return _PART.search(text) is not None


def is_whole_juel(text: str) -> bool:
    """Whether the text is one `${…}` and nothing else."""
    return _WHOLE.fullmatch(text) is not None


def juel_to_feel(text: str) -> str | None:
    """`${…}` as a FEEL expression; text around it makes a string of it; text alone is a string literal. None where
    there is no counterpart."""
    if len(text) > MAX_LENGTH:
        return None
    whole = _WHOLE.fullmatch(text)
    if whole is not None:
        return code_to_feel(whole[1])
    parts: list[str | None] = []
    end = 0
    for found in _PART.finditer(text):
        if text[end : found.start()]:
            parts.append(_literal(text[end : found.start()]))
        inside = code_to_feel(found[1])
        parts.append(None if inside is None else f"string({inside})")
        end = found.end()
    if text[end:] or not parts:
        parts.append(_literal(text[end:]))
    known = [part for part in parts if part is not None]
    return " + ".join(known) if len(known) == len(parts) else None


def code_to_feel(code: str) -> str | None:
    """A single expression of Java's family as FEEL; `return` in front and `;` behind are allowed. None where it is
    more."""
    code = re.sub(r"^\s*return\b", "", code.strip()).rstrip(";").strip()
    if not code or len(code) > MAX_LENGTH:
        return None
    try:
        return _Translation(code).whole()
    except _NoCounterpart:
        return None


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


class _Translation:
    """A recursive descent through one expression; every method returns FEEL text."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.at = 0
        self.depth = 0

    @cached_property
    def tokens(self) -> list[tuple[str, str]]:
        """(kind, text) of each token, closed by an empty one. Raises `_NoCounterpart`."""
        found: list[tuple[str, str]] = []
        at, end = 0, len(self.code)
        while at < end:
            match = _TOKEN.match(self.code, at)
            if match is None:
                raise _NoCounterpart
            found.append((match.lastgroup or "", match[match.lastgroup or 0]))
            at = match.end()
        return [*found, ("end", "")]

    def whole(self) -> str:
        """The whole expression."""
        text = self._ternary()
        if self.tokens[self.at][0] != "end":
            raise _NoCounterpart
        return text

    def _take(self, *texts: str) -> str | None:
        kind, text = self.tokens[self.at]
        if text in texts and kind in ("sign", "name"):
            self.at += 1
            return text
        return None

    def _expect(self, text: str) -> None:
        if self._take(text) is None:
            raise _NoCounterpart

    def _ternary(self) -> str:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _NoCounterpart
        condition = self._binary(0)
        if self._take("?") is not None:
            yes = self._ternary()
            self._expect(":")
            condition = f"(if {condition} then {yes} else {self._ternary()})"
        self.depth -= 1
        return condition

    def _binary(self, level: int) -> str:
        if level == len(_BINARY):
            return self._unary()
        (signs,) = _BINARY[level]
        left = self._binary(level + 1)
        compared = False
        while (sign := self._take(*signs)) is not None:
            right = self._binary(level + 1)
            if compared and level in (2, 3):
                raise _NoCounterpart  # a chain of comparisons means something else in each language
            compared = True
            left = f"modulo({left}, {right})" if signs[sign] == "%" else f"{left} {signs[sign]} {right}"
        return left

    def _unary(self) -> str:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _NoCounterpart
        sign = self._take("!", "not", "-", "empty")
        if sign is None:
            text = self._value()
        else:
            inner = self._unary()
            text = _EMPTY.format(inner) if sign == "empty" else f"-{inner}" if sign == "-" else f"not({inner})"
        self.depth -= 1
        return text

    def _value(self) -> str:
        kind, token = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return token
        if kind == "text":
            return _literal(re.sub(r"\\(.)", r"\1", token[1:-1]))
        if (kind, token) == ("sign", "("):
            inner = self._ternary()
            self._expect(")")
            return self._path(f"({inner})")
        if kind != "name" or token in _RESERVED | FEEL_WORDS:
            raise _NoCounterpart
        if token in _CONTEXTS:
            return self._path(self._variable())
        if token in ("true", "false", "null"):
            return token
        if self.tokens[self.at][1] == "(":
            raise _NoCounterpart
        return self._path(_FIGURES.get(token, token))

    def _variable(self) -> str:
        """After `execution`: `.getVariable("x")`."""
        self._expect(".")
        if self._take("getVariable", "getVariableLocal") is None:
            raise _NoCounterpart
        self._expect("(")
        kind, token = self.tokens[self.at]
        name = token[1:-1]
        self.at += 1
        self._expect(")")
        if kind != "text" or not name.isidentifier():
            raise _NoCounterpart
        return _FIGURES.get(name, name)

    def _path(self, text: str) -> str:
        while True:
            if self._take(".") is not None:
                kind, name = self.tokens[self.at]
                self.at += 1
                if kind != "name":
                    raise _NoCounterpart
                text = self._method(text, name) if self._take("(") is not None else f"{text}.{name}"
            elif self._take("[") is not None:
                text = self._index(text)
            else:
                return text

    def _index(self, text: str) -> str:
        kind, token = self.tokens[self.at]
        inner = self._ternary()
        self._expect("]")
        if kind == "text":
            name = token[1:-1]
            return f"{text}.{name}" if name.isidentifier() else f"get value({text}, {inner})"
        return f"{text}[{int(token) + 1}]" if inner == token and token.isdigit() else f"{text}[{inner} + 1]"

    def _method(self, text: str, name: str) -> str:
        arguments: list[str] = []
        if self._take(")") is None:
            arguments.append(self._ternary())
            while self._take(",") is not None:
                arguments.append(self._ternary())
            self._expect(")")
        pattern = _METHODS.get((name, len(arguments)))
        if pattern is None:
            raise _NoCounterpart
        return pattern.format(text, *arguments)


#: how a text of another language becomes FEEL
Translator = Callable[[str], str | None]
