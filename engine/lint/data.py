"""Data: what a reference may reach, and whose inputs and outputs an association fills (BPMN 2.0.2, 10.4)."""

from collections.abc import Iterator

from engine.dialect import Element
from engine.dialect.names import ACTIVITIES, EVENTS, SUB_PROCESSES, children
from engine.lint.diagram import Diagram
from engine.lint.registry import Problem, diagram_rule

_OWNED = frozenset({"dataInput", "dataOutput"})
_HOLDERS = ACTIVITIES | EVENTS | {"process"}


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


@diagram_rule("data-collection")
def compare_collections(diagram: Diagram) -> Iterator[Problem]:
    """Data are one thing or a collection as their item definition says (tables 10.52, 10.59, 10.60)."""
    for item in diagram.of("dataObject", "dataInput", "dataOutput"):
        definition = diagram.find(item.get("itemSubjectRef"), item)
        if definition is None or diagram.kind[definition] != "itemDefinition":
            continue
        many, defined = (element.get("isCollection", "").strip() in ("true", "1") for element in (item, definition))
        if many is not defined:
            yield Problem(
                item,
                f"isCollection آن با isCollection تعریف «{definition.get('id')}» یکی نیست؛ هر دو را یکسان کنید.",
                f"has another isCollection than its item definition “{definition.get('id')}”; make them agree.",
                diagram.grade(item),
            )


@diagram_rule("data-holder")
def find_inputs_of_sub_processes(diagram: Diagram) -> Iterator[Problem]:
    """Sub-processes see the data around them and have no inputs and outputs of their own (10.4.1)."""
    for specification in diagram.of("ioSpecification"):
        holder = specification.getparent()
        if holder is None or diagram.kind.get(holder) not in SUB_PROCESSES:
            continue
        if next(children(specification, *_OWNED), None) is not None:
            yield Problem(
                holder,
                "زیرفرایند ورودی و خروجی خود ندارد و داده‌های پیرامون را می‌بیند؛ dataInput و dataOutput را بردارید.",
                "is a sub-process, which sees the data around it and has no inputs and outputs of its own; drop them.",
                diagram.grade(holder),
            )


def _holder(diagram: Diagram, item: Element) -> Element | None:
    """The activity, event or process whose input or output it is; None for those of a loop."""
    parent = item.getparent()
    if parent is not None and diagram.kind.get(parent) == "ioSpecification":
        parent = parent.getparent()
    return parent if parent is not None and diagram.kind.get(parent) in _HOLDERS else None
