"""Moving a case's token by hand: only by those who may repair the case, with a reason, seen beforehand, and kept in its
history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.cases import audit_log, case_store
from app.data.cases.audit_log import Audit, Line
from app.policy.actors import Actor
from app.usecases.cases import advance
from app.usecases.errors import CaseClosed, ReasonMissing
from app.usecases.incidents import incidents
from app.usecases.incidents.errors import CaseMovedOn
from app.usecases.promises.calendars import case_calendar
from app.usecases.services.content import ServiceContent
from app.usecases.services.versions import content_of
from app.usecases.steps.step import ENDED

if TYPE_CHECKING:
    from app.data.models import Case


@dataclass(frozen=True, slots=True)
class TokenMove:
    """A case as the page of a repair shows it. `step_count` fences the move: what was seen is what is done."""

    case: "Case"
    content: ServiceContent
    #: where the case is, and to which elements each of these could go
    moves: Mapping[str, tuple[str, ...]]

    def name(self, element: str) -> engine.Bilingual:
        """What people call an element: its name, or its id where it has none."""
        return self.content.element_names.get(element) or engine.Bilingual(element, element)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a move would do: elements that end and that hold the case then, people's tasks that open, calls that go out,
    and whether the case ends."""

    cancelled: tuple[str, ...]
    active: tuple[str, ...]
    opened: tuple[engine.Bilingual, ...]
    calls: int
    ends: bool
    fails: tuple[str, ...]


def open_repair(case_id: UUID, *, by: Actor, now: datetime) -> TokenMove:
    """The case for the page of a repair; the look is recorded. Raises NotFound, NotPermitted or CaseClosed."""
    case = case_store.get_case(case_id)
    incidents.require_resolver(by, case)
    if case.closed_at is not None:
        raise CaseClosed
    audit_log.record_look(case_id=case.id, person_id=by.person_id, at=now)
    content = content_of(case.version_id)
    moves = {one: engine.moves_from(content.definition, one) for one in map(str, case.active_elements)}
    return TokenMove(case, content, moves)


def preview_move(repair: TokenMove, element: str, target: str, *, now: datetime) -> Preview:
    """What the move would do; nothing is changed. Raises engine.CannotMove with the reason."""
    snapshot, calendar = case_store.snapshot_of(repair.case.id), case_calendar(repair.case)
    definition = repair.content.definition
    outcome = engine.move(definition, snapshot, element, target, now=now, calendar=calendar)
    before = engine.look(definition, snapshot, now=now)
    known = {task.id for task in before.ready}
    failing = {incident.task_id for incident in before.incidents}
    return Preview(
        cancelled=tuple(dict.fromkeys(s.element for s in outcome.steps if s.event is engine.StepEvent.CANCELLED)),
        active=outcome.active,
        opened=tuple(task.name for task in outcome.ready if task.id not in known),
        calls=len(outcome.calls),
        ends=outcome.state in ENDED,
        fails=tuple(one.element for one in outcome.incidents if one.task_id not in failing),
    )


def move_token(
    *, case_id: UUID, element: str, target: str, reason: str, step_count: int, by: Actor, now: datetime
) -> "Case":
    """Move the token. Raises ReasonMissing, CaseMovedOn where the case has gone on since it was looked at, CaseClosed,
    NotPermitted, NotFound or engine.CannotMove."""
    if not reason:
        raise ReasonMissing
    case = case_store.get_for_update(case_id)
    incidents.require_resolver(by, case)
    if case.closed_at is not None:
        raise CaseClosed
    if case.step_count != step_count:
        raise CaseMovedOn
    moved = Line(Audit.TOKEN_MOVE, {"from": element, "to": target, "reason": reason}, by.person_id)
    run = partial(engine.move, element=element, target=target)
    advance.take_step(case, run, lines=[moved], now=now, by=by.person_id)
    return case
