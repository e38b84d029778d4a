"""Mistakes in a diagram: flows, gateways, events, times, names, and what the dialect says of each element."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from tests.service_mutants.edit import Edit, Words, misspelt
from tests.service_mutants.expressions import mistakes

Element = etree._Element
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
MIZ = "{urn:miz:1.0}"
Change = Callable[[Element], None]
_ROLES = {"clerk": "expert", "expert": "supervisor", "supervisor": "clerk"}
_UNITS = {'"case"': '"headquarters"', '"headquarters"': '"case"'}
_OUTCOMES = {"granted": "refused", "refused": "granted", "lapsed": "withdrawn", "withdrawn": "lapsed"}
_AUDIENCES = {"staff": "applicant", "applicant": "staff", "desk": "staff"}
_GATEWAYS = {
    "exclusiveGateway": "parallelGateway",
    "parallelGateway": "exclusiveGateway",
    "eventBasedGateway": "exclusiveGateway",
}
_TASKS = ("userTask", "sendTask", "serviceTask", "businessRuleTask")
_CLOCKS = {"working": "calendar", "calendar": "working"}
_STEPS = {"remind": "supervisor", "supervisor": "remind", "escalate": "remind", "reassign": "remind"}
_TOGGLED = {"acceptance": "file-complete", "file-complete": "acceptance"}
#: attributes of the dialect whose value is taken from a closed list: kind, and what is mistaken for what
_CLOSED = {
    "role": ("role", _ROLES),
    "unit": ("unit", _UNITS),
    "outcome": ("outcome", _OUTCOMES),
    "audience": ("audience", _AUDIENCES),
    "clock": ("clock", _CLOCKS),
    "clockStart": ("clock", _TOGGLED),
    "do": ("warning", _STEPS),
}
#: attributes that name something of the service: another one of the same attribute is taken, or it is misspelt
_NAMING = frozenset({"form", "letter", "notice", "stage", "connector", "decision", "result"})
_TIMES = {"due": "due", "before": "warning", "after": "warning", "responseTime": "promise", "backoff": "retries",
          "questionDue": "promise", "duration": "attendance", "legalLimit": "promise"}  # fmt: skip


class Draft(NamedTuple):
    """A change of the tree, not yet made."""

    kind: str
    place: str
    was: str
    now: str
    change: Change


def edits(file: str, data: bytes, words: Words) -> Iterator[Edit]:
    """All mistakes in a diagram; its drawing is left alone."""
    root = etree.fromstring(data)
    for number, element in enumerate(root.iter("*")):
        if _is_drawn(element):
            continue
        for draft in _drafts(element, root, words):
            yield Edit(draft.kind, file, draft.place, draft.was, draft.now, _maker(root, number, draft.change))


def _maker(root: Element, number: int, change: Change) -> Callable[[], bytes]:
    def make() -> bytes:
        copy = deepcopy(root)
        change(list(copy.iter("*"))[number])
        return etree.tostring(copy, xml_declaration=True, encoding="UTF-8")

    return make


def _is_drawn(element: Element) -> bool:
    return "/BPMN/20100524/DI" in str(element.tag) or "/spec/DD/" in str(element.tag)


def _drafts(element: Element, root: Element, words: Words) -> Iterator[Draft]:
    name, own = etree.QName(element).localname, str(element.tag).startswith(MIZ)
    if name == "conditionExpression":
        for kind, now in mistakes(element.text or "", words):
            yield Draft(f"condition: {kind}", _place(element), element.text or "", now, _set_text(now))
        yield Draft("condition: dropped", _place(element), element.text or "", "", _drop)
    elif name in ("input", "output") and own:
        yield from _mapping(element, words)
    elif own:
        yield Draft("extension dropped", _place(element), _told(element), "", _drop)
    else:
        yield from _of_element(name, element)
    yield from _attributes(element, root)


def _of_element(name: str, element: Element) -> Iterator[Draft]:
    """Mistakes in BPMN's own elements."""
    if name == "sequenceFlow":
        yield from _flow(element)
    elif name in ("timeDuration", "timeCycle", "timeDate"):
        yield from _time(element)
    elif name in _GATEWAYS:
        yield Draft("gateway kind", _place(element), name, _GATEWAYS[name], _set_tag(_GATEWAYS[name]))
    elif name in _TASKS:
        other = "userTask" if name != "userTask" else "serviceTask"
        yield Draft("task kind", _place(element), name, other, _set_tag(other))
    elif name == "boundaryEvent":
        turned, was = ("true", "false") if element.get("cancelActivity") == "false" else ("false", "true")
        yield Draft("event kind", _place(element), f"cancelActivity={was}", turned, _set("cancelActivity", turned))
    elif name == "message":
        now = misspelt(element.get("name", ""))
        yield Draft("message name", _place(element), element.get("name", ""), now, _set("name", now))
    elif name.endswith("EventDefinition") or name == "flowNodeRef":
        kind = "lane" if name == "flowNodeRef" else "event kind"
        yield Draft(kind, _place(element), element.text or name, "", _drop)


def _flow(element: Element) -> Iterator[Draft]:
    yield Draft(
        "flow dropped", _place(element), f"{element.get('sourceRef')} → {element.get('targetRef')}", "", _drop_flow
    )
    parent = element.getparent()
    assert parent is not None
    targets = sorted({str(flow.get("targetRef")) for flow in parent.findall(f"{BPMN}sequenceFlow")})
    wrong = [t for t in targets if t not in (element.get("targetRef"), element.get("sourceRef"))]
    if wrong:
        was = element.get("targetRef", "")
        for now in dict.fromkeys((wrong[hash_of(was, len(wrong))], wrong[-1])):
            yield Draft("flow retargeted", _place(element), was, now, _retarget(now))


def hash_of(text: str, size: int) -> int:
    """The same number below `size` for the same text in each run."""
    return sum(text.encode()) % size


def _retarget(target: str) -> Change:
    """As an editor does it: the arrow's end and both lists of flows."""

    def change(flow: Element) -> None:
        id_, root = flow.get("id"), flow.getroottree().getroot()
        flow.set("targetRef", target)
        for node in root.iter(f"{BPMN}incoming"):
            if node.text == id_:
                parent = node.getparent()
                assert parent is not None
                parent.remove(node)
        for node in root.iter("*"):
            if node.get("id") == target:
                added = etree.Element(f"{BPMN}incoming")
                added.text = id_
                node.insert(1 if len(node) and str(node[0].tag).endswith("extensionElements") else 0, added)

    return change


def _drop_flow(flow: Element) -> None:
    id_, root = flow.get("id"), flow.getroottree().getroot()
    for node in list(root.iter("*")):
        about = (node.tag in (f"{BPMN}incoming", f"{BPMN}outgoing") and node.text == id_) or node.get(
            "bpmnElement"
        ) == id_
        if about:
            _drop(node)
    _drop(flow)


def _time(element: Element) -> Iterator[Draft]:
    was = element.text or ""
    for now in _longer(was):
        yield Draft("timer value", _place(element), was, now, _set_text(now))


def _longer(duration: str) -> Iterator[str]:
    """A digit too many, a unit taken for another, the sign for time forgotten."""
    digits = "".join(filter(str.isdigit, duration))
    if digits:
        yield duration.replace(digits, digits + "0", 1)
        yield duration.replace(digits, str(int(digits) + 1), 1)
    if duration.startswith("PT"):
        yield "P" + duration[2:].replace("H", "D").replace("S", "D")
    elif duration.endswith("D"):
        yield duration[:-1] + "M"
        yield duration[1:]


def _mapping(element: Element, words: Words) -> Iterator[Draft]:
    yield Draft("mapping", _place(element), _told(element), "", _drop)
    name = element.get("name", "")
    yield Draft("mapping", _place(element), name, misspelt(name), _set("name", misspelt(name)))
    for _, now in mistakes(element.get("value", ""), words):
        yield Draft("mapping", _place(element), element.get("value", ""), now, _set("value", now))


def _attributes(element: Element, root: Element) -> Iterator[Draft]:
    """What the dialect says: left out, or said otherwise."""
    own = str(element.tag).startswith(MIZ)
    for name, was in _said(element):
        local = etree.QName(name).localname
        if not name.startswith(MIZ) and not own:
            if local in ("default", "attachedToRef", "isExecutable", "messageRef", "calledElement"):
                yield Draft("attribute dropped", _place(element), f"{local}={was}", "", _unset(name))
            continue
        yield Draft("attribute dropped", _place(element), f"{local}={was}", "", _unset(name))
        for kind, now in _said_otherwise(local, was, name, root):
            yield Draft(kind, _place(element), f"{local}={was}", now, _set(name, now))


def _said(element: Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def _said_otherwise(local: str, was: str, name: str, root: Element) -> Iterator[tuple[str, str]]:
    if local in _CLOSED and was in _CLOSED[local][1]:
        kind, others = _CLOSED[local]
        yield kind, others[was]
        yield kind, misspelt(was)
    elif local in _NAMING:
        yield f"{local} named", misspelt(was)
        named = sorted({str(e.get(name)) for e in root.iter("*") if e.get(name)} - {was})
        if named:
            yield f"{local} named", named[hash_of(was, len(named))]
    elif local in _TIMES:
        for now in _longer(was):
            yield _TIMES[local], now
    elif local in ("pausesClock", "fileComplete"):
        yield "clock", "false"
    elif local in ("retries", "priority"):
        yield "retries", was + "0"


def _set(name: str, value: str) -> Change:
    return lambda element: element.set(name, value)


def _unset(name: str) -> Change:
    def change(element: Element) -> None:
        element.attrib.pop(name)

    return change


def _set_text(text: str) -> Change:
    def change(element: Element) -> None:
        element.text = text

    return change


def _set_tag(name: str) -> Change:
    def change(element: Element) -> None:
        element.tag = f"{BPMN}{name}"

    return change


def _drop(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _place(element: Element) -> str:
    around: Element | None = element
    while around is not None and not around.get("id"):
        around = around.getparent()
    return str(around.get("id")) if around is not None else ""


def _told(element: Element) -> str:
    return etree.QName(element).localname + "".join(
        f" {etree.QName(name).localname}={value}" for name, value in _said(element)
    )
