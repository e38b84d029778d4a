"""The citizen's opinion on an answered case, given once (I9)."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.cases import audit_log, case_store
from app.data.cases.audit_log import Audit
from app.data.correspondence import opinion_store
from app.policy import access
from app.policy.actors import Actor
from app.usecases.answers.errors import AlreadyGiven, NotAnswered
from app.usecases.errors import FormRefused
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import Opinion


#: what is marked in addition to the whole
OPINION_ITEMS = ("transparency", "timeliness", "answering", "respect")
LONGEST_REMARK = 4000


def opinion_of(case_id: UUID) -> "Opinion | None":
    """What the citizen thought of a case."""
    return opinion_store.find_opinion(case_id)


def give_opinion(
    *, case_id: UUID, overall: int, items: Mapping[str, int], remark: str, by: Actor, now: datetime
) -> "Opinion":
    """The citizen's opinion on an answered case, once (I9).

    Raises FormRefused, NotAnswered, AlreadyGiven or NotYours."""
    case = case_store.get_for_update(case_id)
    access.require_owner(by, owner_id=case.applicant_id)
    if case.answered_at is None:
        raise NotAnswered
    if opinion_store.find_opinion(case.id) is not None:
        raise AlreadyGiven
    scores = {"overall": overall, **items}
    wrong = {
        key: Bilingual("از ۱ تا ۵ امتیاز دهید.", "Give a mark from 1 to 5.")
        for key, score in scores.items()
        if key not in ("overall", *OPINION_ITEMS) or not 1 <= score <= 5
    }
    if wrong:
        raise FormRefused(wrong)
    audit_log.record(Audit.OPINION_GIVE, case_id=case.id, at=now, by=by.person_id, detail={"overall": overall})
    return opinion_store.add_opinion(
        case_id=case.id, at=now, overall=overall, items=dict(items), remark=remark.strip()[:LONGEST_REMARK]
    )
