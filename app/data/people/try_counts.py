"""How often something was tried in a window of time, counted for all web processes together."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from app.data.database.session import db
from app.data.models import (
    RateCount,
)


def count_try(bucket: str, *, now: datetime, window: timedelta) -> int:
    """How often `bucket` was tried in the current window, this time included; shared by all web processes."""
    seconds = int(window.total_seconds())
    start = int(now.timestamp()) // seconds * seconds
    window_end = datetime.fromtimestamp(start + seconds, tz=now.tzinfo)
    counted = (
        update(RateCount)
        .where(RateCount.bucket == bucket, RateCount.window_end == window_end)
        .values(count=RateCount.count + 1)
        .returning(RateCount.count)
    )
    count = db.session.scalar(counted)
    if count is not None:
        return count
    try:
        with db.session.begin_nested():
            db.session.add(RateCount(bucket=bucket, window_end=window_end))
    except IntegrityError:  # another process opened the window just now
        return db.session.scalar(counted) or 1
    return 1


def forget_old_counts(*, now: datetime) -> None:
    """Remove windows that are over."""
    db.session.execute(delete(RateCount).where(RateCount.window_end < now))
