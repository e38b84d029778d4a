"""Work in a child process whose address space and time are limited: what would need more memory fails there, by name,
and leaves the machine alone.

    python -m tests.limited MODULE:FUNCTION MEGABYTES SECONDS < inputs.json

calls the function with each text of a JSON list, and prints a JSON line for each: what it returned, or the class of
what it raised."""

import json
import resource
import subprocess
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pytest

#: Linux alone counts the address space of a process as the limit means it.
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="limits of the address space are those of Linux")
_ROOT = Path(__file__).resolve().parent.parent


def outcomes(worker: str, inputs: Iterable[str], *, megabytes: int = 256, seconds: int = 60) -> list[str]:
    """What `module:function` makes of each text, with so much memory beside what the child has when it begins, and so
    many seconds for all. Texts behind one at which the child died have no outcome."""
    command = [sys.executable, "-m", "tests.limited", worker, str(megabytes), str(seconds)]
    # one arena, as each further one takes address space that nobody uses
    done = subprocess.run(
        command,
        input=json.dumps(list(inputs)),
        capture_output=True,
        text=True,
        cwd=_ROOT,
        env={"MALLOC_ARENA_MAX": "1"},
        check=False,
    )
    return [json.loads(line) for line in done.stdout.splitlines()] or [done.stderr]


def _limit(megabytes: int, seconds: int) -> None:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    held = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmSize"))
    most = (held + megabytes * 1024) * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def main() -> None:
    """The child's part."""
    worker, megabytes, seconds = sys.argv[1:]
    module, _, name = worker.partition(":")
    work = getattr(import_module(module), name)
    inputs = json.load(sys.stdin)
    _limit(int(megabytes), int(seconds))
    for text in inputs:
        try:
            outcome = work(text)
        except Exception as error:  # told by its class
            outcome = type(error).__name__
        sys.stdout.write(json.dumps(outcome) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
