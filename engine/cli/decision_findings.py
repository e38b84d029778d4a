"""What is wrong with a lone decision file before it decides anything: what the gate finds in it, and names that neither
the file nor the given data know. Without a word of it such a cell is null, and another rule answers."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.lint.gate import lint
from engine.lint.service import Service
from engine.lint.types.kinds import DATA
from engine.lint.types.messages import nearest
from engine.lint.types.slips import UnknownName
from engine.lint.types.tables import read_models

#: rules about what an expression says, and not about what a table leaves open
TOLD = frozenset(
    {
        *("decision-fault", "decision-word", "unknown-function", "unknown-variable", "never-equal", "value-kind"),
        *("table-date", "table-cell", "table-type"),
    }
)


def findings_of(file: Path, given: Iterable[str]) -> Iterator[str]:
    """Lines of text about the file, `given` being the names of the data. Raises `OSError`."""
    data, known = file.read_bytes(), dict.fromkeys(given, DATA)
    for finding in lint({file.name: data}):
        if finding.rule in TOLD:
            yield f"{finding.severity} [{finding.rule}] {finding.message.en}"
    service = Service((), {}, frozenset(), frozenset({file.name}), {file.name: data})
    for place, unknown in read_models(service, known):
        if isinstance(unknown, UnknownName) and unknown.name not in known:
            near = nearest(unknown.name, known)
            meant = f" Did you mean “{near}”?" if near else ""
            where = ": ".join(filter(None, (place.id or "", place.where[1])))
            yield f"{where}: the variable “{unknown.name}” is not given, and nothing in the file sets it.{meant}"
