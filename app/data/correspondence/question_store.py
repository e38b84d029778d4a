"""Questions that clerks ask applicants, with their answers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.data.database.session import db
from app.data.errors import NotFound
from app.data.models import Question


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
