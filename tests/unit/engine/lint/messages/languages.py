"""Words of the other language in a text, outside of quotes and code."""

import re

from engine.lint.messages.code_marks import NAMES
from engine.model import Bilingual

#: what is quoted or code
_QUOTED = re.compile(r"`[^`]*`|«[^«»]*»|“[^“”]*”|\"[^\"]*\"|\{\{.*?\}\}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z_-]*")
_PERSIAN = re.compile(r"[\u0600-\u06ff\u200c]+")
#: names that no language translates, and examples of durations and moments
_NAMES = re.compile(rf"\b(?:{'|'.join(map(re.escape, NAMES))}|P\d+[DMY]|PT\d+[HMS]|\d{{4}}-\d\d-\d\d\S*)\b")


def foreign_words(text: Bilingual) -> tuple[list[str], list[str]]:
    """Latin words of the Persian text and Persian ones of the English text."""
    fa, en = (_NAMES.sub(" ", _QUOTED.sub(" ", side)) for side in text)
    return _LATIN.findall(fa), _PERSIAN.findall(en)
