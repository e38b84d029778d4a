"""One behaviour that the specification asks for: a small diagram, how it is run, and what must happen.

`docs/bpmn-support.md` is written from these (see `document.py`), so a row of it can't claim what no test shows."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Behaviour:
    """`done` are the elements that complete, in this order; `cancelled` and `compensated` likewise. `data` are entries
    that must be among the data at the end. `incident` is the element and words of its message. `refused` are words of
    the reason why the file isn't run at all."""

    element: str
    where: str
    what: str
    xml: bytes
    done: str = ""
    state: str = "completed"
    cancelled: str = ""
    compensated: str = ""
    data: Mapping[str, object] | None = None
    incident: tuple[str, str] | None = None
    refused: str = ""
    arguments: tuple[str, ...] = ()
    #: seconds of virtual time from the first line of the trace to the last
    seconds: float | None = None

    def __str__(self) -> str:
        return f"{self.element}, {self.where}: {self.what}"
