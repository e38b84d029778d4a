"""Which message an element sends or receives (BPMN 2.0, 8.4.2, 9.3, 10.3.3): by its own reference, by that of its
operation, or by the message flow that joins it to another pool.

Without any of these it is named after the element."""

from collections.abc import Iterator

from engine.dialect import Element, bpmn, local_name
from engine.dialect.names import children, local_part, text_of


class MessageNames:
    """The messages of the files that were added, by the elements that send and receive them."""

    def __init__(self) -> None:
        self._by_id: dict[str | None, Element] = {}
        self._pools: dict[str, str] = {}
        self._flows: list[Element] = []

    def add(self, root: Element) -> None:
        """Know the messages of one more file."""
        for element in root.iter():
            if local_name(element) and element.get("id"):
                self._by_id[element.get("id")] = element
        for pool in root.iter(bpmn("participant")):
            self._pools[pool.get("id") or ""] = local_part(pool.get("processRef"))
        self._flows += root.iter(bpmn("messageFlow"))

    def name(self, element: Element) -> str:
        """The name of the message."""
        own = self._own(element)
        if own:
            return own
        for flow, target in self._sent(element):
            return self._of_flow(flow) or self._received(target)
        return self._received(element)

    def _received(self, element: Element) -> str:
        """The name under which an element receives: its own, that of a flow to it or of who sends along it."""
        found = self._own(element)
        for flow in () if found else self._flows:
            if element in self._ends(flow):
                source = self._by_id.get(local_part(flow.get("sourceRef")))
                found = found or self._of_flow(flow) or ("" if source is None else self._own(source))
        return found or element.get("name") or element.get("id") or ""

    def _sent(self, element: Element) -> Iterator[tuple[Element, Element]]:
        for flow in self._flows:
            if local_part(flow.get("sourceRef")) == element.get("id"):
                yield from ((flow, target) for target in self._ends(flow))

    def _ends(self, flow: Element) -> list[Element]:
        """Where a flow leads to: an element, or what begins the process of a pool."""
        reference = local_part(flow.get("targetRef"))
        process = self._by_id.get(self._pools.get(reference) or None)
        if process is not None:
            return [
                start for start in children(process, "startEvent") if list(children(start, "messageEventDefinition"))
            ]
        target = self._by_id.get(reference)
        return [] if target is None or local_name(target) == "participant" else [target]

    def _own(self, element: Element) -> str:
        """The name of the message that the element itself refers to, directly or by its operation; "" without one."""
        for place in (element, *children(element, "messageEventDefinition")):
            message = self._by_id.get(local_part(place.get("messageRef")))
            operation = self._by_id.get(
                local_part(place.get("operationRef")) or local_part(_text(place, "operationRef"))
            )
            if message is None and operation is not None:
                message = self._by_id.get(local_part(_text(operation, "inMessageRef")))
            if message is not None:
                return message.get("name") or message.get("id") or ""
        return ""

    def _of_flow(self, flow: Element) -> str:
        message = self._by_id.get(local_part(flow.get("messageRef")))
        return "" if message is None else message.get("name") or message.get("id") or ""


def _text(element: Element, name: str) -> str:
    return next((text_of(child) for child in children(element, name)), "")
