"""How long the publish gate takes for each service that comes along, and for the same services at another commit.

    python -m bench.gate [--runs 15] [--versus COMMIT]

Prints one JSON object a line: {"name", "value", "unit", "versus", "ratio", "goal", "reached"}, the largest service
last. The value is the median of processor time, in milliseconds, for a diagram that was never seen before (it has
another comment each time); beside it stand the `best` and the `first`, for which nothing of the service has been read
before, as after a restart. `--versus` measures another commit of this repository in a child process of the same
run."""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOAL_MS = 300
ROLES = frozenset({"clerk", "expert", "supervisor"})


def bundles(processes: Path, forms: Path) -> Iterator[tuple[str, dict[str, bytes]]]:
    """The files of each service, the largest bundle last."""
    found = []
    for diagram in processes.glob("*/process.bpmn"):
        folder = diagram.parent
        files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
        files |= {f"forms/{p.name}": p for p in (forms / folder.name).glob("*.form")}
        read = {name: path.read_bytes() for name, path in files.items() if not name.startswith("walks/")}
        found.append((folder.name, read))
    yield from sorted(found, key=lambda one: sum(map(len, one[1].values())))


def measure(runs: int) -> Iterator[tuple[str, list[float]]]:
    """Milliseconds of each run, the first one too, by service: the engine that is imported, these services."""
    import engine

    more = {"desk": engine.Desk(roles=ROLES, held=ROLES, connectors=frozenset({"inquiry"}))} if _has_desk() else {}
    for name, files in bundles(ROOT / "processes", ROOT / "forms"):
        yield name, [_once(engine.lint, files, run, more) for run in range(runs + 1)]


def _has_desk() -> bool:
    import engine

    return hasattr(engine, "Desk")


def _once(lint: object, files: Mapping[str, bytes], run: int, more: Mapping[str, object]) -> float:
    assert callable(lint)
    unseen = {**files, "process.bpmn": files["process.bpmn"] + f"<!-- {run} -->".encode()}
    began = time.process_time()
    lint(unseen, publishing=True, **more)
    return (time.process_time() - began) * 1000


def _other(commit: str, runs: int) -> dict[str, list[float]]:
    """The same figures of another commit. Raises CalledProcessError where it can't be read or run."""
    with tempfile.TemporaryDirectory(prefix="miz-bench-gate-") as folder:
        archive = subprocess.run(["git", "archive", commit, "engine"], cwd=ROOT, check=True, capture_output=True)
        subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
        path = f"sys.path.insert(0, {folder!r}); sys.path.append({str(ROOT)!r})"
        code = f"import sys; {path}; from bench.gate import child; child({runs})"
        done = subprocess.run([sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, text=True)
        found: dict[str, list[float]] = json.loads(done.stdout)
        return found


def child(runs: int) -> None:
    """What `_other` runs."""
    json.dump(dict(measure(runs)), sys.stdout)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.gate")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--versus", metavar="COMMIT")
    asked = parser.parse_args()
    before = _other(asked.versus, asked.runs) if asked.versus else {}
    for name, took in measure(asked.runs):
        figures, other = _figures(took), _figures(before[name]) if name in before else {}
        ratio = round(figures["value"] / other["value"], 2) if other else None
        versus = {"commit": asked.versus, **other} if other else {}
        line = {"name": f"gate: {name}", **figures, "unit": "ms", "versus": versus, "ratio": ratio}
        reached = max(figures.values()) < GOAL_MS
        print(json.dumps({**line, "goal": f"< {GOAL_MS} ms, the first too", "reached": reached}), flush=True)


def _figures(took: list[float]) -> dict[str, float]:
    """Of runs of which the first one is apart."""
    first, *later = took
    figures = {"value": statistics.median(later), "best": min(later), "first": first}
    return {name: round(value, 1) for name, value in figures.items()}


if __name__ == "__main__":
    main()
