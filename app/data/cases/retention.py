"""Rows of upkeep: what is kept no longer, and how far the check of histories has come."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, bindparam, delete, or_, select, text, update

from app.data.database.session import db
from app.data.models import (
    BundleDraft,
    Case,
    ConsentCode,
    Document,
    Draft,
    Effect,
    Incident,
    Letter,
    Message,
    Notice,
    Opinion,
    Person,
    Question,
    Submission,
    Upkeep,
    WorkItem,
)
from app.data.models.base import Moment

#: stands in for everybody who was forgotten; no real national id has this check digit
NOBODY = "0000000000"


def list_kept_too_long(service_id: str, *, closed_before: datetime, limit: int) -> Sequence[UUID]:
    """Ids of closed cases of a service that somebody can still be found in, those closed first first."""
    query = select(Case.id).where(
        Case.service_id == service_id, Case.closed_at < closed_before, Case.anonymised_at.is_(None)
    )
    return db.session.scalars(query.order_by(Case.closed_at).limit(limit)).all()


def anonymise(case: Case, *, nobody_id: UUID, now: datetime) -> list[str]:
    """Take out of a closed case, locked by the caller, whatever tells who it was about or what was said; returns the
    contents in the file store that it needs no longer.

    Dates, places, stages, result and the history's chain stay."""
    letters = db.session.scalars(select(Letter.files).where(Letter.case_id == case.id)).all()
    documents = db.session.scalars(select(Document.sha256).where(Document.case_id == case.id)).all()
    of_case = {"synchronize_session": False}
    for statement in (
        update(Submission).where(Submission.case_id == case.id).values(answers={}, by_id=nobody_id),
        update(Question).where(Question.case_id == case.id).values(text=""),
        update(Question).where(Question.case_id == case.id, Question.answer.is_not(None)).values(answer=""),
        update(Notice).where(Notice.case_id == case.id).values(text_fa="", text_en="", mobile="", person_id=None),
        update(Letter).where(Letter.case_id == case.id).values(texts={}, files={}),
        update(Opinion).where(Opinion.case_id == case.id).values(remark=""),
        update(Effect).where(Effect.case_id == case.id).values(payload={}, error=None),
        update(WorkItem).where(WorkItem.case_id == case.id).values(facts={}),
        update(Incident).where(Incident.case_id == case.id).values(cause="", parameters={}),
        update(Message).where(or_(Message.from_case_id == case.id, Message.case_id == case.id)).values(payload={}),
        delete(Document).where(Document.case_id == case.id),
        delete(ConsentCode).where(ConsentCode.case_id == case.id),
    ):
        db.session.execute(statement, execution_options=of_case)
    case.applicant_id = case.submitted_by_id = nobody_id
    case.snapshot, case.anonymised_at = b"", now
    return [*documents, *(sha256 for files in letters for sha256 in files.values())]


def nobody(*, now: datetime) -> UUID:
    """The id of the person who stands in for everybody who was forgotten."""
    found = db.session.scalar(select(Person.id).where(Person.national_id == NOBODY))
    if found is not None:
        return found
    person = Person(national_id=NOBODY, name="—", created_at=now)
    db.session.add(person)
    db.session.flush()
    return person.id


def drop_old_drafts(*, before: datetime, limit: int) -> int:
    """Remove applications and bundles that nobody touched since `before`; how many."""
    old = select(Draft.id).where(Draft.updated_at < before).limit(limit)
    bundles = select(BundleDraft.id).where(BundleDraft.uploaded_at < before, BundleDraft.version_id.is_(None))
    ids, bundle_ids = db.session.scalars(old).all(), db.session.scalars(bundles.limit(limit)).all()
    db.session.execute(delete(Draft).where(Draft.id.in_(ids)))
    db.session.execute(delete(BundleDraft).where(BundleDraft.id.in_(bundle_ids)))
    return len(ids) + len(bundle_ids)


def drop_loose_documents(*, before: datetime, limit: int) -> list[str]:
    """Remove documents uploaded before `before` to an application that is no more; the contents they had."""
    theirs = select(Draft.id).where(or_(Draft.person_id == Document.owner_id, Draft.operator_id.is_not(None)))
    query = select(Document.id, Document.sha256).where(
        Document.case_id.is_(None), Document.uploaded_at < before, ~theirs.exists()
    )
    found = db.session.execute(query.limit(limit)).all()
    db.session.execute(delete(Document).where(Document.id.in_([id_ for id_, _ in found])))
    return [sha256 for _, sha256 in found]


def contents_in_use(hashes: Sequence[str]) -> set[str]:
    """Which of these contents a document or an uploaded bundle still refers to. A letter's are nobody else's."""
    documents = db.session.scalars(select(Document.sha256).where(Document.sha256.in_(hashes)))
    bundles = db.session.scalars(select(BundleDraft.sha256).where(BundleDraft.sha256.in_(hashes)))
    return {*documents, *bundles}


def list_cases_after(after: UUID | None, *, limit: int) -> Sequence[UUID]:
    """Ids of the next cases in the order of their ids."""
    query = select(Case.id) if after is None else select(Case.id).where(Case.id > after)
    return db.session.scalars(query.order_by(Case.id).limit(limit)).all()


def find_upkeep(name: str) -> Upkeep | None:
    """How far a job has come."""
    return db.session.get(Upkeep, name)


def get_upkeep_for_update(name: str, *, now: datetime) -> Upkeep:
    """How far a job has come, locked; made at its first run."""
    _begin_upkeep(name, now=now)
    return db.session.scalars(_locked(name).with_for_update()).one()


def find_free_upkeep(name: str, *, now: datetime) -> Upkeep | None:
    """The same, or None while somebody else has it."""
    _begin_upkeep(name, now=now)
    return db.session.scalar(_locked(name).with_for_update(skip_locked=True))


def _begin_upkeep(name: str, *, now: datetime) -> None:
    """Two who begin at once make one row."""
    if find_upkeep(name) is None:
        db.session.connection().execute(_BEGIN_UPKEEP, {"name": name, "at": now})


def _locked(name: str) -> Select[Upkeep]:
    return select(Upkeep).where(Upkeep.name == name).execution_options(populate_existing=True)


_BEGIN_UPKEEP = text(
    "INSERT INTO upkeep (name, at, found) VALUES (:name, :at, '[]') ON CONFLICT (name) DO NOTHING"
).bindparams(bindparam("at", type_=Moment()))
