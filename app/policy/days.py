"""Days as the desk counts them: from midnight to midnight in its time zone."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("Asia/Tehran")


def local_day(moment: datetime) -> date:
    """The day on which a moment lies at the desk."""
    return moment.astimezone(ZONE).date()
