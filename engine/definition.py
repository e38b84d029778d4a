"""From a service bundle to an immutable `Definition`, once per content hash; shared by all cases and threads of the
process."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import TypeAlias

from engine.build.called_services import CALLED, with_called
from engine.build.global_elements import in_place
from engine.build.processes import build_processes, called_process
from engine.build.references import References
from engine.decisions import BundleDecisions
from engine.dialect import Element, bpmn, choose_process, read_diagram, read_facts
from engine.dialect.names import children
from engine.errors import DefinitionError
from engine.execution.program import Definition
from engine.model import Facts

#: A service as files: "process.bpmn", "*.dmn", "forms/<id>.form", and "called/<service>/…" of services that it calls.
#: Others (package.yaml, letters/ …) are none of the engine's business.
Bundle: TypeAlias = Mapping[str, bytes]

#: definitions kept; the least recently used go first
CACHE_SIZE = 256
#: processes of a file that one process may call, directly or not
MAX_PROCESSES = 200
#: what a bundle may weigh as far as the engine reads it
MAX_BUNDLE = 32 * 1024 * 1024


def parse(bundle: Bundle, *, process: str | None = None) -> Definition:
    """The definition of a bundle. `process` chooses one of several in the file; without it the first executable one.

    Raises `DefinitionError` naming element and reason for whatever can't be read or isn't truly executed."""
    content_hash = _content_hash(bundle)
    key = (content_hash, process)
    found = _CACHE.get(key)
    if found is None:
        found = _CACHE.put(key, _read(bundle, process, content_hash))
    return found


def _read(bundle: Bundle, process: str | None, content_hash: str) -> Definition:
    diagram = bundle.get("process.bpmn")
    if diagram is None:
        raise DefinitionError("The bundle has no process.bpmn")
    root = with_called(in_place(read_diagram(diagram).root), bundle)
    chosen = choose_process(root, process).get("id") or ""
    facts = read_facts(root, chosen)
    references = _references(root, facts, bundle)
    spec, specs = build_processes(root, references, chosen)
    return Definition(content_hash, facts, diagram, chosen, spec, specs, references.lanes)


def _references(root: Element, facts: Facts, bundle: Bundle) -> References:
    """What elements may refer to: the process's own activities and lanes, and those of the processes that it calls."""
    called = (id_ for id_ in _called(root, facts.process_id) if id_ != facts.process_id)
    read = [facts, *(read_facts(root, id_) for id_ in called)]
    return References(
        root,
        activities={activity.id: activity for one in read for activity in one.activities},
        lanes={lane.id: lane for one in read for lane in one.lanes},
        decisions=BundleDecisions({name: data for name, data in bundle.items() if name.endswith(".dmn")}),
    )


def _called(root: Element, process_id: str) -> list[str]:
    """The process and all that it calls, directly or not. Raises `DefinitionError` for too many, or one that isn't
    there."""
    processes = {process.get("id") or "": process for process in children(root, "process")}
    found = [process_id]
    for id_ in found:
        if id_ not in processes:
            raise DefinitionError(f"There is no process “{id_}” to call", process=id_)
        for call in processes[id_].iter(bpmn("callActivity")):
            target = called_process(call)
            if target and target not in found:
                found.append(target)
        if len(found) > MAX_PROCESSES:
            raise DefinitionError(f"More than {MAX_PROCESSES} processes call each other", process=process_id)
    return found


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


class _Cache:
    """Definitions by hash and process; safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str | None], Definition] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[str, str | None]) -> Definition | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: tuple[str, str | None], definition: Definition) -> Definition:
        """Keep it, unless another thread was faster; returns the one that is kept."""
        with self._lock:
            kept = self._kept.setdefault(key, definition)
            while len(self._kept) > CACHE_SIZE:
                self._kept.popitem(last=False)
            return kept


_CACHE = _Cache()
