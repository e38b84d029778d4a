"""Every behaviour of this folder, run by the command that a stranger would use; and the page that is written from
them."""

import json
from datetime import datetime

import pytest

from engine.__main__ import main
from tests.unit.engine.behaviour.behaviour import Behaviour
from tests.unit.engine.behaviour.catalogue import CATALOGUE
from tests.unit.engine.behaviour.document import PAGE, page

EVENTS = ("completed", "cancelled", "compensated")


@pytest.mark.parametrize("shown", CATALOGUE, ids=str)
def test_behaviour(shown: Behaviour, tmp_path, capsys):
    file = tmp_path / "a.bpmn"
    file.write_bytes(shown.xml)
    code = main(["run", str(file), *shown.arguments, "--json"])
    out, err = capsys.readouterr()
    if shown.refused:
        assert (code, out) == (2, "")
        assert shown.refused in err
        return
    assert code == 0, err
    result = json.loads(out)
    told = [" ".join(s["element"] for s in result["trace"] if s["event"] == event) for event in EVENTS]
    assert [*told, result["state"]] == [shown.done, shown.cancelled, shown.compensated, shown.state], result[
        "incidents"
    ]
    _expect_data_and_incidents(shown, result)


def _expect_data_and_incidents(shown: Behaviour, result: dict) -> None:
    data = shown.data or {}
    assert {name: result["data"].get(name) for name in data} == data
    incidents = [(incident["element"], incident["message"]) for incident in result["incidents"]]
    assert len(incidents) == (shown.incident is not None)
    if shown.incident is not None:
        element, words = shown.incident
        assert incidents[0][0] == element
        assert words in incidents[0][1]
    if shown.seconds is not None:
        first, last = (datetime.fromisoformat(result["trace"][end]["at"]) for end in (0, -1))
        assert (last - first).total_seconds() == shown.seconds


def test_no_two_behaviours_claim_the_same():
    assert len({str(shown) for shown in CATALOGUE}) == len(CATALOGUE)


def test_the_page_tells_what_the_tests_show():
    assert PAGE.read_text(encoding="utf-8") == page(), "write it again: python -m tests.unit.engine.behaviour.document"
