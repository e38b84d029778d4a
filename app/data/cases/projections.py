"""The hot path of every step: what hangs on a case is read in one statement, and written where it changed.

Hand-written SQL, to spare round trips and the ORM's work in each step. The caller holds the case's row lock; what it
has pending in the session is flushed by the read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Uuid, bindparam, delete, text

from app.data.database.bulk import add_rows, run_for_each
from app.data.database.session import db
from app.data.models import CaseStage, Subscription, Timer, WorkItem
from app.data.models.base import Moment
from app.data.outbox import dispatch
from app.data.outbox.dispatch import DueWork, WorkKind
from app.vocabulary import EventKind, StageState

_READ = text(
    """
    SELECT 'timer' AS kind, task_id AS name, '' AS state, due_at AS at,
           CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS left_at, CAST(NULL AS UUID) AS id
      FROM timers WHERE case_id = :case
    UNION ALL SELECT 'subscription', task_id, '', NULL, NULL, NULL FROM subscriptions WHERE case_id = :case
    UNION ALL SELECT 'stage', stage, state, entered_at, left_at, NULL FROM case_stages WHERE case_id = :case
    UNION ALL SELECT 'item', task_id, state, NULL, NULL, id FROM work_items
     WHERE case_id = :case AND state IN ('open', 'claimed')
    UNION ALL SELECT 'incident', task_id, state, NULL, NULL, id FROM incidents
     WHERE case_id = :case AND state = 'open'
    UNION ALL SELECT 'question', '', '', NULL, NULL, id FROM questions
     WHERE case_id = :case AND answered_at IS NULL
    """
).bindparams(bindparam("case", type_=Uuid()))
_READ_TYPED = _READ.columns(at=Moment(), left_at=Moment(), id=Uuid())

_ON_CASE = text(
    """
    SELECT 'documents' WHERE EXISTS (SELECT 1 FROM documents WHERE case_id = :case)
    UNION ALL SELECT 'questions' WHERE EXISTS (SELECT 1 FROM questions WHERE case_id = :case)
    UNION ALL SELECT 'attendances' WHERE EXISTS (SELECT 1 FROM attendances WHERE case_id = :case)
    UNION ALL SELECT 'letters' WHERE EXISTS (SELECT 1 FROM letters WHERE case_id = :case)
    UNION ALL SELECT 'notices' WHERE EXISTS (SELECT 1 FROM notices WHERE case_id = :case)
    UNION ALL SELECT 'incidents' WHERE EXISTS (SELECT 1 FROM incidents WHERE case_id = :case AND state = 'open')
    """
).bindparams(bindparam("case", type_=Uuid()))

_STAGE = text(
    "UPDATE case_stages SET state = :state, entered_at = :entered, left_at = :left, due_at = COALESCE(:due, due_at)"
    " WHERE case_id = :case AND stage = :stage"
).bindparams(bindparam("case", type_=Uuid()), *(bindparam(name, type_=Moment()) for name in ("entered", "left", "due")))
_ADD_STAGE = text(
    "INSERT INTO case_stages (case_id, stage, position, name_fa, name_en, state, entered_at, left_at, due_at)"
    " VALUES (:case, :stage, :position, :fa, :en, :state, :entered, :left, :due)"
).bindparams(bindparam("case", type_=Uuid()), *(bindparam(name, type_=Moment()) for name in ("entered", "left", "due")))
_ADD_TIMER = text(
    "INSERT INTO timers (case_id, task_id, element, due_at) VALUES (:case, :task, :element, :due)"
).bindparams(bindparam("case", type_=Uuid()), bindparam("due", type_=Moment()))
_MOVE_TIMER = text("UPDATE timers SET due_at = :due WHERE case_id = :case AND task_id = :task").bindparams(
    bindparam("case", type_=Uuid()), bindparam("due", type_=Moment())
)
_DROP_TIMER = text("DELETE FROM timers WHERE case_id = :case AND task_id = :task").bindparams(
    bindparam("case", type_=Uuid())
)
_ADD_SUBSCRIPTION = text(
    "INSERT INTO subscriptions (case_id, task_id, element, kind, message, key)"
    " VALUES (:case, :task, :element, :kind, :message, :key) ON CONFLICT (kind, message, key) DO NOTHING"
).bindparams(bindparam("case", type_=Uuid()))
_DROP_SUBSCRIPTION = text("DELETE FROM subscriptions WHERE case_id = :case AND task_id = :task").bindparams(
    bindparam("case", type_=Uuid())
)


@dataclass(frozen=True, slots=True)
class StageRow:
    """A public stage as it stands."""

    state: StageState
    entered_at: datetime | None = None
    left_at: datetime | None = None
    #: set once, when the stage is entered; None leaves what was set before
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """A message or signal that a token of a case waits for."""

    task_id: str
    element: str
    kind: EventKind
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What hangs on a case before a step: timers and stages by name, the rest by the engine's token."""

    case_id: UUID
    timers: dict[str, datetime] = field(default_factory=dict)
    subscriptions: set[str] = field(default_factory=set)
    stages: dict[str, StageRow] = field(default_factory=dict)
    #: live work items and open incidents: token → id
    items: dict[str, UUID] = field(default_factory=dict)
    incidents: dict[str, UUID] = field(default_factory=dict)
    #: whether the applicant has been asked something and hasn't answered
    question_open: bool = False


def read_standing(case_id: UUID) -> Standing:
    """What hangs on the case now, in one round trip."""
    db.session.flush()
    found: dict[str, list[Any]] = {kind: [] for kind in _KINDS}
    for row in db.session.connection().execute(_READ_TYPED, {"case": case_id}):
        found[row.kind].append(row)
    return Standing(
        case_id=case_id,
        timers={row.name: row.at for row in found["timer"]},
        subscriptions={row.name for row in found["subscription"]},
        stages={row.name: StageRow(StageState(row.state), row.at, row.left_at) for row in found["stage"]},
        items={row.name: row.id for row in found["item"]},
        incidents={row.name: row.id for row in found["incident"]},
        question_open=bool(found["question"]),
    )


_KINDS = ("timer", "subscription", "stage", "item", "incident", "question")


def kinds_on(case_id: UUID) -> frozenset[str]:
    """Which of documents, questions, attendances, letters, notices and open incidents the case has any of."""
    db.session.flush()
    return frozenset(db.session.connection().execute(_ON_CASE, {"case": case_id}).scalars())


def write_timers(before: Standing, timers: Collection[tuple[str, str, datetime]]) -> None:
    """Make the waiting timers of the case exactly these (token, element, due moment)."""
    case, known = before.case_id, before.timers
    kept = {token for token, _, _ in timers}
    run_for_each(_DROP_TIMER, [{"case": case, "task": token} for token in known.keys() - kept])
    added = [(token, element, due) for token, element, due in timers if token not in known]
    run_for_each(_ADD_TIMER, [{"case": case, "task": token, "element": name, "due": due} for token, name, due in added])
    moved = [(token, due) for token, _, due in timers if known.get(token, due) != due]
    run_for_each(_MOVE_TIMER, [{"case": case, "task": token, "due": due} for token, due in moved])
    for moment in {due for _, _, due in added} | {due for _, due in moved}:
        dispatch.announce(DueWork(WorkKind.TIMERS, str(case), moment, lock=str(case)))


def write_subscriptions(before: Standing, wanted: Collection[Wait]) -> list[Wait]:
    """Make the messages and signals that the case waits for exactly these. Returns those that somebody else waits for
    already under the same key: they aren't written."""
    case, known = before.case_id, before.subscriptions
    kept = {wait.task_id for wait in wanted}
    run_for_each(_DROP_SUBSCRIPTION, [{"case": case, "task": token} for token in known - kept])
    return [wait for wait in wanted if wait.task_id not in known and not _subscribe(case, wait)]


def _subscribe(case: UUID, wait: Wait) -> bool:
    values = {"case": case, "task": wait.task_id, "element": wait.element}
    values |= {"kind": wait.kind.value, "message": wait.name, "key": wait.key}
    written = cast("CursorResult[Any]", db.session.execute(_ADD_SUBSCRIPTION, values))
    return written.rowcount == 1


def forget_waits(case_id: UUID) -> None:
    """Take the timers and subscriptions of a case away; the step that follows writes them anew."""
    db.session.execute(delete(Timer).where(Timer.case_id == case_id))
    db.session.execute(delete(Subscription).where(Subscription.case_id == case_id))


def write_stages(before: Standing, stages: Mapping[str, StageRow], names: Mapping[str, tuple[str, str]]) -> None:
    """Write the stages that have changed; of a case that had none, all of them."""
    if not before.stages:
        _add_stages(before.case_id, stages, names)
        return
    changed = {name: row for name, row in stages.items() if row != before.stages[name]}
    run_for_each(_STAGE, [_stage_values(before.case_id, name, row) for name, row in changed.items()])


def _add_stages(case_id: UUID, stages: Mapping[str, StageRow], names: Mapping[str, tuple[str, str]]) -> None:
    """The stages of a new case in the order of the flow, with their Persian and English names."""
    run_for_each(
        _ADD_STAGE,
        [
            {**_stage_values(case_id, name, row), "position": position, "fa": names[name][0], "en": names[name][1]}
            for position, (name, row) in enumerate(stages.items())
        ],
    )


def replace_stages(case_id: UUID, stages: Mapping[str, StageRow], names: Mapping[str, tuple[str, str]]) -> None:
    """Other stages than before, in the order of another version's flow."""
    db.session.execute(
        delete(CaseStage).where(CaseStage.case_id == case_id).execution_options(synchronize_session=False)
    )
    _add_stages(case_id, stages, names)


def add_items(rows: Sequence[dict[str, Any]]) -> None:
    """New open work items."""
    add_rows(WorkItem.__table__, rows)


def _stage_values(case_id: UUID, name: str, row: StageRow) -> dict[str, Any]:
    moments = {"entered": row.entered_at, "left": row.left_at, "due": row.due_at}
    return {"case": case_id, "stage": name, "state": row.state.value, **moments}
