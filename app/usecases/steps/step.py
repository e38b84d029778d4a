"""The value that the recorders of a step share. Nothing here reads, writes or computes a step."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

import engine
from app.data.cases.audit_log import Line
from app.data.cases.projections import Standing
from app.usecases.services.content import ServiceContent

if TYPE_CHECKING:
    from app.data.models import Case

#: in these states a case has ended
ENDED = (engine.CaseState.COMPLETED, engine.CaseState.TERMINATED, engine.CaseState.CANCELLED)


@dataclass(frozen=True, slots=True)
class OpenedItem:
    """A work item that the step opens, and the task it is for."""

    id: UUID
    task: engine.ReadyTask


@dataclass(frozen=True, slots=True)
class CaseStep:
    """A step to be recorded: the case (locked), its content, what the engine made of it, by whom and when."""

    case: "Case"
    content: ServiceContent
    outcome: engine.Outcome
    now: datetime
    calendar: engine.WorkingCalendar
    by: UUID | None = None
    opened: tuple[OpenedItem, ...] = ()
    #: live work items whose task is no more
    gone: tuple[UUID, ...] = ()
    #: what the history will say of the step: recorders add to it, and it is written when all of them have
    lines: list[Line] = field(default_factory=list)

    @property
    def ended(self) -> bool:
        """Whether the case has ended by this step."""
        return self.outcome.state in ENDED

    @property
    def ending(self) -> engine.Ending | None:
        """The end event that answered the case; None while it runs, and where it was cancelled or only closed."""
        if not self.ended or self.outcome.state is engine.CaseState.CANCELLED:
            return None
        return next((one for one in reversed(self.outcome.endings) if one.outcome or one.letter), None)

    @property
    def attendances(self) -> tuple[tuple[UUID, engine.Attendance], ...]:
        """The attendances that the step newly asks for, each with its work item."""
        if self.ended:
            return ()
        asked = ((one.id, one.task) for one in self.opened)
        return tuple((id_, t.attendance) for id_, t in asked if t.audience is engine.Audience.DESK and t.attendance)

    @property
    def moves_attendances(self) -> bool:
        """Whether an attendance may have to be booked or cancelled."""
        return bool(self.gone or self.attendances)

    @property
    def sends(self) -> bool:
        """Whether the case throws a message or signal."""
        return bool(self.outcome.signals or self.messages)

    @property
    def notices(self) -> tuple[engine.Call, ...]:
        """The notices that the diagram sends."""
        return tuple(call for call in self.outcome.calls if call.kind is engine.CallKind.NOTICE)

    @property
    def messages(self) -> tuple[engine.Call, ...]:
        """The messages that the case throws."""
        return tuple(call for call in self.outcome.calls if call.kind is engine.CallKind.MESSAGE)


#: writes what is its room's of a step; `before` is what hung on the case until then
Recorder: TypeAlias = Callable[[CaseStep, Standing], None]
