"""Digits and letters as Persian and Arabic keyboards type them, brought to one form.

Data holds ASCII digits and Persian letters; Persian digits exist in display only."""

import re
import unicodedata

_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC = "٠١٢٣٤٥٦٧٨٩"
_ASCII = "0123456789"
_TO_ASCII = str.maketrans(_PERSIAN + _ARABIC, _ASCII * 2)
_TO_PERSIAN = str.maketrans(_ASCII, _PERSIAN)
_TO_PERSIAN_LETTERS = str.maketrans("يك", "یک")
#: letters that writers use for one another; folded for comparison only, never in what is stored
_ALIKE = str.maketrans("يىئكةۀەأإٱآؤ", "یییکهههااااو")
_ZWNJ = "\u200c"
_EDGES = f" \t\r\n\v\f\u00a0\ufeff{_ZWNJ}"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_TATWEEL = "\u0640"
_SURROGATE = re.compile("[\ud800-\udfff]")


def normalise_digits(text: str) -> str:
    """`text` with Persian (۰-۹) and Arabic (٠-٩) digits as ASCII ones; nothing else changes."""
    return text.translate(_TO_ASCII)


def persian_digits(text: str) -> str:
    """`text` with ASCII digits as Persian ones: for display, never for data."""
    return text.translate(_TO_PERSIAN)


def normalise_text(text: str, *, lines: bool = False) -> str:
    """What is stored of typed text: ASCII digits, Persian ی and ک, no invisible controls, trimmed.

    ZWNJ inside words stays. Runs of blanks become one; line breaks are kept only where `lines` says so."""
    clean = _SURROGATE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    # what is invisible goes first: it may stand between marks that then belong together
    clean = unicodedata.normalize("NFC", _INVISIBLE.sub("", clean))
    clean = unicodedata.normalize("NFC", normalise_digits(clean).translate(_TO_PERSIAN_LETTERS))
    rows = clean.split("\n") if lines else [" ".join(clean.split())]
    return "\n".join(" ".join(row.split()).strip(_EDGES) for row in rows).strip(_EDGES)


def fold_persian(text: str) -> str:
    """The form in which texts are searched and compared: letters alike made equal, no diacritics,
    ZWNJ as a blank, lower case."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    folded = "".join(c for c in folded if not unicodedata.combining(c) and c != _TATWEEL)
    folded = normalise_digits(folded.translate(_ALIKE)).replace(_ZWNJ, " ")
    return " ".join(_INVISIBLE.sub("", folded).split())
