"""The correlation keys of a file (BPMN 2.0, 8.4.2): of which properties they are made, and how each is read from a
message or worked out from the data of the process."""

from engine.dialect import Element, bpmn, local_name
from engine.dialect.names import children, local_part, text_of
from engine.errors import DefinitionError
from engine.execution.correlation import Correlation
from engine.execution.expressions import Expression
from engine.model import Bilingual


class Correlations:
    """The correlation keys of the files that were added."""

    def __init__(self) -> None:
        self._properties: dict[str | None, Element] = {}
        self._keys: list[Element] = []

    def add(self, root: Element) -> None:
        """Know the keys of one more file."""
        self._properties.update((item.get("id"), item) for item in root.iter(bpmn("correlationProperty")))
        self._keys += root.iter(bpmn("correlationKey"))

    def of(self, message: str | None, element: Element) -> Correlation | None:
        """The first key that the message of that id has all properties of. Raises `DefinitionError`."""
        for key in self._keys if message else ():
            names = [local_part(text_of(name)) for name in children(key, "correlationPropertyRef")]
            paths = [self._path(name, local_part(message)) for name in names]
            if paths and all(path is not None for path in paths):
                bindings = _bindings(element, key.get("id") or "", names)
                return Correlation(key.get("id") or "", tuple(path for path in paths if path is not None), bindings)
        return None

    def _path(self, name: str, message: str) -> Expression | None:
        if name not in self._properties:
            raise DefinitionError(
                Bilingual(f"ویژگی همبستگی «{name}» نیست", f"There is no correlation property “{name}”"), element=name
            )
        for retrieval in children(self._properties[name], "correlationPropertyRetrievalExpression"):
            if local_part(retrieval.get("messageRef")) == message:
                return _expression(retrieval, "messagePath", name)
        return None


def _bindings(element: Element, key: str, names: list[str]) -> tuple[Expression, ...]:
    """How the process around an element works the properties out; () where it doesn't say."""
    process: Element | None = element
    while process is not None and local_name(process) != "process":
        process = process.getparent()
    for subscription in () if process is None else children(process, "correlationSubscription"):
        if local_part(subscription.get("correlationKeyRef")) == key:
            bound = {
                local_part(binding.get("correlationPropertyRef")): binding
                for binding in children(subscription, "correlationPropertyBinding")
            }
            if all(name in bound for name in names):
                return tuple(_expression(bound[name], "dataPath", name) for name in names)
    return ()


def _expression(parent: Element, child: str, name: str) -> Expression:
    text = next((text_of(part) for part in children(parent, child)), "")
    if not text:
        raise DefinitionError(
            Bilingual(
                f"ویژگی همبستگی «{name}» در `{child}` چیزی نمی‌گوید",
                f"{name}: the correlation property says nothing in {child}",
            ),
            element=name,
        )
    return Expression(text, element=name)
