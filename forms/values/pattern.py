"""Regular expressions of form authors: only those that can't run away are let in.

A repeated group that itself repeats, as in (a+)+, makes matching exponential; such patterns are refused at parse."""

import re

from engine import Bilingual
from forms.errors import BadPattern
from forms.values.digits import persian_digits

MOST_CHARACTERS = 200
_UNBOUNDED = re.compile(r"[*+]|\{\d*,\d*\}")
_ESCAPE = re.compile(r"\\.", re.DOTALL)
_ESCAPED_OR_CLASS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")
_CLASS = re.compile(r"\\.|\[\^?(\]?(?:\\.|[^\]\\])*)(?:\]|\\?$)", re.DOTALL)
_SET_SIGNS = re.compile(r"\[|.*?(?:--|&&|\|\||~~)", re.DOTALL)

_TOO_LONG = Bilingual(
    f"بلندتر از {persian_digits(str(MOST_CHARACTERS))} نویسه است", f"it has more than {MOST_CHARACTERS} characters"
)
_NESTED = Bilingual(
    "تکرار درون تکرار، مانند `(a+)+`، سنجش را بی‌پایان می‌کند",
    "a repetition within a repetition, as in `(a+)+`, may take for ever",
)
_SET_OF_SETS = Bilingual(
    r"در کروشه‌ها `[` در آغاز، `--`، `&&`، `||` و `~~` در هر مرورگر معنای دیگری دارند؛ پیش از نشانه `\` بگذارید",
    r"within brackets, `[` at the beginning, `--`, `&&`, `||` and `~~` are read differently by browsers; write `\` "
    "before the sign",
)
_OTHER = Bilingual("نحو آن درست نیست", "its syntax is broken")
#: pieces of Python's own sentences about a pattern, the first that is found counts
_REASONS = (
    ("missing )", Bilingual("پرانتزی بسته نشده است", "a bracket `(` isn't closed")),
    ("unbalanced parenthesis", Bilingual("پرانتز پایان آغازی ندارد", "a bracket `)` was never opened")),
    ("character set", Bilingual("کروشه‌ای بسته نشده است", "a bracket `[` isn't closed")),
    ("multiple repeat", Bilingual("دو نشان تکرار پشت سر هم است", "two signs of repetition follow each other")),
    ("nothing to repeat", Bilingual("نشان تکرار چیزی پیش از خود ندارد", "there is nothing to repeat before a sign")),
    ("min repeat", Bilingual("بیشینهٔ تکرار از کمینهٔ آن کمتر است", "it repeats at most less often than at least")),
    ("range", Bilingual("بازهٔ نویسه‌ها وارونه است", "a range of characters is the wrong way round")),
    ("escape", Bilingual("خط وارونه‌ای معنایی ندارد", "a backslash means nothing")),
    ("look-behind", Bilingual("نگاه به پس باید طول ثابت داشته باشد", "what looks behind must be of a fixed length")),
    ("extension", Bilingual("پس از `(?` نشانی ناشناخته آمده است", "an unknown sign follows `(?`")),
    ("group", Bilingual("گروهی که نام برده می‌شود نیست یا دو بار نام گرفته است", "a group is unknown, or named twice")),
    ("repetition number", Bilingual("شمار تکرار بیش از اندازه بزرگ است", "a number of repetitions is too large")),
)


def reason_of(error: Exception) -> Bilingual:
    """Why a pattern doesn't compile, in both languages."""
    return next((told for piece, told in _REASONS if piece in str(error)), _OTHER)


def require_safe_pattern(key: str, pattern: str) -> None:
    """Raises BadPattern for a pattern that is too long, doesn't compile, nests repetitions or has what looks like a set
    within a set (Unicode Technical Standard 18, 1.3): Python reads characters there, browsers don't."""
    if len(pattern) > MOST_CHARACTERS:
        raise BadPattern(key=key, reason=_TOO_LONG)
    if _has_set_of_sets(pattern):
        raise BadPattern(key=key, reason=_SET_OF_SETS)
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise BadPattern(key=key, reason=reason_of(error)) from error
    if _nests_repetition(_ESCAPED_OR_CLASS.sub("x", pattern)):
        raise BadPattern(key=key, reason=_NESTED)


def _has_set_of_sets(pattern: str) -> bool:
    classes = (found[1] for found in _CLASS.finditer(pattern) if found[1] is not None)
    return any(_SET_SIGNS.match(_ESCAPE.sub("x", signs)) for signs in classes)


def _nests_repetition(pattern: str) -> bool:
    """Whether a group that holds a repetition or an alternative is itself repeated; back references count as such."""
    open_groups: list[bool] = []
    for place, character in enumerate(pattern):
        rest = pattern[place + 1 :]
        if character == "(":
            open_groups.append(False)
        elif character == ")" and open_groups:
            repeats_inside = open_groups.pop()
            repeated = bool(_UNBOUNDED.match(rest))
            if repeats_inside and repeated:
                return True
            if open_groups and (repeats_inside or repeated):
                open_groups[-1] = True
        elif open_groups and (character == "|" or _UNBOUNDED.match(pattern[place:])):
            open_groups[-1] = True
    return False
