"""Documents: the rows of uploaded files, before and after they belong to a case. The bytes are in `app.data.files`."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import Document


def add_document(**columns: Any) -> Document:
    """A stored file, flushed."""
    document = Document(**columns)
    db.session.add(document)
    db.session.flush()
    return document


def get_document(document_id: UUID) -> Document:
    """The document. Raises NotFound."""
    document = db.session.get(Document, document_id)
    if document is None:
        raise NotFound
    return document


def list_owned(ids: Collection[UUID], *, owner_id: UUID, case_id: UUID | None) -> Sequence[Document]:
    """Those documents of these ids that are this person's and in no case, or in this one; ids that come from a browser
    can be forged."""
    if not ids:
        return []
    place = (
        Document.case_id.is_(None) if case_id is None else or_(Document.case_id.is_(None), Document.case_id == case_id)
    )
    query = select(Document).where(Document.id.in_(ids), Document.owner_id == owner_id, place)
    return db.session.scalars(query.order_by(Document.uploaded_at)).all()


def list_case_documents(case_id: UUID) -> Sequence[Document]:
    """All documents of a case, oldest first."""
    query = select(Document).where(Document.case_id == case_id)
    return db.session.scalars(query.order_by(Document.uploaded_at, Document.id)).all()


def attach_documents(ids: Collection[UUID], *, case_id: UUID) -> None:
    """Make uploaded documents part of a case."""
    if ids:
        db.session.execute(update(Document).where(Document.id.in_(ids)).values(case_id=case_id))
