"""Moments and durations of a diagram: ISO 8601 text, cron, or FEEL that yields it, counted from the moment of the
step."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.errors import DefinitionError, StepFailed
from engine.execution.expressions import Expression
from engine.execution.kernel import Token
from engine.incident_codes import IncidentCode
from engine.model import Clock
from engine.time import CalendarError, Cron, add_duration, is_cron

_DURATION = re.compile(
    r"P(?=[\dT])(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?W)?(\d+(\.\d+)?D)?(T(?=\d)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?$"
)
_CYCLE = re.compile(r"R(\d*)/(.+)$")


@dataclass(frozen=True, slots=True)
class Plan:
    """When a timer is due first, and for a cycle how long between rounds (or the cron expression), how many there are
    and until when (None: for ever)."""

    due: datetime
    every: str | None = None
    repetitions: int | None = None
    until: datetime | None = None


class Moments:
    """The content of `timeDate`, `timeDuration` or `timeCycle`, or of a `due` attribute."""

    __slots__ = ("expression", "source", "text")

    def __init__(self, source: str, *, element: str | None) -> None:
        """Raises `DefinitionError` where the text is neither ISO 8601 nor FEEL."""
        self.source = source.strip()
        self.text = self.source if _is_iso(self.source) else None
        if not self.source:
            raise DefinitionError(f"{element}: a timer without a time", element=element)
        self.expression = None if self.text else Expression(self.source, element=element)

    def plan(self, token: Token, clock: Clock) -> Plan:
        """When it is due, counted from the moment of the step. Raises `StepFailed`."""
        value = self.text if self.expression is None else self.expression.json(token)
        if not isinstance(value, str):
            raise StepFailed(IncidentCode.TIME_EXPECTED, expression=self.source, value=repr(value))
        cycle = _CYCLE.match(value)
        if cycle:
            return self._cycle(token, cycle[1], cycle[2], clock)
        if is_cron(value):
            return Plan(self.later(token, token.workflow.case.now, value, clock), value)
        return Plan(self._due(token, value, clock))

    def due(self, token: Token, clock: Clock) -> datetime:
        """The (first) moment alone, aware, UTC. Raises `StepFailed`."""
        return self.plan(token, clock).due

    def later(self, token: Token, start: datetime, every: str, clock: Clock) -> datetime:
        """`start` and a duration, or the next moment of a cron expression after it. Raises `StepFailed`."""
        calendar = token.workflow.case.calendar
        try:
            if is_cron(every):
                moved = Cron.parse(every).after(start, calendar.tz)
            else:
                moved = add_duration(start, every, clock=clock, calendar=calendar)
        except CalendarError as error:
            raise StepFailed(IncidentCode.TIME_BEYOND_CALENDAR, expression=self.source, reason=str(error)) from error
        return moved.astimezone(UTC)

    def _due(self, token: Token, text: str, clock: Clock) -> datetime:
        if _DURATION.match(text):
            return self.later(token, token.workflow.case.now, text, clock)
        try:
            return _moment(text, token.workflow.case.calendar.tz)
        except (ValueError, ZoneInfoNotFoundError) as error:
            raise StepFailed(IncidentCode.TIME_UNREADABLE, expression=self.source, value=text) from error

    def _cycle(self, token: Token, count: str, rest: str, clock: Clock) -> Plan:
        """`R<n>/` and a duration, a moment and a duration in either order, or two moments."""
        first, _, second = rest.partition("/")
        repetitions = int(count) if count else None
        spans = bool(_DURATION.match(first)), bool(_DURATION.match(second))
        if spans == (True, False):
            until = self._due(token, second, clock) if second else None
            return Plan(self._due(token, first, clock), first, repetitions, until)
        begin = self._due(token, first, clock)
        if spans == (False, True):
            return Plan(begin, second, repetitions)
        seconds = (self._due(token, second, clock) - begin).total_seconds() if spans == (False, False) and second else 0
        if seconds > 0:
            return Plan(begin, f"PT{seconds:.0f}S", repetitions)
        raise StepFailed(IncidentCode.CYCLE_UNREADABLE, expression=self.source, value=f"R{count}/{rest}")


def _is_iso(text: str) -> bool:
    if _DURATION.match(text) or _CYCLE.match(text) or is_cron(text):
        return True
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _moment(text: str, zone: ZoneInfo) -> datetime:
    """An aware moment; text without an offset is local time of the calendar's zone, a date alone its first instant."""
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), time(), zone).astimezone(UTC)
    text, _, named = text.partition("@")  # FEEL may name a time zone
    if named:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(named)).astimezone(UTC)
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
