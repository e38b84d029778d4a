"""Data: what a reference may reach, and whose inputs and outputs an association fills (BPMN 2.0.2, 10.4)."""

from collections.abc import Iterator

from engine.dialect import Element
from engine.dialect.names import ACTIVITIES, EVENTS, children
from engine.lint.diagram import Diagram
from engine.lint.registry import Problem, diagram_rule

_OWNED = frozenset({"dataInput", "dataOutput"})


@diagram_rule("data-scope")
def find_data_out_of_reach(diagram: Diagram) -> Iterator[Problem]:
    """A data object is seen in the process or sub-process that holds it, and inside of that (10.4.1)."""
    for reference in diagram.of("dataObjectReference"):
        held = diagram.find(reference.get("dataObjectRef"), reference)
        around = None if held is None else held.getparent()
        if held is not None and diagram.kind[held] == "dataObject" and around not in set(reference.iterancestors()):
            yield Problem(
                reference,
                f"داده «{held.get('id')}» در سطح دیگری است و از این‌جا دیده نمی‌شود؛ آن را در همین سطح بگذارید.",
                f"refers to “{held.get('id')}”, which another level holds; put it at this level.",
            )


@diagram_rule("data-association")
def check_data_associations(diagram: Diagram) -> Iterator[Problem]:
    """What flows into an element ends at its own input, what flows out begins at its own output, never at those of
    another one (10.4.2)."""
    for kind, end in (("dataInputAssociation", "targetRef"), ("dataOutputAssociation", "sourceRef")):
        for association in diagram.of(kind):
            owner = association.getparent()
            for reference in children(association, end):
                item = diagram.find(reference.text, reference)
                if item is None or owner is None or diagram.kind[item] not in _OWNED:
                    continue
                holder = _holder(diagram, item)
                if holder is not None and holder is not owner:
                    yield Problem(
                        association,
                        f"به {diagram.kind[item]} عنصر دیگری ({holder.get('id')}) وصل است؛ از آن خود عنصر را بنویسید.",
                        f"has as {end} the {diagram.kind[item]} of another element ({holder.get('id')}); name its own.",
                    )


def _holder(diagram: Diagram, item: Element) -> Element | None:
    """The activity or event whose input or output it is; None for those of a process or a loop."""
    parent = item.getparent()
    if parent is not None and diagram.kind.get(parent) == "ioSpecification":
        parent = parent.getparent()
    return parent if parent is not None and diagram.kind.get(parent) in ACTIVITIES | EVENTS else None
