"""The `camunda:` extensions of Camunda 7's modeler, and the same ones of Activiti, Flowable and Operaton, read into the
dialect. Expressions in JUEL become FEEL where they are simple; else they are named."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from engine.dialect.adoption import CALLERS, Adoption, form_id, owner_of, quoted, words
from engine.dialect.juel import is_juel, juel_to_feel
from engine.dialect.languages.foreign_reasons import COMPUTED_NAME, RESOURCE
from engine.dialect.languages.java_expressions import code_to_feel
from engine.dialect.names import BPMN, children, local_name, text_of
from engine.dialect.other_tools.extension_words import name_inner_words
from engine.dialect.xml import Element
from engine.dialect.zeebe import candidates

CAMUNDA = (
    "http://camunda.org/schema/1.0/bpmn",
    "http://activiti.org/bpmn",
    "http://flowable.org/bpmn",
    "http://operaton.org/schema/1.0/bpmn",
)
#: the older namespace of Camunda 7, of which its engine reads one word
FOX = "http://www.camunda.com/fox"
#: nothing of a process hangs on them, or it is so here anyway (each step is saved, each case is kept)
_SILENT = frozenset(
    {"asyncBefore", "asyncAfter", "async", "exclusive", "versionTag", "historyTimeToLive", "modelerTemplate"}
    | {"modelerTemplateVersion", "isStartableInTasklist", "diagramRelationId"}
)
_CYCLE = re.compile(r"R(\d{1,3})/(P[^,/\s]+)")
_BINDINGS = (None, "", "latest", "deployment")
#: what a task may call, the most telling first
_CALLS = "topic class delegateExpression expression type"
_DECISION = "mapDecisionResult resultVariable decisionRefBinding decisionRefVersion decisionRefTenantId"


def adopt_camunda(adoption: Adoption, namespace: str) -> None:
    """Read everything of one of these namespaces."""
    reading = _Reading(adoption, namespace)
    reading.read()
    name_inner_words(adoption, namespace, reading.label)


def adopt_fox(adoption: Adoption) -> None:
    """Read the one word of the older namespace that Camunda 7 reads, `failedJobRetryTimeCycle`, and name the others."""
    _Reading(adoption, FOX, "fox").read_retries()


class _Reading:
    """One file and one namespace."""

    def __init__(self, adoption: Adoption, namespace: str, label: str = "") -> None:
        self.adoption = adoption
        self.prefix = f"{{{namespace}}}"
        #: as these words are usually written
        names = ("camunda", "activiti", "flowable", "operaton")
        self.label = label or next(name for name in names if name in namespace)

    def read(self) -> None:
        """Attributes first, then elements: mappings depend on what an element calls."""
        for element in list(self.adoption.root.iter(f"{{{BPMN}}}*")):
            names = [str(name) for name in element.attrib]
            written = [name.removeprefix(self.prefix) for name in names if name.startswith(self.prefix)]
            if written:
                self._attributes(element, written)
            elif local_name(element) == "callActivity" and self._parts(element, "in", "out"):
                self._call(element)
        for extension in list(self.adoption.root.iter(f"{self.prefix}*")):
            parent = extension.getparent()
            owner = owner_of(extension)
            if owner is not None and parent is not None and not parent.tag.startswith(self.prefix):
                self._element(owner, extension)

    def read_retries(self) -> None:
        """How often a job is tried again, and nothing else."""
        for extension in self.adoption.root.iter(f"{self.prefix}*"):
            owner, parent = owner_of(extension), extension.getparent()
            if owner is None or parent is None or parent.tag.startswith(self.prefix):
                continue
            name = extension.tag.removeprefix(self.prefix)
            if name == "failedJobRetryTimeCycle":
                self._retries(owner, text_of(extension))
            else:
                self.adoption.ignored(owner, f"fox:{name}")
        for element in self.adoption.root.iter(f"{{{BPMN}}}*"):
            for name in (str(key) for key in element.attrib if str(key).startswith(self.prefix)):
                self.adoption.ignored(element, f"fox:{name.removeprefix(self.prefix)}")

    def _get(self, element: Element, name: str) -> str | None:
        return element.get(self.prefix + name)

    def _attributes(self, element: Element, written: list[str]) -> None:
        left, kind = set(written) - _SILENT, local_name(element)
        for reader in ATTRIBUTE_READERS:
            if left & reader.begun_by and kind in reader.kinds:
                reader.read(self, element)
                left -= reader.begun_by | reader.taken
        for name in sorted(left):
            self.adoption.ignored(element, f"{self.label}:{name}")
        if kind == "callActivity":
            self._call(element)

    def _form(self, element: Element) -> None:
        written = self._get(element, "formKey") or self._get(element, "formRef") or ""
        if is_juel(written):
            self.adoption.changed(element, f"{self.label}:formKey", COMPUTED_NAME)
        else:
            self.adoption.put(element, "form", form_id(written))
        self._bound(element, "formRefBinding")

    def _people(self, element: Element) -> None:
        assignee = self._get(element, "assignee")
        names = ["assignee"] if assignee else ["candidateUsers", "candidateGroups"]
        lists = []
        for name in names:
            text = (self._get(element, name) or "").strip()
            feel = self._list(text) if text else None
            if feel is not None:
                lists.append(feel)
            elif text:
                self.adoption.ignored(element, f"{self.label}:{name}")
        self.adoption.put(element, "candidates", f"[{lists[0]}]" if assignee and lists else candidates(lists))

    def _list(self, text: str) -> str | None:
        if is_juel(text):
            parts = [juel_to_feel(word) for word in (words(text) if "(" not in text else [text])]
            known = [part for part in parts if part is not None]
            if len(known) < len(parts):
                return None
            return known[0] if len(known) == 1 else f"flatten([{', '.join(known)}])"
        names = [quoted(word) for word in words(text)]
        return names[0] if len(names) == 1 else f"[{', '.join(names)}]"

    def _due(self, element: Element) -> None:
        due = self._get(element, "dueDate") or ""
        feel = juel_to_feel(due) if is_juel(due) else due
        if feel is None:
            self.adoption.ignored(element, f"{self.label}:dueDate")
        self.adoption.put(element, "due", feel)

    def _priority(self, element: Element) -> None:
        priority = (self._get(element, "priority") or "").strip()
        if priority.isascii() and priority.isdigit() and int(priority) <= 1000:
            self.adoption.put(element, "priority", priority)
        else:
            self.adoption.ignored(element, f"{self.label}:priority")

    def _implementation(self, element: Element) -> None:
        """What a task calls is a connector here: named by its topic, bean or class."""
        result = self._get(element, "resultVariable")
        expression = self._get(element, "expression")
        name = next((text for key in _CALLS.split() if (text := self._get(element, key))), "")
        feel = juel_to_feel(expression) if expression else None
        if expression and feel is not None and result:
            self.adoption.put(element, "connector", "expression")
            self.adoption.output(element, result, feel)
            return
        bean = re.fullmatch(r"\s*[$#]\{\s*([^\W\d][\w.]*)[^}]*\}\s*", name)
        self.adoption.put(element, "connector", bean[1] if bean else name)
        if result and local_name(element) != "businessRuleTask":
            self.adoption.output(element, result, "result")

    def _throw(self, element: Element) -> None:
        """An event sends its message in any case; what would have sent it there is code."""

    def _decision(self, element: Element) -> None:
        decision = self._get(element, "decisionRef") or ""
        if is_juel(decision):
            self.adoption.changed(element, f"{self.label}:decisionRef", COMPUTED_NAME)
            return
        self.adoption.put(element, "decision", decision)
        self.adoption.put(element, "result", self._get(element, "resultVariable") or "decisionResult")
        if self._get(element, "mapDecisionResult") in (None, "resultList") and self._get(element, "resultVariable"):
            self.adoption.ignored(element, f"{self.label}:mapDecisionResult")  # a single rule's result is no list here
        self._bound(element, "decisionRefBinding", "decisionRefTenantId")

    def _result(self, element: Element) -> None:
        self.adoption.put(element, "result", self._get(element, "resultVariable"))

    def _resource(self, element: Element) -> None:
        self.adoption.changed(element, f"{self.label}:resource", RESOURCE)

    def _retry(self, element: Element) -> None:
        self._retries(element, self._get(element, "failedJobRetryTimeCycle") or "")

    def _retries(self, element: Element, cycle: str) -> None:
        found = _CYCLE.fullmatch(cycle.strip())
        if found and local_name(element) in CALLERS and int(found[1]) <= 100:
            self.adoption.put(element, "retries", found[1])
            if re.search("[1-9]", found[2]):
                self.adoption.put(element, "backoff", found[2])
        else:
            self.adoption.ignored(element, f"{self.label}:failedJobRetryTimeCycle")

    def _collection(self, element: Element) -> None:
        collection = (self._get(element, "collection") or "").strip()
        feel = juel_to_feel(collection) if is_juel(collection) else collection
        if feel is None:
            self.adoption.changed(element, f"{self.label}:collection")
        self.adoption.put(element, "collection", feel)
        self.adoption.put(element, "item", self._get(element, "elementVariable"))

    def _binding(self, element: Element) -> None:
        self._bound(element, "calledElementBinding", "calledElementTenantId")

    def _bound(self, element: Element, *names: str) -> None:
        """Name what chooses another version than the one that comes along."""
        for name in names:
            if self._get(element, name) not in _BINDINGS:
                self.adoption.ignored(element, f"{self.label}:{name}")

    def _parts(self, element: Element, *names: str) -> list[Element]:
        inside = next(children(element, "extensionElements"), None)
        return [] if inside is None else [part for name in names for part in inside.iterchildren(self.prefix + name)]

    def _call(self, element: Element) -> None:
        """Only what is named goes in and comes out; `variables="all"` names everything."""
        for side, word in (("in", "passes"), ("out", "returns")):
            parts = self._parts(element, side)
            if not any(part.get("variables") == "all" for part in parts):
                self.adoption.put(element, word, "listed")
            for part in parts:
                self._carry(element, side, part)

    def _carry(self, element: Element, side: str, part: Element) -> None:
        expression, target = part.get("sourceExpression"), part.get("target")
        value = juel_to_feel(expression) if expression else part.get("source")
        if target and value:
            (self.adoption.input if side == "in" else self.adoption.output)(element, target, value)
        elif target:
            self.adoption.changed(element, f"{self.label}:{side} {target}")
        elif part.get("businessKey"):
            self.adoption.ignored(element, f"{self.label}:in businessKey")

    def _element(self, owner: Element, extension: Element) -> None:
        name = extension.tag.removeprefix(self.prefix)
        if name in ("in", "out") and local_name(owner) == "callActivity":
            return  # read with the attributes
        if name == "inputOutput":
            self._input_output(owner, extension)
        elif name == "connector":
            self._connector(owner, extension)
        elif name == "failedJobRetryTimeCycle":
            self._retries(owner, text_of(extension))
        else:
            self.adoption.ignored(owner, f"{self.label}:{name}")

    def _input_output(self, owner: Element, extension: Element) -> None:
        for side in ("inputParameter", "outputParameter"):
            for parameter in extension.iterchildren(self.prefix + side):
                value, name = self._value(parameter), parameter.get("name") or ""
                if value is None or not name.isidentifier():
                    self.adoption.changed(owner, f"{self.label}:{side} {name}")
                else:
                    (self.adoption.input if side == "inputParameter" else self.adoption.output)(owner, name, value)

    def _value(self, parameter: Element, depth: int = 0) -> str | None:
        """The FEEL of a text, a list, a map or a script; None where there is none."""
        inside = next(iter(parameter), None)
        if inside is None or depth > 10:
            text = (parameter.text or "").strip()
            return juel_to_feel(text) if text else "null"
        kind = str(inside.tag).removeprefix(self.prefix)
        if kind == "script":
            return None if self._get(inside, "resource") or inside.get("resource") else code_to_feel(inside.text or "")
        entries = [(entry.get("key"), self._value_of(entry, depth)) for entry in inside]
        if any(value is None for _, value in entries):
            return None
        if kind == "list":
            return f"[{', '.join(str(value) for _, value in entries)}]"
        if kind == "map":
            return "{" + ", ".join(f"{quoted(key or '')}: {value}" for key, value in entries) + "}"
        return None

    def _value_of(self, entry: Element, depth: int) -> str | None:
        if str(entry.tag).removeprefix(self.prefix) == "script":
            return code_to_feel(entry.text or "")
        return self._value(entry, depth + 1)

    def _connector(self, owner: Element, extension: Element) -> None:
        id_ = next((text_of(part) for part in extension.iterchildren(f"{self.prefix}connectorId")), "")
        self.adoption.put(owner, "connector", id_)
        for mapping in extension.iterchildren(f"{self.prefix}inputOutput"):
            self._input_output(owner, mapping)


@dataclass(frozen=True, slots=True)
class AttributeReader:
    """What reads some attributes of some kinds of elements: where one of `begun_by` is, it also reads `taken`."""

    kinds: frozenset[str]
    begun_by: frozenset[str]
    read: Callable[[_Reading, Element], None]
    taken: frozenset[str] = frozenset()


def _of(kinds: str, begun_by: str, read: Callable[[_Reading, Element], None], taken: str = "") -> AttributeReader:
    return AttributeReader(frozenset(kinds.split()), frozenset(begun_by.split()), read, frozenset(taken.split()))


ATTRIBUTE_READERS = (
    _of("startEvent userTask", "formKey formRef", _Reading._form, "formRefBinding formRefVersion"),
    _of("userTask", "assignee candidateUsers candidateGroups", _Reading._people),
    _of("userTask", "dueDate", _Reading._due),
    _of("userTask", "priority", _Reading._priority),
    _of("businessRuleTask", "decisionRef", _Reading._decision, _DECISION),
    _of("serviceTask sendTask businessRuleTask", _CALLS, _Reading._implementation, "resultVariable"),
    _of("messageEventDefinition", _CALLS, _Reading._throw),
    _of("scriptTask", "resultVariable", _Reading._result),
    _of("scriptTask conditionExpression", "resource", _Reading._resource),
    _of("serviceTask sendTask businessRuleTask", "failedJobRetryTimeCycle", _Reading._retry),
    _of("multiInstanceLoopCharacteristics", "collection elementVariable", _Reading._collection),
    _of("callActivity", "calledElementBinding calledElementTenantId", _Reading._binding, "calledElementVersion"),
)
