"""When the elements of a behaviour complete here: the trace that the command `python -m engine run` prints."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.__main__ import main
from tests.unit.engine.behaviour.behaviour import Behaviour
from tests.unit.engine.differential.orders import BEGINNING

#: the elements in the order in which they completed, and the second of virtual time at which each did
Course = tuple[tuple[str, int], ...]


def own_course(shown: Behaviour) -> Course:
    """Run the behaviour. Its own test has shown already that the elements are those that it names."""
    printed = io.StringIO()
    with TemporaryDirectory() as folder, redirect_stdout(printed), redirect_stderr(io.StringIO()):
        file = Path(folder) / "process.bpmn"
        file.write_bytes(shown.xml)
        main(["run", str(file), *shown.arguments, "--json"])
    steps = json.loads(printed.getvalue())["trace"]
    return tuple((step["element"], seconds(step["at"])) for step in steps if step["event"] == "completed")


def seconds(moment: str | datetime) -> int:
    """Whole seconds since the beginning of the run."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return round((at - BEGINNING).total_seconds())
