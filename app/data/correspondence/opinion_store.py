"""Opinions of applicants on what they were answered: one a case."""

from typing import Any
from uuid import UUID

from app.data.database.session import db
from app.data.models import Opinion


def find_opinion(case_id: UUID) -> Opinion | None:
    """What the citizen thought of a case."""
    return db.session.get(Opinion, case_id)


def add_opinion(**columns: Any) -> Opinion:
    """The citizen's opinion on a case."""
    opinion = Opinion(**columns)
    db.session.add(opinion)
    return opinion
