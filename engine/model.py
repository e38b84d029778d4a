"""Plain values that cross the engine's door: facts of a definition, inputs, and the `Outcome` of a step.

Everything here is immutable; no XML, no SpiffWorkflow object and no database row ever appears."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from engine.incident_codes import IncidentCode

#: Case data: JSON values only (null, boolean, number, text, list, object), checked at the form's edge.
Data = Mapping[str, object]


class Bilingual(NamedTuple):
    """A text in both languages of the desk, Persian first."""

    fa: str
    en: str

    def in_language(self, language: str) -> str:
        """The English text for "en", else the Persian one; an empty side falls back on the other."""
        return (self.en or self.fa) if language == "en" else (self.fa or self.en)


class Audience(StrEnum):
    """Whose work a user task is (`miz:audience`)."""

    #: the citizen who asked, in the portal
    APPLICANT = "applicant"
    #: a member of staff, in the worklist of a lane
    STAFF = "staff"
    #: the citizen in person, at a front desk and nowhere else (P1, P2)
    DESK = "desk"


class Clock(StrEnum):
    """In which time a duration runs (`miz:clock`)."""

    #: working hours of the unit's calendar
    WORKING = "working"
    #: every hour of every day
    CALENDAR = "calendar"


class ClockStart(StrEnum):
    """What starts the promised time (`miz:clockStart`)."""

    ACCEPTANCE = "acceptance"
    FILE_COMPLETE = "file-complete"


class WarnStep(StrEnum):
    """What a warning does (`do` of `miz:warn`)."""

    #: tell the holder of the task, or all who may take it
    REMIND = "remind"
    #: tell the supervisors of the unit
    SUPERVISOR = "supervisor"
    #: take the task from its holder, so that a colleague can
    REASSIGN = "reassign"
    #: give the task to the supervisors of headquarters
    ESCALATE = "escalate"


class EndResult(StrEnum):
    """What an end event says of the request (`miz:outcome`)."""

    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class CaseState(StrEnum):
    """Where the process instance stands after a step."""

    #: something is open: a task, a timer, a message, a call
    RUNNING = "running"
    #: every token reached an end
    COMPLETED = "completed"
    #: a terminate or uncaught error end event ended it
    TERMINATED = "terminated"
    #: cancelled from outside
    CANCELLED = "cancelled"
    #: a step could not be done; a person must look (tokens wait where they were)
    INCIDENT = "incident"


@dataclass(frozen=True, slots=True)
class Stage:
    """A public step of the case (I5), in the order of the flow."""

    id: str
    name: Bilingual
    #: ISO 8601 duration within which it should be over, counted from when it is entered in the clock of the promise
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Warn:
    """A step of the escalation (`miz:warn`): what to do so long before or after the due moment. Exactly one
    of both is given; durations are ISO 8601 in the clock of what is due."""

    step: WarnStep
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """Who works on the tasks of a lane. `unit` is FEEL source: "headquarters" or "case" (the case's own unit) when it
    yields text."""

    id: str
    name: Bilingual
    role: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """Why somebody must come to a front desk, for how long (ISO 8601), and what to bring (P3). It has no place: the
    desk is chosen from `FrontDesk` rows."""

    reason: Bilingual
    duration: str
    bring: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """What the diagram says of one activity or event. Durations are ISO 8601, expressions FEEL source; None where the
    diagram is silent."""

    id: str
    #: BPMN local name: userTask, serviceTask, callActivity, intermediateCatchEvent …
    kind: str
    name: Bilingual
    lane: str | None = None
    stage: str | None = None
    audience: Audience | None = None
    form: str | None = None
    due: str | None = None
    clock: Clock = Clock.WORKING
    priority: int = 50
    candidates: str | None = None
    pauses_clock: bool = False
    attendance: Attendance | None = None
    connector: str | None = None
    retries: int = 5
    backoff: str = "PT1M"
    notice: str | None = None
    decision: str | None = None
    result: str | None = None
    outcome: EndResult | None = None
    letter: str | None = None
    #: reaching it means that the applicant's file is complete (`miz:fileComplete`)
    completes_file: bool = False
    warnings: tuple[Warn, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the desk derives from a process diagram instead of typing it again (I8, I3, I5, P3)."""

    process_id: str
    name: Bilingual
    #: ISO 8601 duration of the promise (`miz:responseTime`), None where the answer comes at once
    response_time: str | None
    clock: Clock
    clock_start: ClockStart
    #: form of the start event: what the citizen fills in to apply
    start_form: str | None
    stages: tuple[Stage, ...]
    lanes: tuple[Lane, ...]
    #: every activity and event of the process and its sub-processes, in the order of the flow
    activities: tuple[Activity, ...]
    #: how long the applicant has to answer a question, in working time (`miz:questionDue`); None: as everywhere
    question_due: str | None = None
    #: after how much working time an unanswered question is brought to mind (`miz:questionReminders`); empty: as
    #: everywhere
    question_reminders: tuple[str, ...] = ()
    #: the last that the law allows (`miz:legalLimit`), counted as the promise is, on a clock of its own
    legal_limit: str | None = None
    legal_clock: Clock = Clock.CALENDAR
    #: warnings of the promise itself
    warnings: tuple[Warn, ...] = ()
    #: ids of the elements at which the promise stands still, and of those that begin it (see `clock_start`)
    pausing: frozenset[str] = frozenset()
    completing: frozenset[str] = frozenset()

    @property
    def forms(self) -> tuple[str, ...]:
        """Ids of all forms in use, the start form first, each once."""
        named = (self.start_form, *(a.form for a in self.activities))
        return tuple(dict.fromkeys(f for f in named if f))

    @property
    def attendances(self) -> tuple[Activity, ...]:
        """The activities that need the citizen in person."""
        return tuple(a for a in self.activities if a.audience is Audience.DESK)


@dataclass(frozen=True, slots=True)
class ReadyTask:
    """An open user task. `id` identifies the token for the life of the task; due times are aware UTC moments."""

    id: str
    element: str
    name: Bilingual
    audience: Audience
    form: str | None
    lane: str | None
    role: str | None
    #: what the lane's `unit` yielded: "headquarters", "case" or None
    unit: str | None
    stage: str | None
    due_at: datetime | None
    priority: int
    candidates: tuple[str, ...] = ()
    pauses_clock: bool = False
    attendance: Attendance | None = None
    #: variables that only this task sees, in addition to the case data: the item of its multi-instance, the data of a
    #: called process
    local: Data = field(default_factory=dict)


class CallKind(StrEnum):
    """What kind of effect leaves through the outbox."""

    #: a connector is asked and its answer is awaited (`answer_call`, `fail_call`)
    CONNECTOR = "connector"
    #: a notice to the applicant; nothing is awaited
    NOTICE = "notice"
    #: a BPMN message thrown to other cases; nothing is awaited
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Call:
    """An effect of this step, to be delivered after commit, at least once, under `key` (idempotency)."""

    key: str
    kind: CallKind
    task_id: str
    element: str
    #: connector name, notice template id or message name
    name: str
    payload: Data = field(default_factory=dict)
    retries: int = 5
    backoff: str = "PT1M"
    #: of a message: the value that tells for whom it is (`miz:key` of the throwing event)
    correlation: str | None = None


@dataclass(frozen=True, slots=True)
class Timer:
    """A waiting timer and the moment (aware, UTC) at which `fire_timers` will act on it."""

    task_id: str
    element: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Subscription:
    """A message awaited. `key` is the correlation value, None where the diagram gives none (then the case's id
    serves)."""

    task_id: str
    element: str
    message: str
    key: str | None


class StepEvent(StrEnum):
    """What happened to an element instance."""

    STARTED = "started"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    COMPENSATED = "compensated"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the trace of this step."""

    element: str
    #: BPMN local name; the container of a loop or multi-instance ends in "Loop"
    type: str
    event: StepEvent
    at: datetime
    task_id: str
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """An end event reached in this step."""

    element: str
    name: Bilingual
    outcome: EndResult | None
    letter: str | None


@dataclass(frozen=True, slots=True)
class Incident:
    """A step that could not be done: where, why, and the expression that failed, if one did. The message is for logs
    and people; the code and its parameters (see `IncidentCode`) say the same as data."""

    task_id: str
    element: str
    message: str
    expression: str | None
    code: IncidentCode
    parameters: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step made of the case. `ready`, `timers`, `subscriptions`, `incidents` and `active` are complete sets that
    replace what was known; `calls`, `steps` and `endings` are news of this step only."""

    #: replaces the stored snapshot; names its own format version
    snapshot: bytes
    state: CaseState
    ready: tuple[ReadyTask, ...]
    timers: tuple[Timer, ...]
    subscriptions: tuple[Subscription, ...]
    incidents: tuple[Incident, ...]
    #: ids of the elements that hold a token now (for the diagram)
    active: tuple[str, ...]
    #: ids of the stages that hold a token now
    active_stages: tuple[str, ...]
    calls: tuple[Call, ...]
    steps: tuple[Step, ...]
    endings: tuple[Ending, ...]
    #: the case's data after the step
    data: Data
    #: names of the signals thrown in this step, for others that listen
    signals: tuple[str, ...] = ()
    #: the signals awaited (a complete set; they have no key)
    listening: tuple[Subscription, ...] = ()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a token can't go where it was to go: the element it is at, and the reason in both languages."""

    element: str
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Where tokens at an element of one definition go on in another one."""

    element: str
    kind: str
    name: Bilingual
    #: the element of the other definition; None where somebody must choose, or cases that are there can't move
    target: str | None
    #: elements of the other definition that would do: id → name
    candidates: Mapping[str, Bilingual] = field(default_factory=dict)
    #: why the element of the same id won't do
    reason: Bilingual | None = None


class Severity(StrEnum):
    """Whether a finding stops publishing."""

    ERROR = "error"
    WARNING = "warning"
