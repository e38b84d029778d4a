"""What the elements of a file refer to beyond what the library's parser keeps: what the dialect says of activities and
lanes, decisions, names of data and messages, correlation keys, shared event definitions, compensation handlers."""

from engine.build.correlations import Correlations
from engine.build.data_names import DataNames
from engine.build.message_names import MessageNames
from engine.decisions import Decisions
from engine.dialect import Element, bpmn, local_name, miz
from engine.dialect.names import local_part
from engine.errors import DefinitionError
from engine.model import Activity, Bilingual, Facts, Lane


class References:
    """Look-up tables over the files that were added."""

    def __init__(self, decisions: Decisions) -> None:
        self.decisions = decisions
        self.activities: dict[str, Activity] = {}
        self.lanes: dict[str, Lane] = {}
        self.data = DataNames()
        self.letters = MessageNames()
        self.correlations = Correlations()
        #: to which handler each compensation boundary event leads
        self.associated: dict[str, str] = {}
        self._event_definitions: dict[str | None, Element] = {}

    def add(self, root: Element) -> None:
        """Know what one more file declares."""
        self.data.add(root)
        self.letters.add(root)
        self.correlations.add(root)
        for line in root.iter(bpmn("association")):
            for one, other in (("sourceRef", "targetRef"), ("targetRef", "sourceRef")):
                self.associated.setdefault(local_part(line.get(one)), local_part(line.get(other)))
        shared = (child for child in root if local_name(child).endswith("EventDefinition"))
        self._event_definitions.update((child.get("id"), child) for child in shared)

    def describe(self, facts: Facts) -> None:
        """Know what the dialect says of the elements of one process."""
        self.activities.update((activity.id, activity) for activity in facts.activities)
        self.lanes.update((lane.id, lane) for lane in facts.lanes)

    def activity(self, element: Element) -> Activity:
        """What the dialect says of the element; gateways have only a name."""
        id_ = element.get("id") or ""
        known = self.activities.get(id_)
        return known or Activity(
            id_, local_name(element), Bilingual(element.get("name") or "", element.get(miz("en")) or "")
        )

    def event_definition(self, id_: str | None, *, element: str | None) -> Element:
        """The shared event definition of that id. Raises `DefinitionError`."""
        found = self._event_definitions.get(local_part(id_)) if id_ else None
        if found is None:
            raise missing("EventDefinition", id_, element=element)
        return found


def missing(kind: str, id_: str | None, *, element: str | None) -> DefinitionError:
    """What `element` refers to isn't in the file."""
    return DefinitionError(
        Bilingual(f"«{element}»: `{kind}` با شناسهٔ «{id_}» نیست", f"{element}: there is no {kind} “{id_}”"),
        element=element,
    )
