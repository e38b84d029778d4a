"""Cases of one file that play themselves in virtual time: people and connectors answer at once, messages and signals
go from case to case, and when all wait the clock jumps to the next timer."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine.cli.start_conditions import Alarm, alarm_of, may_begin
from engine.errors import NotWaitingFor
from engine.execution.program import Definition
from engine.model import Call, CallKind, CaseState, Data, Outcome, Step
from engine.runtime import broadcast, deliver, fire_timers, start, work_through

#: steps after which processes that never end are left waiting
MAX_STEPS = 5_000
#: cases that messages and signals may start in one run
MAX_CASES = 500
STATES = {CaseState.COMPLETED: "completed", CaseState.TERMINATED: "terminated", CaseState.INCIDENT: "incident"}


@dataclass(frozen=True, slots=True)
class ScheduledMessage:
    """A message or signal that nobody has taken yet."""

    name: str
    payload: Data = field(default_factory=dict)
    key: str | None = None


@dataclass(slots=True)
class VirtualCase:
    """One case of the run and the connector calls that it waits for, as (task, element)."""

    definition: Definition
    outcome: Outcome
    called: deque[tuple[str, str]] = field(default_factory=deque)


@dataclass
class Simulation:
    """`definitions` are all processes that may run. `answers` by element: an object for every time it comes up, or a
    list of objects, one for each time. `until` is the last moment to which the clock may jump."""

    definitions: tuple[Definition, ...]
    answers: Mapping[str, object]
    now: datetime
    until: datetime | None = None
    messages: deque[ScheduledMessage] = field(default_factory=deque)
    signals: deque[ScheduledMessage] = field(default_factory=deque)
    trace: list[Step] = field(default_factory=list)
    cases: list[VirtualCase] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)
    #: data of processes that wait for the message or signal that begins them
    awaited: dict[str, Data] = field(default_factory=dict)
    #: the process that was begun last, and its case
    main: Definition | None = None
    reported: VirtualCase | None = None
    _asked: dict[str, int] = field(default_factory=dict)

    def begin(self, definition: Definition, data: Data, *, plainly: bool = True) -> None:
        """Start a process and report it. One that only events start begins at its timer, by its condition, or with its
        message or signal, now or later; so does one that can begin `plainly` but shall not, where what it begins with
        has come. Raises `NotJson`, `StepFailed`."""
        self.main = definition
        self.reported = None
        at_once = definition.begins_plainly and (plainly or not self._sent_for(definition))
        alarm = None if definition.begins_plainly else alarm_of(definition, data, self.now)
        if at_once:
            self.reported = self._begin(definition, data, None)
        elif alarm is not None:
            self.alarms.append(alarm)
        elif may_begin(definition, data, self.now):
            self.awaited[definition.process_id] = data
            self._begin_by_letter(definition)

    def _sent_for(self, definition: Definition) -> bool:
        """Whether a message or signal that came before begins the process."""
        came = [("message", letter.name) for letter in self.messages]
        came += [("signal", letter.name) for letter in self.signals]
        return any(definition.started_by(kind, name) is not None for kind, name in came)

    def _begin_by_letter(self, definition: Definition) -> None:
        """Start a process with a message or signal that came before, if there is one."""
        for letters, kind in ((self.messages, "message"), (self.signals, "signal")):
            for letter in letters:
                element = definition.started_by(kind, letter.name)
                if element is not None:
                    letters.remove(letter)
                    self._begin(definition, letter.payload, element)
                    return
        self._begin_together(definition)

    def _begin_together(self, definition: Definition) -> bool:
        """Start a process at an event that needs several messages and signals, if all of them have come."""
        for element, wanted in definition.started_together():
            came = [(letters, letter) for kind, name in wanted for letters, letter in self._waiting(kind, name)]
            if len(came) == len(wanted):
                data: Data = {}
                for letters, letter in came:
                    letters.remove(letter)
                    data = {**data, **letter.payload}
                self._begin(definition, data, element)
                return True
        return False

    def _waiting(self, kind: str, name: str) -> Iterator[tuple[deque[ScheduledMessage], ScheduledMessage]]:
        """The first letter of that kind and name that nobody has taken yet."""
        letters = self.messages if kind == "message" else self.signals
        yield from [(letters, letter) for letter in letters if letter.name == name][:1]

    def play(self) -> None:
        """Go on as far as it goes."""
        for _ in range(MAX_STEPS):
            moves = (self._post, self._announce, self._gather, self._work, self._jump, self._presume)
            if not any(move() for move in moves):
                return

    def _begin(self, definition: Definition, data: Data, element: str | None) -> VirtualCase:
        given = self.awaited.pop(definition.process_id, None)
        outcome = start(definition, {**(given or {}), **data}, now=self.now, at=element)
        case = VirtualCase(definition, outcome)
        self.cases.append(case)
        if given is not None and self.main is not None and self.main.process_id == definition.process_id:
            self.reported = case
        self._took(case, outcome)
        return case

    def _presume(self) -> bool:
        """Nothing has begun, and nothing more will come: a process begins as if its event had happened."""
        if self.cases or not self.awaited or self.main is None:
            return False
        self._begin(self.main, {}, None)
        return True

    def _work(self) -> bool:
        """The open tasks and calls of one case are done, as far as nothing leaves it."""
        for case in self.cases:
            todo = [(task.id, task.element) for task in case.outcome.ready] + list(case.called)
            if not todo:
                continue
            outcome, seen = work_through(case.definition, case.outcome.snapshot, todo, self._answers, now=self.now)
            case.called = deque(call for call in case.called if call[0] not in seen)
            self._took(case, outcome)
            return True
        return False

    def _post(self) -> bool:
        """One message reaches a case that waits for it, or begins one."""
        for letter in tuple(self.messages):
            if self._delivered(letter):
                self.messages.remove(letter)
                return True
        return False

    def _delivered(self, letter: ScheduledMessage) -> bool:
        for case in self.cases:
            if any(waiting.message == letter.name for waiting in case.outcome.subscriptions):
                try:
                    came = deliver(
                        case.definition,
                        case.outcome.snapshot,
                        letter.name,
                        letter.payload,
                        now=self.now,
                        key=letter.key,
                    )
                except NotWaitingFor:
                    continue
                self._took(case, came)
                return True
        return self._started("message", letter)

    def _started(self, kind: str, letter: ScheduledMessage) -> bool:
        if len(self.cases) >= MAX_CASES:
            return False
        for definition in self.definitions:
            element = definition.started_by(kind, letter.name)
            if element is not None:
                self._begin(definition, letter.payload, element)
                return True
        return False

    def _announce(self) -> bool:
        """One signal from outside is told to all, once somebody listens."""
        for letter in tuple(self.signals):
            if self._told(letter, self.cases):
                self.signals.remove(letter)
                return True
        return False

    def _told(self, letter: ScheduledMessage, cases: list[VirtualCase]) -> bool:
        heard = False
        for case in tuple(cases):
            try:
                came = broadcast(case.definition, case.outcome.snapshot, letter.name, now=self.now)
            except NotWaitingFor:
                continue
            heard = True
            self._took(case, came)
        for definition in self.definitions if len(self.cases) < MAX_CASES else ():
            element = definition.started_by("signal", letter.name)
            if element is not None:
                heard = True
                self._begin(definition, letter.payload, element)
        return heard

    def _gather(self) -> bool:
        """All that a parallel multiple start event needs has come."""
        return len(self.cases) < MAX_CASES and any(map(self._begin_together, self.definitions))

    def _jump(self) -> bool:
        """The clock goes on to the next timer."""
        due = [(timer.due_at, number) for number, case in enumerate(self.cases) for timer in case.outcome.timers]
        alarm = min(self.alarms, key=lambda one: one.due, default=None)
        if alarm is not None and (not due or alarm.due <= min(due)[0]):
            return self._ring(alarm)
        if not due or self._too_late(min(due)[0]):
            return False
        moment, number = min(due)
        case = self.cases[number]
        self.now = max(self.now, moment)
        self._took(case, fire_timers(case.definition, case.outcome.snapshot, now=self.now))
        return True

    def _ring(self, alarm: Alarm) -> bool:
        """A process begins at its timer; an endless cycle goes round once where nothing says how long to wait."""
        if self._too_late(alarm.due) or len(self.cases) >= MAX_CASES:
            self.alarms.remove(alarm)
            return bool(self.alarms)
        self.now = max(self.now, alarm.due)
        case = self._begin(alarm.definition, alarm.data, alarm.element)
        if alarm.definition is self.main:
            self.reported = case
        if (alarm.endless and self.until is None) or not alarm.rings_again(self.now):
            self.alarms.remove(alarm)
        return True

    def _too_late(self, moment: datetime) -> bool:
        return self.until is not None and moment > self.until

    def _took(self, case: VirtualCase, outcome: Outcome) -> None:
        case.outcome = outcome
        self.trace += outcome.steps
        case.called += [(call.task_id, call.element) for call in outcome.calls if call.kind is CallKind.CONNECTOR]
        self.messages += [_letter(call) for call in outcome.calls if call.kind is CallKind.MESSAGE]
        for name in outcome.signals:
            self._told(ScheduledMessage(name), [other for other in self.cases if other is not case])

    def _answers(self, element: str) -> Data:
        given, times = self.answers.get(element, {}), self._asked.get(element, 0)
        self._asked[element] = times + 1
        if isinstance(given, list):
            given = given[min(times, len(given) - 1)] if given else {}
        return given if isinstance(given, Mapping) else {"answer": given}


def last_moment(now: datetime, seconds: float | None) -> datetime | None:
    """`now` and so many seconds; None for any time at all."""
    if seconds is None:
        return None
    try:
        return now + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _letter(call: Call) -> ScheduledMessage:
    return ScheduledMessage(call.name, call.payload, call.correlation)


def report(run: Simulation) -> dict[str, object]:
    """State and data of the case that was begun last, trace and incidents of all, as JSON values. A case that hasn't
    begun waits."""
    case = run.reported
    incidents = [incident for one in run.cases for incident in one.outcome.incidents]
    return {
        "state": "waiting" if case is None else STATES.get(case.outcome.state, "waiting"),
        "trace": [
            {"element": step.element, "type": step.type, "event": step.event, "at": step.at.isoformat()}
            for step in run.trace
        ],
        "data": {} if case is None else dict(case.outcome.data),
        "incidents": [{"element": i.element, "message": i.message} for i in incidents],
    }


def lines(result: Mapping[str, object]) -> Iterator[str]:
    """The report for a reader: a line for each step, then how it ended."""
    trace, incidents = result["trace"], result["incidents"]
    if isinstance(trace, list):
        yield from (f"{step['at']}  {step['event']:<9}  {step['type']}  {step['element']}" for step in trace)
    if isinstance(incidents, list):
        yield from (f"incident at {incident['element']}: {incident['message']}" for incident in incidents)
    yield f"{result['state']}: {result['data']}"
