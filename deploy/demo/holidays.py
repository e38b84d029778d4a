"""The demo's official holidays, as the `holidays` package proposes them; those of the next year aren't confirmed."""

from datetime import date, datetime

from persiantools.jdatetime import JalaliDate

from app.data.organisation import calendar_store
from app.policy.calendars import confirmed
from app.usecases.promises.calendars import row_of
from app.usecases.promises.holidays import proposed_holidays


def store(now: datetime) -> None:
    """Make the first version of the calendar: the year before, this one, and the next, which nobody has confirmed."""
    year = JalaliDate(date(now.year, now.month, now.day)).year
    known = [confirmed(rule) for past in (year - 1, year) for rule in proposed_holidays(past)]
    calendar_store.add_version(
        1,
        add=[row_of(rule) for rule in (*known, *proposed_holidays(year + 1))],
        end=(),
        made_at=now,
        note_fa="تعطیلات رسمی",
        note_en="Official holidays",
    )
