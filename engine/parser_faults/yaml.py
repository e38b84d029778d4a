"""Why a file is no YAML that is taken here (YAML 1.1, plain texts only)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import yaml

from engine.model import Bilingual
from engine.parser_faults.lines import in_line


class YamlFault(StrEnum):
    """What is wrong with a text that is no YAML."""

    #: a second colon in a line, or a line that is indented as if it belonged to a text
    COLON = "colon"
    #: a bracket or brace that isn't closed
    BRACKET = "bracket"
    #: lines that belong together are indented differently, or list and mapping are mixed
    INDENTATION = "indentation"
    #: a text that isn't closed
    OPEN_TEXT = "open-text"
    #: a tabulator where blanks must be
    TAB = "tab"
    #: a sign that may not begin a text without quotes
    SIGN = "sign"
    #: a backslash in double quotes that means nothing
    ESCAPE = "escape"
    #: a key without its colon
    NO_COLON = "no-colon"
    #: a list that begins in the line of its key
    DASH = "dash"
    #: tags, anchors and directives, which nobody needs here
    SPECIAL = "special"
    #: aliases (`*name`), which are not taken
    ALIAS = "alias"
    #: too deep or too long
    TOO_MUCH = "too-much"
    #: bytes that are no UTF-8, or control characters
    CHARACTER = "character"
    #: a value that doesn't exist, such as the date 1405-13-40
    VALUE = "value"
    #: anything else
    OTHER = "other"


_INDENTED = Bilingual(
    "تورفتگی سطرها با هم نمی‌خواند؛ سطرهای هم‌رده را با یک اندازه فاصله آغاز کنید",
    "lines that belong together are indented differently; begin them with the same blanks",
)
TEXTS: Final[Mapping[YamlFault, Bilingual]] = {
    YamlFault.COLON: Bilingual(
        "دونقطه‌ای در متن است یا سطر بیش از اندازه تو رفته است؛ متن را میان گیومهٔ راست بگذارید",
        "there is a colon within a text, or the line is indented too far; put the text into quotation marks",
    ),
    YamlFault.BRACKET: Bilingual(
        "کروشه یا آکولادی بسته نشده است؛ آن را ببندید یا متن را میان گیومهٔ راست بگذارید",
        "a bracket or brace isn't closed; close it, or put the text into quotation marks",
    ),
    YamlFault.INDENTATION: _INDENTED,
    YamlFault.OPEN_TEXT: Bilingual("گیومهٔ پایان متنی جا افتاده است", "a text has no closing quotation mark"),
    YamlFault.TAB: Bilingual(
        "سطر با جهش (Tab) تو رفته است؛ به جای آن فاصله بگذارید",
        "a line is indented by a tabulator; write blanks instead",
    ),
    YamlFault.SIGN: Bilingual(
        "متن با نشانی آغاز می‌شود که در YAML معنای دیگری دارد، یا سطر با Tab تو رفته است؛ متن را در گیومهٔ راست بگذارید",
        "a text begins with a sign that means something else in YAML, or a line with a tabulator; put the text into "
        "quotation marks",
    ),
    YamlFault.ESCAPE: Bilingual(
        "خط وارونه‌ای میان گیومه‌ها معنایی ندارد؛ آن را دو بار بنویسید",
        "a backslash in double quotes means nothing; write it twice",
    ),
    YamlFault.NO_COLON: Bilingual(
        "کلیدی دونقطه ندارد، یا متن چندسطری تو نرفته است",
        "a key has no colon, or a text of several lines isn't indented",
    ),
    YamlFault.DASH: Bilingual(
        "فهرست باید از سطر پس از کلید آغاز شود",
        "a list must begin in the line after its key",
    ),
    YamlFault.SPECIAL: Bilingual(
        "نشانهٔ ویژهٔ YAML (`!`، `&` یا `%`) درست نوشته نشده است؛ متن را میان گیومهٔ راست بگذارید",
        "a tag, anchor or directive of YAML (`!`, `&`, `%`) is wrong; put the text into quotation marks",
    ),
    YamlFault.ALIAS: Bilingual(
        "ارجاع YAML (`*`) پذیرفته نیست؛ متن را دوباره بنویسید",
        "aliases of YAML (`*`) are not taken; write the text again",
    ),
    YamlFault.TOO_MUCH: Bilingual(
        "بزرگ‌تر از `64 kB` است، یا بیش از ۲۰ لایه تودرتوست",
        "it is larger than `64 kB`, or nested more than 20 deep",
    ),
    YamlFault.CHARACTER: Bilingual(
        "نویسه‌ای دارد که متن نیست؛ آن را با UTF-8 ذخیره کنید",
        "it has a character that is no text; save it as UTF-8",
    ),
    YamlFault.VALUE: Bilingual(
        "مقداری مانند تاریخ یا عدد نوشته شده که وجود ندارد",
        "a value is written like a date or number, and there is none such",
    ),
    YamlFault.OTHER: Bilingual("نحو آن درست نیست", "its syntax is broken"),
}
#: pieces of the parser's own sentences, the first that is found counts
_PIECES: Final[tuple[tuple[str, YamlFault], ...]] = (
    ("mapping values are not allowed", YamlFault.COLON),
    ("block sequence entries are not allowed", YamlFault.DASH),
    ("tab character", YamlFault.TAB),
    ("expected ',' or", YamlFault.BRACKET),
    ("expected key", YamlFault.INDENTATION),
    ("'-' indicator", YamlFault.INDENTATION),
    ("expected ':'", YamlFault.NO_COLON),
    ("unexpected end of stream", YamlFault.OPEN_TEXT),
    ("document indicator", YamlFault.OPEN_TEXT),
    ("cannot start any token", YamlFault.SIGN),
    ("node content", YamlFault.BRACKET),
    ("escape", YamlFault.ESCAPE),
    ("tag", YamlFault.SPECIAL),
    ("alphabetic or numeric", YamlFault.SPECIAL),
    ("digit or '.'", YamlFault.SPECIAL),
    ("directive", YamlFault.SPECIAL),
)


def fault_of(error: Exception) -> YamlFault:
    """The code of what PyYAML raised while reading or building."""
    if isinstance(error, UnicodeError | yaml.reader.ReaderError):
        return YamlFault.CHARACTER
    if isinstance(error, RecursionError):
        return YamlFault.TOO_MUCH
    if not isinstance(error, yaml.YAMLError):
        return YamlFault.VALUE
    said = error.problem or "" if isinstance(error, yaml.MarkedYAMLError) else ""
    return next((fault for piece, fault in _PIECES if piece in said), YamlFault.OTHER)


def told(error: Exception) -> Bilingual:
    """What is wrong, with the line, without a full stop."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return in_line(mark.line + 1 if mark else None, TEXTS[fault_of(error)])
