"""The services that an author may publish: their versions with the cases that run on each, and a version as a zip."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.organisation import places
from app.data.services import bundle_drafts, service_store
from app.data.services.bundle_zips import write_zip
from app.policy import access
from app.policy.access import Permission
from app.policy.actors import Actor

if TYPE_CHECKING:
    from app.data.models import Agency, Service, ServiceVersion


@dataclass(frozen=True, slots=True)
class Offer:
    """A service as its authors see it: its versions in use, and how many cases run on each."""

    service: "Service"
    version: "ServiceVersion | None"
    #: (version number, running cases), latest version first
    running: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PastVersion:
    """A line of a service's history."""

    version: "ServiceVersion"
    #: None: the installation itself
    published_by: str | None
    cases: int
    running: int
    is_current: bool


def list_offers(*, by: Actor) -> list[Offer]:
    """The services that `by` may publish, each with its running cases by version. Raises NotPermitted."""
    found = bundle_drafts.list_services_of(authored_agencies(by))
    uses = bundle_drafts.uses_of_versions([service.id for service, _ in found])
    return [Offer(service, version, running_by_version(service.id, uses)) for service, version in found]


def list_agencies(*, by: Actor) -> list["Agency"]:
    """The agencies for which `by` may publish, by name. Raises NotPermitted."""
    mine = authored_agencies(by)
    return [agency for agency in places.list_agencies() if agency.id in mine]


def history_of(service_id: str, *, by: Actor) -> tuple["Service", list[PastVersion]]:
    """A service with all its versions, latest first. Raises NotFound or NotPermitted."""
    service = service_store.get_service(service_id)
    access.require_author(by, agency_id=service.agency_id)
    versions = service_store.list_versions(service_id)
    uses = bundle_drafts.uses_of_versions([service_id])
    names = bundle_drafts.names_of_persons([v.published_by_id for v in versions if v.published_by_id])
    nothing = bundle_drafts.VersionUse()
    return service, [
        PastVersion(
            version=version,
            published_by=names.get(version.published_by_id) if version.published_by_id else None,
            cases=uses.get(version.id, nothing).cases,
            running=uses.get(version.id, nothing).running,
            is_current=version.id == service.current_version_id,
        )
        for version in versions
    ]


def bundle_of_version(version_id: UUID, *, by: Actor) -> tuple[str, bytes]:
    """A file name and the zip of a published version. Raises NotFound or NotPermitted."""
    version = service_store.get_version(version_id)
    access.require_author(by, agency_id=version.service.agency_id)
    return f"{version.service_id}-{version.number}.zip", write_zip(service_store.files_of(version_id))


def authored_agencies(by: Actor) -> frozenset[UUID]:
    """The agencies for which `by` may publish. Raises NotPermitted where there is none."""
    access.require(by, Permission.AUTHOR)
    return by.agencies(*access.ROLES[Permission.AUTHOR])


def running_by_version(service_id: str, uses: Mapping[UUID, bundle_drafts.VersionUse]) -> tuple[tuple[int, int], ...]:
    """(version number, running cases) of the versions that cases run on, latest version first."""
    versions = service_store.list_versions(service_id)
    return tuple((v.number, uses[v.id].running) for v in versions if v.id in uses and uses[v.id].running)
