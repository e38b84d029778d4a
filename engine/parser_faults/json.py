"""Why a file is no JSON (RFC 8259)."""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from engine.model import Bilingual
from engine.parser_faults.lines import in_line


class JsonFault(StrEnum):
    """What is wrong with a text that is no JSON."""

    #: the name of an entry is absent or has no double quotes; often a comma too many is before it
    NAME = "name"
    #: no colon between a name and its value
    COLON = "colon"
    #: no comma between two entries, or no closing bracket
    COMMA = "comma"
    #: no value where one must be
    VALUE = "value"
    #: a text that isn't closed
    OPEN_TEXT = "open-text"
    #: a line break or another control character inside a text
    CONTROL = "control"
    #: a backslash that means nothing
    ESCAPE = "escape"
    #: something follows the end
    AFTER_END = "after-end"
    #: bytes that are no UTF-8
    ENCODING = "encoding"
    #: lists and objects nested too deeply
    DEPTH = "depth"
    #: JSON, but no form: there is no list of components
    NO_FORM = "no-form"
    #: anything else, such as numbers that are too long
    OTHER = "other"


TEXTS: Final[Mapping[JsonFault, Bilingual]] = {
    JsonFault.NAME: Bilingual(
        "نام یک ویژگی میان گیومهٔ راست نیست، یا ویرگولی پیش از آن زیادی است",
        "the name of an entry isn't in double quotes, or the comma before it is one too many",
    ),
    JsonFault.COLON: Bilingual(
        "میان نام و مقدار دونقطه نیست",
        "there is no colon between a name and its value",
    ),
    JsonFault.COMMA: Bilingual(
        "ویرگول لاتین یا نشان پایان فهرست جا افتاده است",
        "a comma or a closing bracket is missing",
    ),
    JsonFault.VALUE: Bilingual("مقداری که باید این‌جا باشد نیست", "the value that must stand here is missing"),
    JsonFault.OPEN_TEXT: Bilingual("متنی با گیومه بسته نشده است", "a text has no closing quotation mark"),
    JsonFault.CONTROL: Bilingual(
        "درون یک متن سطر شکسته شده است؛ به جای آن `\\n` بنویسید",
        "a text is broken over lines; write `\\n` instead",
    ),
    JsonFault.ESCAPE: Bilingual(
        "خط وارونه‌ای در متن معنایی ندارد؛ آن را دو بار بنویسید",
        "a backslash in a text means nothing; write it twice",
    ),
    JsonFault.AFTER_END: Bilingual(
        "پس از پایان چیز دیگری آمده است؛ آن را پاک کنید",
        "something follows the end; remove it",
    ),
    JsonFault.ENCODING: Bilingual("نویسه‌های آن UTF-8 نیست", "it isn't saved as UTF-8"),
    JsonFault.DEPTH: Bilingual("بیش از اندازه تودرتوست", "it is nested too deeply"),
    JsonFault.NO_FORM: Bilingual(
        "فهرست جزءها (`components`) را ندارد",
        "it has no list of components",
    ),
    JsonFault.OTHER: Bilingual("JSON درستی نیست", "it is no JSON"),
}
_BEGINNINGS: Final[Mapping[str, JsonFault]] = {
    "Expecting property name": JsonFault.NAME,
    "Illegal trailing comma": JsonFault.NAME,
    "Expecting ':'": JsonFault.COLON,
    "Expecting ','": JsonFault.COMMA,
    "Expecting value": JsonFault.VALUE,
    "Unterminated string": JsonFault.OPEN_TEXT,
    "Invalid control character": JsonFault.CONTROL,
    "Invalid \\": JsonFault.ESCAPE,
    "Extra data": JsonFault.AFTER_END,
    "Unexpected UTF-8 BOM": JsonFault.ENCODING,
}


def fault_of(error: Exception) -> JsonFault:
    """The code of what `json.loads` raised."""
    if isinstance(error, UnicodeError):
        return JsonFault.ENCODING
    if isinstance(error, RecursionError):
        return JsonFault.DEPTH
    if not isinstance(error, json.JSONDecodeError):
        return JsonFault.OTHER
    return next((fault for said, fault in _BEGINNINGS.items() if error.msg.startswith(said)), JsonFault.OTHER)


def told(error: Exception) -> Bilingual:
    """What is wrong, with the line, without a full stop."""
    line = error.lineno if isinstance(error, json.JSONDecodeError) else None
    return in_line(line, TEXTS[fault_of(error)])
