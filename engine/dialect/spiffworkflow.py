"""The `spiffworkflow:` extensions of SpiffArena's modeler, read into the dialect. Its expressions and scripts are
Python.

What each word does there: `SpiffWorkflow/spiff/parser` and `SpiffWorkflow/spiff/specs` of release 3.2.0."""

from collections.abc import Callable, Iterator, Mapping

from engine.dialect.adoption import Adoption, owner_of
from engine.dialect.names import BPMN, bpmn, children, local_name, miz, text_of
from engine.dialect.other_tools.extension_words import name_inner_words
from engine.dialect.python_expressions import parsed, value_of
from engine.dialect.python_places import note_lanes, read_conditions, read_script, refuse_script, spend
from engine.dialect.python_reasons import Unsayable, Why
from engine.dialect.python_scripts import as_assignments, steps_of
from engine.dialect.spiff_messages import MESSAGE_WORDS, adopt_messages
from engine.dialect.spiff_reasons import LEFT_OUT, NEEDED, Reason
from engine.dialect.xml import Element

SPIFFWORKFLOW = "http://spiffworkflow.org/bpmn/schema/1.0/core"
_PREFIX = f"{{{SPIFFWORKFLOW}}}"
#: what runs scripts of its own before and after its work
_SCRIPTED = frozenset(
    """task userTask manualTask serviceTask sendTask receiveTask businessRuleTask callActivity subProcess
    transaction""".split()  # noqa: SIM905 - a list of words reads better
)
#: attributes that only tell the modeler what to show
SILENT = frozenset({"scriptsOnInstances", "isOutputSynced", "isOutputSynchronous"})
_DATA = ("dataObject", "dataInput", "dataOutput", "inputDataItem", "outputDataItem")
_LOOPS = ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics")


def uses_spiffworkflow(root: Element, used: set[str]) -> bool:
    """Whether the file is of this modeler: it declares or uses the namespace."""
    return SPIFFWORKFLOW in used or SPIFFWORKFLOW in root.nsmap.values()


def adopt_spiffworkflow(adoption: Adoption) -> None:
    """Read everything of this namespace, and the Python of the whole file."""
    _call_data_by_id(adoption.root)
    _rename_message_paths(adoption.root)
    python = "feel" not in (adoption.root.get("expressionLanguage") or "").lower()
    adopt_messages(adoption, _PREFIX)
    for extension in list(_extensions(adoption.root)):
        owner, name = owner_of(extension), extension.tag.removeprefix(_PREFIX)
        if owner is not None:
            READERS.get(name, _unknown)(adoption, owner, extension)
    for element in adoption.root.iter(f"{{{BPMN}}}*"):
        for attribute in map(str, element.attrib):
            if attribute.startswith(_PREFIX) and attribute.removeprefix(_PREFIX) not in SILENT:
                adoption.ignored(element, f"spiffworkflow:{attribute.removeprefix(_PREFIX)}")
    name_inner_words(adoption, SPIFFWORKFLOW, "spiffworkflow")
    read_conditions(adoption, everywhere=python)
    for task in adoption.root.iter(bpmn("scriptTask")):
        read_script(adoption, task, everywhere=python)
    for loop in adoption.root.iter(bpmn("multiInstanceLoopCharacteristics")):
        _count_from_zero(loop)


def _extensions(root: Element) -> Iterator[Element]:
    """Those that aren't parts of others; of several of one word at one place the last counts there."""
    for extension in root.iter(f"{_PREFIX}*"):
        parent = extension.getparent()
        later = next(extension.itersiblings(extension.tag), None)
        if later is None and parent is not None and not parent.tag.startswith(_PREFIX):
            yield extension


def _call_data_by_id(root: Element) -> None:
    """Data are called by their ids there; their names are labels."""
    for element in root.iter(*map(bpmn, _DATA)):
        if element.get("id") and element.get("name"):
            element.set("name", element.get("id") or "")
    for reference in root.iter(bpmn("dataObjectReference")):
        reference.attrib.pop("name", "")


def _rename_message_paths(root: Element) -> None:
    """Where a property of a message lies is written as a formal expression there."""
    for retrieval in root.iter(bpmn("correlationPropertyRetrievalExpression")):
        for expression in children(retrieval, "formalExpression"):
            expression.tag = bpmn("messagePath")


def _count_from_zero(loop: Element) -> None:
    """With a number of instances instead of a list the item is the instance's number from 0."""
    count = next(children(loop, "loopCardinality"), None)
    if count is not None and text_of(count) and next(children(loop, "inputDataItem"), None) is not None:
        number = text_of(count)
        loop.remove(count)
        loop.set(miz("collection"), f"if ({number}) > 0 then for i in 0..({number}) - 1 return i else []")


def _unknown(adoption: Adoption, owner: Element, extension: Element) -> None:
    name = extension.tag.removeprefix(_PREFIX)
    adoption.ignored(owner, f"spiffworkflow:{name}")


def _named(adoption: Adoption, owner: Element, extension: Element) -> None:
    """Left out, with a word on what to do instead."""
    name = extension.tag.removeprefix(_PREFIX)
    if len(extension) or text_of(extension) not in ("", "false"):
        adoption.ignored(owner, f"spiffworkflow:{name}", LEFT_OUT[name].value)


def _refused(adoption: Adoption, owner: Element, extension: Element) -> None:
    name = extension.tag.removeprefix(_PREFIX)
    adoption.changed(owner, f"spiffworkflow:{name}", NEEDED[name].value)


def _nothing(adoption: Adoption, owner: Element, extension: Element) -> None:
    """Nothing of a process hangs on it."""


def _script(adoption: Adoption, owner: Element, extension: Element) -> None:
    """A script before the element begins, or after it is done: assignments to the variables around it."""
    word, text = extension.tag.removeprefix(_PREFIX), extension.text or ""
    if not text.strip():
        return
    if local_name(owner) not in _SCRIPTED:
        adoption.ignored(owner, f"spiffworkflow:{word}", Reason.SCRIPT_NOT_RUN.value)
        return
    if owner.get("triggeredByEvent") == "true":
        adoption.changed(owner, f"spiffworkflow:{word}", Reason.SCRIPT_OF_EVENT_SUB_PROCESS.value)
        return
    place = adoption.set_before if word == "preScript" else adoption.set_after
    each = any(loop.get(f"{_PREFIX}scriptsOnInstances") == "true" for loop in children(owner, *_LOOPS))
    try:
        spend(adoption, text)
        steps = steps_of(text)
        for path, value in as_assignments(steps):
            place(owner, path, value, each=each)
        note_lanes(adoption, owner, steps)
    except Unsayable as error:
        refuse_script(adoption, owner, f"spiffworkflow:{word}", error, text)


def _decision(adoption: Adoption, owner: Element, extension: Element) -> None:
    """All outputs of the decision become variables."""
    if local_name(owner) != "businessRuleTask":
        _unknown(adoption, owner, extension)
    elif text_of(extension):
        adoption.put(owner, "decision", text_of(extension))
        adoption.put(owner, "result", "*")


def _operator(adoption: Adoption, owner: Element, extension: Element) -> None:
    """A call of a service is one of a connector here; its parameters are Python."""
    name = (extension.get("id") or "").strip()
    if local_name(owner) != "serviceTask" or not name:
        _unknown(adoption, owner, extension)
        return
    if owner.get(miz("connector")) is not None:
        return
    adoption.put(owner, "connector", name)
    default = f"spiff__{(owner.get('id') or '').replace('-', '_')}_result"
    adoption.put(owner, "result", extension.get("resultVariable") or default)
    for parameter in extension.iter(f"{_PREFIX}parameter"):
        if parameter.get("value") is not None:
            _parameter(adoption, owner, parameter.get("id") or "", parameter.get("value") or "")
    for retry in extension.iter(f"{_PREFIX}retry"):
        _retry(adoption, owner, retry)


def _parameter(adoption: Adoption, owner: Element, name: str, value: str) -> None:
    try:
        spend(adoption, value)
        node = parsed(value)
        if node is None or not name:
            raise Unsayable(Why.VALUE if value.strip() and name else Why.EMPTY)
        found = value_of(node)
        if found.endless:
            raise Unsayable(Why.QUOTIENT, node)
        adoption.call_input(owner, name, found.text)
    except Unsayable as error:
        adoption.changed(owner, f"spiffworkflow:parameter {name}", error.told(value.strip()))


def _retry(adoption: Adoption, owner: Element, retry: Element) -> None:
    retries = retry.get("retries") or ""
    if retries.isascii() and retries.isdigit() and int(retries) <= 100:
        adoption.put(owner, "retries", retries)
    elif retries:
        adoption.ignored(owner, "spiffworkflow:retry retries")
    if retry.get("backoff_base"):
        adoption.ignored(owner, "spiffworkflow:retry backoff_base", Reason.BACKOFF.value)


def _properties(adoption: Adoption, owner: Element, extension: Element) -> None:
    for one in extension.iter(f"{_PREFIX}property"):
        name, value = one.get("name") or "", one.get("value") or ""
        if name == "formJsonSchemaFilename":
            adoption.put(owner, "form", form_of(value))
        elif name != "formUiSchemaFilename":
            adoption.ignored(owner, f"spiffworkflow:property {name}")


def form_of(file: str) -> str:
    """The id of a form by the file of its schema: `apply-schema.json` is `apply`."""
    return file.strip().rpartition("/")[2].removesuffix(".json").removesuffix("-schema")


#: what reads each word
READERS: Mapping[str, Callable[[Adoption, Element, Element], None]] = {
    **dict.fromkeys(("preScript", "postScript"), _script),
    **dict.fromkeys(MESSAGE_WORDS, _nothing),  # read by `adopt_messages`
    "calledDecisionId": _decision,
    "serviceTaskOperator": _operator,
    "properties": _properties,
    **dict.fromkeys(("category", "unitTests"), _nothing),
    **dict.fromkeys(LEFT_OUT, _named),
    **dict.fromkeys(NEEDED, _refused),
}
