"""How the variables are called that a diagram names by the id of a data object, a data store, a property, or of an
input or output of an element."""

from engine.dialect import Element, bpmn
from engine.dialect.names import local_part

_ITEMS = ("dataObject", "dataStore", "dataInput", "dataOutput", "property")


class DataNames:
    """The names of the files that were added."""

    def __init__(self) -> None:
        self._names: dict[str | None, str | None] = {}

    def add(self, root: Element) -> None:
        """Know the data of one more file."""
        for item in root.iter(*map(bpmn, _ITEMS)):
            self._names[item.get("id")] = item.get("name") or item.get("id")
        for reference in root.iter(bpmn("dataObjectReference"), bpmn("dataStoreReference")):
            self._add_reference(reference, reference.get("dataObjectRef") or reference.get("dataStoreRef"))

    def _add_reference(self, reference: Element, target: str | None) -> None:
        """A reference and what it refers to are one variable, called as the data are, else as the reference is."""
        called = self._names.get(target)
        if called in (None, target):
            called = reference.get("name") or called or reference.get("id")
        self._names[reference.get("id")] = called
        if target:
            self._names[target] = called

    def variable(self, reference: str) -> str:
        """The name of the variable that a data reference means."""
        return self._names.get(local_part(reference)) or reference
