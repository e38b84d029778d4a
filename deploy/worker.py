"""A process that does due work and serves no pages: `python -m deploy.worker`; any number may run."""

import signal
import sys
import threading

from app.wiring import connect, start_working
from config import Settings, SettingsError


def main() -> int:
    """Work until SIGTERM or SIGINT."""
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    over = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: over.set())
    working = start_working(connect(settings), settings)
    sys.stderr.write(f"Working ({settings.queue}); ctrl-C ends it\n")
    over.wait()
    working.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
