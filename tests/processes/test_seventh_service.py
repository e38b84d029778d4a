"""A seventh service is data: the one that `docs/authoring.md` teaches is taken from that page, linted and walked.

No line of code knows of it."""

import json
import re
from pathlib import Path

import pytest
import yaml

import engine
from forms import parse_form
from tests.processes.bundles import DESK, ROOT, Walk, load_bundle, read_walks
from tests.processes.player import compare, play

GUIDE = ROOT / "docs" / "authoring.md"
#: a file of the example: its path in backquotes, a blank line, its content in a fence
_FILE = re.compile(r"^`((?:processes|forms)/hall-booking/\S+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def service(tmp_path: Path) -> Path:
    """The folder of a service that the desk has never seen; its forms are in `forms/hall-booking`."""
    for name, content in _FILE.findall(GUIDE.read_text(encoding="utf-8")):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "processes" / "hall-booking"


def forms_of(service: Path) -> Path:
    return service.parents[1] / "forms" / service.name


def walks_of(service: Path) -> dict[str, Walk]:
    return {walk.file: walk for walk in read_walks(service, forms_of(service))}


def test_the_gate_finds_nothing(service: Path) -> None:
    found = engine.lint(load_bundle(service, forms_of(service)), publishing=True, desk=DESK)
    assert [f"{f.element} {f.rule}: {f.message.en}" for f in found] == []


def test_its_walks_are_read_and_played(service: Path) -> None:
    walks = walks_of(service)
    assert set(walks) == {"booked", "refused", "withdrawn"}
    for walk in walks.values():
        compare(walk, play(walk))


def test_its_letter_tells_what_its_decision_table_computed(service: Path) -> None:
    texts = play(walks_of(service)["booked"]).texts
    body = next(text for kind, id_, language, text in texts if (kind, language) == ("letter", "en") and "Price" in text)
    assert "for 80 guests. Price: 1,600,000 rials" in body


def test_its_stages_are_derived_from_the_diagram(service: Path) -> None:
    facts = engine.parse(load_bundle(service, forms_of(service))).facts
    assert [stage.name.en for stage in facts.stages] == ["Asked", "Decided"]
    assert facts.response_time == "P3D"
    assert facts.start_form == "request"


def test_another_way_is_another_file_and_nothing_else(service: Path) -> None:
    path = service / "walks" / "booked.json"
    walk = json.loads(path.read_text(encoding="utf-8"))
    walk["start"]["answers"]["guests"] = 400
    (service / "walks" / "crowded.json").write_text(json.dumps(walk), encoding="utf-8")
    assert play(walks_of(service)["crowded"]).outcome == "granted"


def test_every_file_of_the_example_can_be_read(service: Path) -> None:
    package = yaml.safe_load((service / "package.yaml").read_text(encoding="utf-8"))
    assert package["title"] == {"fa": "رزرو سالن", "en": "Hall booking"}
    assert [field.key for field in parse_form((forms_of(service) / "request.form").read_bytes()).fields] == [
        "first_name",
        "wedding_day",
        "guests",
    ]
