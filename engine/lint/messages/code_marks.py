"""Words of diagrams, forms and FEEL inside a Persian sentence, marked as code.

Rules write `miz:audience را staff بنویسید` as they are; marked, pages show such a word from left to right, in another
face. Only single words are marked: a phrase of another language is a fault, and tests find it."""

import re
from itertools import pairwise

#: what is quoted or marked already
_KEPT = r"`[^`]*`|«[^«»]*»|“[^“”]*”|\"[^\"]*\"|\{\{.*?\}\}|https?://\S+"
#: names that are the same in every language, and no code
NAMES = (
    *("BPMN", "DMN", "FEEL", "XML", "JSON", "YAML", "UTF-8", "JUEL", "ISO", "Camunda", "Camunda Modeler", "form-js"),
    *("Tab", "PDF", "DOCTYPE", "Python", "Java", "JavaScript", "Groovy", "XPath", "SpiffArena", "SpiffWorkflow"),
    *("Flowable", "Activiti", "Operaton", "Kogito", "jBPM", "Bonita", "Signavio", "Bizagi", "Trisotech", "I1", "I3"),
    *("I5", "I6", "I7", "I8", "P1", "P2", "P3", "ASCII", "CSV", "SMS"),
)
_WORD = r"</?[A-Za-z][\w:-]*>|=?[A-Za-z][\w:./=#$+-]*(?:\([^()\s]*\))?|--[a-z]+"
_PIECES = re.compile(rf"(?P<kept>{_KEPT})|(?P<names>\b(?:{'|'.join(map(re.escape, NAMES))})\b)|(?P<word>{_WORD})")
_END = ".:،/"


def with_code_marks(text: str) -> str:
    """The Persian text with each lone word of code between backticks."""
    pieces = [piece for piece in _PIECES.finditer(text) if piece["word"]]
    lone = {piece.start() for piece in pieces} - {
        start
        for one, other in pairwise(pieces)
        if text[one.end() : other.start()].isspace()
        for start in (one.start(), other.start())
    }
    return _PIECES.sub(lambda piece: _marked(piece[0]) if piece.start() in lone else piece[0], text)


def _marked(word: str) -> str:
    bare = word.rstrip(_END)
    return f"`{bare}`{word[len(bare) :]}"
