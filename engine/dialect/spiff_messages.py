"""What messages carry in SpiffArena: `messagePayload` where one is thrown, `messageVariable` where it comes in
(`SpiffWorkflow/spiff/specs/event_definitions.py`). Without a payload a message carries nothing there."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.dialect.adoption import Adoption
from engine.dialect.names import CATCH_EVENTS, THROW_EVENTS, bpmn, children, local_name, local_part, miz, text_of
from engine.dialect.python_expressions import names_in, parsed, value_of
from engine.dialect.python_places import spend
from engine.dialect.python_reasons import Unsayable, Why
from engine.dialect.spiff_reasons import Reason
from engine.dialect.xml import Element

#: what an event calls all that came with its message; no variable is called so by accident
_HELD = "content of the message"
#: more are nobody's message
MAX_ENTRIES = 100
MESSAGE_WORDS = ("messagePayload", "messageVariable")


@dataclass(frozen=True, slots=True)
class _Content:
    """What a message carries, and the variable it is kept in; "" where that isn't said."""

    payload: str = ""
    variable: str = ""


def adopt_messages(adoption: Adoption, prefix: str) -> None:
    """Read the content of all messages, as it is thrown and as it comes in."""
    told = {message.get("id"): _content(message, prefix) for message in adoption.root.iter(bpmn("message"))}
    for owner, source in _ends(adoption.root):
        shared = told.get(local_part(source.get("messageRef"))) or _Content()
        content = shared if shared != _Content() else _content(source, prefix)
        kind = local_name(owner)
        if kind in THROW_EVENTS or kind == "sendTask":
            _thrown(adoption, owner, content)
        elif content.variable:
            _caught(adoption, owner, content.variable)


def _content(source: Element, prefix: str) -> _Content:
    texts = [next((text_of(one) for one in source.iter(f"{prefix}{word}")), "") for word in MESSAGE_WORDS]
    return _Content(*texts)


def _ends(root: Element) -> Iterator[tuple[Element, Element]]:
    """Whatever sends or receives a message, and the element that says so."""
    for task in root.iter(bpmn("sendTask"), bpmn("receiveTask")):
        yield task, next(children(task, "messageEventDefinition"), task) if not task.get("messageRef") else task
    for definition in root.iter(bpmn("messageEventDefinition")):
        event = definition.getparent()
        if event is not None and local_name(event) in CATCH_EVENTS | THROW_EVENTS:
            yield event, definition


def _thrown(adoption: Adoption, owner: Element, content: _Content) -> None:
    if any(owner.get(miz(word)) for word in ("connector", "notice")):
        return
    if not content.payload:
        return
    try:
        spend(adoption, content.payload)
        for name, value in _entries(content.payload):
            adoption.input(owner, name, value)
    except Unsayable as error:
        adoption.changed(owner, "spiffworkflow:messagePayload", error.told(content.payload))


def _entries(payload: str) -> list[tuple[str, str]]:
    """Name and FEEL of each entry of the content, in an order in which none hides a variable that a later one reads.
    Raises `Unsayable`."""
    node = parsed(payload)
    if not isinstance(node, ast.Dict) or len(node.keys) > MAX_ENTRIES:
        raise Unsayable(Why.ENTRIES, node)
    left = {_name(node, key): value for key, value in zip(node.keys, node.values, strict=True)}
    ordered = []
    while left:
        free = next((name for name in left if not _is_read(name, left)), None)
        if free is None:
            raise Unsayable(Why.ENTRIES, node)
        value = value_of(left[free])
        if value.endless:
            raise Unsayable(Why.QUOTIENT, left[free])
        ordered.append((free, value.text))
        del left[free]
    return ordered


def _is_read(name: str, entries: Mapping[str, ast.expr]) -> bool:
    """Whether another entry reads a variable of that name."""
    return any(name in names_in(value) for other, value in entries.items() if other != name)


def _name(node: ast.Dict, key: ast.expr | None) -> str:
    if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value.isidentifier():
        return key.value
    raise Unsayable(Why.ENTRIES, node)


def _caught(adoption: Adoption, owner: Element, variable: str) -> None:
    """All that comes in becomes one variable."""
    if not variable.isidentifier():
        adoption.changed(owner, "spiffworkflow:messageVariable", Why.NAME.text)
    elif local_name(owner) == "startEvent":
        adoption.changed(owner, "spiffworkflow:messageVariable", Reason.MESSAGE_OF_START.value)
    elif sum(local_name(child).endswith("EventDefinition") for child in owner) > 1:
        adoption.changed(owner, "spiffworkflow:messageVariable", Reason.MESSAGE_OF_SEVERAL.value)
    else:
        adoption.keep(owner, _HELD, {variable: _HELD})
