"""A lone diagram finds the processes that it calls in the diagrams beside it, and their decisions."""

from pathlib import Path

import pytest

from engine.__main__ import main
from engine.cli.called_files import called_files
from tests.unit.engine.dmn.models import decision, literal, model
from tests.unit.engine.lint.diagrams import HEAD, process

CALLING = process("s:start <callActivity id='a' calledElement='{}'/>\ne:end", "s>a a>e").decode()


def called(id_: str, nodes: str = "a:task", more: str = "") -> bytes:
    drawn = process(f"s:start {nodes}\ne:end", "s>a a>e").decode()
    return drawn.replace('id="p"', f'id="{id_}"').replace("</definitions>", f"{more}</definitions>").encode()


def write(folder: Path, **files: bytes) -> Path:
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder / "main.bpmn"


def test_called_process_beside_is_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main_file = write(tmp_path, main_bpmn=CALLING.replace("{}", "other").encode(), b_bpmn=called("other"))
    assert main(["run", str(main_file)]) == 0
    assert "other.a" in capsys.readouterr().out


def test_called_processes_call_on_and_name_decisions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calling = "<callActivity id='a' calledElement='last'/>"
    deciding = "<businessRuleTask id='a' miz:decision='d' miz:result='x'/>"
    main_file = write(
        tmp_path,
        main_bpmn=CALLING.replace("{}", "other").encode(),
        b_bpmn=called("other", calling),
        c_bpmn=called("last", deciding),
        rules_dmn=model(decision("d", literal("1 + 1"))),
    )
    assert main(["run", str(main_file)]) == 0
    assert "last.a" in capsys.readouterr().out


def test_the_process_that_is_called_runs_whatever_else_its_file_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = called("second").decode().partition(HEAD)[2].removesuffix("</definitions>").replace('"a"', '"b"')
    second = second.replace('id="s"', 'id="s2"').replace('"e"', '"e2"').replace('"s"', '"s2"')
    second = second.replace('"s_a"', '"s_b"').replace('"a_e"', '"b_e"')
    main_file = write(tmp_path, main_bpmn=CALLING.replace("{}", "second").encode(), b_bpmn=called("first", more=second))
    assert main(["run", str(main_file)]) == 0
    assert "second.b" in capsys.readouterr().out


def test_absent_and_unreadable_files_are_passed_by(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main_file = write(tmp_path, main_bpmn=CALLING.replace("{}", "other").encode(), b_bpmn=b"<", c_bpmn=called("third"))
    assert called_files(main_file) == {}
    assert main(["run", str(main_file)]) == 2
    assert "“other”" in capsys.readouterr().err


def test_first_file_by_name_counts_and_circles_end(tmp_path: Path) -> None:
    circle = "<callActivity id='a' calledElement='p'/>"
    main_file = write(
        tmp_path,
        main_bpmn=CALLING.replace("{}", "other").encode(),
        b_bpmn=called("other", circle),
        c_bpmn=called("other", "b:task"),
    )
    found = called_files(main_file)
    assert set(found) == {"called/other/process.bpmn"}
    assert b"callActivity" in found["called/other/process.bpmn"]
