"""The table of differences for a page: `python -m tests.unit.engine.differential.table` prints it as markdown."""

import sys
from collections import Counter
from collections.abc import Iterator

from tests.unit.engine.behaviour.catalogue import CATALOGUE
from tests.unit.engine.differential.difference import not_compared
from tests.unit.engine.differential.differences import CAUSES, LISTED, Cause

HEADS = ("cause", "what the library does", "what BPMN asks (section)", "behaviours", "for example")


def table() -> Iterator[str]:
    """How many behaviours there are of each sort, then a row for each cause."""
    left_out = Counter(reason for shown in CATALOGUE if (reason := not_compared(shown)) is not None)
    compared, differ = len(CATALOGUE) - left_out.total(), len(LISTED)
    yield f"Of {len(CATALOGUE)} behaviours {compared} are compared: {compared - differ} agree, {differ} differ."
    reasons = ", ".join(f"{count} {reason}" for reason, count in left_out.most_common())
    yield f"Not compared: {reasons}.\n"
    yield _row(*HEADS)
    yield _row(*["---"] * len(HEADS))
    yield from map(_told, CAUSES)


def _told(cause: Cause) -> str:
    asks = f"{cause.asks} ({cause.section})"
    return _row(cause.name, cause.does, asks, str(len(cause.behaviours)), next(iter(cause.behaviours)))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in table())
