"""Whether a text sends somebody to an inside unit, room, floor or expert (P2): for a warning before it is sent.

A pure rule over words. It may miss a clever wording; what can be sent at all names no place but front desks."""

import re

from forms.values.digits import fold_persian

#: places where citizens are received; what else a text names is inside an agency
_RECEIVED_AT = re.compile(r"میز خدمت|پیشخوان|دفتر پست|اداره پست")
_INSIDE = r"(?:اتاق|اطاق|طبقه|واحد|بخش|قسمت|معاونت|مدیریت|دبیرخانه|بایگانی|کارشناس|رییس|رئیس|مسیول|مسئول|همکار)"
_COME = r"(?:مراجعه|رجوع|تشریف|بیاید|بیایید|حضور یابید|حضور پیدا|حاضر شوید|سر بزنید|بروید)"
_SENDS = re.compile(
    rf"\b{_INSIDE}\w*\b[^.؟!\n]{{0,60}}{_COME}|{_COME}[^.؟!\n]{{0,40}}\b(?:به|نزد|در)\b[^.؟!\n]{{0,30}}\b{_INSIDE}"
)
_SENDS_EN = re.compile(
    r"\b(?:come|go|visit|report|see|call in)\b[^.?!\n]{0,40}\b(?:room|floor|unit|office|department|expert|officer)\b",
    re.IGNORECASE,
)


def sends_inside(text: str) -> bool:
    """Whether `text` seems to send its reader to an inside unit, a room, a floor or an official."""
    folded = fold_persian(text)
    return any(_is_inside(found.group()) for found in _SENDS.finditer(folded)) or _SENDS_EN.search(text) is not None


def _is_inside(passage: str) -> bool:
    return _RECEIVED_AT.search(passage) is None
