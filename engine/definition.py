"""From a service bundle to an immutable `Definition`, once per content hash; shared by all cases and threads of the
process."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import TypeAlias

from engine.build.called_services import CALLED, with_called
from engine.build.constraints import refuse_changed
from engine.build.diagram_parser import MAX_PROCESSES, DiagramParser
from engine.build.global_elements import in_place
from engine.decisions import BundleDecisions
from engine.dialect import choose_process, read_diagram, spread_outputs
from engine.errors import DefinitionError
from engine.execution.program import Definition

__all__ = ["CACHE_SIZE", "MAX_BUNDLE", "MAX_PROCESSES", "Bundle", "parse", "parse_with"]

#: A service as files: "process.bpmn", "*.dmn", "forms/<id>.form", and "called/<service>/…" of services that it calls.
#: Others don't run: letters and notices are read by the gate alone, package.yaml by the desk.
Bundle: TypeAlias = Mapping[str, bytes]

#: definitions kept; the least recently used go first
CACHE_SIZE = 256
#: what a bundle may weigh as far as the engine reads it
MAX_BUNDLE = 32 * 1024 * 1024


def parse(bundle: Bundle, *, process: str | None = None) -> Definition:
    """The definition of a bundle. `process` chooses one of several in the file; without it the first executable one.

    Raises `DefinitionError` naming element and reason for whatever can't be read or isn't truly executed."""
    return parse_with(DiagramParser, bundle, process=process)


def parse_with(parser: type[DiagramParser], bundle: Bundle, *, process: str | None = None) -> Definition:
    """`parse` by a parser that knows elements of its own (`engine.build.diagram_parser`). Raises `DefinitionError`."""
    content_hash = _content_hash(bundle)
    key = (content_hash, process, parser)
    found = _CACHE.get(key)
    if found is None:
        found = _CACHE.put(key, _read(parser, bundle, process, content_hash))
    return found


def _read(parser: type[DiagramParser], bundle: Bundle, process: str | None, content_hash: str) -> Definition:
    diagram = bundle.get("process.bpmn")
    if diagram is None:
        raise DefinitionError("The bundle has no process.bpmn")
    reading = read_diagram(diagram)
    root = with_called(in_place(reading.root), bundle)
    chosen = choose_process(root, process).get("id") or ""
    refuse_changed(reading.remarks, {chosen})
    decisions = BundleDecisions({name: data for name, data in bundle.items() if name.endswith(".dmn")})
    spread_outputs(root, decisions)
    reader = parser(decisions)
    reader.remarks += reading.remarks
    reader.add_bpmn_xml(root)
    spec = reader.get_spec(chosen)
    specs = {chosen: spec, **reader.get_subprocess_specs(chosen)}
    return Definition(content_hash, reader.facts[chosen], diagram, chosen, spec, specs, reader.references.lanes)


def _content_hash(bundle: Bundle) -> str:
    """A hash of the files that the engine reads, whatever order they come in."""
    digest = hashlib.sha256()
    weight = 0
    for name in sorted(bundle):
        if name == "process.bpmn" or name.endswith((".dmn", ".form")) or CALLED.fullmatch(name):
            data = bundle[name]
            weight += len(data)
            digest.update(f"{len(name)}:{name}:{len(data)}:".encode())
            digest.update(data)
    if weight > MAX_BUNDLE:
        raise DefinitionError(f"The bundle is bigger than {MAX_BUNDLE // 2**20} MB")
    return digest.hexdigest()


_Key: TypeAlias = tuple[str, str | None, type[DiagramParser]]


class _Cache:
    """Definitions by hash, process and parser; safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, Definition] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: _Key) -> Definition | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: _Key, definition: Definition) -> Definition:
        """Keep it, unless another thread was faster; returns the one that is kept."""
        with self._lock:
            kept = self._kept.setdefault(key, definition)
            while len(self._kept) > CACHE_SIZE:
                self._kept.popitem(last=False)
            return kept


_CACHE = _Cache()
