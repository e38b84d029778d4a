"""What `--json` prints is what the page describes, for every example of every rule."""

import json
from pathlib import Path

import pytest

from engine.cli.lint import main
from tests.architecture import markdown
from tests.unit.engine.lint.cases import CASES
from tests.unit.engine.lint.pages import PAGES

TYPES = {
    "string": (str,),
    "string or null": (str, type(None)),
    "number or null": (int, type(None)),
    "text": (str,),
    "text or null": (str, type(None)),
    "list": (list,),
}


def described() -> dict[str, tuple[type, ...]]:
    """The keys of a finding with their types, as the page has them."""
    tables = markdown.tables((PAGES / "README.md").read_text(encoding="utf-8"))
    return {row[0].strip("`"): TYPES[row[1]] for row in tables["key type meaning"]}


def write(folder: Path, content: bytes | dict[str, bytes]) -> str:
    service = folder / "processes" / "x"
    for name, data in (content if isinstance(content, dict) else {"process.bpmn": content}).items():
        path = service / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return str(service)


@pytest.mark.parametrize("rule", CASES)
def test_findings_have_the_keys_and_types_that_are_described(
    rule: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, keys = write(tmp_path, CASES[rule].bad), described()
    main([folder, "--json"])
    for found in json.loads(capsys.readouterr().out):
        assert set(found) == set(keys)
        assert [name for name, types in keys.items() if not isinstance(found[name], types)] == []
        assert all(set(fix) == {"file", "place", "old", "new"} for fix in found["fixes"])


def test_both_languages_are_given_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path, CASES["feel"].bad)
    main([folder, "--json", "--language", "both"])
    found = json.loads(capsys.readouterr().out)
    assert found
    assert all(set(one["message"]) == {"fa", "en"} for one in found)


def test_both_languages_are_for_json_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([write(tmp_path, CASES["feel"].bad), "--language", "both"])
    assert "--json" in capsys.readouterr().err
