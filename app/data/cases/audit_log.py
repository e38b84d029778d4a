"""The history of a case: append-only, each line carrying the hash of the one before, so that a change shows."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, cast
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Table, bindparam, insert, select
from sqlalchemy.orm import SessionTransaction, joinedload

from app.data.database.announcements import Writes
from app.data.database.bulk import add_row, add_rows
from app.data.database.canonical_json import to_json
from app.data.database.session import db
from app.data.database.transactions import writing_aside
from app.data.models import CaseEvent, CaseLook

GENESIS = "0" * 64
_TOUCHED: WeakKeyDictionary[SessionTransaction, dict[UUID, tuple[int, str]]] = WeakKeyDictionary()
#: built once: the hot path pays for each construction
_LAST = (
    select(CaseEvent.number, CaseEvent.hash)
    .where(CaseEvent.case_id == bindparam("case"))
    .order_by(CaseEvent.number.desc())
    .limit(1)
    .execution_options(autoflush=False)
)

_LOOKED = (
    select(CaseLook.id)
    .where(
        CaseLook.case_id == bindparam("case"),
        CaseLook.person_id == bindparam("person"),
        CaseLook.at >= bindparam("since"),
    )
    .limit(1)
)
_LOOK = insert(cast("Table", CaseLook.__table__))
#: looks of one person at one case within so long are one
ONE_LOOK = timedelta(hours=1)


class Audit(StrEnum):
    """What a line of history says, `subject:verb`."""

    CASE_ACCEPT = "case:accept"
    CASE_ADVANCE = "case:advance"
    CONSENT_GIVE = "consent:give"
    CASE_ANSWER = "case:answer"
    CASE_CLOSE = "case:close"
    CASE_CANCEL = "case:cancel"
    CASE_AMEND = "case:amend"
    CASE_ANONYMISE = "case:anonymise"
    CLOCK_START = "clock:start"
    CLOCK_PAUSE = "clock:pause"
    CLOCK_RESUME = "clock:resume"
    CLOCK_EXTEND = "clock:extend"
    CLOCK_RECOUNT = "clock:recount"
    CLOCK_WARN = "clock:warn"
    ITEM_CLAIM = "item:claim"
    ITEM_RELEASE = "item:release"
    ITEM_COMPLETE = "item:complete"
    ITEM_HAND_OVER = "item:hand-over"
    ITEM_RECALL = "item:recall"
    ITEM_ASSIGN = "item:assign"
    ITEM_WARN = "item:warn"
    ITEM_REASSIGN = "item:reassign"
    ITEM_ESCALATE = "item:escalate"
    QUESTION_ASK = "question:ask"
    QUESTION_REMIND = "question:remind"
    QUESTION_ANSWER = "question:answer"
    ATTENDANCE_BOOK = "attendance:book"
    ATTENDANCE_MOVE = "attendance:move"
    ATTENDANCE_RECORD = "attendance:record"
    TIMER_FIRE = "timer:fire"
    CALL_ANSWER = "call:answer"
    CALL_FAIL = "call:fail"
    MESSAGE_SEND = "message:send"
    MESSAGE_DELIVER = "message:deliver"
    MESSAGE_LAPSE = "message:lapse"
    SIGNAL_TELL = "signal:tell"
    INCIDENT_OPEN = "incident:open"
    INCIDENT_RETRY = "incident:retry"
    INCIDENT_RESOLVE = "incident:resolve"
    CASE_GIVE_UP = "case:give-up"
    CASE_MIGRATE = "case:migrate"
    TOKEN_MOVE = "token:move"  # noqa: S105 - a verb
    LETTER_HAND_OUT = "letter:hand-out"
    NOTICE_SEND = "notice:send"
    OPINION_GIVE = "opinion:give"


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of history is to say; number and hash come when it is appended."""

    kind: Audit
    detail: Mapping[str, object] = field(default_factory=dict)
    by: UUID | None = None


def record(
    kind: Audit, *, case_id: UUID, at: datetime, by: UUID | None = None, detail: Mapping[str, object] | None = None
) -> None:
    """Append a line to the history of the case. The caller holds the case's row lock, so numbers don't collide."""
    append(case_id, [Line(kind, detail or {}, by)], at=at)


def append(case_id: UUID, lines: Sequence[Line], *, at: datetime) -> None:
    """Append lines of one moment in their order, under the lock that `record` asks for."""
    number, seal = _head(case_id)
    rows = []
    for number, line in enumerate(lines, number + 1):  # noqa: B020 - goes on from the last number
        plain = dict(line.detail)
        seal = _hash(seal, number, at, line.kind.value, plain, line.by)
        sealed = {"number": number, "hash": seal}
        rows.append(
            {"case_id": case_id, "at": at, "kind": line.kind.value, "detail": plain, "by_id": line.by, **sealed}
        )
    add_rows(CaseEvent.__table__, rows)
    _heads()[case_id] = number, seal


def list_events(case_id: UUID) -> Sequence[CaseEvent]:
    """The history of a case, oldest first, with the people who acted."""
    query = select(CaseEvent).where(CaseEvent.case_id == case_id).options(joinedload(CaseEvent.by))
    return db.session.scalars(query.order_by(CaseEvent.number)).all()


def find_event(case_id: UUID, kind: Audit) -> CaseEvent | None:
    """The first line of this kind in the history of the case."""
    query = select(CaseEvent).where(CaseEvent.case_id == case_id, CaseEvent.kind == kind.value)
    return db.session.scalar(query.order_by(CaseEvent.number).limit(1))


def find_last(kind: Audit, case_id: UUID) -> CaseEvent | None:
    """The latest line of this kind in the history of a case."""
    query = select(CaseEvent).where(CaseEvent.case_id == case_id, CaseEvent.kind == kind.value)
    return db.session.scalar(query.order_by(CaseEvent.number.desc()).limit(1))


def list_events_of(case_id: UUID, kinds: Collection[Audit]) -> Sequence[CaseEvent]:
    """The lines of these kinds, oldest first, with the people who acted."""
    query = select(CaseEvent).where(CaseEvent.case_id == case_id, CaseEvent.kind.in_([kind.value for kind in kinds]))
    return db.session.scalars(query.options(joinedload(CaseEvent.by)).order_by(CaseEvent.number)).all()


def chain_is_intact(case_id: UUID) -> bool:
    """Whether no line of the history was changed, removed from within or put in."""
    return lines_are_chained(list_events(case_id))


def lines_are_chained(lines: Iterable[Any]) -> bool:
    """The same of lines that were read already: all of a case, oldest first, as rows of `CaseEvent`."""
    before = GENESIS
    for expected, line in enumerate(lines, 1):
        made = _hash(before, line.number, line.at, line.kind, line.detail, line.by_id)
        if line.number != expected or line.hash != made:
            return False
        before = line.hash
    return True


def record_look(*, case_id: UUID, person_id: UUID, at: datetime) -> None:
    """Note that a member of staff opened the case; looks within the same hour are one."""
    if not has_looked(case_id=case_id, person_id=person_id, at=at):
        add_row(CaseLook.__table__, case_id=case_id, person_id=person_id, at=at)


def has_looked(*, case_id: UUID, person_id: UUID, at: datetime) -> bool:
    """Whether a look of this person at the case within the hour before `at` is noted already."""
    wanted = {"case": case_id, "person": person_id, "since": at - ONE_LOOK}
    return db.session.connection().execute(_LOOKED, wanted).first() is not None


def record_look_aside(*, case_id: UUID, person_id: UUID, at: datetime) -> None:
    """Note the look in a short transaction of its own, so that no page holds the write lock while it is set.

    It outlives any crash of the desk, but not a power cut within the same second: nobody waits for the disk."""
    with writing_aside(Writes.LIGHTLY) as connection:
        connection.execute(_LOOK, {"case_id": case_id, "person_id": person_id, "at": at})


def list_looks(case_id: UUID) -> Sequence[CaseLook]:
    """Who of the staff opened the case, latest first."""
    query = select(CaseLook).where(CaseLook.case_id == case_id).options(joinedload(CaseLook.person))
    return db.session.scalars(query.order_by(CaseLook.at.desc()).limit(200)).all()


def _head(case_id: UUID) -> tuple[int, str]:
    """Number and hash of the last line: read once a transaction, since its row lock keeps everybody else away."""
    heads = _heads()
    if case_id not in heads:
        row = db.session.connection().execute(_LAST, {"case": case_id}).first()
        heads[case_id] = (row.number, row.hash) if row else (0, GENESIS)
    return heads[case_id]


def _heads() -> dict[UUID, tuple[int, str]]:
    """The heads of the chains that the open transaction has touched; forgotten with it."""
    session = db.session()
    return _TOUCHED.setdefault(session.get_transaction() or session.begin(), {})


def _hash(before: str, number: int, at: datetime, kind: str, detail: Mapping[str, object], by: UUID | None) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    text = to_json([before, number, moment, kind, detail, str(by) if by else None])
    return hashlib.sha256(text.encode()).hexdigest()
