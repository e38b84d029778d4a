"""Make small changes in a copy of the code, one at a time, and count how many the unit tests beside it notice.

    python -m tests.mutants [--seed N] [--size N] [ROOM …]

Prints one JSON object a room: {"room", "noticed", "of", "share", "unnoticed": [{"place", "kind", "was", "now"}],
"equivalent": [{…, "reason"}]}. A change that means the same (`rooms.EQUIVALENT`) isn't counted and is listed with its
reason; a run that takes twice as much of the processor's time as unchanged code counts as noticed. Fails below 95 % in
any room."""

import argparse
import contextlib
import json
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cosmic_ray.mutating import use_mutation
from cosmic_ray.testing import run_tests
from cosmic_ray.work_item import TestOutcome

from tests.mutants.rooms import EQUIVALENT, ROOMS, Room
from tests.mutants.sample import Change, sample

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = (".*", "__pycache__", "node_modules", "dist", "var")
SEED = 1405
SIZE = 24
GOAL = 0.95
#: seconds on the clock after which a run that waits for something is given up
LONGEST = 900
#: a conftest above the unit tests isn't read: there is no database to be had
PYTEST = (
    f"{sys.executable} -m pytest --quiet --exitfirst --confcutdir=tests/unit"
    " -p no:cacheprovider -p no:xdist -p tests.mutants.bounds"
)


def main() -> int:
    """Try the rooms that were named, else all; 1 if one of them notices too little."""
    asked = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the copy is removed then too
    with _copy() as copy, contextlib.chdir(copy):
        found = [_tried(room, seed=asked.seed, size=asked.size) for room in ROOMS if room.name in asked.rooms]
    return int(any(result["share"] < GOAL for result in found))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description="How many small changes are noticed.")
    names = [room.name for room in ROOMS]
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"one of {', '.join(names)}", default=names)
    parser.add_argument("--seed", type=int, default=SEED, help="another draw of changes")
    parser.add_argument("--size", type=int, default=SIZE, help="how many changes a room")
    asked = parser.parse_args()
    if unknown := set(asked.rooms) - set(names):
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    return asked


@contextlib.contextmanager
def _copy() -> Iterator[Path]:
    """A copy of the project that may be broken; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="miz-mutants-") as folder:
        yield shutil.copytree(ROOT, Path(folder) / "miz", ignore=shutil.ignore_patterns(*NOT_COPIED), symlinks=True)


def _tried(room: Room, *, seed: int, size: int) -> dict[str, Any]:
    command = f"{PYTEST} {' '.join(room.tests)}"
    seconds = 5 + 2 * int(_cpu_seconds(command))
    survivors, equivalent = [], []
    changes = sample(Path(), room.modules(Path()), seed=seed, size=size)
    for number, change in enumerate(changes, start=1):
        sys.stderr.write(f"\r{room.name} {number}/{len(changes)} ")
        with use_mutation(change.path, change.operator, change.occurrence):
            outcome, _ = run_tests(f"{command} --cpu-seconds={seconds}", LONGEST)
        if outcome is not TestOutcome.KILLED:
            reason = _reason(change)
            (equivalent if reason else survivors).append(_told(change) | reason)
            sys.stderr.write(f"not noticed: {change.path}:{change.line}: {change.was} => {change.now}\n")
    sys.stderr.write("\n")
    of = len(changes) - len(equivalent)
    noticed = of - len(survivors)
    result = {"room": room.name, "noticed": noticed, "of": of, "share": round(noticed / of, 3)}
    result |= {"unnoticed": survivors, "equivalent": equivalent}
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return result


def _cpu_seconds(command: str) -> float:
    """How much of the processor's time the tests take on unchanged code. Raises CalledProcessError where they fail."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command.split(), check=True, stdout=sys.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _told(change: Change) -> dict[str, str]:
    return {"place": f"{change.path}:{change.line}", "kind": change.kind, "was": change.was, "now": change.now}


def _reason(change: Change) -> dict[str, str]:
    """Why the change means nothing; empty if it isn't known to."""
    said = (change.path.name, change.was, change.now)
    return next(({"reason": each.reason} for each in EQUIVALENT if (each.module, each.was, each.now) == said), {})


if __name__ == "__main__":
    sys.exit(main())
