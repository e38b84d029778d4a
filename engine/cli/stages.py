"""`python -m engine stages`: what the dialect reads out of a diagram about the citizen's stages."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.dialect import read_diagram
from engine.dialect.reader import read_facts
from engine.errors import DefinitionError
from engine.model import Facts


def list_stages(facts: Facts, *, language: str = "fa") -> list[dict[str, object]]:
    """The stages as JSON values: id, name and the elements of each, for the command line."""
    return [
        {
            "stage": stage.id,
            "name": stage.name.in_language(language),
            "elements": [activity.id for activity in facts.activities if activity.stage == stage.id],
        }
        for stage in facts.stages
    ]


def main(argv: Sequence[str]) -> int:
    """`python -m engine stages FILE…`: the stages of each diagram as a line of JSON; 2 where one can't be read."""
    for name in argv:
        try:
            facts = read_facts(read_diagram(Path(name).read_bytes()).root)
        except (OSError, DefinitionError) as error:
            sys.stderr.write(f"{name}: {error}\n")
            return 2
        line = {"file": name, "process": facts.process_id, "stages": list_stages(facts)}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0
