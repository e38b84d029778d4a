"""Count again the sums that reports read, and put right what differs from the cases: `python -m deploy.tallies`.

The desk may be open: each day is a transaction of its own, and reports are right before and after it."""

import sys
from datetime import UTC, datetime, timedelta

from app.data.database.transactions import reading, transaction
from app.jobs import runner
from app.usecases.reports import tallies
from app.wiring import connect
from config import Settings, SettingsError

#: a line of progress after so many days
SOME_DAYS = 100


def recount(now: datetime) -> int:
    """Add up what is left, count every day again, and say which had to be put right; how many."""
    while runner.add_up(now):
        sys.stderr.write("Adding up closed cases …\n")
    with reading():
        known = tallies.days_known()
    days = [known[0] + timedelta(days=number) for number in range((known[1] - known[0]).days + 1)] if known else []
    corrected = 0
    for number, day in enumerate(days, start=1):
        with transaction():
            differed = tallies.recount(day, now=now)
        corrected += differed
        if differed:
            sys.stderr.write(f"{day}: put right\n")
        if number % SOME_DAYS == 0:
            sys.stderr.write(f"{number} of {len(days)} days counted\n")
    return corrected


def main() -> int:
    """Count and correct."""
    try:
        app = connect(Settings.from_environment())
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    with app.app_context():
        corrected = recount(datetime.now(UTC))
    sys.stderr.write(f"{corrected} days were put right\n" if corrected else "The sums are those of the cases\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
