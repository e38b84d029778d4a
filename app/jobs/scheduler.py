"""The tick: APScheduler in memory calls the runner; it stores nothing and may tick twice (DESIGN §6)."""

from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from app.jobs import runner

UPKEEP_MINUTES = 30


def start(*, tick_seconds: float) -> BackgroundScheduler:
    """Start ticking in this process. The caller shuts it down."""
    scheduler = BackgroundScheduler(timezone=UTC)
    once = {"coalesce": True, "max_instances": 1, "misfire_grace_time": 60}
    scheduler.add_job(lambda: runner.run_due(datetime.now(UTC)), "interval", seconds=tick_seconds, **once)
    scheduler.add_job(lambda: runner.forget(datetime.now(UTC)), "interval", minutes=UPKEEP_MINUTES, **once)
    scheduler.start()
    return scheduler
