"""Official holidays as the `holidays` package has them: a proposal, since lunar ones are fixed by sighting the moon."""

import re
from datetime import date, timedelta

from persiantools.jdatetime import JalaliDate

from app.policy.calendars import ESTIMATED, ScheduleRule
from app.vocabulary import CalendarRuleKind, HolidayKind
from engine import Bilingual

#: the Jalali years for which the package is asked
FIRST_YEAR, LAST_YEAR = 1390, 1450


def proposed_holidays(year: int) -> list[ScheduleRule]:
    """The holidays of a Jalali year, by day. Those that the package calls estimated are so, the others proposed."""
    import holidays  # takes a while to import, and only an administrator asks

    first, last = year_days(year)
    years = range(first.year, last.year + 1)
    persian = holidays.country_holidays("IR", years=years, language="fa_IR")
    english = holidays.country_holidays("IR", years=years, language="en_US")
    return [_rule(day, name, english.get(day, name)) for day, name in sorted(persian.items()) if first <= day <= last]


def year_days(year: int) -> tuple[date, date]:
    """The first and the last day of a Jalali year."""
    first = _new_year(year)
    return first, _new_year(year + 1) - timedelta(days=1)


def _new_year(year: int) -> date:
    day: date = JalaliDate(year, 1, 1).to_gregorian()  # type: ignore[no-untyped-call]
    return day


def _rule(day: date, name_fa: str, name_en: str) -> ScheduleRule:
    estimated = ESTIMATED.fa in name_fa
    name = Bilingual(_persian(_plain(name_fa, ESTIMATED.fa)), _plain(name_en, ESTIMATED.en))
    certainty = HolidayKind.ESTIMATED if estimated else HolidayKind.PROPOSED
    return ScheduleRule(CalendarRuleKind.HOLIDAY, day, day, ((),), name, certainty=certainty)


def _plain(name: str, mark: str) -> str:
    return " ".join(name.replace(f"({mark})", "").split())


def _persian(name: str) -> str:
    """The package joins the names of one day by a Latin semicolon, and writes some of them without a space."""
    return "؛ ".join(part.strip() for part in re.split("[;؛]", name)).replace("عیدنوروز", "عید نوروز")
