"""How often something was tried in a window of time, counted for all web processes together."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as insert_postgres
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from app.data.database.session import db
from app.data.models import (
    RateCount,
)


def count_try(bucket: str, *, now: datetime, window: timedelta) -> int:
    """How often `bucket` was tried in the current window, this time included; shared by all web processes.

    One statement: the login page sends several."""
    seconds = int(window.total_seconds())
    start = int(now.timestamp()) // seconds * seconds
    window_end = datetime.fromtimestamp(start + seconds, tz=now.tzinfo)
    make = insert_sqlite if db.is_sqlite else insert_postgres
    counted = make(RateCount).values(bucket=bucket, window_end=window_end, count=1)
    counted = counted.on_conflict_do_update(
        index_elements=[RateCount.bucket, RateCount.window_end], set_={"count": RateCount.count + 1}
    )
    return db.session.connection().execute(counted.returning(RateCount.count)).scalar_one()


def forget_old_counts(*, now: datetime) -> None:
    """Remove windows that are over."""
    db.session.execute(delete(RateCount).where(RateCount.window_end < now))
