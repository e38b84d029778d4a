"""Documents: the rows of uploaded files, before and after they belong to a case. The bytes are in `app.data.files`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import Case, Document, Draft


@dataclass(frozen=True, slots=True)
class DocumentOwner:
    """Whose documents a form may name and take: this person's, as long as they are in no other case than `case_id`."""

    person_id: UUID
    #: None: what is applied for is no case yet
    case_id: UUID | None

    @classmethod
    def of_draft(cls, draft: Draft) -> "DocumentOwner":
        """The applicant of a draft."""
        return cls(draft.person_id, None)

    @classmethod
    def of_case(cls, case: Case) -> "DocumentOwner":
        """The applicant of a case."""
        return cls(case.applicant_id, case.id)


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


def list_owned(ids: Collection[UUID], owner: DocumentOwner) -> Sequence[Document]:
    """Those documents of these ids that a form may name; ids that come from a browser can be forged."""
    if not ids:
        return []
    free = Document.case_id.is_(None)
    place = free if owner.case_id is None else or_(free, Document.case_id == owner.case_id)
    query = select(Document).where(Document.id.in_(ids), Document.owner_id == owner.person_id, place)
    return db.session.scalars(query.order_by(Document.uploaded_at)).all()


def list_case_documents(case_id: UUID) -> Sequence[Document]:
    """All documents of a case, oldest first."""
    query = select(Document).where(Document.case_id == case_id)
    return db.session.scalars(query.order_by(Document.uploaded_at, Document.id)).all()


def attach_documents(ids: Collection[UUID], *, case_id: UUID) -> None:
    """Make uploaded documents part of a case."""
    if ids:
        db.session.execute(update(Document).where(Document.id.in_(ids)).values(case_id=case_id))
