"""Which case a message is for, as the standard writes it (BPMN 2.0, 8.4.2): a correlation key is made of properties;
each says how to read its value from a message, and a process may say how to work it out from its data.

Without the latter the first message that a case sends or receives fixes the key for all that follow. `miz:key` is the
shorter way to say the same."""

import json
from dataclasses import dataclass

from engine.execution.expressions import Expression


@dataclass(frozen=True, slots=True)
class Correlation:
    """One correlation key as it concerns one message in one process."""

    id: str
    #: reads each property from the message
    paths: tuple[Expression, ...]
    #: works each property out from the data of the process; empty where messages fix the key
    bindings: tuple[Expression, ...] = ()


def joined(values: list[object]) -> str | None:
    """The values of a key's properties as one text; None where one of them is missing."""
    if any(value is None for value in values):
        return None
    return str(values[0]) if len(values) == 1 else json.dumps(values, ensure_ascii=False, sort_keys=True)
