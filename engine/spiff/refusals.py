"""Attributes and parts of elements that BPMN knows and the engine doesn't execute: refused, never ignored in
silence."""

from engine.dialect import Element, local_name
from engine.dialect.names import children
from engine.errors import DefinitionError

#: attribute → the only value that is executed
PLAIN = {
    "startQuantity": ("1", "startQuantity isn't supported; use parallel gateways"),
    "completionQuantity": ("1", "completionQuantity isn't supported; use parallel gateways"),
}


def refuse_unsupported(element: Element) -> None:
    """Raises `DefinitionError` naming the element and what of it isn't supported."""
    id_ = element.get("id")
    for attribute, (plain, reason) in PLAIN.items():
        if element.get(attribute, plain) != plain:
            raise DefinitionError(f"{id_}: {reason}", element=id_)
    for association in children(element, "dataInputAssociation", "dataOutputAssociation"):
        for part in children(association, "assignment", "transformation"):
            reason = f"the {local_name(part)} of a data association isn't supported; use a script task"
            raise DefinitionError(f"{id_}: {reason}", element=id_)


def refuse_stray_cancel(level: Element, members: dict[str, Element]) -> None:
    """Cancel events belong to transactions: at their end or on their boundary (BPMN 2.0, 10.5.6). Raises
    `DefinitionError`."""
    for id_, element in members.items():
        if next(children(element, "cancelEventDefinition"), None) is None:
            continue
        scope = members.get(element.get("attachedToRef") or "") if local_name(element) == "boundaryEvent" else level
        if scope is None or local_name(scope) != "transaction":
            raise DefinitionError(f"{id_}: a cancel event belongs to a transaction", element=id_)
