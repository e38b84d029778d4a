"""Classes of characters: escapes, `\\p{L}`, `[a-z-[aeiou]]` (XML Schema part 2, appendix G)."""

import unicodedata
from collections.abc import Callable
from typing import TypeAlias

from engine.feel.errors import Undefined
from engine.feel.tokens import is_name_part, is_name_start

CharTest: TypeAlias = Callable[[str], bool]

_LITERAL_ESCAPES = frozenset("\\|.-^?*+{}()[]$")
_CONTROL_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
#: Blocks of Unicode by their names in XML Schema, those of scripts in use and their signs; `\p{IsArabic}` and the like.
_BLOCKS = {
    "BasicLatin": (0x0000, 0x007F),
    "Latin-1Supplement": (0x0080, 0x00FF),
    "LatinExtended-A": (0x0100, 0x017F),
    "LatinExtended-B": (0x0180, 0x024F),
    "Greek": (0x0370, 0x03FF),
    "GreekandCoptic": (0x0370, 0x03FF),
    "Cyrillic": (0x0400, 0x04FF),
    "Armenian": (0x0530, 0x058F),
    "Hebrew": (0x0590, 0x05FF),
    "Arabic": (0x0600, 0x06FF),
    "ArabicSupplement": (0x0750, 0x077F),
    "ArabicPresentationForms-A": (0xFB50, 0xFDFF),
    "ArabicPresentationForms-B": (0xFE70, 0xFEFF),
    "IPAExtensions": (0x0250, 0x02AF),
    "CombiningDiacriticalMarks": (0x0300, 0x036F),
    "Syriac": (0x0700, 0x074F),
    "Devanagari": (0x0900, 0x097F),
    "Bengali": (0x0980, 0x09FF),
    "Tamil": (0x0B80, 0x0BFF),
    "Thai": (0x0E00, 0x0E7F),
    "Georgian": (0x10A0, 0x10FF),
    "LatinExtendedAdditional": (0x1E00, 0x1EFF),
    "GreekExtended": (0x1F00, 0x1FFF),
    "GeneralPunctuation": (0x2000, 0x206F),
    "CurrencySymbols": (0x20A0, 0x20CF),
    "LetterlikeSymbols": (0x2100, 0x214F),
    "NumberForms": (0x2150, 0x218F),
    "Arrows": (0x2190, 0x21FF),
    "MathematicalOperators": (0x2200, 0x22FF),
    "CJKSymbolsandPunctuation": (0x3000, 0x303F),
    "Hiragana": (0x3040, 0x309F),
    "Katakana": (0x30A0, 0x30FF),
    "CJKUnifiedIdeographs": (0x4E00, 0x9FFF),
    "HangulSyllables": (0xAC00, 0xD7A3),
    "HalfwidthandFullwidthForms": (0xFF00, 0xFFEF),
}
_CATEGORIES = frozenset(
    f"{major}{minor}"
    for major, minors in {
        "L": "ultmo",
        "M": "nce",
        "N": "dlo",
        "P": "cdseifo",
        "Z": "slp",
        "S": "mcko",
        "C": "cfon",
    }.items()
    for minor in ("", *minors)
)


def single(char: str) -> CharTest:
    """The test for exactly this character."""
    return char.__eq__


def any_but_line_end(char: str) -> bool:
    """What `.` stands for without the flag s."""
    return char not in "\n\r"


def ignoring_case(test: CharTest) -> CharTest:
    """The test, passed as well by the character's other cases."""
    return lambda char: test(char) or test(char.lower()) or test(char.upper())


def _not(test: CharTest) -> CharTest:
    return lambda char: not test(char)


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] not in "PZC"


_CLASSES: dict[str, CharTest] = {
    "d": lambda char: unicodedata.category(char) == "Nd",
    "s": lambda char: char in " \t\n\r",
    "w": _is_word,
    "i": lambda char: is_name_start(char) or char == ":",
    "c": lambda char: is_name_part(char) or char in "-.:",
}
_CLASSES |= {name.upper(): _not(test) for name, test in _CLASSES.items()}


def escape_class(pattern: str, position: int) -> tuple[CharTest, int]:
    """The test of the escape whose letter stands at the position, and the position behind it."""
    letter = pattern[position : position + 1]
    if letter in _CLASSES:
        return _CLASSES[letter], position + 1
    if letter and letter in "pP":
        return _property(pattern, position)
    return single(_escaped(letter)), position + 1


def _escaped(letter: str) -> str:
    if letter in _LITERAL_ESCAPES and letter:
        return letter
    if letter not in _CONTROL_ESCAPES:
        raise Undefined(f"regular expressions have no escape \\{letter}")
    return _CONTROL_ESCAPES[letter]


def _property(pattern: str, position: int) -> tuple[CharTest, int]:
    end = pattern.find("}", position)
    if pattern[position + 1 : position + 2] != "{" or end < 0:
        raise Undefined("\\p is followed by a category in braces")
    test = _property_test(pattern[position + 2 : end])
    return (_not(test) if pattern[position] == "P" else test), end + 1


def _property_test(name: str) -> CharTest:
    if name in _CATEGORIES:
        return lambda char: unicodedata.category(char).startswith(name)
    if name.startswith("Is") and name[2:] in _BLOCKS:
        low, high = _BLOCKS[name[2:]]
        return lambda char: low <= ord(char) <= high
    raise Undefined(f"there is no category of characters {name}")


def read_class(pattern: str, position: int, depth: int = 0) -> tuple[CharTest, int]:
    """The test of a class whose `[` was read, and the position behind its `]`."""
    if depth > 10:
        raise Undefined("the class of characters is nested too deeply")
    negated = pattern.startswith("^", position)
    start = position + negated
    position = start
    tests: list[CharTest] = []
    without: CharTest | None = None
    while without is None and (position == start or not pattern.startswith("]", position)):
        if pattern.startswith("-[", position) and position > start:
            without, position = read_class(pattern, position + 2, depth + 1)
        else:
            test, position = _class_member(pattern, position)
            tests.append(test)
    if not pattern.startswith("]", position):
        raise Undefined("a class of characters is not closed")
    return _combined(tests, negated, without), position + 1


def _combined(tests: list[CharTest], negated: bool, without: CharTest | None) -> CharTest:
    def check(char: str) -> bool:
        inside = any(test(char) for test in tests) != negated
        return inside and not (without is not None and without(char))

    return check


def _class_member(pattern: str, position: int) -> tuple[CharTest, int]:
    """A class escape, a character, or a range of characters."""
    if pattern.startswith("\\", position) and pattern[position + 1 : position + 2] in {*_CLASSES, "p", "P"}:
        return escape_class(pattern, position + 1)
    low, position = _class_char(pattern, position)
    if not pattern.startswith("-", position) or pattern[position + 1 : position + 2] in ("]", "[", ""):
        return single(low), position
    high, position = _class_char(pattern, position + 1)
    if high < low:
        raise Undefined(f"the range {low}-{high} of characters runs downwards")
    return (lambda char: low <= char <= high), position


def _class_char(pattern: str, position: int) -> tuple[str, int]:
    char = pattern[position : position + 1]
    if char == "\\":
        return _escaped(pattern[position + 1 : position + 2]), position + 2
    if char in ("[", "]", ""):
        raise Undefined("a class of characters is empty or not closed")
    return char, position + 1
