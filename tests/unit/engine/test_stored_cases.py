"""A state that an earlier release stored is read, goes on and ends as it did there.

Each file of `tests/samples/snapshots/format-*` is one case, stored after every step together with what came of it."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.unit.engine.stored_cases import StoredCase

STORED = Path(__file__).parents[2] / "samples" / "snapshots"
FILES = sorted(STORED.glob("format-*/*.json"))


def test_there_are_stored_cases() -> None:
    assert len(FILES) >= 40


@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_stored_case_goes_on_from_each_of_its_states_as_it_did_then(file: Path) -> None:
    stored = json.loads(file.read_text(encoding="utf-8"))
    bundle = {name: text.encode() for name, text in stored["bundle"].items()}
    walk: list[dict[str, Any]] = stored["walk"]
    for number, step in enumerate(walk[:-1]):
        calls = [call for earlier in walk[: number + 1] for call in earlier["calls"]]
        now = datetime.fromisoformat(step["at"])
        case = StoredCase(bundle, now=now, snapshot=step["snapshot"].encode(), calls=calls)
        for later in walk[number + 1 :]:
            assert json.loads(json.dumps(case.act(later["do"]))) == later["outcome"], (number, later["do"])
