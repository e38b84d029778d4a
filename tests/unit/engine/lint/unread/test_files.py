"""Files of a bundle, letters, notices and decisions that nothing reads."""

import pytest

from engine.lint import lint
from engine.model import Severity
from tests.unit.engine.dmn.models import decision, literal, model
from tests.unit.engine.lint.diagrams import process
from tests.unit.engine.lint.unread.file_cases import LETTER, bundle


def told(files: dict[str, bytes]) -> list[tuple[str, str | None, str]]:
    found = [one for one in lint(files, publishing=True) if one.rule == "file-unused"]
    assert {one.severity for one in found} <= {Severity.WARNING}
    return [(one.file, one.element, one.message.en) for one in found]


@pytest.mark.parametrize(
    ("file", "meant"),
    [
        ("letter/no.yaml", "letters/no.yaml"),
        ("request.form", "forms/request.form"),
        ("notice.yaml", "notices.yaml"),
        ("packages.yaml", "package.yaml"),
    ],
)
def test_a_file_that_lies_astray_is_told_with_its_place(file: str, meant: str) -> None:
    ((where, _, text),) = told({**bundle(), file: b"{}"})
    assert where == file
    assert f"Did you mean “{meant}”?" in text


@pytest.mark.parametrize(
    "file", ["plan.svg", "docs/plan.png", "walks/w.json", "called/other/process.bpmn", "README.md"]
)
def test_pictures_walks_and_called_services_are_not_told(file: str) -> None:
    assert told({**bundle(), file: b"{}"}) == []


def test_a_second_diagram_is_told() -> None:
    assert [file for file, _, _ in told({**bundle(), "draft.bpmn": process("s:start e:end", "s>e")})] == ["draft.bpmn"]


def test_a_letter_that_no_end_sends_is_told() -> None:
    ((file, _, text),) = told(bundle(letters__no=LETTER))
    assert (file, "No end sends" in text) == ("letters/no.yaml", True)


def test_a_notice_that_no_task_sends_is_told_by_its_name() -> None:
    ((file, place, _),) = told(bundle(notices="sent: {fa: x, en: x}\n"))
    assert (file, place) == ("notices.yaml", "sent")
    sends = process("s:start <sendTask id='a' name='a' miz:notice='sent'/>\ne:end", "s>a a>e")
    assert told({"process.bpmn": sends, "notices.yaml": b"sent: {fa: x, en: x}\n"}) == []


def test_a_decision_file_that_nothing_asks_is_told_unless_another_imports_it() -> None:
    asks = process("s:start <businessRuleTask id='a' name='a' miz:decision='d' miz:result='r'/>\ne:end", "s>a a>e")
    rules, other = model(decision("d", literal("1"))), model(decision("x", literal("1"))).replace(b"urn:m", b"urn:o")
    assert [file for file, _, _ in told({"process.bpmn": asks, "r.dmn": rules, "o.dmn": other})] == ["o.dmn"]
    imports = rules.replace(
        b"<decision",
        b'<import name="o" namespace="urn:o" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/><decision',
        1,
    )
    assert told({"process.bpmn": asks, "r.dmn": imports, "o.dmn": other}) == []


def test_a_file_looked_at_alone_is_unused_by_nobody() -> None:
    assert told({"draft.bpmn": process("s:start e:end", "s>e")}) == []
    assert told({"rules.dmn": model(decision("d", literal("1")))}) == []
