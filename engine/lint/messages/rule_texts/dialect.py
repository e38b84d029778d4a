"""The texts of the rules on the words of the dialect."""

from collections.abc import Mapping

from engine.lint.messages.rule_texts.consequences import (
    NO_EFFECT,
)
from engine.lint.messages.rule_texts.text import RuleText
from engine.model import Bilingual

DIALECT: Mapping[str, RuleText] = {
    "unknown-attribute": RuleText(
        Bilingual("واژه‌ای که گویش میز ندارد", "A word that the dialect doesn't have"),
        what=Bilingual(
            "صفتی که در گویش میز نیست.",
            "A `miz:` attribute that the dialect does not have on this element. A slip must not be silent; "
            "and there is no attribute for a room or an inside unit (P2).",
        ),
        remedy=Bilingual(
            "نام آن را درست کنید.",
            "Correct the name; the message guesses.",
        ),
        consequence=NO_EFFECT,
    ),
    "unknown-extension": RuleText(
        Bilingual("عنصری که گویش میز ندارد", "An element that the dialect doesn't have"),
        what=Bilingual(
            "عنصری که در گویش میز نیست یا جایش این‌جا نیست.",
            "A `miz:` element that the dialect does not have, or not here.",
        ),
        remedy=Bilingual(
            "آن را درست کنید.",
            "Correct the name or move it.",
        ),
        consequence=NO_EFFECT,
    ),
    "wrong-value": RuleText(
        Bilingual("مقدار پذیرفته نیست", "A value that isn't accepted"),
        what=Bilingual(
            "مقدار صفت پذیرفته نیست.",
            "The value of a `miz:` attribute is none that is allowed: a duration, a number, true or false, "
            "or a word from a list.",
        ),
        remedy=Bilingual(
            "مقدار درست را بنویسید.",
            "Write what the message says.",
        ),
        consequence=NO_EFFECT,
    ),
}
