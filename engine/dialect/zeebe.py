"""The `zeebe:` extensions of Camunda 8's modeler, read into the dialect. Its expressions are FEEL after a `=`."""

from collections.abc import Callable, Mapping

from engine.dialect.adoption import CALLERS, Adoption, form_id, owner_of, quoted, words
from engine.dialect.languages.foreign_reasons import COMPUTED_NAME
from engine.dialect.names import BPMN, THROW_EVENTS, bpmn, local_name
from engine.dialect.other_tools.extension_words import name_inner_words
from engine.dialect.xml import Element

ZEEBE = "http://camunda.org/schema/zeebe/1.0"
_PREFIX = f"{{{ZEEBE}}}"
_LAST = (f"{_PREFIX}ioMapping", f"{_PREFIX}taskHeaders")
#: attributes that only tell which template an element was made from
_SILENT = frozenset({"modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon"})


def adopt_zeebe(adoption: Adoption) -> None:
    """Read everything of this namespace; mappings last, since they depend on what an element calls."""
    found = [extension for extension in adoption.root.iter(f"{_PREFIX}*") if not _is_part(extension)]
    for extension in sorted(found, key=lambda extension: extension.tag in _LAST):
        owner, name = owner_of(extension), extension.tag.removeprefix(_PREFIX)
        read = _READERS.get(name)
        if owner is None:
            continue
        if read is None:
            adoption.ignored(owner, f"zeebe:{name}")
        else:
            read(adoption, owner, extension)
    for element in adoption.root.iter(f"{{{BPMN}}}*"):
        for attribute in element.attrib:
            name = str(attribute)
            if name.startswith(_PREFIX) and name.removeprefix(_PREFIX) not in _SILENT:
                adoption.ignored(element, f"zeebe:{name.removeprefix(_PREFIX)}")
    name_inner_words(adoption, ZEEBE, "zeebe")


def _is_part(extension: Element) -> bool:
    """Whether it is read together with the extension around it."""
    parent = extension.getparent()
    return parent is not None and parent.tag.startswith(_PREFIX)


def feel_of(text: str | None) -> str:
    """A value of Camunda 8 as FEEL: an expression after `=`, else a text."""
    text = (text or "").strip()
    return text[1:].strip() if text.startswith("=") else quoted(text)


def _task_definition(adoption: Adoption, owner: Element, extension: Element) -> None:
    type_, retries = extension.get("type") or "", extension.get("retries")
    if type_.startswith("="):
        adoption.changed(owner, "zeebe:taskDefinition type", COMPUTED_NAME)
    if local_name(owner) == "scriptTask":
        owner.tag = bpmn("serviceTask")  # a job worker does it: in Camunda 8 both are the same
    if local_name(owner) in THROW_EVENTS:
        return  # the event sends its message in any case
    adoption.put(owner, "connector", type_)
    if retries is not None:
        if retries.isascii() and retries.isdigit() and int(retries) <= 100:
            adoption.put(owner, "retries", retries)
        else:
            adoption.ignored(owner, "zeebe:taskDefinition retries")


def _io_mapping(adoption: Adoption, owner: Element, extension: Element) -> None:
    for item in extension.iterchildren(f"{_PREFIX}input"):
        adoption.input(owner, item.get("target") or "", feel_of(item.get("source")))
    for item in extension.iterchildren(f"{_PREFIX}output"):
        adoption.output(owner, item.get("target") or "", feel_of(item.get("source")))


def _form(adoption: Adoption, owner: Element, extension: Element) -> None:
    written = extension.get("formId") or extension.get("externalReference") or extension.get("formKey") or ""
    if written.startswith("="):
        adoption.changed(owner, "zeebe:formDefinition", COMPUTED_NAME)
    else:
        adoption.put(owner, "form", form_id(written))


def _assignment(adoption: Adoption, owner: Element, extension: Element) -> None:
    assignee = extension.get("assignee")
    if assignee:
        adoption.put(owner, "candidates", f"[{feel_of(assignee)}]")
        return
    lists = [extension.get(name) for name in ("candidateUsers", "candidateGroups")]
    adoption.put(owner, "candidates", candidates([_list(text) for text in lists if text]))


def _list(text: str) -> str:
    text = text.strip()
    return text[1:].strip() if text.startswith("=") else f"[{', '.join(map(quoted, words(text)))}]"


def candidates(lists: list[str]) -> str | None:
    """One FEEL list of several lists or names."""
    if len(lists) == 1:
        return lists[0]
    return f"flatten([{', '.join(lists)}])" if lists else None


def _schedule(adoption: Adoption, owner: Element, extension: Element) -> None:
    due = (extension.get("dueDate") or "").strip()
    adoption.put(owner, "due", due[1:] if due.startswith("=") else due)
    if extension.get("followUpDate"):
        adoption.ignored(owner, "zeebe:taskSchedule followUpDate")


def _priority(adoption: Adoption, owner: Element, extension: Element) -> None:
    priority = (extension.get("priority") or "").removeprefix("=").strip()
    if priority.isascii() and priority.isdigit() and int(priority) <= 100:
        adoption.put(owner, "priority", priority)
    else:
        adoption.ignored(owner, "zeebe:priorityDefinition priority")


def _called_element(adoption: Adoption, owner: Element, extension: Element) -> None:
    if local_name(owner) != "callActivity":
        adoption.ignored(owner, "zeebe:calledElement")
        return
    process = (extension.get("processId") or "").strip()
    if process.startswith("="):
        process = process[1:].strip().strip('"') if process[1:].strip().startswith('"') else process
    if process.startswith("="):
        adoption.changed(owner, "zeebe:calledElement processId", COMPUTED_NAME)
    elif process and not owner.get("calledElement"):
        owner.set("calledElement", process)
    if extension.get("propagateAllParentVariables") == "false":
        adoption.put(owner, "passes", "listed")
    has_outputs = next(owner.iter(f"{_PREFIX}output"), None) is not None
    if extension.get("propagateAllChildVariables") == "false" or has_outputs:
        adoption.put(owner, "returns", "listed")
    if extension.get("bindingType") not in (None, "latest", "deployment"):
        adoption.ignored(owner, "zeebe:calledElement bindingType")


def _called_decision(adoption: Adoption, owner: Element, extension: Element) -> None:
    decision = (extension.get("decisionId") or "").strip()
    if decision.startswith("="):
        adoption.changed(owner, "zeebe:calledDecision decisionId", COMPUTED_NAME)
        return
    adoption.put(owner, "decision", decision)
    adoption.put(owner, "result", extension.get("resultVariable"))


def _script(adoption: Adoption, owner: Element, extension: Element) -> None:
    if local_name(owner) == "scriptTask":
        owner.set("scriptFormat", "feel")
        adoption.put_text(owner, "script", (extension.get("expression") or "").removeprefix("=").strip())
        adoption.put(owner, "result", extension.get("resultVariable"))
    else:
        adoption.ignored(owner, "zeebe:script")


def _loop(adoption: Adoption, owner: Element, extension: Element) -> None:
    for name, ours in (("inputCollection", "collection"), ("outputElement", "outputItem")):
        value = (extension.get(name) or "").strip()
        adoption.put(owner, ours, value.removeprefix("=").strip())
    adoption.put(owner, "item", extension.get("inputElement"))
    adoption.put(owner, "output", extension.get("outputCollection"))


def _subscription(adoption: Adoption, owner: Element, extension: Element) -> None:
    """The correlation key stands at the message; ours at what waits for it. What begins a process needs none."""
    key = (extension.get("correlationKey") or "").strip()
    if not key:
        return
    if local_name(owner) != "message":
        adoption.ignored(owner, "zeebe:subscription")
    for waiting in adoption.root.iter(bpmn("messageEventDefinition"), bpmn("receiveTask")):
        around = waiting.getparent()
        starts = around is not None and local_name(around) == "startEvent" and not _in_event_sub_process(around)
        throws = around is not None and local_name(around) in ("endEvent", "intermediateThrowEvent")
        if waiting.get("messageRef") == owner.get("id") and not starts and not throws:
            adoption.put(waiting, "key", feel_of(key))


def _in_event_sub_process(start: Element) -> bool:
    scope = start.getparent()
    return scope is not None and scope.get("triggeredByEvent") == "true"


def _headers(adoption: Adoption, owner: Element, extension: Element) -> None:
    """Fixed values that a worker is given: inputs of the call."""
    for header in extension.iterchildren(f"{_PREFIX}header"):
        key = header.get("key") or ""
        if key.isidentifier() and local_name(owner) in CALLERS:
            adoption.input(owner, key, quoted(header.get("value") or ""))
        else:
            adoption.ignored(owner, f"zeebe:header {key}")


def _nothing(adoption: Adoption, owner: Element, extension: Element) -> None:
    """It says only what is so here anyway."""


_READERS: Mapping[str, Callable[[Adoption, Element, Element], None]] = {
    "taskDefinition": _task_definition,
    "taskHeaders": _headers,
    "ioMapping": _io_mapping,
    "formDefinition": _form,
    "assignmentDefinition": _assignment,
    "taskSchedule": _schedule,
    "priorityDefinition": _priority,
    "calledElement": _called_element,
    "calledDecision": _called_decision,
    "script": _script,
    "loopCharacteristics": _loop,
    "subscription": _subscription,
    "userTask": _nothing,
    "versionTag": _nothing,
}
