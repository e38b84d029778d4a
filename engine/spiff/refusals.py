"""What BPMN knows and the engine doesn't execute: refused, never ignored in silence."""

from engine.dialect import Element, local_name
from engine.dialect.names import attached_to, children
from engine.errors import DefinitionError


def quantity(element: Element, attribute: str) -> int:
    """How many tokens `startQuantity` or `completionQuantity` asks for. Raises `DefinitionError`."""
    text, id_ = element.get(attribute, "1").strip(), element.get("id")
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= MAX_QUANTITY):
        raise DefinitionError(f"{id_}: {attribute} “{text}” is not a number from 1 to {MAX_QUANTITY}", element=id_)
    return int(text)


#: tokens that one activity may take or give at a time
MAX_QUANTITY = 1_000


def refuse_stray_cancel(level: Element, members: dict[str, Element]) -> None:
    """Cancel events belong to transactions: at their end or on their boundary (BPMN 2.0, 10.5.6). Raises
    `DefinitionError`."""
    for id_, element in members.items():
        if next(children(element, "cancelEventDefinition"), None) is None:
            continue
        scope = members.get(attached_to(element)) if local_name(element) == "boundaryEvent" else level
        if scope is None or local_name(scope) != "transaction":
            raise DefinitionError(f"{id_}: a cancel event belongs to a transaction", element=id_)
