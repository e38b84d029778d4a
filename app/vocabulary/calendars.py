"""Words: Working calendars."""

from enum import StrEnum


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


class HolidayKind(StrEnum):
    """How sure a holiday is."""

    #: by the official calendar
    CONFIRMED = "confirmed"
    #: lunar, fixed by sighting: an estimate
    ESTIMATED = "estimated"
    #: of the solar calendar, proposed and not yet confirmed for its year
    PROPOSED = "proposed"
