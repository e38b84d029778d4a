"""Words of the other language in a text, outside of quotes and code."""

import re

from engine.model import Bilingual

#: what is quoted or code, and what stands in brackets or braces of FEEL
_QUOTED = re.compile(r"`[^`]*`|«[^«»]*»|“[^“”]*”|\"[^\"]*\"|\{\{.*?\}\}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z_-]*")
_PERSIAN = re.compile(r"[\u0600-\u06ff\u200c]+")
#: names of formats, languages and rules, which no language translates; ids and attributes of the dialect
_NAMES = re.compile(
    r"\b(?:BPMN|DMN|FEEL|XML|JSON|YAML|UTF-8|JUEL|ISO|Camunda|form-js|Tab|PDF|MB|kB|MiB|DOCTYPE|entity|Python|Java|"
    r"JavaScript|Groovy|XPath|SpiffArena|Flowable|Activiti)\b|\b\w+[.:/_=-]\w[\w.:/_\-={}]*|\bI\d\b|\bP\d[DHM]?\b|\bPT\d+[HMS]\b"
)


def foreign_words(text: Bilingual) -> tuple[list[str], list[str]]:
    """Latin words of the Persian text and Persian ones of the English text."""
    fa, en = (_NAMES.sub(" ", _QUOTED.sub(" ", side)) for side in text)
    return _LATIN.findall(fa), _PERSIAN.findall(en)
