"""Make small mistakes in the services that come along, and count how many the gate or the services' walks notice.

    python -m tests.service_mutants [--seed N] [--size N] [--report FILE] [SERVICE …]

`--size` is how many changes of a service are drawn, evenly from all classes (default: 150; 0: all). Prints a JSON
object for each change that nobody notices, and one with the counts. `--report` writes docs/mutation-report.md. Fails
below 95 %. (`tests/mutants` does the same for the code.)"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from tests.processes.bundles import all_services
from tests.service_mutants.edit import Edit
from tests.service_mutants.judge import Subject, Verdict
from tests.service_mutants.report import Tally, Unnoticed, written
from tests.service_mutants.sample import sample

SEED, SIZE, GOAL = 1405, 150, 0.95
#: plays of each service that show whether a change means anything, beside its walks
EXPLORED = 30


def main() -> int:
    """Try the services that were named, else all; 1 if too little is noticed."""
    asked = _arguments()
    tally, unnoticed = Tally(), list[Unnoticed]()
    for subject, edit, verdict in _tried(asked.services, asked.seed, asked.size):
        tally.add(edit.kind, subject.name, verdict)
        if verdict is Verdict.UNNOTICED:
            unnoticed.append(Unnoticed(subject.name, edit))
            _say(unnoticed[-1].told())
    _say(tally.told())
    if asked.report:
        day = datetime.now(UTC).date().isoformat()
        report = written(tally, unnoticed, seed=asked.seed, size=asked.size, explored=EXPLORED, day=day)
        asked.report.write_text(report, encoding="utf-8")
    return int(tally.share < GOAL)


def _say(told: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.service_mutants")
    names = [service.name for service in all_services()]
    parser.add_argument("services", nargs="*", metavar="SERVICE", help=f"one of {', '.join(names)}", default=names)
    parser.add_argument("--seed", type=int, default=SEED, help="another draw of changes")
    parser.add_argument("--size", type=int, default=SIZE, help="how many changes of a service; 0: all")
    parser.add_argument("--report", type=Path, help="where to write the report")
    return parser.parse_args()


def _tried(services: list[str], seed: int, size: int) -> Iterator[tuple[Subject, Edit, Verdict]]:
    for name in services:
        subject = Subject(name, EXPLORED, seed)
        drawn = sample(subject.edits(), seed=seed, size=size)
        for number, edit in enumerate(drawn, start=1):
            sys.stderr.write(f"\r{name} {number}/{len(drawn)} ")
            yield subject, edit, subject.verdict(edit)
        sys.stderr.write("\n")


if __name__ == "__main__":
    sys.exit(main())
