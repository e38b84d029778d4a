"""What the elements of a diagram refer to by id: messages, signals, errors, escalations, shared event definitions,
data, facts, decisions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from engine.dialect import Element, bpmn, local_name
from engine.errors import DefinitionError
from engine.model import Activity, Lane, Text


class Decisions(Protocol):
    """The decisions of a bundle, whichever file holds them."""

    def decide(self, decision: str, context: Mapping[str, object], now: datetime) -> object:
        """The result as case data. Raises `StepFailed`."""

    def __contains__(self, decision: object) -> bool: ...


class References:
    """Look-up tables over one file."""

    def __init__(
        self, root: Element, *, activities: Mapping[str, Activity], lanes: Mapping[str, Lane], decisions: Decisions
    ) -> None:
        self.activities = activities
        self.lanes = lanes
        self.decisions = decisions
        self._by_id = {child.get("id"): child for child in root if child.get("id")}
        #: to which handler each compensation boundary event leads
        self.associated: dict[str, str] = {}
        for line in root.iter(bpmn("association")):
            for one, other in (("sourceRef", "targetRef"), ("targetRef", "sourceRef")):
                self.associated.setdefault(line.get(one) or "", line.get(other) or "")
        #: how variables are called that the diagram names by the id of a data object or of a task's data input
        self._variables = {
            item.get("id"): item.get("name") or item.get("id")
            for item in root.iter(bpmn("dataObject"), bpmn("dataInput"), bpmn("dataOutput"), bpmn("property"))
        }
        for reference in root.iter(bpmn("dataObjectReference")):
            target = reference.get("dataObjectRef")
            self._variables[reference.get("id")] = self._variables.get(target) or reference.get("id")

    def activity(self, element: Element) -> Activity:
        """What the dialect says of the element; gateways have only a name."""
        id_ = element.get("id") or ""
        known = self.activities.get(id_)
        return known or Activity(id_, local_name(element), Text(element.get("name") or "", ""))

    def named(self, kind: str, id_: str | None, *, element: str | None) -> Element:
        """The message, signal, error, escalation or event definition of that id. Raises `DefinitionError`."""
        found = self._by_id.get((id_ or "").rpartition(":")[2]) if id_ else None
        if found is None or not local_name(found).endswith(kind):
            raise DefinitionError(f"{element}: there is no {kind} “{id_}”", element=element)
        return found

    def variable(self, reference: str) -> str:
        """The name of the variable that a data reference means."""
        return self._variables.get(reference) or reference
