"""Where a bundle reads variables: every expression of its diagrams and forms, with what its place asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice
from typing import Any

from engine.dialect import Element, miz
from engine.dialect.names import text_of
from engine.feel.nodes import Node
from engine.form_files.properties import expressions_in
from engine.lint.diagram import Diagram
from engine.lint.expressions import Written, written_expressions
from engine.lint.iso import is_moment_or_span
from engine.lint.service import FormFile
from engine.lint.types.form_scopes import components_in_scope
from engine.lint.types.inference import OPEN
from engine.lint.types.kinds import ANY, Kind
from engine.lint.types.sources import THROW, node_names, syntax
from engine.lint.types.texts import HOLE, UnreadableTexts, read_texts

#: expressions of one diagram that are read
MAX_READ = 5_000


class Wanted(Enum):
    """What an expression must give."""

    ANYTHING = "anything"
    #: the condition of a flow or event, that should depend on the data
    CONDITION = "condition"
    #: any other question of true or false
    TRUTH = "truth"
    LIST = "list"
    NUMBER = "number"
    #: a moment, a duration or a cycle
    TIME = "time"
    #: one name or several
    NAMES = "names"
    #: a name, which is a text
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Place:
    """One expression of a bundle. `local` are names that only it sees."""

    file: str
    node: Node
    text: str
    wanted: Wanted = Wanted.ANYTHING
    element: Element | None = None
    #: the id of the place in a file that is no diagram
    id: str | None = None
    #: where in it, for people: in Persian and English
    where: tuple[str, str] = ("", "")
    local: Mapping[str, Kind] = field(default_factory=dict)


_WANTED: Mapping[str, Wanted] = {
    "conditionExpression": Wanted.CONDITION,
    "condition": Wanted.CONDITION,
    **dict.fromkeys(("loopCondition", "completionCondition", "activationCondition"), Wanted.TRUTH),
    "loopCardinality": Wanted.NUMBER,
    "collection": Wanted.LIST,
    "candidates": Wanted.NAMES,
    "unit": Wanted.NAME,
}
_TIMES = ("timeDate", "timeDuration", "timeCycle")


def places_in(diagram: Diagram) -> Iterator[Place]:
    """Every FEEL expression of the diagram that parses, script tasks included."""
    for written in islice(written_expressions(diagram), MAX_READ):
        node = None if written.is_foreign else syntax(written.text)
        if node is not None:
            wanted = _WANTED.get(written.part or diagram.kind.get(written.element, ""), Wanted.ANYTHING)
            local = _local(diagram, written, node)
            yield Place(diagram.file, node, written.text, wanted, written.element, local=local)
    yield from _times(diagram)


def _local(diagram: Diagram, written: Written, node: Node) -> Mapping[str, Kind]:
    if written.part == "script":
        return {THROW: Kind(frozenset({"function"}), spells=frozenset())}
    if written.element.tag != miz("output"):
        return {}
    owner = written.element.getparent()
    while owner is not None and not diagram.kind.get(owner, "x").endswith(("Task", "Activity", "task")):
        owner = owner.getparent()
    if owner is not None and diagram.kind[owner] == "callActivity":
        return {}
    return {OPEN: ANY, **dict.fromkeys(node_names(node), ANY)}  # an answer's own names hide the case's


def _times(diagram: Diagram) -> Iterator[Place]:
    """Times that are FEEL: what ISO 8601 and cron say is looked at elsewhere."""
    written = [Written(time, text_of(time), time.get("language") or "") for time in diagram.of(*_TIMES)]
    times = [(each.element, each.text, diagram.kind[each.element]) for each in written if not each.is_foreign]
    times += [(element, element.get(miz("due")) or "", "timeDuration") for element in diagram.with_dialect]
    for element, text, kind in times:
        node = None if not text or is_moment_or_span(text, kind) else syntax(text)
        if node is not None:
            yield Place(diagram.file, node, text, Wanted.TIME, element)


def places_of_form(form: FormFile, known: Mapping[str, Kind]) -> Iterator[Place]:
    """Every FEEL expression of a form; `known` are the variables of the service."""
    if form.content is None:
        return
    for component, local in components_in_scope(form.content, known):
        id_ = str(component.get("key") or component.get("id") or component.get("type") or "?")
        for text, wanted in _of_component(component):
            node = syntax(text)
            if node is not None:
                yield Place(form.file, node, text, wanted, id=id_, local=local)


def places_of_texts(file: str, data: bytes) -> Iterator[Place]:
    """What stands in double braces of a letter or of notices."""
    try:
        texts = read_texts(data)
    except UnreadableTexts:
        return
    for text in texts:
        for hole in islice(HOLE.finditer(text.text), MAX_READ):
            node = syntax(hole[1])
            if node is not None:
                yield Place(file, node, hole[1].strip(), id=text.path)


def _of_component(component: Mapping[str, Any]) -> Iterator[tuple[str, Wanted]]:
    """All FEEL of a component: properties that are FEEL, and what stands in double braces of its texts."""
    for path, text in expressions_in(component):
        yield text, Wanted.TRUTH if path == "conditional.hide" else Wanted.ANYTHING
