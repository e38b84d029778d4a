"""The web server: where it listens, how many serve, and the scheduler that runs in each worker."""

import sys
from typing import Any

from config import Settings, SettingsError

try:
    settings = Settings.from_environment()
except SettingsError as error:
    sys.exit(str(error))

bind = [f"[{settings.host}]:{settings.port}" if ":" in settings.host else f"{settings.host}:{settings.port}"]
worker_class = "gthread"
workers = 2
threads = 16
timeout = 60
#: a connector may take ten seconds, and what is in hand is finished
graceful_timeout = 12
#: a worker that grew is replaced now and then, not all at once
max_requests = 20_000
max_requests_jitter = 2_000
worker_tmp_dir = "/dev/shm"  # noqa: S108 - a heartbeat on a slow disk would look like a dead worker
control_socket_disable = True
loglevel = "warning"
proc_name = "miz"

_working: list[Any] = []


def when_ready(_server: object) -> None:
    """Say where the desk is, once it really listens."""
    sys.stderr.write(f"\nMiz is open at {settings.base_url}  (ctrl-C closes it)\n")


def post_worker_init(worker: Any) -> None:
    """Do due work in this process, after the fork: threads don't live through one."""
    if settings.embedded_scheduler:
        from app.wiring import start_working  # the master needs none of the application

        _working.append(start_working(worker.wsgi, settings))


def worker_exit(_server: object, _worker: object) -> None:
    """Stop working. A job cut short is nobody's loss: its lease runs out and it comes up again."""
    while _working:
        _working.pop().stop()
