"""Putting off the promised date: by the holder of a task once, after that by a supervisor; the reason is told."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.cases import audit_log, case_store, item_store
from app.data.cases.audit_log import Audit
from app.policy import access, promises
from app.policy.actors import Actor
from app.policy.errors import BeyondLegalLimit, NotPermitted
from app.policy.presence import sends_inside
from app.usecases.casework.errors import NothingPromised
from app.usecases.casework.work_items import place_of
from app.usecases.errors import CaseClosed, FormRefused
from app.usecases.notices import notify
from app.usecases.promises import calendars, promise
from app.usecases.services.versions import content_of
from app.vocabulary import ItemAudience, ItemState, Role
from engine import Bilingual

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.data.models import Case, WorkItem

SHORTEST, LONGEST = 10, 500
MOST_DAYS = 90


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension that somebody may make: of a case, locked until the end of the transaction, to this date."""

    case: "Case"
    before: datetime
    date: datetime
    reason: str


def propose_extension(*, case_id: UUID, days: int, reason: str, by: Actor) -> Extension:
    """The extension by so many days of the promise's clock, with the date that it would announce; nothing is changed.

    Raises FormRefused, CaseClosed, NothingPromised or NotPermitted."""
    case = case_store.get_for_update(case_id)
    before = _promise_of(case, by=by)
    reason = _checked(reason)
    return Extension(case, before, _later(case, before, days), reason)


def extend_promise(*, case_id: UUID, days: int, reason: str, by: Actor, now: datetime) -> "Case":
    """`propose_extension` and `make_extension` in one. Raises what the first raises."""
    return make_extension(propose_extension(case_id=case_id, days=days, reason=reason, by=by), by=by, now=now)


def make_extension(extension: Extension, *, by: Actor, now: datetime) -> "Case":
    """Put the answer off; the applicant learns the new date and the reason."""
    case, before, reason = extension.case, extension.before, extension.reason
    promise.put_off(case, extension.date)
    detail = {**promise.promise_detail(case), "promised_before": before.isoformat(), "reason": reason}
    audit_log.record(Audit.CLOCK_EXTEND, case_id=case.id, at=now, by=by.person_id, detail=detail)
    notify.tell_extended(case, reason, now=now)
    return case


def _promise_of(case: "Case", *, by: Actor) -> datetime:
    if not may_extend(case, item_store.list_live(case.id), by=by):
        raise NotPermitted
    if case.closed_at is not None:
        raise CaseClosed
    if case.promised_at is None:
        raise NothingPromised
    return case.promised_at


def may_extend(case: "Case", live: "Collection[WorkItem]", *, by: Actor) -> bool:
    """Whether `by` may put the date off: a supervisor of a unit of the case, or, the first time, the holder of one of
    its open items."""
    staff = [item for item in live if item.audience is ItemAudience.STAFF and item.state in item_store.LIVE]
    units = {item.unit_id for item in staff if item.unit_id is not None} | {case.unit_id}
    if by.units(Role.SUPERVISOR) & units:
        return True
    held = (item for item in staff if item.state is ItemState.CLAIMED and item.claimed_by_id == by.person_id)
    return case.extensions == 0 and any(access.may_work_on(by, place_of(item)) for item in held)


def _later(case: "Case", before: datetime, days: int) -> datetime:
    if not 1 <= days <= MOST_DAYS:
        raise FormRefused({"days": Bilingual("عددی از ۱ تا ۹۰ بنویسید.", "Write a number from 1 to 90.")})
    try:
        return promises.extended_promise(
            before,
            days=days,
            facts=content_of(case.version_id).facts,
            limit=case.legal_limit_at,
            calendar=calendars.case_calendar(case),
        )
    except BeyondLegalLimit as refused:
        raise FormRefused({"days": refused.message}) from None


def _checked(reason: str) -> str:
    reason = reason.strip()
    if not SHORTEST <= len(reason) <= LONGEST:
        raise FormRefused(
            {
                "reason": Bilingual(
                    "دلیل را در ۱۰ تا ۵۰۰ نویسه بنویسید؛ متقاضی آن را می‌خواند.",
                    "Give the reason in 10 to 500 characters; the applicant will read it.",
                )
            }
        )
    if sends_inside(reason):
        raise FormRefused(
            {
                "reason": Bilingual(
                    "به نظر می‌رسد این متن متقاضی را به داخل اداره می‌فرستد؛ آن را عوض کنید.",
                    "This text seems to send the applicant inside; word it differently.",
                )
            }
        )
    return reason
