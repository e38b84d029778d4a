"""What the YAML files of a bundle and its walks may say: keys, and kinds of values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from engine.model import Bilingual


@dataclass(frozen=True, slots=True)
class One:
    """A single value: `text`, `number` (whole) or `any`; where `bilingual`, also `{fa, en}`."""

    kind: str
    bilingual: bool = False


@dataclass(frozen=True, slots=True)
class Each:
    """A list of values of one shape."""

    of: "Shape"


@dataclass(frozen=True, slots=True)
class Keys:
    """A mapping of these keys; `others` is the shape of any other key, where the author names the keys."""

    known: Mapping[str, "Shape"]
    others: "Shape | None" = None
    #: whether a text (or `{fa, en}`) may stand instead
    or_text: bool = False


Shape: TypeAlias = One | Each | Keys

WORD, NUMBER, ANY = One("text"), One("number"), One("any")
#: a text in both languages, or one that serves for both
TEXT = One("text", bilingual=True)

PACKAGE = Keys(
    {
        **dict.fromkeys(("title", "summary", "description", "eligibility", "place", "hours", "complaint"), TEXT),
        **dict.fromkeys(("service_id", "local_code", "agency", "category", "retention"), WORD),
        **dict.fromkeys(("laws", "inquiries"), Each(TEXT)),
        **dict.fromkeys(("recipients", "keywords"), Each(WORD)),
        "documents": Each(Keys({"name": TEXT, "note": TEXT})),
        "fee": Keys({"amount": NUMBER, "note": TEXT}, or_text=True),
        "responsible": Keys({"unit": TEXT, "contact": TEXT, "phone": TEXT}),
        "faq": Each(Keys({"q": TEXT, "a": TEXT})),
    }
)
LETTER = Keys({"title": TEXT, "body": TEXT, "signer": TEXT})
NOTICES = Keys({}, others=TEXT)
_STEP = Keys(
    {
        **dict.fromkeys(("do", "element", "after", "code", "message"), WORD),
        **dict.fromkeys(("answers", "payload"), Keys({}, others=ANY)),
        "result": ANY,
    }
)
WALK = Keys(
    {
        "name": WORD,
        "start": Keys({"at": WORD, "answers": Keys({}, others=ANY)}),
        "steps": Each(_STEP),
        "expect": Keys(
            {
                **dict.fromkeys(("outcome", "letter"), WORD),
                **dict.fromkeys(("stages", "notices", "path"), Each(WORD)),
            }
        ),
    }
)
#: what a shape is called
NAMES: Mapping[type, Bilingual] = {
    Each: Bilingual("فهرست", "a list"),
    Keys: Bilingual("چند کلید با مقدار", "keys with values"),
}
SINGLES: Mapping[str, Bilingual] = {
    "text": Bilingual(
        'متن، و اگر عدد یا بله و خیر خوانده می‌شود در گیومه ("021…")،',
        "a text, in quotes where it would be read as a number or as true or false",
    ),
    "number": Bilingual("عدد درست بی جداکننده", "a whole number without separators"),
}
