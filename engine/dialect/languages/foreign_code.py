"""Expressions and scripts that stay in another language than FEEL once whatever has a counterpart was translated: each
is told by the language that it is, with what to write instead."""

from engine.dialect.adoption import Adoption
from engine.dialect.juel import is_juel, is_whole_juel
from engine.dialect.languages.foreign_reasons import Language, guessed, named, reason_of, unknown_language
from engine.dialect.languages.java_expressions import code_to_feel
from engine.dialect.names import bpmn, children
from engine.dialect.python_expressions import condition_of, parsed
from engine.dialect.python_reasons import Unsayable
from engine.dialect.xml import Element
from engine.feel import FeelError, compile_expression
from engine.model import Bilingual


def tell_foreign_code(adoption: Adoption, expressions: tuple[str, ...]) -> None:
    """Note what can't run. A text in no named language is FEEL unless it can't be and shows what it is."""
    told = {remark.element for remark in adoption.remarks}
    for element in adoption.root.iter(*map(bpmn, expressions)):
        if element not in told:
            _tell(adoption, element, element, element.get("language") or "", "language")
    for task in adoption.root.iter(bpmn("scriptTask")):
        for script in children(task, "script"):
            if task not in told:
                _tell(adoption, task, script, task.get("scriptFormat") or "", "scriptFormat")


def _tell(adoption: Adoption, owner: Element, holder: Element, language: str, attribute: str) -> None:
    text = (holder.text or "").strip()
    if not text or "feel" in language.lower() or not adoption.may_read(text):
        return
    shows = named(language) if language else guessed(text)
    found = Language.JUEL if is_whole_juel(text) or (is_juel(text) and shows is None) else shows
    if found is not None and (not language or found is Language.JUEL) and _is_feel(text):
        return
    reason = _reason(found, text, owner is holder) if found else unknown_language(language) if language else None
    if reason is not None:
        owner.set(attribute, found.label if found else language)
        adoption.changed(owner, holder.tag.rpartition("}")[2], reason)


def _reason(language: Language, text: str, is_expression: bool) -> Bilingual:
    return reason_of(language, text, _in_feel(language, text) if is_expression else None)


def _in_feel(language: Language, text: str) -> str | None:
    """What the text would be in FEEL."""
    if language is not Language.PYTHON:
        return code_to_feel(text)
    node = parsed(text)
    try:
        return None if node is None else condition_of(node)
    except Unsayable:
        return None


def _is_feel(text: str) -> bool:
    try:
        compile_expression(text.removeprefix("=").strip())
    except FeelError:
        return False
    return True
