"""What passes between desk and citizen, as rows: documents, questions, attendances, letters, notices, opinions."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy.orm import joinedload

from app.data.db import add_row, db
from app.data.errors import NotFound
from app.data.models import Attendance, Case, Document, Draft, Letter, Notice, Opinion, Question, ServiceVersion
from app.vocabulary import AttendanceState, NoticeState


def add_draft(**columns: Any) -> Draft:
    """A new draft, flushed."""
    draft = Draft(**columns)
    db.session.add(draft)
    db.session.flush()
    return draft


def find_draft(draft_id: UUID) -> Draft | None:
    """The draft with its version, locked in a writing transaction."""
    query = (
        select(Draft)
        .where(Draft.id == draft_id)
        .options(joinedload(Draft.version).joinedload(ServiceVersion.service), joinedload(Draft.person))
    )
    return db.session.scalar(query.with_for_update(of=Draft).execution_options(populate_existing=True))


def list_drafts(person_id: UUID) -> Sequence[Draft]:
    """A citizen's own drafts, latest first."""
    query = select(Draft).where(Draft.person_id == person_id, Draft.operator_id.is_(None))
    query = query.options(joinedload(Draft.version).joinedload(ServiceVersion.service))
    return db.session.scalars(query.order_by(Draft.updated_at.desc()).limit(50)).all()


def list_operator_drafts(operator_id: UUID) -> Sequence[Draft]:
    """What an operator is filling in for people present, latest first."""
    query = select(Draft).where(Draft.operator_id == operator_id)
    query = query.options(joinedload(Draft.version).joinedload(ServiceVersion.service), joinedload(Draft.person))
    return db.session.scalars(query.order_by(Draft.updated_at.desc()).limit(50)).all()


def remove_draft(draft: Draft) -> None:
    """The draft became a case, or was given up."""
    db.session.delete(draft)


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


def list_documents(ids: Collection[UUID]) -> Sequence[Document]:
    """The documents of these ids that exist."""
    if not ids:
        return []
    return db.session.scalars(select(Document).where(Document.id.in_(ids)).order_by(Document.uploaded_at)).all()


def list_case_documents(case_id: UUID) -> Sequence[Document]:
    """All documents of a case, oldest first."""
    query = select(Document).where(Document.case_id == case_id)
    return db.session.scalars(query.order_by(Document.uploaded_at, Document.id)).all()


def attach_documents(ids: Collection[UUID], *, case_id: UUID) -> None:
    """Make uploaded documents part of a case."""
    if ids:
        db.session.execute(update(Document).where(Document.id.in_(ids)).values(case_id=case_id))


def add_question(**columns: Any) -> Question:
    """A question to the applicant."""
    question = Question(**columns)
    db.session.add(question)
    db.session.flush()
    return question


def get_question(question_id: UUID) -> Question:
    """The question. Raises NotFound."""
    question = db.session.get(Question, question_id)
    if question is None:
        raise NotFound
    return question


def list_questions(case_id: UUID) -> Sequence[Question]:
    """All questions of a case, oldest first, with who asked."""
    query = select(Question).where(Question.case_id == case_id).options(joinedload(Question.asked_by))
    return db.session.scalars(query.order_by(Question.asked_at)).all()


def find_open_question(case_id: UUID) -> Question | None:
    """The question that waits for the applicant."""
    query = select(Question).where(Question.case_id == case_id, Question.answered_at.is_(None))
    return db.session.scalar(query.limit(1))


def add_attendance(**columns: Any) -> Attendance:
    """A booked attendance, flushed."""
    attendance = Attendance(**columns)
    db.session.add(attendance)
    db.session.flush()
    return attendance


def get_attendance(attendance_id: UUID) -> Attendance:
    """The attendance with its desk and case, locked in a writing transaction. Raises NotFound."""
    query = select(Attendance).where(Attendance.id == attendance_id)
    query = query.options(joinedload(Attendance.front_desk), joinedload(Attendance.case).joinedload(Case.applicant))
    attendance = db.session.scalar(query.with_for_update(of=Attendance).execution_options(populate_existing=True))
    if attendance is None:
        raise NotFound
    return attendance


def find_attendance_of_item(item_id: UUID) -> Attendance | None:
    """The attendance that a desk item asks for."""
    return db.session.scalar(select(Attendance).where(Attendance.work_item_id == item_id))


def list_attendances(case_id: UUID) -> Sequence[Attendance]:
    """All attendances of a case."""
    query = select(Attendance).where(Attendance.case_id == case_id).options(joinedload(Attendance.front_desk))
    return db.session.scalars(query.order_by(Attendance.at)).all()


def list_booked(case_ids: Collection[UUID]) -> Sequence[Attendance]:
    """The appointments that these cases have ahead, with their desks, latest first."""
    query = select(Attendance).where(Attendance.case_id.in_(case_ids), Attendance.state == AttendanceState.BOOKED)
    return db.session.scalars(query.options(joinedload(Attendance.front_desk)).order_by(Attendance.at.desc())).all()


def list_attendances_at(desk_ids: Collection[UUID], *, start: datetime, end: datetime) -> Sequence[Attendance]:
    """Who comes to these desks in a stretch of time, in order of time."""
    query = select(Attendance).where(
        Attendance.front_desk_id.in_(desk_ids),
        Attendance.at >= start,
        Attendance.at < end,
        Attendance.state != AttendanceState.CANCELLED,
    )
    query = query.options(
        joinedload(Attendance.front_desk),
        joinedload(Attendance.case).joinedload(Case.applicant),
        joinedload(Attendance.case).joinedload(Case.service),
    )
    return db.session.scalars(query.order_by(Attendance.at, Attendance.id)).all()


def booked_counts(desk_id: UUID, *, start: datetime, end: datetime) -> dict[datetime, int]:
    """How many people are booked at each moment of a stretch of time."""
    query = select(Attendance.at, func.count()).where(
        Attendance.front_desk_id == desk_id,
        Attendance.at >= start,
        Attendance.at < end,
        Attendance.state == AttendanceState.BOOKED,
    )
    rows = db.session.execute(query.group_by(Attendance.at))
    return dict(rows.all())


def add_letter(**columns: Any) -> Letter:
    """An answer letter, flushed."""
    letter = Letter(**columns)
    db.session.add(letter)
    db.session.flush()
    return letter


def get_letter(letter_id: UUID) -> Letter:
    """The letter with its case. Raises NotFound."""
    query = select(Letter).where(Letter.id == letter_id).options(*_letter_parts())
    letter = db.session.scalar(query)
    if letter is None:
        raise NotFound
    return letter


def find_letter_by_code(code: str) -> Letter | None:
    """The letter that a verification code belongs to."""
    return db.session.scalar(select(Letter).where(Letter.verification_code == code).options(*_letter_parts()))


def list_notices_to(person_id: UUID, *, template: str, most: int) -> Sequence[Notice]:
    """The latest messages of a kind to a person."""
    query = select(Notice).where(Notice.person_id == person_id, Notice.template == template)
    return db.session.scalars(query.order_by(Notice.at.desc(), Notice.id).limit(most)).all()


def list_letters_of(case_ids: Collection[UUID]) -> Sequence[Letter]:
    """The letters of these cases, oldest first."""
    if not case_ids:
        return []
    query = select(Letter).where(Letter.case_id.in_(case_ids))
    return db.session.scalars(query.order_by(Letter.issued_at, Letter.id)).all()


def list_letters(case_id: UUID) -> Sequence[Letter]:
    """The letters of a case, oldest first."""
    return db.session.scalars(select(Letter).where(Letter.case_id == case_id).order_by(Letter.issued_at)).all()


def add_notice(**columns: Any) -> UUID:
    """Keep a message to a person, about a case or none; returns its id."""
    notice_id = uuid4()
    begun = {"case_id": None, "person_id": None, "state": NoticeState.WAITING, "delivered_at": None, "error": None}
    add_row(Notice.__table__, id=notice_id, **{**begun, **columns})
    return notice_id


_DELIVERED = (
    update(cast("Table", Notice.__table__))
    .where(Notice.id == bindparam("notice"))
    .values(state=NoticeState.DELIVERED, delivered_at=bindparam("moment"), error=None)
)


def mark_delivered(notice_id: UUID, *, at: datetime) -> None:
    """A message has reached its telephone or mailbox. Raises NotFound."""
    if db.session.connection().execute(_DELIVERED, {"notice": notice_id, "moment": at}).rowcount != 1:
        raise NotFound


def get_notice(notice_id: UUID) -> Notice:
    """The notice. Raises NotFound."""
    notice = db.session.get(Notice, notice_id)
    if notice is None:
        raise NotFound
    return notice


def list_notices_by_ids(ids: Collection[UUID]) -> Sequence[Notice]:
    """These notices, in no order."""
    return db.session.scalars(select(Notice).where(Notice.id.in_(ids))).all() if ids else ()


def list_notices(case_id: UUID) -> Sequence[Notice]:
    """All notices about a case, oldest first."""
    return db.session.scalars(select(Notice).where(Notice.case_id == case_id).order_by(Notice.at)).all()


def list_latest_notices(*, limit: int = 50) -> Sequence[Notice]:
    """The latest messages to anybody: for the development outbox only."""
    return db.session.scalars(select(Notice).order_by(Notice.at.desc(), Notice.id).limit(limit)).all()


def count_failed_notices(case_id: UUID) -> int:
    """How many notices of a case could not be delivered."""
    query = select(func.count()).select_from(Notice)
    return db.session.scalar(query.where(Notice.case_id == case_id, Notice.state == NoticeState.FAILED)) or 0


def find_opinion(case_id: UUID) -> Opinion | None:
    """What the citizen thought of a case."""
    return db.session.get(Opinion, case_id)


def add_opinion(**columns: Any) -> Opinion:
    """The citizen's opinion on a case."""
    opinion = Opinion(**columns)
    db.session.add(opinion)
    return opinion


def _letter_parts() -> tuple[Any, ...]:
    return (
        joinedload(Letter.case).joinedload(Case.service),
        joinedload(Letter.case).joinedload(Case.applicant),
        joinedload(Letter.case).joinedload(Case.unit),
    )
