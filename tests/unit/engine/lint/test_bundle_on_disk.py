"""A service on disk under the command line: of pictures the gate sees the names."""

import json
from pathlib import Path

import pytest

from engine.cli.lint import read_bundle
from engine.lint import lint
from tests.unit.engine.lint.cases import GOOD

PICTURE = {"type": "image", "id": "i", "source": "images/plan.png", "alt": "نقشه", "properties": {"altEn": "Plan"}}


@pytest.mark.parametrize(("name", "rules"), [("plan.png", []), ("other.png", ["form-picture"])])
def test_pictures_of_the_folder_are_in_the_bundle(tmp_path: Path, name: str, rules: list[str]) -> None:
    home, forms = tmp_path / "processes" / "hall", tmp_path / "forms" / "hall"
    for folder in (home / "images", forms):
        folder.mkdir(parents=True)
    (home / "process.bpmn").write_bytes(GOOD)
    (home / "images" / name).write_bytes(b"\x89PNG")
    (forms / "f.form").write_text(json.dumps({"type": "default", "components": [PICTURE]}))
    found = [one.rule for one in lint(read_bundle(home)) if one.rule == "form-picture"]
    assert found == rules
