"""Every line `expression → value` in docs/feel.md is true, and every built-in function has one."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from engine.feel import compile_expression, compile_unary_tests, to_json
from engine.feel.library import LIBRARY

GUIDE = (Path(__file__).parents[4] / "docs" / "feel.md").read_text(encoding="utf-8")
NOW = datetime.fromisoformat("2026-11-24T09:30:00+03:30")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


CONTEXT = json.loads(_blocks("json")[0])
EXAMPLES = [tuple(line.rsplit(" → ", 1)) for block in _blocks("feel") for line in block.splitlines()]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[example[0] for example in EXAMPLES])
def test_guide_tells_the_value(text: str, expected: str) -> None:
    names = ["rate-a"]

    value, reasons = compile_expression(text, names).explain(CONTEXT, now=NOW)

    wanted = compile_expression(expected).evaluate({})
    assert (type(value), value) == (type(wanted), wanted)
    assert to_json(value) == to_json(wanted)
    assert bool(reasons) or value is not None or "null" in text


TESTS = re.findall(r"^\| `(.+?)` \| `(.+?)` \| (true|false|null) \|$", GUIDE, re.MULTILINE)


@pytest.mark.parametrize(("value", "tests", "outcome"), TESTS)
def test_guide_tells_the_outcome_of_unary_tests(value: str, tests: str, outcome: str) -> None:
    given = compile_expression(value).evaluate({})

    assert compile_unary_tests(tests).matches(given, {}) is {"true": True, "false": False, "null": None}[outcome]


def test_guide_has_a_table_of_unary_tests() -> None:
    assert len(TESTS) > 10


def test_guide_shows_every_function() -> None:
    shown = "\n".join(text for text, _ in EXAMPLES)

    missing = [name for name in LIBRARY if f"{name}(" not in shown]

    assert missing == []
