"""The content of stored versions, read once per process: versions never change, so nothing is ever out of date."""

from functools import lru_cache
from uuid import UUID

from app.data.errors import NotFound
from app.data.services import service_store
from app.data.services.bundle_pictures import Picture
from app.usecases.errors import BundleUnreadable
from app.usecases.services.content import ServiceContent, read_content
from app.usecases.services.errors import ServiceNotOffered


@lru_cache(maxsize=256)
def content_of(version_id: UUID) -> ServiceContent:
    """The content of a published version. Raises NotFound."""
    return read_content(service_store.files_of(version_id), str(version_id))


def picture_at(address: str) -> Picture:
    """The picture of a form at its address: version, beginning of its hash, path. Raises NotFound."""
    version, _, rest = address.partition("/")
    digest, _, path = rest.partition("/")
    try:
        picture = content_of(UUID(version)).pictures.get(path)
    except (ValueError, BundleUnreadable) as error:
        raise NotFound from error
    if picture is None or picture.digest != digest:
        raise NotFound
    return picture


def current_content(service_id: str) -> tuple[UUID, ServiceContent]:
    """Id and content of the version that new requests get. Raises NotFound or ServiceNotOffered."""
    version_id = service_store.get_service(service_id).current_version_id
    if version_id is None:
        raise ServiceNotOffered
    return version_id, content_of(version_id)
