"""Cases as rows: adding one, loading one to step it under its lock, and reading one whole for a page."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload, undefer

from app.data.database.bulk import add_row
from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import Case, CaseStage, Submission

_WHOLE_PARTS = (
    joinedload(Case.service),
    joinedload(Case.applicant),
    joinedload(Case.unit),
)
# built once: the pages that are asked most often pay for each construction
_WHOLE = select(Case).where(Case.id == bindparam("case")).options(*_WHOLE_PARTS)
_IS_DUE = (
    select(Case)
    .join(Case.applicant)
    .where(Case.id == bindparam("case"), Case.wake_at <= bindparam("now"), Case.closed_at.is_(None))
    .options(undefer(Case.snapshot), contains_eager(Case.applicant))
    .execution_options(populate_existing=True)
)
_DUE = _IS_DUE.with_for_update(of=Case)
_DUE_AND_FREE = _IS_DUE.with_for_update(of=Case, skip_locked=True)
_STAGES = (
    select(CaseStage)
    .where(CaseStage.case_id == bindparam("case"))
    .order_by(CaseStage.position)
    .execution_options(populate_existing=True)  # steps write stages past the session
)
_SUBMISSIONS = (
    select(Submission)
    .where(Submission.case_id == bindparam("case"))
    .options(joinedload(Submission.by))
    .order_by(Submission.at, Submission.id)
)
_ANSWERS = (
    select(Submission.answers).where(Submission.case_id == bindparam("case")).order_by(Submission.at, Submission.id)
)


def add_case(**columns: Any) -> Case:
    """A new case row, flushed, so that its projections can refer to it. Raises IntegrityError on a used key or code."""
    case = Case(**columns)
    db.session.add(case)
    db.session.flush()
    return case


def find_by_submission(key: str) -> Case | None:
    """The case that this submission made, if it did."""
    return db.session.scalar(select(Case).where(Case.submission_key == key))


def get_for_update(case_id: UUID) -> Case:
    """The case with its snapshot, locked until the end of the transaction. Raises NotFound."""
    query = select(Case).where(Case.id == case_id).options(undefer(Case.snapshot))
    case = db.session.scalar(query.with_for_update(of=Case).execution_options(populate_existing=True))
    if case is None:
        raise NotFound
    return case


def find_due_for_update(case_id: UUID, *, now: datetime, wait: bool) -> Case | None:
    """The case with snapshot and applicant, locked, if a timer of it is due; else None. One that somebody else has
    locked is waited for, or (without `wait`) left to them."""
    statement = _DUE if wait else _DUE_AND_FREE
    return db.session.scalar(statement, {"case": case_id, "now": now})


def get_case(case_id: UUID) -> Case:
    """The case with service, applicant and unit, without its snapshot; who took it in at which front desk is read when
    it is asked for. Raises NotFound."""
    case = db.session.scalar(_WHOLE, {"case": case_id})
    if case is None:
        raise NotFound
    return case


def snapshot_of(case_id: UUID) -> bytes:
    """The stored state of a case, to look at. Raises NotFound."""
    snapshot = db.session.scalar(select(Case.snapshot).where(Case.id == case_id))
    if snapshot is None:
        raise NotFound
    return snapshot


def find_by_code(code: str) -> Case | None:
    """The case with this tracking code (normalised)."""
    return db.session.scalar(select(Case).where(Case.tracking_code == code).options(*_WHOLE_PARTS))


def list_of_applicant(person_id: UUID, *, limit: int = 50) -> Sequence[Case]:
    """A citizen's own cases, latest first."""
    query = select(Case).where(Case.applicant_id == person_id).options(joinedload(Case.service))
    return db.session.scalars(query.order_by(Case.accepted_at.desc(), Case.id).limit(limit)).all()


def list_stages(case_id: UUID) -> Sequence[CaseStage]:
    """The public stages of a case in the order of the flow."""
    return db.session.scalars(_STAGES, {"case": case_id}).all()


def add_submission(**columns: Any) -> None:
    """Keep a form as it was filled in."""
    add_row(Submission.__table__, **columns)


def list_submissions(case_id: UUID) -> Sequence[Submission]:
    """All forms filled in for a case, oldest first, with who did."""
    return db.session.scalars(_SUBMISSIONS, {"case": case_id}).all()


def list_answers(case_id: UUID) -> list[dict[str, Any]]:
    """The answers of all forms filled in for a case, oldest first."""
    return list(db.session.connection().execute(_ANSWERS, {"case": case_id}).scalars())


def lately_answered(service_id: str, *, limit: int = 30) -> Sequence[timedelta]:
    """How long the last answered cases of a service took, the time apart for which their clock stood still."""
    query = select(Case.accepted_at, Case.answered_at, Case.paused_seconds).where(
        Case.service_id == service_id, Case.answered_at.is_not(None)
    )
    rows = db.session.execute(query.order_by(Case.answered_at.desc()).limit(limit)).all()
    return [answered - accepted - timedelta(seconds=paused) for accepted, answered, paused in rows if answered]


def count_running(version_id: UUID) -> int:
    """How many cases of a version haven't ended."""
    running = select(func.count()).select_from(Case).where(Case.version_id == version_id, Case.closed_at.is_(None))
    return db.session.scalar(running) or 0


def count_cases() -> int:
    """How many cases there are."""
    return db.session.scalar(select(func.count()).select_from(Case)) or 0
