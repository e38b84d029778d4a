"""Run every benchmark in this folder, each in a process of its own, and pass on its lines.

    python -m bench.run [NAME …]

A line is {"name", "value", "unit", "versus": {…}, "ratio", "goal", "reached"}. What is no such line goes to standard
error; a benchmark that fails or prints none makes the run fail, a number that isn't reached does not."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
KEYS = {"name", "value", "unit", "versus", "ratio", "goal", "reached"}


def benchmarks(folder: Path, names: Iterable[str] = ()) -> list[Path]:
    """The benchmark modules of `folder` in order of their names; only those of `names`, if there are any."""
    found = sorted(path for path in folder.glob("[!_]*.py") if path.name != Path(__file__).name)
    wanted = set(names)
    return [path for path in found if not wanted or path.stem in wanted]


def lines_of(path: Path) -> Iterator[str]:
    """What one benchmark measured, line by line as it comes. Raises CalledProcessError when it fails."""
    command = [sys.executable, "-m", f"{path.parent.name}.{path.stem}"]
    with subprocess.Popen(command, cwd=path.parent.parent, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if _is_measurement(line):
                yield line.rstrip("\n")
            else:
                sys.stderr.write(line)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def _is_measurement(line: str) -> bool:
    try:
        value: Any = json.loads(line)
    except ValueError:
        return False
    return isinstance(value, dict) and value.keys() >= KEYS


def main(names: Iterable[str] = (), folder: Path = FOLDER) -> int:
    """Run them all; the number of benchmarks that failed."""
    failed = 0
    for path in benchmarks(folder, names):
        count = 0
        try:
            for count, line in enumerate(lines_of(path), start=1):  # noqa: B007 - counted to see that there was one
                print(line, flush=True)
        except subprocess.CalledProcessError as error:
            sys.stderr.write(f"{path.name} failed: {error}\n")
            count = 0
        failed += count == 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
