"""The table of cases that server and browser share (tests/feel_cases.json), asked of the server."""

import json
from pathlib import Path

import pytest

from engine.feel import compile_expression, to_json

CASES = json.loads((Path(__file__).parents[3] / "feel_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["expression"])
def test_server_gives_the_value(case: dict[str, object]) -> None:
    data = case["data"]
    assert isinstance(data, dict)

    value = to_json(compile_expression(str(case["expression"])).evaluate(data, dates_as_text=True))

    assert json.dumps(value) == json.dumps(case["value"])


def test_each_difference_of_the_browser_has_its_reason() -> None:
    assert all(("browser" in case) == ("why" in case) for case in CASES)
    assert all(case["browser"] != case["value"] for case in CASES if "browser" in case)
