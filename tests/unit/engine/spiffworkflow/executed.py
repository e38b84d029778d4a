"""What of SpiffWorkflow is executed while something is done: its functions by their qualified names, and its lines."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import SpiffWorkflow

LIBRARY = Path(SpiffWorkflow.__file__).parent


@dataclass
class Executed:
    """Functions as `Class.method`, each once; lines as file and number."""

    functions: set[str] = field(default_factory=set)
    lines: set[tuple[str, int]] = field(default_factory=set)

    def note(self, frame: FrameType, event: str, _: object) -> Any:
        """What `sys.settrace` calls: for each frame, then for each line of one that is the library's."""
        code = frame.f_code
        if not of_library(code.co_filename):
            return None
        if event == "line":
            self.lines.add((code.co_filename, frame.f_lineno))
        elif event == "call" and "<" not in code.co_qualname:
            self.functions.add(code.co_qualname)
        return self.note


@cache
def of_library(file: str) -> bool:
    """Whether a file is the library's."""
    return Path(file).is_relative_to(LIBRARY)


@contextmanager
def recording() -> Iterator[Executed]:
    """Note what is executed in this thread until the end of the block."""
    found, before = Executed(), sys.gettrace()
    sys.settrace(found.note)
    try:
        yield found
    finally:
        sys.settrace(before)


def lines_of_library() -> int:
    """How many lines the library's files have."""
    return sum(len(file.read_text(encoding="utf-8").splitlines()) for file in LIBRARY.rglob("*.py"))
