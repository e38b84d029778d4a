"""The processes that a diagram calls and other diagrams in its folder hold, as a bundle brings them along."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from engine.build.called_services import called_elsewhere
from engine.dialect import Element, read_diagram
from engine.dialect.names import children
from engine.errors import DefinitionError

#: diagrams of one folder that are looked at
MOST_FILES = 500


def called_files(diagram: Path) -> dict[str, bytes]:
    """Name in the bundle → content of each process that is needed, those included that called ones call. Where several
    files hold one, the first by name counts. Files that can't be read are passed by. Raises OSError."""
    wanted = list(_called(diagram.read_bytes()))
    found: dict[str, bytes] = {}
    holders = dict(_processes_beside(diagram)) if wanted else {}
    while wanted:
        process = wanted.pop()
        name = f"called/{process}/process.bpmn"
        if name in found or process not in holders:
            continue
        found[name] = _with_main(holders[process], process)
        wanted += _called(found[name])
    return found


def _called(data: bytes) -> tuple[str, ...]:
    try:
        return tuple(process for process in called_elsewhere(data) if "/" not in process)
    except DefinitionError:
        return ()


def _processes_beside(diagram: Path) -> Iterator[tuple[str, Path]]:
    """Every process in the other diagrams of the folder, the last files first, so that the first ones count."""
    files = sorted(path for path in diagram.parent.glob("*.bpmn") if path.name != diagram.name)[:MOST_FILES]
    for path in reversed(files):
        for process in _processes(path.read_bytes()):
            yield process.get("id") or "", path


def _processes(data: bytes) -> list[Element]:
    try:
        return list(children(read_diagram(data).root, "process"))
    except DefinitionError:
        return []


def _with_main(path: Path, wanted: str) -> bytes:
    """The diagram with that process as the one which runs, if there are several."""
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    for process in children(root, "process"):
        process.set("isExecutable", "true" if process.get("id") == wanted else "false")
    return etree.tostring(root)
