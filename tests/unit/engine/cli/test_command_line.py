"""`python -m engine run` and `fill`: what a stranger at the terminal and a writer of letters get."""

import json
from decimal import Decimal

import pytest

from engine import fill
from engine.__main__ import main
from engine.errors import EngineError
from tests.unit.engine.case_player import NOON, diagram
from tests.unit.engine.test_decisions import DMN

XML = diagram(
    '<startEvent id="start"/><endEvent id="end"/><userTask id="ask"/><serviceTask id="call" miz:connector="http"/>'
    '<exclusiveGateway id="g" default="g.ask.4"/><intermediateCatchEvent id="pause"><timerEventDefinition>'
    "<timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>",
    "start->ask, ask->call, call->pause, pause->g, g->ask, g->end: ok",
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.bpmn"
    path.write_bytes(XML)
    return str(path)


def ran(capsys, *arguments):
    code = main(["run", *arguments, "--json"])
    out, err = capsys.readouterr()
    return code, json.loads(out) if out else None, err


def test_run_plays_a_diagram_in_virtual_time(capsys, file):
    answers = {"ask": [{"ok": False}, {"ok": True}], "call": {"found": 1}}
    code, result, _ = ran(
        capsys, file, "--answers", json.dumps(answers), "--now", "2026-05-02T00:00:00Z", "--vars", '{"a":1}'
    )
    assert code == 0
    assert (result["state"], result["data"], result["incidents"]) == ("completed", {"a": 1, "ok": True, "found": 1}, [])
    done = [step["element"] for step in result["trace"] if step["event"] == "completed"]
    assert done == ["start", *["ask", "call", "pause", "g"] * 2, "end"]
    assert result["trace"][-1] == {
        "element": "end",
        "type": "endEvent",
        "event": "completed",
        "at": "2026-05-04T00:00:00+00:00",
    }


@pytest.mark.parametrize("arguments", [["--vars", "["], ["--vars", "1"], ["--now", "soon"], ["--process", "no"]])
def test_bad_arguments_exit_with_2_and_a_sentence(capsys, file, arguments):
    code, result, err = ran(capsys, file, *arguments)
    assert (code, result) == (2, None)
    assert err.startswith("run: ")
    assert "Traceback" not in err


@pytest.mark.parametrize("seconds", ["nan", "soon", ""])
def test_a_wait_that_is_no_length_of_time_is_refused(capsys, file, seconds):
    with pytest.raises(SystemExit) as refused:
        main(["run", file, "--max-wait", seconds])
    assert refused.value.code == 2
    assert "--max-wait" in capsys.readouterr().err


def test_bad_files_exit_with_2(capsys, tmp_path):
    bad = tmp_path / "bad.bpmn"
    bad.write_bytes(b"<a>")
    refused = tmp_path / "refused.bpmn"
    refused.write_bytes(diagram('<startEvent id="s"/><callActivity id="x" calledElement="gone"/>', "s->x"))
    for path in (bad, refused, tmp_path / "missing.bpmn", tmp_path):
        code, result, err = ran(capsys, str(path))
        assert (code, result) == (2, None)
        assert err


def test_a_wait_for_ever_and_an_incident_are_told(capsys, tmp_path):
    path = tmp_path / "b.bpmn"
    path.write_bytes(diagram('<startEvent id="s"/><receiveTask id="r" name="m"/><endEvent id="e"/>', "s->r, r->e"))
    assert ran(capsys, str(path))[1]["state"] == "waiting"
    path.write_bytes(
        diagram('<startEvent id="s"/><exclusiveGateway id="g"/><endEvent id="e"/>', "s->g, g->e: x, g->e: y")
    )
    _, result, _ = ran(capsys, str(path))
    assert (result["state"], result["incidents"][0]["element"]) == ("incident", "g")


MODEL = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="{}">{}</definitions>'
DECISION = (
    '<decision id="{0}" name="{0}"><variable name="{0}"/>{1}<literalExpression><text>{2}</text></literalExpression>'
    "</decision>"
)


def test_run_reads_the_decisions_beside_the_diagram_that_it_names_and_no_others(capsys, tmp_path):
    path = tmp_path / "b.bpmn"
    path.write_bytes(
        diagram(
            '<startEvent id="s"/><businessRuleTask id="r" miz:decision="fee" miz:result="fee"/><endEvent id="e"/>',
            "s->r, r->e",
        )
    )
    needs = '<informationRequirement><requiredDecision href="base#base"/></informationRequirement>'
    imports = '<import name="x" namespace="base" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'
    (tmp_path / "b.dmn").write_text(MODEL.format("b", imports + DECISION.format("fee", needs, "x.base + 1")))
    (tmp_path / "z.dmn").write_text(MODEL.format("base", DECISION.format("base", "", "41")))
    (tmp_path / "a.dmn").write_text(MODEL.format("other", DECISION.format("fee", "", "1 +")))
    (tmp_path / "broken.dmn").write_text("hello")

    code, result, err = ran(capsys, str(path))

    assert (code, result["data"], err) == (0, {"fee": 42}, "")


def test_decide_prints_what_came_out(capsys, tmp_path):
    path = tmp_path / "fees.dmn"
    path.write_text(DMN.replace("{limit}", "100"), encoding="utf-8")
    assert main(["decide", str(path), "--json", "--vars", '{"area": 300}']) == 0
    assert json.loads(capsys.readouterr().out)["result"] == 150
    assert main(["decide", str(path), "--decision", "no"]) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("decide: ")


def test_unknown_command_shows_the_usage(capsys):
    assert main(["fly"]) == 2
    assert main(["--help"]) == 0
    assert main([]) == 2
    assert "run,lint,decide,stages" in capsys.readouterr().err


def test_fill_puts_values_into_texts():
    data = {"name": "سارا", "fee": 12, "code": "{{ name }}"}
    assert fill("{{ name }}: {{fee * 2}} {{ missing }}.", data, now=NOON) == "سارا: 24 ."
    assert fill("{{ code }}", data, now=NOON) == "{{ name }}"
    shown = fill("{{ fee }}", data, now=NOON, show=lambda value: f"<{type(value).__name__}>")
    assert shown == f"<{Decimal.__name__}>"
    with pytest.raises(EngineError):
        fill("{{ 1 + }}", data, now=NOON)
