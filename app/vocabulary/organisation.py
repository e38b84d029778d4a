"""Words: Agencies, units, front desks and the people in them."""

from enum import StrEnum
from typing import Final


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
    #: app, recovery codes and password of a person were taken away
    RESET = "reset"


class ImportState(StrEnum):
    """Where a table that was sent in stands."""

    #: the dry run reads and checks it
    CHECKING = "checking"
    #: the dry run is over, nothing is wrong; somebody decides
    CHECKED = "checked"
    #: something is wrong with it, and nothing was written
    REFUSED = "refused"
    #: it is being written, all of it or nothing
    WRITING = "writing"
    DONE = "done"
    #: a fault of the program stopped it; nothing was written
    FAILED = "failed"


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
