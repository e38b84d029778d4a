"""Small diagrams for the tests of the gate, written as elements and arrows."""

import json
import re
from collections.abc import Mapping

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:miz="urn:miz:1.0" '
    'xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'targetNamespace="urn:test">'
)
#: shorthand for elements: «id:kind attributes»
KINDS = {
    "start": "startEvent",
    "end": "endEvent",
    "task": "task",
    "user": "userTask",
    "service": "serviceTask",
    "xor": "exclusiveGateway",
    "and": "parallelGateway",
    "or": "inclusiveGateway",
    "race": "eventBasedGateway",
    "catch": "intermediateCatchEvent",
    "throw": "intermediateThrowEvent",
}


def definitions(inside: str) -> bytes:
    """A BPMN file with that content."""
    return f"{HEAD}{inside}</definitions>".encode()


def elements(short: str) -> str:
    """«s:start a:user e:end» as XML; everything that starts with `<` is kept as it is."""
    drawn = []
    for part in re.findall(r"<.*|\S+", short):
        if part.startswith("<"):
            drawn.append(part)
        else:
            id_, kind = part.split(":")
            drawn.append(f'<{KINDS[kind]} id="{id_}" name="{id_}"/>')
    return "".join(drawn)


def arrows(short: str) -> str:
    """«s>a a>b[x = 1] b>e» as sequence flows named like `s_a`."""
    drawn = []
    for source, target, condition in re.findall(r"(\w+)>(\w+)(?:\[([^\]]*)\])?", short):
        inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
        drawn.append(
            f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'
        )
    return "".join(drawn)


def process(short: str, flows: str = "", *, attributes: str = 'isExecutable="true"', beside: str = "") -> bytes:
    """A file with one process of these elements and arrows; `beside` stands before it."""
    return definitions(f'{beside}<process id="p" name="p" {attributes}>{elements(short)}{arrows(flows)}</process>')


def form(*components: Mapping[str, object]) -> bytes:
    """A form of these components."""
    return json.dumps({"type": "default", "schemaVersion": 16, "components": components}, ensure_ascii=False).encode()


def text(key: str, **more: object) -> dict[str, object]:
    """A text question."""
    return {"type": "textfield", "key": key, "label": key, **more}
