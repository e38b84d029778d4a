"""The causes for which the library differs, read from `differences.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.unit.engine.differential.difference import Difference

FILE = Path(__file__).with_name("differences.toml")


@dataclass(frozen=True)
class Cause:
    """Why the library differs: what it does, what BPMN asks, and in which behaviours it shows, each with what differs
    there first."""

    name: str
    does: str
    asks: str
    section: str
    behaviours: Mapping[str, Difference]


def _cause(row: Mapping[str, Any]) -> Cause:
    behaviours = {key: kind for kind in Difference for key in row.get(kind, ())}
    return Cause(row["name"], row["does"], row["asks"], row["section"], behaviours)


CAUSES = tuple(_cause(row) for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["cause"])
#: what differs first, by behaviour
LISTED = {key: kind for cause in CAUSES for key, kind in cause.behaviours.items()}
