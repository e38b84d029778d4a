"""Processes of other services that a bundle brings along as `called/<service>/process.bpmn`: put into the file that
calls them. Their ids, forms and notices get the service's id before them (`other-service.ask`).

What belongs to the other service's own cases stays behind: its stages, the outcome and letter of its ends."""

import re
from collections.abc import Iterator, Mapping

from engine.build.constraints import refuse_changed
from engine.build.global_elements import in_place
from engine.dialect import Element, bpmn, choose_process, local_name, miz, read_diagram
from engine.dialect.names import children, local_part

#: where a bundle keeps the diagrams of services that it calls
CALLED = re.compile(r"called/([^/]+)/process\.bpmn")
#: attributes in addition to those that end in “Ref” whose value is an id
_REFERENCES = frozenset({"default", "calledElement"})
#: elements in addition to those that end in “Ref” and “Refs” whose text is an id
_TEXTS = frozenset({"incoming", "outgoing", "source", "target"})
#: what an element is called by where it has no name: a new id mustn't change that
_NAMED_BY_ID = {
    **dict.fromkeys(("dataObject", "dataStore", "property", "dataInput", "dataOutput"), "name"),
    **dict.fromkeys(("inputDataItem", "outputDataItem", "message", "signal", "receiveTask", "sendTask"), "name"),
    "error": "errorCode",
    "escalation": "escalationCode",
}
_PREFIXED = tuple(miz(name) for name in ("form", "notice"))
_LEFT_BEHIND = tuple(miz(name) for name in ("stage", "outcome", "letter"))


def with_called(root: Element, bundle: Mapping[str, bytes]) -> Element:
    """The tree with the processes of other services in it. Changes it. Raises `DefinitionError`."""
    found = {match[1]: name for name in sorted(bundle) if (match := CALLED.fullmatch(name))}
    trees = [root]
    processes: dict[str, str] = {}
    for service, name in found.items():
        reading = read_diagram(bundle[name])
        tree = in_place(reading.root)
        main = choose_process(tree).get("id") or ""
        refuse_changed(reading.remarks, {main})
        _rename(tree, service)
        processes[service] = processes[main] = f"{service}.{main}"
        trees.append(tree)
    for tree in trees if found else ():
        _redirect(tree, processes)
    for tree in trees[1:]:
        root.extend(child for child in tree if local_name(child) not in ("", "collaboration"))
    return root


def called_elsewhere(diagram: bytes) -> tuple[str, ...]:
    """What the call activities of a diagram name that isn't in it. Raises `DefinitionError`."""
    root = in_place(read_diagram(diagram).root)
    return tuple(dict.fromkeys(target for _, target in _foreign_calls(root)))


def _foreign_calls(tree: Element) -> Iterator[tuple[Element, str]]:
    own = {process.get("id") for process in children(tree, "process")}
    for call in tree.iter(bpmn("callActivity")):
        target = local_part(call.get("calledElement"))
        if target and target not in own:
            yield call, target


def _redirect(tree: Element, processes: Mapping[str, str]) -> None:
    for call, target in _foreign_calls(tree):
        call.set("calledElement", processes.get(target, target))


def _rename(tree: Element, service: str) -> None:
    """Give every element an id of its own, and let each reference follow."""
    ids = {element.get("id") for element in tree.iter() if local_name(element)} - {None}
    for element in tree.iter():
        kind = local_name(element)
        if not kind:
            continue
        if kind in _NAMED_BY_ID and not element.get(_NAMED_BY_ID[kind]):
            element.set(_NAMED_BY_ID[kind], element.get("id") or "")
        for key, value in element.attrib.items():
            name = str(key)
            if (name == "id" or name.endswith("Ref") or name in _REFERENCES) and str(value) in ids:
                element.set(name, f"{service}.{value!s}")
        text = (element.text or "").strip()
        if text in ids and (kind in _TEXTS or kind.endswith(("Ref", "Refs"))):
            element.text = f"{service}.{text}"
        _leave_behind(element, service)


def _leave_behind(element: Element, service: str) -> None:
    """What the dialect says of an element, as far as it holds when another service calls."""
    for name in _PREFIXED:
        if element.get(name):
            element.set(name, f"{service}.{element.get(name)}")
    for name in _LEFT_BEHIND:
        if name in element.attrib:
            del element.attrib[name]
    if local_name(element) == "process":
        element.set("isExecutable", "false")
