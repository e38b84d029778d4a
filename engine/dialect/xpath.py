"""Simple XPath 1.0, BPMN's own default expression language (10.4.3), as FEEL: comparisons, logic, arithmetic, child
paths, some functions, and the `getDataObject('x')` of BPMN. Where there is no counterpart the answer is None, and
nothing is guessed."""

import re

from engine.dialect.descent import FEEL_WORDS, MAX_LENGTH, REMAINDER, Descent, NoCounterpart, tokens_of

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
    {"*": "*", "div": "/", "mod": REMAINDER},
)
_OPERATORS = frozenset({"or", "and", "div", "mod"})
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
#: what FEEL would read otherwise: functions of BPMN, a text in single quotes, a variable with `$`, a path from the
#: root, an attribute, an axis
_TELLING = re.compile(
    r"\bget(?:Data(?:Object|Input|Output)|ProcessProperty)\s*\(|\b(?:true|false)\s*\(\)|'[^']*'|\$\w|^\s*/|[/\[]@|\w::"
)


def looks_like_xpath(text: str) -> bool:
    """Whether a text of no stated language holds something that XPath has and FEEL hasn't."""
    return _TELLING.search(text) is not None


def xpath_to_feel(text: str) -> str | None:
    """The expression as FEEL; None where there is no counterpart."""
    if not text.strip() or len(text) > MAX_LENGTH:
        return None
    try:
        return _Translation(tokens_of(text, _TOKEN)).whole()
    except NoCounterpart:
        return None


class _Translation(Descent):
    """From XPath."""

    levels = _BINARY

    def unary(self) -> str:
        """A sign, or a value with its path."""
        with self.deeper():
            return f"-{self.unary()}" if self.take("-") is not None else self._path(self._value())

    def _value(self) -> str:
        kind, token = self.next()
        if kind == "number":
            return token
        if kind == "text":
            escaped = token[1:-1].replace("\\", "\\\\").replace('"', '\\"')
            return f'"{escaped}"'
        if (kind, token) == ("sign", "("):
            inner = self.expression()
            self.expect(")")
            return f"({inner})"
        if kind != "name" or token in _OPERATORS:
            raise NoCounterpart
        return self._call(token.rpartition(":")[2]) if self.take("(") is not None else _name(token)

    def _call(self, name: str) -> str:
        if name in _DATA:
            kind, token = self.next()
            if kind != "text" or self.take(")") is None:
                raise NoCounterpart
            return _name(token[1:-1])
        arguments = self.arguments()
        pattern = _FUNCTIONS.get((name, len(arguments)))
        if pattern is None:
            raise NoCounterpart
        return pattern.format(*arguments)

    def _path(self, text: str) -> str:
        while self.take("/") is not None:
            kind, name = self.next()
            if kind != "name":
                raise NoCounterpart
            text = f"{text}.{_name(name)}"
        return text


def _name(token: str) -> str:
    """A name as FEEL can say it. Raises `NoCounterpart`."""
    name = token.rpartition(":")[2]
    if not name.isidentifier() or name in FEEL_WORDS or name in _OPERATORS:
        raise NoCounterpart
    return name
