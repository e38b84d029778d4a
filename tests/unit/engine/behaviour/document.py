"""`docs/bpmn-support.md`, written from the behaviours: `python -m tests.unit.engine.behaviour.document`."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tests.unit.engine.behaviour.behaviour import Behaviour
from tests.unit.engine.behaviour.catalogue import CATALOGUE

PAGE = Path(__file__).parents[4] / "docs" / "bpmn-support.md"
HEAD = """# What of BPMN runs

Written by `python -m tests.unit.engine.behaviour.document` from the diagrams in `tests/unit/engine/behaviour`; a test
fails when this page and they differ. Each line is one small diagram that the command `python -m engine run` plays, with
the trace it must leave.

Two answers are possible: **runs**, as BPMN 2.0.2 says in the chapters that the test modules name, or **refused** before
anything runs, naming element and reason. There is no third: nothing is silently ignored.

Elements that say nothing about execution are passed over by the standard's own word: pictures (diagram interchange),
text annotations, groups, categories, documentation, monitoring and auditing.
"""


def page() -> str:
    """The page as it must be."""
    places = {(shown.element, shown.where) for shown in CATALOGUE}
    count = f"{len(CATALOGUE)} behaviours of {len(places)} elements at their places."
    return "\n".join([HEAD, count, *_tables(), ""])


def _tables() -> Iterator[str]:
    named = sorted(CATALOGUE, key=lambda shown: shown.element.casefold())
    for element, rows in groupby(named, key=lambda shown: shown.element):
        yield f"\n## {element}\n\n| where | what | status |\n|---|---|---|"
        yield from (_row(shown) for shown in sorted(rows, key=lambda shown: shown.where))


def _row(shown: Behaviour) -> str:
    ends = {"incident": "incident", "terminated": "runs; the case is terminated", "waiting": "runs, and waits"}
    status = "**refused**" if shown.refused else ends.get(shown.state, "runs")
    return f"| {shown.where} | {shown.what.replace('|', '/')} | {status} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
