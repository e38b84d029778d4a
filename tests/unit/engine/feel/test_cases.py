"""Tables of cases from chapter 10 of the specification: each line of `cases/*.txt` is `expression → JSON of its value`,
where SYNTAX stands for text that is no FEEL."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from engine.feel import FeelSyntaxError, compile_expression, to_json

NOW = datetime.fromisoformat("2026-11-24T09:30:00+03:30")
LINES = [
    (file.stem, line)
    for file in sorted((Path(__file__).parent / "cases").glob("*.txt"))
    for line in file.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("topic", "line"), LINES)
def test_case(topic: str, line: str) -> None:
    text, expected = line.rsplit(" → ", 1)

    if expected == "SYNTAX":
        with pytest.raises(FeelSyntaxError):
            compile_expression(text)
    else:
        value = to_json(compile_expression(text).evaluate({"x": None}, now=NOW))
        assert json.dumps(value, ensure_ascii=False) == expected, topic
