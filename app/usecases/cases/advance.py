"""A step of a case that is open: its engine is run, and what it made of the case is stored, in the transaction of the
caller, who holds the lock of the case."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

import engine
from app.data.cases.audit_log import Line
from app.usecases.cases import step_record
from app.usecases.promises.calendars import case_calendar
from app.usecases.services.versions import content_of

if TYPE_CHECKING:
    from app.data.models import Case


class Run(Protocol):
    """A function of the engine with its own arguments given: from a stored state to what comes of it."""

    def __call__(
        self, definition: engine.Definition, snapshot: bytes, /, *, now: datetime, calendar: engine.WorkingCalendar
    ) -> engine.Outcome: ...


def take_step(
    case: "Case", run: Run, *, lines: Sequence[Line], now: datetime, by: UUID | None = None
) -> engine.Outcome:
    """Run the engine on a case and store what it made of it; `lines` say in the history what it was for. Returns the
    outcome as it was stored. Raises what `run` raises; then nothing was written here."""
    content, calendar = content_of(case.version_id), case_calendar(case)
    outcome = run(content.definition, case.snapshot, now=now, calendar=calendar)
    return step_record.store(case, content, outcome, lines=lines, now=now, calendar=calendar, by=by)
