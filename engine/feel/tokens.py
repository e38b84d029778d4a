"""Split FEEL text into tokens (DMN 10.3.1.2, grammar rules 27-37 and 62-66).

A word is one name part; which words and signs form one name is the parser's business."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from engine.feel.errors import FeelSyntaxError
from engine.feel.syntax_faults import SyntaxFault


class Kind(Enum):
    """What a token is."""

    #: A run of letters, digits and joiners that begins with a letter, `_` or is `?`.
    WORD = "word"
    #: A number without sign.
    NUMBER = "number"
    #: A string literal; the token's text is its value, without quotes and escapes.
    STRING = "string"
    #: An operator, bracket or separator.
    SIGN = "sign"
    #: The end of the text.
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One token with the place where it starts and ends in the text."""

    kind: Kind
    text: str
    start: int
    end: int


_SPACE = re.compile(r"(?:\s|\u180e|\u200b|\ufeff|//[^\n\r]*|/\*(?:[^*]|\*(?!/))*\*/)+")
_NUMBER = re.compile(r"(?:\d+(?:\.(?!\.)\d+)?|\.\d+)(?:[eE][+-]?\d+(?![\w.]))?", re.ASCII)
#: A line break inside is read as it stands, as files have it that were written by hand.
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_SIGN = re.compile(r"\.\.|\*\*|<=|>=|!=|->|[-+*/=<>()\[\]{},:.@']")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))")
_SIMPLE_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
_JOINERS = "\u200c\u200d\u00b7\u203f\u2040"


def is_name_start(char: str) -> bool:
    """Whether a name may begin with the character."""
    return char.isalpha() or char == "_" or ord(char) >= 0x10000


def is_name_part(char: str) -> bool:
    """Whether a name may go on with the character: ZWNJ and combining marks join Persian words."""
    return is_name_start(char) or char.isdecimal() or char in _JOINERS or unicodedata.category(char) in {"Mn", "Mc"}


def tokenize(text: str) -> list[Token]:
    """All tokens of the text, ended by one of kind END. Raises `FeelSyntaxError`."""
    tokens: list[Token] = []
    position = _skip_space(text, 0)
    while position < len(text):
        token = _read_token(text, position)
        tokens.append(token)
        position = _skip_space(text, token.end)
    tokens.append(Token(Kind.END, "", len(text), len(text)))
    return tokens


def _skip_space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _read_token(text: str, position: int) -> Token:
    char = text[position]
    if is_name_start(char):
        return _read_word(text, position)
    if char == "?":
        return Token(Kind.WORD, "?", position, position + 1)
    if char == '"':
        return _read_string(text, position)
    for kind, pattern in ((Kind.NUMBER, _NUMBER), (Kind.SIGN, _SIGN)):
        found = pattern.match(text, position)
        if found:
            return Token(kind, found[0], position, found.end())
    raise FeelSyntaxError(SyntaxFault.CHARACTER, position, found=char)


def _read_word(text: str, position: int) -> Token:
    end = position + 1
    while end < len(text) and is_name_part(text[end]):
        end += 1
    return Token(Kind.WORD, text[position:end], position, end)


def _read_string(text: str, position: int) -> Token:
    found = _STRING.match(text, position)
    if found is None:
        raise FeelSyntaxError(SyntaxFault.OPEN_TEXT, position)
    value = _ESCAPE.sub(lambda escape: _unescape(escape, position), found[1])
    if any("\ud800" <= char <= "\udfff" for char in value):
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Token(Kind.STRING, value, position, found.end())


def _unescape(escape: re.Match[str], position: int) -> str:
    code = escape[1] or escape[2]
    if code:
        number = int(code, 16)
        if number > 0x10FFFF:
            raise FeelSyntaxError(SyntaxFault.ESCAPE, position, found=escape[0])
        return chr(number)
    # A regular expression such as "\d+" keeps its backslash.
    return _SIMPLE_ESCAPES.get(escape[3], escape[0])
