"""Why a step could not be done: one code a kind, and the technical line that each makes of its parameters.

Decisions are taken by the code; the line is for logs and for people."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

#: the error code that a connector which never answered throws at boundary events
CONNECTOR_UNREACHABLE: Final = "CONNECTOR_UNREACHABLE"


class IncidentCode(StrEnum):
    """Why a step could not be done; the values are stored in snapshots. Parameters in brackets."""

    #: no condition holds at an element that has no default flow (element)
    NO_WAY_OUT = "no-way-out"
    #: tokens moved on and on without any of them ever waiting
    ENDLESS_LOOP = "endless-loop"
    #: sub-processes or called processes inside each other, deeper than is allowed (element, limit)
    NESTED_TOO_DEEP = "nested-too-deep"
    #: an expression can't be evaluated over the case's data (reason; limit: what there is too much of)
    EXPRESSION_FAULT = "expression-fault"
    #: an expression yields what can't be kept, such as text that is too long (reason; limit, as above)
    RESULT_NOT_JSON = "result-not-json"
    #: a script or decision yields a lone value, and the diagram names no variable for it
    RESULT_UNNAMED = "result-unnamed"
    #: a decision can't be evaluated (reason; limit, as above)
    DECISION_FAULT = "decision-fault"
    #: a decision yields nothing, and its tables tell why (reason)
    DECISION_WITHOUT_RESULT = "decision-without-result"
    #: a timer's or due time's expression yields no text (value)
    TIME_EXPECTED = "time-expected"
    #: a time is neither an ISO 8601 moment nor a duration (value)
    TIME_UNREADABLE = "time-unreadable"
    #: a cycle doesn't repeat: its parts contradict each other (value)
    CYCLE_UNREADABLE = "cycle-unreadable"
    #: the working calendar can't count so far, or the duration or cron expression isn't one (reason)
    TIME_BEYOND_CALENDAR = "time-beyond-calendar"
    #: a multi-instance activity got something else than a list to go through
    LIST_EXPECTED = "list-expected"
    #: the number of instances isn't a whole number from zero on (value)
    COUNT_EXPECTED = "count-expected"
    #: more instances than are allowed (count, limit)
    TOO_MANY_INSTANCES = "too-many-instances"
    #: more data than a case may hold, a message carry, or a step send (part, size, limit)
    DATA_TOO_LARGE = "data-too-large"
    #: all activities of an ad-hoc sub-process are done, and its completion condition doesn't hold
    COMPLETION_NOT_REACHED = "completion-not-reached"
    #: a connector was asked as often as the diagram says, in vain, and no event catches that (error, reason)
    CALL_UNANSWERED = "call-unanswered"
    #: a connector refused for good under an error code that no event catches (error, reason)
    CALL_REFUSED = "call-refused"
    #: the desk has no connector of the name that the diagram gives (error, reason)
    CONNECTOR_UNKNOWN = "connector-unknown"
    #: another case waits for the same message under the same key (message, key, case)
    MESSAGE_KEY_TAKEN = "message-key-taken"
    #: stored by an older release with a sentence that tells nothing more (reason)
    UNKNOWN = "unknown"

    def line(self, parameters: Mapping[str, object]) -> str:
        """The technical line, in English. Raises KeyError where a parameter is missing."""
        return _LINES[self].format_map(parameters)


_LINES: Final[Mapping[IncidentCode, str]] = {
    IncidentCode.NO_WAY_OUT: "No way out of “{element}”: no condition holds and there is no default flow",
    IncidentCode.ENDLESS_LOOP: "The process goes round without ever waiting",
    IncidentCode.NESTED_TOO_DEEP: "“{element}” is nested more than {limit} deep: does a process call itself?",
    IncidentCode.EXPRESSION_FAULT: "{reason}",
    IncidentCode.RESULT_NOT_JSON: "The result can't be kept as case data: {reason}",
    IncidentCode.RESULT_UNNAMED: "Only a context can become variables by itself: name one with miz:result",
    IncidentCode.DECISION_FAULT: "{reason}",
    IncidentCode.DECISION_WITHOUT_RESULT: "The decision has no result: {reason}",
    IncidentCode.TIME_EXPECTED: "A time was expected, not {value}",
    IncidentCode.TIME_UNREADABLE: "“{value}” is not an ISO 8601 moment or duration",
    IncidentCode.CYCLE_UNREADABLE: "“{value}” is not a repeating interval",
    IncidentCode.TIME_BEYOND_CALENDAR: "{reason}",
    IncidentCode.LIST_EXPECTED: "A list was expected to go through",
    IncidentCode.COUNT_EXPECTED: "A number of instances was expected, not {value}",
    IncidentCode.TOO_MANY_INSTANCES: "{count} instances are more than {limit}",
    IncidentCode.DATA_TOO_LARGE: "More data than a {part} may have: {size} characters, and {limit} are allowed",
    IncidentCode.COMPLETION_NOT_REACHED: "All activities are done, and the completion condition doesn't hold",
    IncidentCode.CALL_UNANSWERED: "{error}: {reason}",
    IncidentCode.CALL_REFUSED: "{error}: {reason}",
    IncidentCode.CONNECTOR_UNKNOWN: "{error}: {reason}",
    IncidentCode.MESSAGE_KEY_TAKEN: "Another case waits for this message: “{message}”, key “{key}”, case {case}",
    IncidentCode.UNKNOWN: "{reason}",
}
