"""The gate as a whole: severities, the command line, bundles on disk, strangers' files."""

import json
from pathlib import Path

import pytest

from engine.cli.lint import main, read_bundle
from engine.lint import lint
from engine.model import Severity
from tests.unit.engine.lint.cases import GOOD, LINE
from tests.unit.engine.lint.diagrams import HEAD, form, process, text

WRONG = process("s:start g:xor a:task b:task e:end", "s>g g>a[x = = 1] g>b[y] a>e b>e")
SERVICES = sorted((Path(__file__).parents[4] / "processes").glob("*/process.bpmn"))


def write(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return str(path)


def test_what_only_execution_demands_is_a_warning_in_a_drawing() -> None:
    drawn = WRONG.replace(b'isExecutable="true"', b"")
    assert {f.severity for f in lint({"d.bpmn": WRONG})} == {Severity.ERROR}
    assert {f.severity for f in lint({"d.bpmn": drawn})} == {Severity.WARNING}


def test_certain_deadlock_is_an_error_and_a_possible_one_a_warning() -> None:
    fork = "s:start f:and a:task x:xor e2:end b:task j:and e:end"
    (found,) = lint({"d.bpmn": process(fork, "s>f f>a f>b a>x x>j[q] x>e2[not(q)] b>j j>e")})
    assert (found.rule, found.element, found.severity) == ("join-deadlock", "j", Severity.WARNING)


@pytest.mark.parametrize(
    ("nodes", "flows"),
    [
        ("s:start f:and a:task b:task c:task j:and k:and e:end", "s>f f>a f>b f>c a>j b>j j>k c>k k>e"),
        (
            "s:start m:xor f:and a:task b:task j:and x:xor e:end",
            "s>m m>f f>a f>b a>j b>j j>x x>m[again] x>e[not(again)]",
        ),
        ("s:start o:or a:task b:task j:or e:end", "s>o o>a[x] o>b[y] a>j b>j j>e"),
        (
            "s:start f:and a:task x:xor <endEvent id='t'><terminateEventDefinition/></endEvent>\nb:task j:and e:end",
            "s>f f>a f>b a>x x>j[q] x>t[not(q)] b>j j>e",
        ),
    ],
)
def test_sound_diagrams_raise_no_alarm(nodes: str, flows: str) -> None:
    assert lint({"d.bpmn": process(nodes, flows)}) == ()


def test_loop_over_a_person_without_exit_is_only_a_warning() -> None:
    found = lint({"d.bpmn": process("s:start a:user b:task e:end", "s>a a>b b>a")})
    assert {f.rule: f.severity for f in found if f.rule == "endless-loop"} == {"endless-loop": Severity.WARNING}


def test_correction_by_the_same_form_is_not_asking_twice() -> None:
    diagram = process(
        '<startEvent id="s" miz:form="f"/>\n<userTask id="a" name="a" miz:audience="applicant" miz:form="f"/>\ne:end',
        LINE,
    )
    assert lint({"process.bpmn": diagram, "forms/f.form": form(text("x"))}) == ()


def test_what_an_inquiry_gives_is_not_asked() -> None:
    diagram = process(
        '<startEvent id="s"/>\n<serviceTask id="i" miz:connector="registry"><extensionElements>'
        '<miz:output name="father_name" value="result.father"/></extensionElements></serviceTask>\n'
        '<userTask id="a" name="a" miz:audience="applicant" miz:form="f"/>\ne:end',
        "s>i i>a a>e",
    )
    asked = form(text("dad", properties={"profile": "father_name"}))
    (found,) = lint({"process.bpmn": diagram, "forms/f.form": asked})
    assert (found.rule, found.file, found.element) == ("asked-twice", "forms/f.form", "dad")


def test_messages_carry_the_name_in_each_language() -> None:
    (found,) = lint(
        {"d.bpmn": process("s:start <userTask id='a' name='بررسی' miz:en='Review' miz:duo='P1D'/>\ne:end", LINE)}
    )
    assert found.message.fa.startswith("«بررسی» (a):")
    assert found.message.en.startswith("“Review” (a):")
    assert "miz:due" in found.message.en


def test_foreign_attributes_and_elements_are_left_alone() -> None:
    foreign = process(
        "s:start <task id='a' xmlns:signavio='http://www.signavio.com' signavio:bgcolor='#fff'>"
        "<extensionElements>"
        "<signavio:signavioMetaData/></extensionElements></task>\ne:end",
        LINE,
    )
    assert lint({"d.bpmn": foreign}) == ()


def test_reference_into_an_imported_file_is_left_alone() -> None:
    found = lint(
        {
            "d.bpmn": process(
                "s:start <receiveTask id='a' messageRef='other:m' xmlns:other='urn:other'/>\ne:end", LINE, attributes=""
            )
        }
    )
    assert {f.rule for f in found} == {"not-executable"}


def test_exit_code_is_1_exactly_for_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, warned = (
        write(tmp_path, "good.bpmn", GOOD),
        write(tmp_path, "warned.bpmn", GOOD.replace(b'isExecutable="true"', b"")),
    )
    wrong, absent = write(tmp_path, "wrong.bpmn", WRONG), str(tmp_path / "absent.bpmn")
    assert [main([path]) for path in (good, warned, wrong, absent)] == [0, 0, 1, 1]
    assert main([good, wrong]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_json_tells_place_and_rule_of_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "wrong.bpmn", WRONG)
    main([path, "--json"])
    (found,) = json.loads(capsys.readouterr().out)
    assert {name: found[name] for name in ("file", "element", "rule", "severity")} == {
        "file": path,
        "element": "g_a",
        "rule": "feel",
        "severity": "error",
    }
    main([path, "--json", "--language", "fa"])
    assert "عبارت" in json.loads(capsys.readouterr().out)[0]["message"]
    main([write(tmp_path, "good.bpmn", GOOD), "--json"])
    assert json.loads(capsys.readouterr().out) == []


def test_folder_is_a_bundle_with_its_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "processes/x/process.bpmn", GOOD)
    write(tmp_path, "processes/x/letters/l.yaml", b"")
    write(tmp_path, "forms/x/f.form", b"{")
    assert set(read_bundle(tmp_path / "processes/x")) == {"process.bpmn", "letters/l.yaml", "forms/f.form"}
    assert main([str(tmp_path / "processes/x"), "--json"]) == 1
    rules = {found["rule"] for found in json.loads(capsys.readouterr().out)}
    assert {"form-unreadable", "outcome-missing", "stages-missing"} <= rules


def test_thousands_of_elements_are_linted() -> None:
    tasks = "".join(
        f'<task id="n{n}"/><sequenceFlow id="f{n}" sourceRef="n{n}" targetRef="n{n + 1}"/>' for n in range(3_000)
    )
    first = '<startEvent id="s"/><sequenceFlow id="first" sourceRef="s" targetRef="n0"/>'
    data = f'{HEAD}<process id="p" isExecutable="true">{first}{tasks}<endEvent id="n3000"/></process></definitions>'
    assert lint({"d.bpmn": data.encode()}) == ()


def test_too_many_findings_are_cut() -> None:
    tasks = "".join(f'<userTask id="n{n}"/>' for n in range(1_000))
    found = lint({"d.bpmn": process(f"s:start e:end {tasks}", "s>e")})
    assert len(found) < 700


@pytest.mark.parametrize("file", SERVICES, ids=lambda path: path.parent.name)
def test_our_own_services_have_no_error(file: Path) -> None:
    assert [f for f in lint(read_bundle(file.parent), publishing=True) if f.severity is Severity.ERROR] == []
