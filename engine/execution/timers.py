"""Moments and durations of a diagram: ISO 8601 text, cron, or FEEL that yields it, counted from the moment of the
step."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.errors import DefinitionError, StepFailed
from engine.execution.expressions import Expression
from engine.execution.kernel import Token
from engine.incident_codes import IncidentCode
from engine.model import Bilingual, Clock
from engine.time import BadDuration, CalendarError, Cron, Duration, add_duration, is_cron

_CYCLE = re.compile(r"R(\d*)/([^/]+)(?:/([^/]+))?", re.ASCII)
#: missed rounds that are counted one by one; more are jumped over in one go
MANY_ROUNDS = 1_000


@dataclass(frozen=True, slots=True)
class Plan:
    """When a timer is due first, and for a cycle how long between rounds (or the cron expression), how many there are
    and until when (None: for ever)."""

    due: datetime
    every: str | None = None
    repetitions: int | None = None
    until: datetime | None = None


class Moments:
    """The content of `timeDate`, `timeDuration` or `timeCycle` (its `kind`), or of a `due` attribute."""

    __slots__ = ("expression", "source", "text")

    def __init__(self, source: str, *, element: str | None, kind: str = "") -> None:
        """Raises `DefinitionError` where the text is neither ISO 8601 of that kind nor FEEL."""
        self.source = source.strip()
        self.text = self.source if _is_iso(self.source) else None
        if not self.source:
            raise DefinitionError(
                Bilingual(f"«{element}»: تایمر زمانی ندارد", f"{element}: a timer without a time"), element=element
            )
        if self.text and not _fits(self.text, kind):
            raise DefinitionError(
                Bilingual(f"«{element}»: «{self.text}» `{kind}` نیست", f"{element}: “{self.text}” is no {kind}"),
                element=element,
            )
        self.expression = None if self.text else Expression(self.source, element=element)

    def plan(self, token: Token, clock: Clock) -> Plan:
        """When it is due, counted from the moment of the step. Raises `StepFailed`."""
        value = self.text if self.expression is None else self.expression.json(token)
        if not isinstance(value, str):
            raise StepFailed(IncidentCode.TIME_EXPECTED, expression=self.source, value=repr(value))
        cycle = _CYCLE.fullmatch(value)
        if cycle:
            return self._cycle(token, cycle, clock)
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

    def after_now(self, token: Token, due: datetime, every: str, clock: Clock) -> datetime:
        """The first round of a cycle after the step: one without end doesn't make up for rounds that nobody saw. Raises
        `StepFailed`."""
        now = token.workflow.case.now
        while due <= now:
            later = max(self.later(token, due, every, clock), due + timedelta(seconds=1))
            missed = (now - due) // (later - due) - 1
            due = due + missed * (later - due) if missed > MANY_ROUNDS else later
        return due

    def _due(self, token: Token, text: str, clock: Clock) -> datetime:
        if _is_span(text):
            return self.later(token, token.workflow.case.now, text, clock)
        try:
            return _moment(text, token.workflow.case.calendar.tz)
        except (ValueError, ZoneInfoNotFoundError) as error:
            raise StepFailed(IncidentCode.TIME_UNREADABLE, expression=self.source, value=text) from error

    def _cycle(self, token: Token, written: re.Match[str], clock: Clock) -> Plan:
        """`R<n>/` and a duration, a moment and a duration in either order, or two moments (ISO 8601). One that doesn't
        repeat, or not once, is none. Of one without end that began before the step the next round is awaited."""
        count, first, second = written.groups()
        repetitions = int(count) if count else None
        spans = _is_span(first), _is_span(second or "")
        begin = self._due(token, first, clock)
        until = self._due(token, second, clock) if spans == (True, False) and second else None
        every = first if spans[0] else second or ""
        if spans == (False, False) and second:
            every = f"PT{max(0, (self._due(token, second, clock) - begin).total_seconds()):.0f}S"
        if repetitions == 0 or spans == (True, True) or not _is_span(every) or Duration.parse(every) == Duration():
            raise StepFailed(IncidentCode.CYCLE_UNREADABLE, expression=self.source, value=written[0])
        if repetitions is None and begin < token.workflow.case.now:
            begin = self.after_now(token, begin, every, clock)
        return Plan(begin, every, repetitions, until)


def _is_span(text: str) -> bool:
    try:
        Duration.parse(text)
    except BadDuration:
        return False
    return text == text.strip()


def _is_iso(text: str) -> bool:
    return _is_span(text) or _CYCLE.fullmatch(text) is not None or is_cron(text) or _is_moment(text)


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _fits(text: str, kind: str) -> bool:
    """Whether ISO 8601 text, or cron, is what the element of that name holds (table 10.101)."""
    if kind == "timeCycle":
        return not _is_moment(text)
    return not kind or (_is_moment(text) if kind == "timeDate" else _is_span(text))


def _moment(text: str, zone: ZoneInfo) -> datetime:
    """An aware moment; text without an offset is local time of the calendar's zone, a date alone its first instant."""
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), time(), zone).astimezone(UTC)
    text, _, named = text.partition("@")  # FEEL may name a time zone
    if named:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(named)).astimezone(UTC)
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
