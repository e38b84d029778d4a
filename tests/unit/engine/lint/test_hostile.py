"""Files of strangers that are meant to hurt, or are merely huge: refused or read, never a traceback."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from engine.__main__ import main
from engine.lint import lint
from engine.lint.gate import MAX_EXPRESSIONS
from tests.unit.engine.lint.diagrams import HEAD, process

RIGHT = process("s:start a:task e:end", "s>a a>e")
FLOW = b'<sequenceFlow id="s_a" sourceRef="s" targetRef="a">'
ATTRIBUTES = " ".join(f'a{number}="1"' for number in range(20_000))
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"


def entities(depth: int) -> bytes:
    lines = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10 if n else "ha"}">' for n in range(depth))
    return f"<!DOCTYPE d [{lines}]>".encode() + RIGHT.replace(b'name="p"', f'name="&x{depth - 1};"'.encode())


UNREADABLE: dict[str, bytes] = {
    "entity bomb": entities(30),
    "external entity": b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RIGHT.replace(b'"p"', b'"&x;"', 1),
    "external dtd": b'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">' + RIGHT,
    "parameter entity": b'<!DOCTYPE d [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>' + RIGHT,
    "dtd hidden in utf-7": b'<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE d+AD4-' + RIGHT,
    "dtd in utf-16": ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d>' + RIGHT.decode()).encode("utf-16"),
    "unknown encoding": b'<?xml version="1.0" encoding="martian"?>' + RIGHT,
    "codec that is no encoding": b'<?xml version="1.0" encoding="unicode_escape"?>' + RIGHT,
    "broken utf-8": RIGHT.replace(b'name="a"', b'name="\xff\xfe"'),
    "nul": RIGHT.replace(b"<startEvent", b"\0<startEvent"),
    "ten megabytes": RIGHT + b" " * 10_000_000,
    "a hundred thousand levels": b"<process>" * 100_000 + b"</process>" * 100_000,
    "a hundred thousand levels of ours": HEAD.encode() + b"<subProcess>" * 100_000,
    "twenty thousand attributes": RIGHT.replace(b'id="p"', f'id="p" {ATTRIBUTES}'.encode()),
    "half a file": RIGHT[:-30],
    "two roots": RIGHT + RIGHT,
    "nothing": b"",
    "blanks": b"   ",
    "archive": b"PK\x03\x04" + b"\0" * 100,
    "undefined prefix": RIGHT.replace(b"<startEvent", b"<x:startEvent"),
}
READABLE: dict[str, bytes] = {
    "huge attribute": RIGHT.replace(b'name="a"', b'name="' + b"x" * 5_000_000 + b'"'),
    "huge condition": RIGHT.replace(
        FLOW, FLOW + b"<conditionExpression>" + b"(" * 1_000_000 + b"</conditionExpression>"
    ),
    "huge juel": RIGHT.replace(FLOW, FLOW + b"<conditionExpression>${" + b"a+" * 500_000 + b"}</conditionExpression>"),
    "dollars": RIGHT.replace(FLOW, FLOW + b"<conditionExpression>" + b"${" * 500_000 + b"</conditionExpression>"),
    "flow to itself": process("s:start a:task e:end", "s>a a>a a>e"),
    "process that calls itself": process("s:start <callActivity id='a' calledElement='p'/>\ne:end", "s>a a>e"),
    "lane in itself": process(
        "<laneSet id='l'><lane id='n'><flowNodeRef>n</flowNodeRef></lane></laneSet>\ns:start e:end", "s>e"
    ),
    "references to everything": process(
        "s:start e:end "
        + "".join(f'<association id="x{n}" sourceRef="s" targetRef="x{n - 1}"/>' for n in range(20_000)),
        "s>e",
    ),
    "inputs without end": process(
        f's:start <userTask id="a" name="a" xmlns:c="{CAMUNDA}"><extensionElements><c:inputOutput>'
        + "".join(f'<c:inputParameter name="x{n}">${{y}}</c:inputParameter>' for n in range(1_000))
        + "</c:inputOutput></extensionElements></userTask>\ne:end",
        "s>a a>e",
    ),
    "everything leads everywhere": process(
        " ".join(f"t{n}:task" for n in range(120)), " ".join(f"t{a}>t{b}" for a in range(120) for b in range(120))
    ),
    "a hundred ways": process(
        "s:start o:or j:and e:end " + " ".join(f"t{n}:task" for n in range(100)),
        "s>o j>e " + " ".join(f"o>t{n}[x] t{n}>j" for n in range(100)),
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_file_that_hurts_is_refused_in_one_finding(name: str) -> None:
    (found,) = lint({"d.bpmn": UNREADABLE[name]})
    assert (found.rule, str(found.severity)) == ("unreadable", "error")


@pytest.mark.parametrize("name", READABLE)
def test_odd_file_is_judged(name: str) -> None:
    assert "unreadable" not in {found.rule for found in lint({"d.bpmn": READABLE[name]}, publishing=True)}


@pytest.mark.parametrize("name", [*UNREADABLE, *READABLE])
def test_command_line_never_shows_a_traceback(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "d.bpmn"
    file.write_bytes((UNREADABLE | READABLE)[name])
    code = main(["lint", str(file), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert code == int(any(one["severity"] == "error" for one in found))


def _scripts(count: int) -> bytes:
    """So many script tasks, each of 500 entries that nobody else has."""
    names = [f"t{each}" for each in range(count)]
    tasks = [
        f'<scriptTask id="{name}" name="{name}"><script>'
        f"{{{', '.join(f'{name}x{entry}: 1' for entry in range(500))}}}</script></scriptTask>"
        for name in names
    ]
    row = ["s", *names, "e"]
    return process("\n".join(["s:start", *tasks, "e:end"]), " ".join(f"{a}>{b}" for a, b in pairwise(row)))


def test_scripts_of_many_characters_are_refused_as_a_whole() -> None:
    (found,) = lint({"d.bpmn": _scripts(500)})
    assert (found.rule, str(found.severity)) == ("unreadable", "error")
    assert f"{MAX_EXPRESSIONS} characters" in found.message.en
    assert lint({"d.bpmn": _scripts(5)}) == ()
