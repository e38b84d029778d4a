"""The usual slips in FEEL: what people write who know other languages or type Persian, and what is meant.

A text that doesn't parse is rewritten outside of its strings, one habit at a time; if it parses then, that is what is
meant, and can be put in its place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.feel import FeelError, compile_expression, compile_unary_tests
from engine.feel.errors import FeelSyntaxError
from engine.model import Bilingual

#: characters of a text that is looked at
MAX_LENGTH = 2_000
_STRING = re.compile(r'("(?:[^"\\]|\\.)*")')
_CURLY = re.compile(r'[“”„‟«»″]([^"“”„‟«»″]*)[“”„‟«»″]')
_SINGLE = re.compile(r"['‘’‚‛]([^'\"‘’‚‛]*)['‘’‚‛]")
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_GROUPED = re.compile(r"(?<![\w,])(?<!\d\.)\d{1,3}(?:,\d{3})+(?!\w|\.\d|,)")


@dataclass(frozen=True, slots=True)
class Slip:
    """One habit: how it is rewritten, and what is told of it."""

    pattern: re.Pattern[str]
    replacement: str
    told: Bilingual

    def rewrite(self, text: str) -> str:
        """The text as FEEL would have it."""
        return self.pattern.sub(self.replacement, text)


@dataclass(frozen=True, slots=True)
class Repair:
    """What is told of a text that isn't FEEL: the fault, hints in both languages, and the text as it is meant."""

    fault: Bilingual
    hints: tuple[Bilingual, ...] = ()
    #: "" where nobody knows
    meant: str = ""

    def changes(self, text: str) -> tuple[tuple[str, str], ...]:
        """The text and what is meant, as `Problem.changes` have them."""
        equals = "=" if text.strip().startswith("=") else ""
        return ((text, f"{equals}{self.meant}"),) if self.meant else ()

    def told(self) -> Bilingual:
        """The fault, the hints and the text to write, without a full stop at the end."""
        fa, en = [self.fault.fa], [self.fault.en]
        fa += [hint.fa for hint in self.hints]
        en += [hint.en for hint in self.hints]
        if self.meant:
            fa.append(f"بنویسید: `{self.meant}`")
            en.append(f"Write `{self.meant}`")
        return Bilingual(". ".join(fa), ". ".join(en))


_QUOTES = Bilingual('متن در FEEL میان دو گیومهٔ راست (`"`) نوشته می‌شود', "Texts stand in straight double quotes in FEEL")
_PERSIAN_NUMBER = Bilingual("رقم‌ها را لاتین بنویسید", "Write digits as 0–9")
_NO_GROUPS = Bilingual("عدد را بی جداکنندهٔ هزارگان بنویسید", "Write numbers without separators of thousands")
_SLIPS = (
    Slip(re.compile(r"\s*!==?\s*|\s*(?:<>|≠)\s*"), " != ", Bilingual("نابرابری را `!=` بنویسید", "Unequal is `!=`")),
    Slip(re.compile(r"\s*===?\s*"), " = ", Bilingual("برابری در FEEL یک `=` است", "FEEL compares with one `=`")),
    Slip(re.compile(r"\s*(?:≤|=<)\s*"), " <= ", Bilingual("کوچک‌تر یا برابر را `<=` بنویسید", "At most is `<=`")),
    Slip(re.compile(r"\s*(?:≥|=>)\s*"), " >= ", Bilingual("بزرگ‌تر یا برابر را `>=` بنویسید", "At least is `>=`")),
    Slip(re.compile(r"\s*&&?\s*"), " and ", Bilingual("به جای `&&` بنویسید `and`", "FEEL has `and`, not `&&`")),
    Slip(re.compile(r"\s*\|\|?\s*"), " or ", Bilingual("به جای `||` بنویسید `or`", "FEEL has `or`, not `||`")),
    Slip(
        re.compile(r"!\s*([^\W\d][\w.]*(?:\([^()]*\))?)"),
        r"not(\1)",
        Bilingual("به جای `!` بنویسید `not( )`", "FEEL has `not( )`, not `!`"),
    ),
    Slip(re.compile(r"!\s*\("), "not(", Bilingual("به جای `!` بنویسید `not( )`", "FEEL has `not( )`, not `!`")),
    Slip(re.compile(r"\s+is\s+not\s+null\b"), " != null", Bilingual("بنویسید `!= null`", "Write `!= null`")),
    Slip(re.compile(r"\s+is\s+null\b"), " = null", Bilingual("بنویسید `= null`", "Write `= null`")),
    Slip(re.compile(r"\s*×\s*"), " * ", Bilingual("ضرب را `*` بنویسید", "Multiplication is `*`")),
    Slip(re.compile(r"\s*÷\s*"), " / ", Bilingual("تقسیم را `/` بنویسید", "Division is `/`")),
    Slip(re.compile(r"\s*[−–—]\s*"), " - ", Bilingual("منها را `-` بنویسید", "Minus is `-`")),
    Slip(re.compile(r"(?<=\d)٬(?=\d)"), "", _NO_GROUPS),
    Slip(re.compile(r"(?<=\d)٫(?=\d)"), ".", Bilingual("ممیز را نقطه بنویسید", "The decimal point is a dot")),
    Slip(re.compile(r"\s*،\s*"), ", ", Bilingual("ویرگول لاتین `,` بنویسید", "Write the comma `,`")),
    Slip(re.compile(r"\s*[;؛]\s*$"), "", Bilingual("پایان عبارت نقطه‌ویرگول نمی‌خواهد", "No semicolon ends FEEL")),
    Slip(re.compile(r"\bAND\b"), "and", Bilingual("`and` با حروف کوچک است", "`and` is written small")),
    Slip(re.compile(r"\bOR\b"), "or", Bilingual("`or` با حروف کوچک است", "`or` is written small")),
    Slip(re.compile(r"\bNOT\s*\("), "not(", Bilingual("`not` با حروف کوچک است", "`not` is written small")),
)
#: what can't be rewritten without knowing what is meant
_ONLY_HINTS: tuple[tuple[Callable[[str], bool], Bilingual], ...] = (
    (
        lambda text: re.search(r"\bthen\b", text) is not None and re.search(r"\bif\b", text) is None,
        Bilingual("پیش از `then` باید `if` باشد", "Before `then` there must be an `if`"),
    ),
    (
        lambda text: re.search(r"\bif\b", text) is not None and re.search(r"\belse\b", text) is None,
        Bilingual("`if` در FEEL همیشه `else` دارد", "`if` always has an `else` in FEEL"),
    ),
    (
        lambda text: re.search(r"\?[^:]+:", text) is not None,
        Bilingual(
            "به جای `؟ :` بنویسید `if … then … else …`".replace("؟", "?"), "Instead of `? :` write `if … then … else …`"
        ),
    ),
    (
        lambda text: "%" in text,
        Bilingual("باقی‌مانده را `modulo(a, b)` بنویسید", "The remainder is `modulo(a, b)`"),
    ),
    (
        lambda text: re.search(r"[;؛]\s*\S", text) is not None,
        Bilingual(
            "هر عبارت FEEL یک مقدار است و نقطه‌ویرگول ندارد؛ چند مقدار را `{a: …, b: …}` بنویسید",
            "An expression of FEEL is one value and has no semicolon; write several as `{a: …, b: …}`",
        ),
    ),
    (
        lambda text: re.search(r"[-+*/]=|\+\+|--\s*$", text) is not None,
        Bilingual(
            "FEEL چیزی را مقدار نمی‌دهد؛ مقدار تازه را `{name: name + 1}` بنویسید",
            "FEEL sets nothing; write the new value as `{name: name + 1}`",
        ),
    ),
)


def repair_of(text: str, *, tests: bool = False) -> Repair | None:
    """What is wrong with a text that isn't FEEL (of a cell of a decision table with `tests`), None for one that is."""
    plain = text.strip().removeprefix("=").strip()
    compile_ = compile_unary_tests if tests else compile_expression
    fault = _fault(plain, compile_)
    if fault is None or len(plain) > MAX_LENGTH:
        return None if fault is None else Repair(fault)
    rewritten, hints = _rewritten(plain)
    if hints and rewritten != plain and _fault(rewritten, compile_) is None:
        return Repair(fault, hints, rewritten)
    return Repair(fault, (*hints, *_only_hints(rewritten)))


def grouped_number(text: str) -> str:
    """The text of a cell without separators of thousands, as in `> 1,000,000`, where FEEL reads several values; ""
    where there are none, or it may be a list."""
    found = list(_GROUPED.finditer(text))
    if not found or not all(
        re.search(r",0", each[0]) or re.search(r"(?:[<>=\[(]|\.\.)\s*$", text[: each.start()]) for each in found
    ):
        return ""
    return _GROUPED.sub(lambda each: each[0].replace(",", ""), text)


def _fault(text: str, compile_: Callable[[str], object]) -> Bilingual | None:
    try:
        compile_(text)
    except FeelSyntaxError as error:
        return error.text
    except FeelError:
        return Bilingual("خوانده نمی‌شود", "it can't be read")
    return None


def _rewritten(text: str) -> tuple[str, tuple[Bilingual, ...]]:
    """The text as FEEL would have it, and what is told of each habit that was rewritten."""
    told: list[Bilingual] = []
    quoted = _CURLY.sub(r'"\1"', text)
    quoted = _outside(quoted, lambda part: _SINGLE.sub(r'"\1"', part))
    if quoted != text:
        told.append(_QUOTES)
    digits = _outside(quoted, lambda part: part.translate(_DIGITS))
    if digits != quoted:
        told.append(_PERSIAN_NUMBER)
    for slip in _SLIPS:
        changed = _outside(digits, slip.rewrite)
        if slip.replacement.strip() and re.sub(r"\s", "", changed) == re.sub(r"\s", "", digits):
            continue  # it is written so already
        if changed != digits:
            digits = changed
            told.append(slip.told)
    ungrouped = _without_groups(digits)
    if ungrouped != digits:
        told.append(_NO_GROUPS)
    return ungrouped.strip(), tuple(dict.fromkeys(told))


def _outside(text: str, rewrite: Callable[[str], str]) -> str:
    """The text with everything but its strings rewritten."""
    parts = _STRING.split(text)
    return "".join(part if number % 2 else rewrite(part) for number, part in enumerate(parts))


def _without_groups(text: str) -> str:
    """Without separators of thousands, where no bracket makes a list of them."""
    depth, result, last = 0, "", 0
    for each in re.finditer(r"[(\[{]|[)\]}]|\"(?:[^\"\\]|\\.)*\"|" + _GROUPED.pattern, text):
        sign = each[0]
        if len(sign) == 1:
            depth += 1 if sign in "([{" else -1
        elif depth == 0 and sign[0].isdigit():
            result += text[last : each.start()] + sign.replace(",", "")
            last = each.end()
    return result + text[last:]


def _only_hints(text: str) -> Iterator[Bilingual]:
    bare = _STRING.sub('""', text)
    return (told for applies, told in _ONLY_HINTS if applies(bare))
