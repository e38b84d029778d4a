"""Names that lead out of a bundle, or that no upload would take, are refused."""

import pytest

from engine.lint import lint
from tests.unit.engine.lint.cases import GOOD


def told(file: str) -> list[str]:
    return [found.rule for found in lint({"process.bpmn": GOOD, file: b"{}"}) if found.rule == "file-path"]


ELSEWHERE = [
    *("forms/../x", "../x.form", "/x.form", "forms//x.form", "./x.form", "forms/"),
    *("forms\\x.form", "c:x.form", "a\u200e.form", "x" * 201),
]


@pytest.mark.parametrize("file", ELSEWHERE)
def test_name_that_leads_elsewhere_is_refused(file: str) -> None:
    assert told(file) == ["file-path"]


@pytest.mark.parametrize("file", ["forms/x.form", "forms/درخواست.form", "forms/a b.form", "a..b.form", ".hidden"])
def test_plain_name_is_fine(file: str) -> None:
    assert told(file) == []
