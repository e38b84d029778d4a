"""Miz's BPMN engine as pure computation: (definition, snapshot, input, now) -> Outcome.

This module is its whole public face; nothing behind it reads a clock, a file, a database or the network.

Every step takes `now`, an aware moment, and raises `NaiveMoment` (a `CalendarError`) for one without a zone. A step of
a stored case raises `SnapshotError` for bytes that aren't a snapshot of the definition's process. Case data are JSON,
in and out. `calendar` is the working calendar of the case: durations on the working clock are counted by it.

`workflow`, `snapshot_of` and `workflow_serializer` alone let classes of SpiffWorkflow out, for inspection and tests;
`app` calls none of them."""

from engine.build.called_services import called_elsewhere
from engine.data_limits import MAX_CASE_DATA, MAX_MESSAGE
from engine.definition import Bundle, parse
from engine.desk import Desk
from engine.errors import (
    CannotMigrate,
    CannotMove,
    DataTooLarge,
    DefinitionError,
    EngineError,
    NotJson,
    NotWaitingFor,
    SnapshotError,
    StepFailed,
    TaskNotOpen,
    UnknownSnapshotVersion,
)
from engine.evaluation import holds, lane_unit, value_of
from engine.execution.program import Definition
from engine.findings import Finding, Fix
from engine.form_files.markup import Markup, MarkupElement, read_markup
from engine.form_files.words import PROFILE_FIELDS, VALUE_KINDS
from engine.incident_codes import CONNECTOR_UNREACHABLE, IncidentCode
from engine.inspection.serializer import workflow_serializer
from engine.inspection.workflow import snapshot_of, workflow
from engine.lint import lint
from engine.lint.messages.order import worst_first
from engine.lint.messages.rule_texts import RULE_TEXTS, RuleText
from engine.lint.publishing.one_window import sends_elsewhere
from engine.lint.publishing.wording import missing_languages
from engine.migration.plan import migrate, plan_migration
from engine.model import (
    Activity,
    Attendance,
    Audience,
    Bilingual,
    Call,
    CallKind,
    CaseState,
    Clock,
    ClockStart,
    Counterpart,
    Data,
    Ending,
    EndResult,
    Facts,
    Incident,
    Lane,
    Obstacle,
    Outcome,
    ReadyTask,
    Severity,
    Stage,
    Step,
    StepEvent,
    Subscription,
    Timer,
    Warn,
    WarnStep,
)
from engine.modification import elements_of, hold, look, move, moves_from, names_of, resolve, wanted_by
from engine.package_words import PACKAGE_HEADINGS
from engine.runtime import (
    amend,
    answer_call,
    broadcast,
    cancel,
    complete,
    deliver,
    fail_call,
    fire_timers,
    retry,
    start,
)
from engine.templates import fill
from engine.time import (
    DEFAULT_CALENDAR,
    BadCalendar,
    CalendarError,
    Duration,
    Hours,
    Season,
    WorkingCalendar,
    add_duration,
    next_opening,
    subtract_duration,
    working_between,
    working_days_between,
)

__all__ = [
    "CONNECTOR_UNREACHABLE",
    "DEFAULT_CALENDAR",
    "MAX_CASE_DATA",
    "MAX_MESSAGE",
    "PACKAGE_HEADINGS",
    "PROFILE_FIELDS",
    "RULE_TEXTS",
    "VALUE_KINDS",
    "Activity",
    "Attendance",
    "Audience",
    "BadCalendar",
    "Bilingual",
    "Bundle",
    "CalendarError",
    "Call",
    "CallKind",
    "CannotMigrate",
    "CannotMove",
    "CaseState",
    "Clock",
    "ClockStart",
    "Counterpart",
    "Data",
    "DataTooLarge",
    "Definition",
    "DefinitionError",
    "Desk",
    "Duration",
    "EndResult",
    "Ending",
    "EngineError",
    "Facts",
    "Finding",
    "Fix",
    "Hours",
    "Incident",
    "IncidentCode",
    "Lane",
    "Markup",
    "MarkupElement",
    "NotJson",
    "NotWaitingFor",
    "Obstacle",
    "Outcome",
    "ReadyTask",
    "RuleText",
    "Season",
    "Severity",
    "SnapshotError",
    "Stage",
    "Step",
    "StepEvent",
    "StepFailed",
    "Subscription",
    "TaskNotOpen",
    "Timer",
    "UnknownSnapshotVersion",
    "Warn",
    "WarnStep",
    "WorkingCalendar",
    "add_duration",
    "amend",
    "answer_call",
    "broadcast",
    "called_elsewhere",
    "cancel",
    "complete",
    "deliver",
    "elements_of",
    "fail_call",
    "fill",
    "fire_timers",
    "hold",
    "holds",
    "lane_unit",
    "lint",
    "look",
    "migrate",
    "missing_languages",
    "move",
    "moves_from",
    "names_of",
    "next_opening",
    "parse",
    "plan_migration",
    "read_markup",
    "resolve",
    "retry",
    "sends_elsewhere",
    "snapshot_of",
    "start",
    "subtract_duration",
    "value_of",
    "wanted_by",
    "workflow",
    "workflow_serializer",
    "working_between",
    "working_days_between",
    "worst_first",
]
