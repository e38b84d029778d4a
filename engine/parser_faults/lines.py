"""A fault with its line in front."""

from engine.model import Bilingual

_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def in_line(line: int | None, text: Bilingual) -> Bilingual:
    """The text after its line, from 1 on, where that is known."""
    if not line:
        return text
    return Bilingual(f"سطر {str(line).translate(_PERSIAN)}: {text.fa}", f"line {line}: {text.en}")
