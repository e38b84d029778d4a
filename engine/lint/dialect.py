"""Is the diagram well worded in the dialect? Unknown words are slips, and a slip must not be silent."""

from collections.abc import Iterator
from difflib import get_close_matches

from engine.dialect import MIZ, Element
from engine.dialect.names import extensions, local_name
from engine.lint.diagram import Diagram
from engine.lint.dialect_schema import ELEMENT_ATTRIBUTES, ELEMENTS, attributes_of
from engine.lint.registry import Problem, diagram_rule

_PREFIX = f"{{{MIZ}}}"


@diagram_rule("unknown-attribute")
def find_unknown_attributes(diagram: Diagram) -> Iterator[Problem]:
    """`miz:` attributes that the dialect doesn't have, or not on this element. A place, room or unit on an attendance
    is one of them: there is nowhere to write an inside room (P2)."""
    for element in diagram.with_dialect:
        kind = diagram.kind[element]
        known = attributes_of(kind) if kind else {}
        for name in _dialect_attributes(element):
            if name not in known:
                yield _unknown(element, f"miz:{name}", kind, [f"miz:{word}" for word in known])
    for own in _dialect_elements(diagram):
        name = own.tag.removeprefix(_PREFIX)
        for attribute in own.attrib:
            written = str(attribute).removeprefix(_PREFIX)
            if name in ELEMENT_ATTRIBUTES and written not in ELEMENT_ATTRIBUTES[name]:
                yield _unknown(own, written, f"miz:{name}", list(ELEMENT_ATTRIBUTES[name]))


@diagram_rule("unknown-extension")
def find_unknown_extensions(diagram: Diagram) -> Iterator[Problem]:
    """`miz:` elements that the dialect doesn't have, or not here."""
    for own in _dialect_elements(diagram):
        name = own.tag.removeprefix(_PREFIX)
        around = _owner(own)
        kind = "" if around is None else local_name(around) or str(around.tag).removeprefix(_PREFIX)
        if kind not in ELEMENTS.get(name, ()):
            yield _unknown(own, f"miz:{name}", kind, [f"miz:{word}" for word in ELEMENTS if kind in ELEMENTS[word]])


@diagram_rule("wrong-value")
def check_values(diagram: Diagram) -> Iterator[Problem]:
    """Values of `miz:` attributes: durations, numbers, true or false, and words from closed lists."""
    for element in diagram.with_dialect:
        known = attributes_of(diagram.kind[element])
        for name in _dialect_attributes(element):
            if name not in known:
                continue
            value = element.get(_PREFIX + name, "")
            if not known[name][0](value.strip()):
                _, fa, en = known[name]
                yield Problem(
                    element,
                    f"miz:{name}=«{value}» پذیرفته نیست؛ {fa} بنویسید.",
                    f"miz:{name}=“{value}” isn't accepted; write {en}.",
                )
    for own in _dialect_elements(diagram):
        name = own.tag.removeprefix(_PREFIX)
        for attribute, needed in ELEMENT_ATTRIBUTES.get(name, {}).items():
            if needed and not (own.get(attribute) or "").strip():
                yield Problem(
                    own,
                    f"miz:{name} به {attribute} نیاز دارد؛ آن را بنویسید.",
                    f"has a miz:{name} without {attribute}; write it.",
                )


@diagram_rule("stage-unknown")
def find_unknown_stages(diagram: Diagram) -> Iterator[Problem]:
    """`miz:stage` of an element that names a stage which the process doesn't declare."""
    for process in diagram.of("process"):
        declared = {stage.get("id") for stage in extensions(process, "stage")}
        for element in process.iter():
            stage = (element.get(_PREFIX + "stage") or "").strip()
            if stage and stage not in declared:
                yield Problem(
                    element,
                    f"مرحله «{stage}» تعریف نشده است؛ آن را در miz:stage فرایند بیاورید یا نام را درست کنید.",
                    f"belongs to the stage “{stage}”, which isn't declared; declare it or correct the name.",
                )


def _unknown(element: Element, word: str, kind: str, known: list[str]) -> Problem:
    near = get_close_matches(word, known, 1, 0.7)
    meant_fa = f"آیا «{near[0]}» منظور است؟" if near else "آن را پاک کنید."
    meant_en = f"Did you mean “{near[0]}”?" if near else "Remove it."
    return Problem(
        element,
        f"«{word}» برای {kind} در گویش میز نیست و اثری ندارد. {meant_fa}",
        f"“{word}” is no word of the dialect on a {kind} and has no effect. {meant_en}",
        changes=((word, near[0]),) if near else (),
    )


def _dialect_attributes(element: Element) -> Iterator[str]:
    return (str(name)[len(_PREFIX) :] for name in element.attrib if str(name).startswith(_PREFIX))


def _dialect_elements(diagram: Diagram) -> Iterator[Element]:
    return diagram.root.iter(f"{_PREFIX}*")


def _owner(own: Element) -> Element | None:
    """The element that an extension belongs to."""
    parent = own.getparent()
    if parent is not None and local_name(parent) == "extensionElements":
        return parent.getparent()
    return parent
