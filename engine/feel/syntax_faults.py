"""What is wrong with a text that isn't FEEL: a code a kind, and what each says in both languages.

Decisions are taken by the code; the sentences are for people. Parameters stand in brackets."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from engine.model import Bilingual

_PERSIAN: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


class SyntaxFault(StrEnum):
    """Why a text is no expression or test of FEEL (DMN 1.3, 10.3.1.2)."""

    #: no value where one must be
    VALUE_EXPECTED = "value-expected"
    #: no name or value where one must be
    NAME_OR_VALUE_EXPECTED = "name-or-value-expected"
    #: a certain sign or word must be here (wanted)
    EXPECTED = "expected"
    #: something follows that doesn't belong to the expression (found)
    UNEXPECTED = "unexpected"
    #: `@` without the text of a date, time or duration
    AT_LITERAL = "at-literal"
    #: an interval that isn't closed
    INTERVAL_END = "interval-end"
    #: the name of an entry must be here
    ENTRY_EXPECTED = "entry-expected"
    #: the name of a variable must be here
    VARIABLE_EXPECTED = "variable-expected"
    #: the name of a parameter must be here
    PARAMETER_EXPECTED = "parameter-expected"
    #: a function whose body is code of another language
    EXTERNAL_FUNCTION = "external-function"
    #: a character that FEEL doesn't use (found)
    CHARACTER = "character"
    #: a text without its closing quotation mark
    OPEN_TEXT = "open-text"
    #: an escape that is no character (found)
    ESCAPE = "escape"
    #: longer than is read (limit)
    TOO_LONG = "too-long"
    #: nested more deeply than is read
    TOO_DEEP = "too-deep"

    def told(self, parameters: Mapping[str, object], position: int, *, at_end: bool) -> Bilingual:
        """What is wrong, with its place from 0 on, without a full stop."""
        fa, en = (text.format_map(dict(parameters)) for text in _TEXTS[self])
        if at_end:
            fa, en = f"{fa}، ولی عبارت تمام می‌شود", f"{en}, but the expression ends"
        place = position + 1
        return Bilingual(f"{fa} (نویسهٔ {str(place).translate(_PERSIAN)})", f"{en} (at character {place})")


_TEXTS: Final[Mapping[SyntaxFault, tuple[str, str]]] = {
    SyntaxFault.VALUE_EXPECTED: ("این‌جا باید مقداری باشد", "here a value is expected"),
    SyntaxFault.NAME_OR_VALUE_EXPECTED: ("این‌جا باید نام یا مقداری باشد", "here a name or a value is expected"),
    SyntaxFault.EXPECTED: ("این‌جا باید `{wanted}` باشد", "here `{wanted}` is expected"),
    SyntaxFault.UNEXPECTED: ("`{found}` این‌جا جایی ندارد", "`{found}` does not belong here"),
    SyntaxFault.AT_LITERAL: (
        'پس از @ باید متنی مانند "2026-03-21" باشد',
        'after @ a text such as "2026-03-21" is expected',
    ),
    SyntaxFault.INTERVAL_END: (
        "این‌جا باید کروشه یا پرانتز پایان بازه باشد",
        "here the interval's closing bracket is expected",
    ),
    SyntaxFault.ENTRY_EXPECTED: ("این‌جا باید نام یک بخش باشد", "here the name of an entry is expected"),
    SyntaxFault.VARIABLE_EXPECTED: ("این‌جا باید نام متغیر باشد", "here the name of a variable is expected"),
    SyntaxFault.PARAMETER_EXPECTED: ("این‌جا باید نام پارامتر باشد", "here the name of a parameter is expected"),
    SyntaxFault.EXTERNAL_FUNCTION: (
        "تابعی که به زبان دیگری نوشته شده فراخوانده نمی‌شود",
        "functions outside FEEL can't be called",
    ),
    SyntaxFault.CHARACTER: ("`{found}` در FEEL معنایی ندارد", "`{found}` has no meaning here"),
    SyntaxFault.OPEN_TEXT: ("متن گیومهٔ پایان ندارد", "the string has no closing quote"),
    SyntaxFault.ESCAPE: ("نویسهٔ `{found}` وجود ندارد", "there is no character `{found}`"),
    SyntaxFault.TOO_LONG: (
        "عبارت بلندتر از {limit} نویسه است",
        "the expression is longer than {limit} characters",
    ),
    SyntaxFault.TOO_DEEP: ("عبارت بیش از اندازه تودرتوست", "the expression is nested too deeply"),
}
