"""Services that a service calls (a call activity that names another service or its process): the bundle takes theirs
along as it is published now, so that cases keep to what they began with.

Taken along lie under `called/<service>/`. What isn't published the gate tells."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

import engine
from app.data.services import service_store
from app.data.services.bundle_pictures import is_picture

#: what of another service's bundle its process needs
_NEEDED = ("process.bpmn", "notices.yaml")
_NEEDED_KINDS = (".dmn", ".form")
TAKEN = "called/"


class CalledService(NamedTuple):
    """A service that is called, directly or by one that is, and the version that is taken along."""

    id: str
    version_id: UUID
    files: Mapping[str, str]


def with_called_services(files: Mapping[str, str]) -> dict[str, str]:
    """The bundle with the bundles of all services that it calls; what it had of them before is left out."""
    bound = _own(files)
    for called in called_services(files):
        bound |= {f"{TAKEN}{called.id}/{path}": text for path, text in called.files.items() if _is_needed(path)}
    return bound


def called_services(files: Mapping[str, str]) -> Iterator[CalledService]:
    """The services that the bundle calls, directly or not, each once."""
    pending, seen = [_own(files)], set()
    while pending:
        for name in _called_by(pending.pop()):
            service = service_store.find_service(name) or service_store.find_service(name.replace("_", "-"))
            if service is None or service.current_version_id is None or service.id in seen:
                continue
            seen.add(service.id)
            theirs = _own(service_store.files_of(service.current_version_id))
            pending.append(theirs)
            yield CalledService(service.id, service.current_version_id, theirs)


def _own(files: Mapping[str, str]) -> dict[str, str]:
    return {path: text for path, text in files.items() if not path.startswith(TAKEN)}


def _called_by(files: Mapping[str, str]) -> tuple[str, ...]:
    diagram = files.get("process.bpmn", "")
    if "callActivity" not in diagram:
        return ()
    try:
        return engine.called_elsewhere(diagram.encode())
    except engine.EngineError:
        return ()  # the gate says what is wrong with it


def _is_needed(path: str) -> bool:
    return path in _NEEDED or path.endswith(_NEEDED_KINDS) or is_picture(path)
