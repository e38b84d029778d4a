"""The closed word lists of the desk, as the glossary has them. Values are stored and stand in URLs, untranslated."""

from enum import StrEnum
from typing import Final


class Indicator(StrEnum):
    """The ten indicators of the circular and the presence rules, as the worksheets number them."""

    #: one single window; nothing is asked twice
    SINGLE_WINDOW = "I1"
    #: request and documents are submitted electronically
    INTAKE = "I2"
    #: a receipt that states when the answer will be given
    RECEIPT = "I3"
    #: a unique tracking code at the moment of acceptance
    TRACKING_CODE = "I4"
    #: the stages can be followed
    STAGES = "I5"
    #: the answer is delivered electronically
    ANSWER = "I6"
    #: interaction at any stage of the work
    INTERACTION = "I7"
    #: an information package for the service
    PACKAGE = "I8"
    #: the citizen's opinion is taken
    OPINION = "I9"
    #: analytic, comparative and managerial reports
    REPORTS = "I10"
    #: citizens are received at front desks only
    FRONT_DESK_ONLY = "P1"
    #: nobody is sent to an inside unit
    NO_INSIDE_UNIT = "P2"
    #: time, reason and documents are announced beforehand
    ANNOUNCED = "P3"


class Level(StrEnum):
    """Place of delivery in the reports (I10)."""

    #: ستاد
    HEADQUARTERS = "headquarters"
    #: صف
    LINE = "line"


class AgencyKind(StrEnum):
    """What a government body is."""

    #: وزارتخانه
    MINISTRY = "ministry"
    #: سازمان
    ORGANIZATION = "organization"
    #: نهاد عمومی غیردولتی
    PUBLIC_BODY = "public-body"
    #: استانداری
    GOVERNORATE = "governorate"
    #: مؤسسه دولتی
    INSTITUTION = "institution"
    #: شرکت دولتی
    COMPANY = "company"
    #: other bodies on the public budget
    OTHER = "other"


class ServiceLevel(StrEnum):
    """Where a registered service is given."""

    HEADQUARTERS = "headquarters"
    LINE = "line"
    BOTH = "both"


class ServiceDelivery(StrEnum):
    """How a registered service is asked for."""

    #: on this desk, as a published service
    DESK = "desk"
    #: on another system
    ELSEWHERE = "elsewhere"
    #: on paper
    PAPER = "paper"


class RecordKind(StrEnum):
    """What administrators keep."""

    AGENCY = "agency"
    UNIT = "unit"
    FRONT_DESK = "front-desk"
    REGISTERED_SERVICE = "registered-service"
    PERSON = "person"
    MEMBERSHIP = "membership"
    SUBSTITUTION = "substitution"


class ChangeAction(StrEnum):
    """What was done to a record of the organisation."""

    CREATED = "created"
    CHANGED = "changed"
    #: a unit or a desk was closed, a membership or a substitution ended
    ENDED = "ended"


class DeskKind(StrEnum):
    """The kinds of place at which a citizen may be received (P1)."""

    #: service desk of headquarters
    HEADQUARTERS = "headquarters"
    #: service desk of an operational unit
    OPERATIONAL = "operational"
    #: private counter office
    PISHKHAN = "pishkhan"
    #: post office
    POST = "post"


class Role(StrEnum):
    """What a member of staff may be."""

    CLERK = "clerk"
    EXPERT = "expert"
    SUPERVISOR = "supervisor"
    FRONT_DESK = "front-desk"
    ANALYST = "analyst"
    MANAGER = "manager"
    EVALUATOR = "evaluator"
    #: of the agency in a unit of headquarters, else of that unit and those below it
    ADMINISTRATOR = "administrator"
    #: of the whole desk: agencies, counters, holidays; in no unit
    NATIONAL_ADMINISTRATOR = "national-administrator"


#: role of a work item that its candidates alone decide about: it lies in the worklists of all who work in its unit
ANY_ROLE: Final = "any"


class CaseStatus(StrEnum):
    """The one public vocabulary for page, SMS, clerk and telephone."""

    #: پذیرفته شد
    ACCEPTED = "accepted"
    #: در حال بررسی
    IN_REVIEW = "in-review"
    #: منتظر شما
    WAITING_FOR_APPLICANT = "waiting-for-applicant"
    #: نیازمند حضور
    NEEDS_ATTENDANCE = "needs-attendance"
    #: پاسخ داده شد
    ANSWERED = "answered"
    #: بسته شد (ended without an answer letter)
    CLOSED = "closed"
    #: لغو
    CANCELLED = "cancelled"


class CaseResult(StrEnum):
    """What the answer says."""

    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Channel(StrEnum):
    """How a request came in."""

    PORTAL = "portal"
    FRONT_DESK = "front-desk"


class Grain(StrEnum):
    """Over how long a tally adds up."""

    DAY = "day"
    #: a Jalali month
    MONTH = "month"


class ConsentKind(StrEnum):
    """How somebody at a front desk agreed to what was written for them."""

    #: by a one-time code that was sent to their own telephone
    CODE = "code"
    #: by word of mouth, as the operator says, with the reason why there was no code
    WORD = "word"


class ItemState(StrEnum):
    """Where a work item stands."""

    OPEN = "open"
    CLAIMED = "claimed"
    DONE = "done"
    #: the process moved on without it
    CANCELLED = "cancelled"


class ItemAudience(StrEnum):
    """Whose work a work item is."""

    APPLICANT = "applicant"
    STAFF = "staff"
    DESK = "desk"


class StageState(StrEnum):
    """A stage as the citizen sees it (I5)."""

    #: may still come
    POSSIBLE = "possible"
    ACTIVE = "active"
    DONE = "done"
    #: the case ended without it
    SKIPPED = "skipped"


class AttendanceState(StrEnum):
    """Where an attendance stands."""

    BOOKED = "booked"
    ATTENDED = "attended"
    #: the time passed and nobody came
    MISSED = "missed"
    CANCELLED = "cancelled"


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


class CalendarScope(StrEnum):
    """For whom a rule of the working calendar holds; of two that contradict each other the narrower one counts."""

    COUNTRY = "country"
    PROVINCE = "province"
    #: headquarters or line units, everywhere
    LEVEL = "level"
    UNIT = "unit"


class CalendarRuleKind(StrEnum):
    """What a rule of the working calendar says."""

    #: hours of the weekdays, from a date on
    WEEK = "week"
    #: an official day off
    HOLIDAY = "holiday"
    #: closed, or open at other hours, on single days
    CLOSURE = "closure"


class ClosureCause(StrEnum):
    """Why offices are closed in addition to the official holidays."""

    DUST = "dust"
    POLLUTION = "pollution"
    COLD = "cold"
    HEAT = "heat"
    POWER = "power"
    OTHER = "other"


class PauseReason(StrEnum):
    """For whom a case waits while its clock stands still."""

    #: a clerk asked the applicant something
    QUESTION = "question"
    #: a task of the applicant, or an attendance
    APPLICANT = "applicant"
    #: another agency's answer, where the diagram says that the clock waits for it
    INQUIRY = "inquiry"


class WarningStep(StrEnum):
    """Steps of the escalation on a task or on the promise (`miz:warn`)."""

    #: tell the holder of the task, or all who may take it
    REMIND = "remind"
    #: tell the supervisors of the unit
    SUPERVISOR = "supervisor"
    #: take it from its holder, so that a colleague can
    REASSIGN = "reassign"
    #: give it to the supervisors of headquarters
    ESCALATE = "escalate"


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


class HolidayKind(StrEnum):
    """How sure a holiday is."""

    #: by the official calendar
    CONFIRMED = "confirmed"
    #: lunar, fixed by sighting: an estimate
    ESTIMATED = "estimated"
    #: of the solar calendar, proposed and not yet confirmed for its year
    PROPOSED = "proposed"
