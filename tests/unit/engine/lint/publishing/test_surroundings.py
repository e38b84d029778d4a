"""Names of the desk: roles, candidates and connectors that are there, aren't, or are nobody's."""

import json
from pathlib import Path

import pytest

from engine.cli.lint import main
from engine.lint import lint
from engine.lint.publishing.surroundings import named_candidates
from tests.unit.engine.lint.diagrams import process
from tests.unit.engine.lint.findings import ERROR, WARNING, told
from tests.unit.engine.lint.publishing.desk_cases import DESK, asking, laned, offered

LINE = "s>a a>e"


def test_role_that_nobody_holds_now_is_only_a_warning() -> None:
    assert told("role-unknown", laned("miz:role='expert'"), desk=DESK) == {"k": WARNING}
    assert told("role-unknown", laned("miz:role='karshenas'"), desk=DESK) == {"k": ERROR}
    assert told("role-unknown", laned("miz:role=' clerk '"), desk=DESK) == {}


def test_slip_in_a_role_is_told_with_what_was_meant() -> None:
    (found,) = [f for f in lint({"d.bpmn": laned("miz:role='supervisr'")}, desk=DESK) if f.rule == "role-unknown"]
    assert "“supervisor”?" in found.message.en
    assert "«supervisor»" in found.message.fa


@pytest.mark.parametrize(
    ("candidates", "severity"),
    [
        ('"clerk"', None),
        ('["clerk", "supervisor"]', None),
        ('"archive"', None),
        ('"p-17"', None),
        ('["p-18"]', ERROR),
        ('flatten([["clerk"], ["nobody"]])', ERROR),
        ('"expert"', WARNING),
        ("[]", None),
        ("null", None),
        ("chosen", None),
        ("[first, second]", None),
        ("clerk", ERROR),
        ('if amount > 5 then "x" else "y"', None),
    ],
)
def test_candidates_are_roles_groups_or_members_of_staff(candidates: str, severity: object) -> None:
    diagram = offered(candidates.replace(">", "&gt;"))
    assert told("candidate-unknown", diagram, desk=DESK) == ({} if severity is None else {"a": severity})


@pytest.mark.parametrize(
    "words",
    [
        "xmlns:c='http://camunda.org/schema/1.0/bpmn' c:candidateGroups='{}'",
        "xmlns:c='http://activiti.org/bpmn' c:candidateGroups='{}'",
        "xmlns:c='http://flowable.org/bpmn' c:candidateUsers='{}'",
    ],
)
def test_groups_of_other_modelers_are_looked_at_as_well(words: str) -> None:
    assert told("candidate-unknown", laned("miz:role='clerk'", words.format("clerk, supervisor")), desk=DESK) == {}
    assert told("candidate-unknown", laned("miz:role='clerk'", words.format("sales")), desk=DESK) == {"a": ERROR}


def test_groups_of_camunda_8_are_looked_at_as_well() -> None:
    def assigned(groups: str) -> bytes:
        task = (
            "<userTask id='a' name='a' miz:audience='staff'><extensionElements><z:assignmentDefinition "
            f"xmlns:z='http://camunda.org/schema/zeebe/1.0' candidateGroups='{groups}'/></extensionElements></userTask>"
        )
        return process(f"s:start {task}\ne:end", LINE)

    assert told("candidate-unknown", assigned('=["clerk"]'), desk=DESK) == {}
    assert told("candidate-unknown", assigned("clerk,sales"), desk=DESK) == {"a": ERROR}


def test_candidates_take_no_long_computation() -> None:
    assert named_candidates("for i in 1..1000000000 return string(i)") == ()


def test_connector_is_looked_at_on_every_task_that_asks_one() -> None:
    assert told("connector-unknown", asking("inquiry"), desk=DESK) == {}
    for kind in ("serviceTask", "sendTask", "businessRuleTask"):
        diagram = asking("htttp").replace(b"serviceTask", kind.encode())
        assert told("connector-unknown", diagram, desk=DESK) == {"a": ERROR}
    topic = "<serviceTask id='a' xmlns:c='http://camunda.org/schema/1.0/bpmn' c:type='external' c:topic='tax'/>"
    assert told("connector-unknown", process(f"s:start {topic}\ne:end", LINE), desk=DESK) == {"a": ERROR}


def test_what_is_only_drawn_asks_for_nothing_of_a_desk() -> None:
    for diagram in (laned("miz:role='x'"), offered('"x"'), asking("x")):
        drawn = diagram.replace(b'isExecutable="true"', b"")
        assert {f.rule for f in lint({"d.bpmn": drawn}, desk=DESK)} <= {"not-executable", "effect-missing"}


def test_without_a_desk_the_unchecked_names_are_told_once() -> None:
    diagram = laned("miz:role='clrek'", "miz:candidates='\"sales\"'")
    found = [f for f in lint({"process.bpmn": diagram}, publishing=True) if f.rule == "desk-unchecked"]
    assert [(f.severity, f.element) for f in found] == [(WARNING, None)]
    assert "languages, roles (clrek), candidates (sales)." in found[0].message.en
    assert told("desk-unchecked", diagram) == {}


@pytest.mark.parametrize(
    ("diagram", "found"),
    [
        (laned(""), True),
        (laned("", "miz:candidates='\"clerk\"'"), False),
        (laned("", "miz:candidates='\"p-17\"'"), True),
        (laned("", "miz:candidates='someone'"), True),
        (laned("").replace(b"userTask", b"manualTask"), True),
        (laned("").replace(b"miz:audience='staff'", b"miz:audience='applicant'"), False),
        (laned("").replace(b"userTask", b"manualTask").replace(b"miz:audience='staff'", b""), True),
    ],
)
def test_staff_work_is_somebodys(diagram: bytes, found: bool) -> None:
    assert told("lane-role-missing", diagram, publishing=True, desk=DESK) == ({"a": ERROR} if found else {})


def test_desk_is_read_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    diagram, desk = tmp_path / "d.bpmn", tmp_path / "desk.json"
    diagram.write_bytes(asking("inqiry"))
    desk.write_text(json.dumps({"connectors": ["inquiry"]}))
    assert main([str(diagram), "--desk", str(desk)]) == 1
    assert "[connector-unknown]" in capsys.readouterr().out
    assert main([str(diagram)]) == 0
    desk.write_text('{"connector": []}')
    with pytest.raises(SystemExit):
        main([str(diagram), "--desk", str(desk)])
    assert "a desk has no “connector”" in capsys.readouterr().err
