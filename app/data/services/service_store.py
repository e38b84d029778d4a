"""Services and their published versions."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import Service, ServiceVersion
from app.data.services.errors import ServiceIdTaken


def get_service(service_id: str) -> Service:
    """The service with its agency. Raises NotFound."""
    service = db.session.get(Service, service_id)
    if service is None:
        raise NotFound
    return service


def find_service(service_id: str) -> Service | None:
    """The service, if it is known."""
    return db.session.get(Service, service_id)


def list_services(*, words: Sequence[str] = (), category: str | None = None) -> Sequence[Service]:
    """Published services whose search text holds every one of the (folded) words, by title."""
    query = select(Service).where(Service.current_version_id.is_not(None))
    for word in words:
        query = query.where(Service.search_text.contains(word, autoescape=True))
    if category:
        query = query.where(Service.category == category)
    return db.session.scalars(query.order_by(Service.title_fa).limit(200)).unique().all()


def list_current() -> list[tuple[str, UUID]]:
    """Each published service with its current version, in the order of the ids."""
    query = select(Service.id, Service.current_version_id).where(Service.current_version_id.is_not(None))
    return [(row.id, row.current_version_id) for row in db.session.execute(query.order_by(Service.id))]


def add_service(**columns: Any) -> Service:
    """A new service, flushed. Raises ServiceIdTaken if somebody else just added one of this id."""
    service = Service(**columns)
    try:
        with db.session.begin_nested():
            db.session.add(service)
    except IntegrityError as error:
        raise ServiceIdTaken(id=columns.get("id")) from error
    return service


def get_version(version_id: UUID) -> ServiceVersion:
    """A published version without its files. Raises NotFound."""
    query = select(ServiceVersion).where(ServiceVersion.id == version_id).options(joinedload(ServiceVersion.service))
    version = db.session.scalar(query)
    if version is None:
        raise NotFound
    return version


def files_of(version_id: UUID) -> Mapping[str, str]:
    """The bundle of a version: relative path → text. Raises NotFound."""
    files = db.session.scalar(select(ServiceVersion.files).where(ServiceVersion.id == version_id))
    if files is None:
        raise NotFound
    return cast("dict[str, str]", files)


def list_versions(service_id: str) -> Sequence[ServiceVersion]:
    """All versions of a service, latest first."""
    query = select(ServiceVersion).where(ServiceVersion.service_id == service_id)
    return db.session.scalars(query.order_by(ServiceVersion.number.desc())).all()


def add_version(service: Service, **columns: Any) -> ServiceVersion:
    """The next version of a service; it becomes the current one. Running cases stay on theirs."""
    last = db.session.scalar(select(func.max(ServiceVersion.number)).where(ServiceVersion.service_id == service.id))
    version = ServiceVersion(service_id=service.id, number=(last or 0) + 1, **columns)
    db.session.add(version)
    db.session.flush()
    service.current_version_id = version.id
    return version
