"""Words: Cases, their work, and how they are reported and evaluated."""

from enum import StrEnum


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
