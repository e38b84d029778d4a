"""The DMN files beside a diagram that it needs: those that hold the decisions it names, and those that these import.
Whatever else lies in the folder, broken or not, is no concern of the diagram."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.cli.called_files import called_files
from engine.dialect import miz, read_diagram
from engine.dmn import UnreadableModel
from engine.dmn.xml import Element, children, read_definitions
from engine.errors import DefinitionError


def bundle_of(file: str) -> dict[str, bytes]:
    """A diagram, the processes that it calls and the decision files that all of them need. Raises OSError."""
    path = Path(file)
    called = called_files(path)
    return {"process.bpmn": path.read_bytes(), **called, **decision_files(path, called.values())}


def decision_files(diagram: Path, called: Iterable[bytes] = ()) -> dict[str, bytes]:
    """Name → content of the `.dmn` files in the diagram's folder that it and the diagrams it calls need. Where several
    hold a decision, the one called like the diagram goes first, else the first by name. Raises OSError."""
    wanted = dict.fromkeys(name for data in (diagram.read_bytes(), *called) for name in _decisions(data))
    files = sorted(diagram.parent.glob("*.dmn"), key=lambda path: (path.stem != diagram.stem, path.name))
    models = {path: model for path in files if (model := _definitions(path)) is not None} if wanted else {}
    needed: dict[Path, None] = {}
    for decision in wanted:
        holder = next((path for path, model in models.items() if decision in _ids(model)), None)
        pending = [holder] if holder is not None else []
        while pending:
            path = pending.pop()
            if path not in needed:
                needed[path] = None
                pending += _imported(models[path], models)
    return {path.name: path.read_bytes() for path in needed}


def _decisions(diagram: bytes) -> tuple[str, ...]:
    """The decisions that a diagram names; none where it can't be read, which the gate tells."""
    try:
        root = read_diagram(diagram).root
    except DefinitionError:
        return ()
    return tuple(dict.fromkeys(name for element in root.iter() if (name := element.get(miz("decision")))))


def _definitions(path: Path) -> Element | None:
    try:
        return read_definitions(path.read_bytes())
    except UnreadableModel:
        return None


def _ids(model: Element) -> set[str | None]:
    return {part.get("id") for kind in ("decision", "decisionService") for part in children(model, kind)}


def _imported(model: Element, models: dict[Path, Element]) -> Iterator[Path]:
    namespaces = {each.get("namespace") for each in children(model, "import")} - {None, ""}
    yield from (path for path, other in models.items() if other.get("namespace") in namespaces)
