"""Namespaces and the kinds of BPMN elements (BPMN 2.0.2, chapter 10), by local name."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.dialect.xml import Element

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
MIZ = "urn:miz:1.0"
_BPMN_PREFIX = f"{{{BPMN}}}"

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
CHOREOGRAPHY = frozenset({"choreographyTask", "subChoreography", "callChoreography"})
SCOPES = SUB_PROCESSES | {"process"}


@cache
def bpmn(name: str) -> str:
    """The qualified name of a BPMN element."""
    return f"{{{BPMN}}}{name}"


@cache
def miz(name: str) -> str:
    """The qualified name of an attribute or element of the dialect."""
    return f"{{{MIZ}}}{name}"


def local_name(element: "Element") -> str:
    """The local name of a BPMN element; "" for an element of any other namespace (and for comments)."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.removeprefix(_BPMN_PREFIX) if tag.startswith(_BPMN_PREFIX) else ""


def children(element: "Element", *names: str) -> "Iterator[Element]":
    """The BPMN child elements with one of these local names, in the order of the file."""
    return element.iterchildren(*map(bpmn, names))


def local_part(reference: str | None) -> str:
    """What a reference (a QName) names, without blanks around it and its prefix; "" for none."""
    return (reference or "").strip().rpartition(":")[2]


def attached_to(element: "Element") -> str:
    """The id of the activity that a boundary event stands at: the reference without its prefix."""
    return local_part(element.get("attachedToRef"))


def extensions(element: "Element", name: str) -> "Iterator[Element]":
    """The `miz:` elements of that name: inside `extensionElements`, as BPMN wants it, or directly below."""
    for child in element.iterchildren(miz(name), bpmn("extensionElements")):
        if child.tag == miz(name):
            yield child
        else:
            yield from child.iterchildren(miz(name))


def text_of(element: "Element") -> str:
    """All text in an element, blanks at the ends apart."""
    return "".join(str(part) for part in element.itertext()).strip()
