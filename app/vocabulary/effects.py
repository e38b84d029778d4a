"""Words: What happens beside a case: effects, messages, incidents and migrations, and why one couldn't be done."""

from enum import StrEnum


class NoticeState(StrEnum):
    """Delivery of a notice; every state is visible to clerk and citizen."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


class EffectKind(StrEnum):
    """What an outbox row does."""

    #: ask a connector and hand its answer to the engine
    CONNECTOR = "connector"
    #: send an SMS (a `notices` row)
    NOTICE = "notice"
    #: pass a BPMN message or signal of a case on to the mailbox of the desk
    MESSAGE = "message"
    #: set and sign the PDF of a letter
    LETTER = "letter"
    #: bring an unanswered question to the applicant's mind, when its time has come
    REMINDER = "reminder"
    #: remove contents from the file store that are needed no longer
    REMOVAL = "removal"
    #: a step of the escalation, looked at when its time has come
    WARNING = "warning"
    #: count a promise again after the working calendar was changed
    RECOUNT = "recount"
    #: ask the registry whether a number belongs to a person, and who they are
    IDENTITY = "identity"


class EffectState(StrEnum):
    """Where an outbox row stands."""

    WAITING = "waiting"
    DONE = "done"
    #: given up: an incident is open
    FAILED = "failed"


class FailureCode(StrEnum):
    """Why a step of a case, or an outbox row, could not be done. What a step reports has the value of its
    `engine.IncidentCode`; `app/worklist/incident_causes.py` has the sentence of each in both languages."""

    #: no condition holds at an element without a default flow
    NO_WAY_OUT = "no-way-out"
    #: the process goes on and on without ever waiting
    ENDLESS_LOOP = "endless-loop"
    #: sub-processes or called processes inside each other, deeper than is allowed
    NESTED_TOO_DEEP = "nested-too-deep"
    #: an expression can't be evaluated over the case's data
    EXPRESSION_FAULT = "expression-fault"
    #: an expression yields what can't be stored as case data
    RESULT_NOT_JSON = "result-not-json"
    #: a script or decision yields a lone value, and the diagram names no variable for it
    RESULT_UNNAMED = "result-unnamed"
    #: a decision can't be evaluated
    DECISION_FAULT = "decision-fault"
    #: a decision yields nothing
    DECISION_WITHOUT_RESULT = "decision-without-result"
    #: what should yield a time yields something else
    TIME_EXPECTED = "time-expected"
    #: a time is neither a moment nor a duration
    TIME_UNREADABLE = "time-unreadable"
    #: a cycle doesn't repeat
    CYCLE_UNREADABLE = "cycle-unreadable"
    #: the working calendar can't count so far, or not by what is written there
    TIME_BEYOND_CALENDAR = "time-beyond-calendar"
    #: an activity that is done for each item of a list got no list
    LIST_EXPECTED = "list-expected"
    #: the number of instances of an activity isn't a whole number
    COUNT_EXPECTED = "count-expected"
    #: an activity would have more instances than are allowed
    TOO_MANY_INSTANCES = "too-many-instances"
    #: the case would hold, or send, more data than is allowed
    DATA_TOO_LARGE = "data-too-large"
    #: an ad-hoc sub-process is done, and its completion condition doesn't hold
    COMPLETION_NOT_REACHED = "completion-not-reached"
    #: another system was asked as often as was allowed, in vain
    CALL_UNANSWERED = "call-unanswered"
    #: another system refused for good
    CALL_REFUSED = "call-refused"
    #: the diagram names a connector that isn't configured
    CONNECTOR_UNKNOWN = "connector-unknown"
    #: another case waits for the same message under the same key
    MESSAGE_KEY_TAKEN = "message-key-taken"
    #: stored by an older release with a sentence that tells nothing more
    UNKNOWN = "unknown"
    #: an exception that nobody foresaw, in a job
    UNFORESEEN_FAULT = "unforeseen-fault"
    #: of an outbox row: the other system is left alone for a while, and wasn't asked
    GATEWAY_BUSY = "gateway-busy"
    #: of an outbox row: an e-mail is to be sent, and no mail server is configured
    NO_MAIL_SERVER = "no-mail-server"
    #: of an outbox row: the person has no mobile number
    NO_MOBILE = "no-mobile"


class EventKind(StrEnum):
    """What comes to a case from outside it."""

    #: for one receiver, found by name and key
    MESSAGE = "message"
    #: for everybody who listens
    SIGNAL = "signal"


class MessageState(StrEnum):
    """Where a message in the mailbox stands."""

    #: nobody waits for it yet, or it hasn't been passed on
    WAITING = "waiting"
    #: a case took it, or a case was begun by it
    DELIVERED = "delivered"
    #: its time to live was over before anybody waited for it
    LAPSED = "lapsed"


class IncidentState(StrEnum):
    """Whether somebody still has to look."""

    OPEN = "open"
    RESOLVED = "resolved"


class MigrationState(StrEnum):
    """Where a migration of running cases to another version stands."""

    #: the dry run asks each case whether it could move
    CHECKING = "checking"
    #: the dry run is over; somebody decides
    CHECKED = "checked"
    #: the cases that can are being moved
    MOVING = "moving"
    DONE = "done"


class MigrationVerdict(StrEnum):
    """What a migration says of one case."""

    UNCHECKED = "unchecked"
    CAN = "can"
    CANNOT = "cannot"
    MOVED = "moved"
    #: the case ended, or went to another version, before its turn came
    LEFT = "left"
