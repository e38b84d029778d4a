"""What the elements of a diagram refer to by id: messages, signals, errors, escalations, shared event definitions,
data, facts, decisions."""

from collections.abc import Mapping

from engine.build.correlations import Correlations
from engine.build.message_names import MessageNames
from engine.decisions import Decisions
from engine.dialect import Element, bpmn, local_name, miz
from engine.dialect.names import local_part
from engine.errors import DefinitionError
from engine.model import Activity, Bilingual, Lane


class References:
    """Look-up tables over one file."""

    def __init__(
        self, root: Element, *, activities: Mapping[str, Activity], lanes: Mapping[str, Lane], decisions: Decisions
    ) -> None:
        self.activities = activities
        self.lanes = lanes
        self.decisions = decisions
        self._by_id = {child.get("id"): child for child in root if child.get("id")}
        self.letters = MessageNames(root)
        self.correlations = Correlations(root)
        #: to which handler each compensation boundary event leads
        self.associated: dict[str, str] = {}
        for line in root.iter(bpmn("association")):
            for one, other in (("sourceRef", "targetRef"), ("targetRef", "sourceRef")):
                self.associated.setdefault(local_part(line.get(one)), local_part(line.get(other)))
        #: how variables are called that the diagram names by the id of a data object or of a task's data input
        self._variables = {
            item.get("id"): item.get("name") or item.get("id")
            for item in root.iter(*map(bpmn, ("dataObject", "dataStore", "dataInput", "dataOutput", "property")))
        }
        for reference in root.iter(bpmn("dataObjectReference"), bpmn("dataStoreReference")):
            self._name(reference, reference.get("dataObjectRef") or reference.get("dataStoreRef"))

    def _name(self, reference: Element, target: str | None) -> None:
        """A reference and what it refers to are one variable, called as the data are, else as the reference is."""
        called = self._variables.get(target)
        if called in (None, target):
            called = reference.get("name") or called or reference.get("id")
        self._variables[reference.get("id")] = called
        if target:
            self._variables[target] = called

    def activity(self, element: Element) -> Activity:
        """What the dialect says of the element; gateways have only a name."""
        id_ = element.get("id") or ""
        known = self.activities.get(id_)
        return known or Activity(
            id_, local_name(element), Bilingual(element.get("name") or "", element.get(miz("en")) or "")
        )

    def named(self, kind: str, id_: str | None, *, element: str | None) -> Element:
        """The message, signal, error, escalation or event definition of that id. Raises `DefinitionError`."""
        found = self._by_id.get(local_part(id_)) if id_ else None
        if found is None or not local_name(found).endswith(kind):
            raise DefinitionError(f"{element}: there is no {kind} “{id_}”", element=element)
        return found

    def variable(self, reference: str) -> str:
        """The name of the variable that a data reference means."""
        return self._variables.get(local_part(reference)) or reference
