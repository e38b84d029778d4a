"""Namespaces and the kinds of BPMN elements (BPMN 2.0.2, chapter 10), by local name."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.dialect.xml import Element

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
MIZ = "urn:miz:1.0"

TASKS = frozenset(
    {
        "task",
        "userTask",
        "manualTask",
        "scriptTask",
        "serviceTask",
        "sendTask",
        "receiveTask",
        "businessRuleTask",
    }
)
SUB_PROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
ACTIVITIES = TASKS | SUB_PROCESSES | {"callActivity"}
CATCH_EVENTS = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent"})
THROW_EVENTS = frozenset({"intermediateThrowEvent", "endEvent"})
EVENTS = CATCH_EVENTS | THROW_EVENTS
GATEWAYS = frozenset({"exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway", "complexGateway"})
FLOW_NODES = ACTIVITIES | EVENTS | GATEWAYS
SCOPES = SUB_PROCESSES | {"process"}


def bpmn(name: str) -> str:
    """The qualified name of a BPMN element."""
    return f"{{{BPMN}}}{name}"


def miz(name: str) -> str:
    """The qualified name of an attribute or element of the dialect."""
    return f"{{{MIZ}}}{name}"


def local_name(element: "Element") -> str:
    """The local name of a BPMN element; "" for an element of any other namespace (and for comments)."""
    tag = element.tag
    if isinstance(tag, str) and tag.startswith("{" + BPMN + "}"):
        return tag[len(BPMN) + 2 :]
    return ""


def children(element: "Element", *names: str) -> "Iterator[Element]":
    """The BPMN child elements with one of these local names, in the order of the file."""
    return (child for child in element if local_name(child) in names)


def extensions(element: "Element", name: str) -> "Iterator[Element]":
    """The `miz:` elements of that name: inside `extensionElements`, as BPMN wants it, or directly below."""
    for child in element:
        if child.tag == miz(name):
            yield child
        elif local_name(child) == "extensionElements":
            yield from (inner for inner in child if inner.tag == miz(name))


def text_of(element: "Element") -> str:
    """All text in an element, blanks at the ends apart."""
    return "".join(str(part) for part in element.itertext()).strip()
