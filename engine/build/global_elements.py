"""What a file declares in one place and uses in another is put where it is used, before anything is built: global tasks
(BPMN 2.0, 10.3.4) and event definitions given by reference (10.5.1).

Changes the tree that it is given."""

from copy import deepcopy

from engine.dialect import Element, bpmn, local_name
from engine.dialect.names import children, local_part

#: global task → the task that it is
KINDS = {
    "globalTask": "task",
    "globalUserTask": "userTask",
    "globalManualTask": "manualTask",
    "globalScriptTask": "scriptTask",
    "globalBusinessRuleTask": "businessRuleTask",
}
#: the id of the process that stands for a global task: no XML id has a space in it
PROCESS = "{} (called)"


def in_place(root: Element) -> Element:
    """The same tree, with everything where it is used."""
    _expand_event_definitions(root)
    _expand_global_tasks(root)
    return root


def _expand_event_definitions(root: Element) -> None:
    shared = {child.get("id"): child for child in root if local_name(child).endswith("EventDefinition")}
    for reference in tuple(root.iter(bpmn("eventDefinitionRef"))) if shared else ():
        definition = shared.get(local_part(reference.text))
        event = reference.getparent()
        if definition is not None and event is not None:
            copy = deepcopy(definition)
            del copy.attrib["id"]
            event.replace(reference, copy)


def _expand_global_tasks(root: Element) -> None:
    """A process with that one task in it stands in the place of each global task that is called."""
    found = {task.get("id") or "": task for task in children(root, *KINDS)}
    for call in root.iter(bpmn("callActivity")) if found else ():
        name = local_part(call.get("calledElement"))
        if name in found:
            call.set("calledElement", PROCESS.format(name))
            if found[name].getparent() is root:
                root.replace(found[name], _process(found[name], name))


def _process(task: Element, name: str) -> Element:
    process = task.makeelement(bpmn("process"), {"id": PROCESS.format(name), "isExecutable": "false"})
    inner = deepcopy(task)
    inner.tag = bpmn(KINDS[local_name(task)])
    if inner.get("scriptLanguage"):
        inner.set("scriptFormat", inner.get("scriptLanguage") or "")
    process.append(inner)
    return process
