"""Uploaded documents (I2): checked by really opening them, kept by content, shown to those who may see the case."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

import structlog

from app.data.correspondence import document_store
from app.data.correspondence.document_store import DocumentOwner
from app.data.files.errors import StoreFull
from app.data.files.inspection import allowed_types, check_upload
from app.data.integrations import gateways
from app.policy.actors import Actor
from app.policy.errors import NotYours
from app.usecases.cases import case_file
from app.usecases.intake.errors import UploadNoRoom, UploadTwice
from forms.definition import Field

if TYPE_CHECKING:
    from app.data.models import Document

log = structlog.get_logger(__name__)


def store_upload(
    stream: BinaryIO,
    file_name: str,
    *,
    question: Field,
    owner: DocumentOwner,
    by: Actor,
    limit: int,
    now: datetime,
    held: Collection[UUID] = (),
) -> "Document":
    """Keep a file that somebody uploaded for a question. Raises the UploadRefused that says what is wrong with it, such
    as that one of the documents which the question `held` already has the same content."""
    accepted = check_upload(stream, file_name, limit=limit, allowed=allowed_types(question.accept))
    try:
        stored = gateways().files.put_bytes(accepted.content)
    except StoreFull as full:
        log.exception("no room for files")
        raise UploadNoRoom(name=accepted.file_name) from full
    if any(document.sha256 == stored.sha256 for document in document_store.list_owned(held, owner)):
        raise UploadTwice(name=accepted.file_name)
    return document_store.add_document(
        owner_id=owner.person_id,
        uploaded_by_id=by.person_id,
        file_name=accepted.file_name,
        mime=accepted.mime,
        size=stored.size,
        sha256=stored.sha256,
        uploaded_at=now,
        field=question.key[:80],
    )


def open_document(*, document_id: UUID, by: Actor, now: datetime) -> tuple["Document", bytes]:
    """A document and its content, for its owner and for staff who may see its case.

    Raises NotFound, NotYours or NotPermitted."""
    document = document_store.get_document(document_id)
    if by.person_id not in (document.owner_id, document.uploaded_by_id):
        if document.case_id is None:
            raise NotYours
        case_file.look_at(case_id=document.case_id, by=by, now=now)
    return document, gateways().files.read(document.sha256)


def names_of(ids: Collection[UUID], *, owner: DocumentOwner) -> dict[str, str]:
    """File names by document id, for the pages of forms: of the documents that are this owner's, and of no others."""
    return {str(document.id): document.file_name for document in document_store.list_owned(ids, owner)}
