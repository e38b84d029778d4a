"""Why a file is no XML, in both languages: the codes of the parser in the words of an author, each with its place."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from lxml import etree

from engine.model import Bilingual
from engine.parser_faults.lines import in_line


class XmlFault(StrEnum):
    """What is wrong with a text that is no XML (XML 1.0, Namespaces in XML). Parameters in brackets."""

    #: there is no element at all, or something stands before the first one
    NO_ELEMENT = "no-element"
    #: the file ends, or goes on, where it shouldn't
    CUT_OFF = "cut-off"
    #: something follows the end of the outermost element
    AFTER_END = "after-end"
    #: an element is closed by another name than it was opened with (name, other)
    WRONG_END = "wrong-end"
    #: a tag isn't closed (name)
    OPEN_TAG = "open-tag"
    #: the name of an element or attribute is none
    BAD_NAME = "bad-name"
    #: an attribute has no value, or one without quotes (name)
    NO_VALUE = "no-value"
    #: `<` inside the value of an attribute: usually a closing quote is missing
    LESS_THAN = "less-than"
    #: an attribute twice in one tag (name)
    TWICE = "twice"
    #: no blank between two attributes
    NO_BLANK = "no-blank"
    #: a prefix whose namespace nothing declares (name)
    PREFIX = "prefix"
    #: `&` that begins none of XML's five entities
    AMPERSAND = "ampersand"
    #: a character that XML doesn't allow
    CHARACTER = "character"
    #: bytes that aren't what the encoding says, or an encoding that nobody knows
    ENCODING = "encoding"
    #: elements nested too deeply
    DEPTH = "depth"
    #: `<?xml …?>` elsewhere than at the very start
    DECLARATION = "declaration"
    #: anything else: comments, CDATA, processing instructions that aren't closed
    OTHER = "other"


_TEXTS: Final[Mapping[XmlFault, tuple[str, str]]] = {
    XmlFault.NO_ELEMENT: (
        "با یک برچسب آغاز نمی‌شود؛ آن را در ویرایشگر دوباره ذخیره کنید",
        "it doesn't begin with a tag; save it again from its editor",
    ),
    XmlFault.CUT_OFF: (
        "پیش از پایان بریده شده است؛ آن را در ویرایشگر دوباره ذخیره کنید",
        "it is cut off before its end; save it again from its editor",
    ),
    XmlFault.AFTER_END: (
        "پس از پایان بیرونی‌ترین برچسب چیز دیگری آمده است؛ آن را پاک کنید",
        "something follows the end of the outermost tag; remove it",
    ),
    XmlFault.WRONG_END: (
        "برچسب `{name}` با `{other}` بسته شده است؛ برچسب پایان را درست کنید",
        "the tag `{name}` is closed by `{other}`; correct the closing tag",
    ),
    XmlFault.OPEN_TAG: (
        "برچسبی بسته نشده است؛ نشان `>` را بگذارید",
        "a tag isn't closed; write its `>`",
    ),
    XmlFault.BAD_NAME: (
        "نام برچسب یا ویژگی درست نیست؛ با حرف آغاز شود و فاصله نداشته باشد",
        "the name of a tag or attribute is none; begin it with a letter, without blanks",
    ),
    XmlFault.NO_VALUE: (
        "ویژگی `{name}` مقداری میان گیومهٔ راست ندارد؛ آن را بنویسید",
        "the attribute `{name}` has no value in straight quotes; write it",
    ),
    XmlFault.LESS_THAN: (
        "نشان `<` درون مقدار یک ویژگی است؛ گیومهٔ پایان را بگذارید یا `&lt;` بنویسید",
        "there is a `<` inside of an attribute's value; close the quotes before it, or write `&lt;`",
    ),
    XmlFault.TWICE: (
        "ویژگی `{name}` در یک برچسب دو بار آمده است؛ یکی را پاک کنید",
        "the attribute `{name}` stands twice in one tag; remove one",
    ),
    XmlFault.NO_BLANK: (
        "میان دو ویژگی فاصله نیست؛ فاصله بگذارید",
        "there is no blank between two attributes; write one",
    ),
    XmlFault.PREFIX: (
        "پیشوند `{name}` تعریف نشده است؛ `xmlns:{name}` را در برچسب نخست بنویسید",
        "the prefix `{name}` isn't declared; write `xmlns:{name}` in the first tag",
    ),
    XmlFault.AMPERSAND: (
        "نشان `&` معنایی ندارد؛ به جای آن `&amp;` بنویسید",
        "a `&` means nothing here; write `&amp;` instead",
    ),
    XmlFault.CHARACTER: (
        "نویسه‌ای دارد که در XML روا نیست؛ آن را پاک کنید",
        "there is a character that XML doesn't allow; remove it",
    ),
    XmlFault.ENCODING: (
        "رمزگذاری نویسه‌ها درست نیست؛ آن را با UTF-8 ذخیره کنید",
        "its bytes are no text in the encoding that it names; save it as UTF-8",
    ),
    XmlFault.DEPTH: (
        "برچسب‌ها بیش از اندازه تودرتو هستند؛ آن را ساده‌تر کنید",
        "its tags are nested too deeply; make it simpler",
    ),
    XmlFault.DECLARATION: (
        "نشانهٔ `<?xml` جای دیگری جز آغاز پرونده آمده است؛ هر چه را پیش از آن است پاک کنید",
        "`<?xml` stands elsewhere than at its start; remove what is before",
    ),
    XmlFault.OTHER: (
        "نحو آن این‌جا درست نیست؛ آن را در ویرایشگر دوباره ذخیره کنید",
        "its syntax is broken here; save it again from its editor",
    ),
}
_TYPES = etree.ErrorTypes
_FAULTS: Final[Mapping[int, XmlFault]] = {
    _TYPES.ERR_DOCUMENT_EMPTY: XmlFault.NO_ELEMENT,
    _TYPES.ERR_DOCUMENT_END: XmlFault.AFTER_END,
    _TYPES.ERR_TAG_NAME_MISMATCH: XmlFault.WRONG_END,
    _TYPES.ERR_TAG_NOT_FINISHED: XmlFault.CUT_OFF,
    _TYPES.ERR_GT_REQUIRED: XmlFault.OPEN_TAG,
    _TYPES.ERR_LTSLASH_REQUIRED: XmlFault.CUT_OFF,
    _TYPES.ERR_NAME_REQUIRED: XmlFault.BAD_NAME,
    _TYPES.NS_ERR_QNAME: XmlFault.BAD_NAME,
    _TYPES.ERR_ATTRIBUTE_NOT_STARTED: XmlFault.NO_VALUE,
    _TYPES.ERR_ATTRIBUTE_NOT_FINISHED: XmlFault.CUT_OFF,
    _TYPES.ERR_ATTRIBUTE_WITHOUT_VALUE: XmlFault.NO_VALUE,
    _TYPES.ERR_LT_IN_ATTRIBUTE: XmlFault.LESS_THAN,
    _TYPES.ERR_ATTRIBUTE_REDEFINED: XmlFault.TWICE,
    _TYPES.ERR_SPACE_REQUIRED: XmlFault.NO_BLANK,
    _TYPES.NS_ERR_UNDEFINED_NAMESPACE: XmlFault.PREFIX,
    _TYPES.ERR_UNDECLARED_ENTITY: XmlFault.AMPERSAND,
    _TYPES.ERR_ENTITYREF_SEMICOL_MISSING: XmlFault.AMPERSAND,
    _TYPES.ERR_INVALID_CHAR: XmlFault.CHARACTER,
    _TYPES.ERR_INVALID_ENCODING: XmlFault.ENCODING,
    _TYPES.ERR_UNSUPPORTED_ENCODING: XmlFault.ENCODING,
    _TYPES.ERR_UNKNOWN_ENCODING: XmlFault.ENCODING,
    _TYPES.ERR_RESOURCE_LIMIT: XmlFault.DEPTH,
    _TYPES.ERR_RESERVED_XML_NAME: XmlFault.DECLARATION,
}
#: the names that the parser's own sentences tell
_NAMES: Final[Mapping[XmlFault, re.Pattern[str]]] = {
    XmlFault.WRONG_END: re.compile(r"mismatch: (?P<name>\S+) line \d+ and (?P<other>[^,\s]+)"),
    XmlFault.NO_VALUE: re.compile(r"attribute (?P<name>[^,\s]+)"),
    XmlFault.TWICE: re.compile(r"Attribute (?P<name>\S+) redefined"),
    XmlFault.PREFIX: re.compile(r"prefix (?P<name>\S+)"),
}


def fault_of(error: Exception) -> XmlFault:
    """The code of what lxml raised; a ValueError is about the encoding."""
    if not isinstance(error, etree.XMLSyntaxError):
        return XmlFault.ENCODING
    return _FAULTS.get(getattr(error, "code", 0), XmlFault.OTHER)


def line_of(error: Exception) -> int | None:
    """The line that lxml names, from 1 on."""
    line = error.lineno if isinstance(error, etree.XMLSyntaxError) else None
    return line if line else None


def told(error: Exception) -> Bilingual:
    """What is wrong and what to do about it, with the line, without a full stop."""
    fault, line = fault_of(error), line_of(error)
    named = _NAMES[fault].search(str(error)) if fault in _NAMES else None
    names = {name: value[:60] for name, value in (named.groupdict() if named else {}).items()}
    fa, en = (text.format_map({"name": "…", "other": "…", **names}) for text in _TEXTS[fault])
    return in_line(line, Bilingual(fa, en))
