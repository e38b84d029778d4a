"""Global tasks (BPMN 2.0, 10.3.4): a task outside of any process that call activities run. Each becomes a process with
that one task in it."""

from copy import deepcopy

from engine.dialect import Element, bpmn, local_name
from engine.dialect.names import children

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


def expand_global_tasks(root: Element) -> Element:
    """Put a process in the place of each global task that is called, and let the calls name it. Changes the tree."""
    found = {task.get("id") or "": task for task in children(root, *KINDS)}
    for call in root.iter(bpmn("callActivity")) if found else ():
        name = (call.get("calledElement") or "").strip().rpartition(":")[2]
        if name in found:
            call.set("calledElement", PROCESS.format(name))
            if found[name].getparent() is root:
                root.replace(found[name], _process(found[name], name))
    return root


def _process(task: Element, name: str) -> Element:
    process = task.makeelement(bpmn("process"), {"id": PROCESS.format(name), "isExecutable": "false"})
    inner = deepcopy(task)
    inner.tag = bpmn(KINDS[local_name(task)])
    if inner.get("scriptLanguage"):
        inner.set("scriptFormat", inner.get("scriptLanguage") or "")
    process.append(inner)
    return process
