"""`decide` on the command line: JSON alone on stdout, exact numbers, ISO 8601 both ways, plain errors."""

import json
from pathlib import Path

import pytest

from engine.__main__ import main
from tests.unit.engine.dmn.models import NAMESPACE, data, decision, literal, model, table

LIBRARY = model(decision("rate", literal("0.1"))).replace(b"urn:m", b"urn:lib")
MAIN = model(
    f'<import name="lib" namespace="urn:lib" importType="{NAMESPACE}"/>',
    data("born", "date"),
    data("n", "number"),
    decision("adult on", literal('born + @"P18Y"'), "Input:born"),
    decision("third", literal("n / 3"), "Input:n"),
    decision("wrong", literal('n + "a"'), "Input:n"),
    decision("taxed", literal("lib.rate * n"), "Input:n").replace(
        "<literalExpression>",
        '<informationRequirement><requiredDecision href="urn:lib#rate"/></informationRequirement><literalExpression>',
    ),
    decision("endless", literal("count(for i in 1..100000, j in 1..100000 return i)")),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "aside.dmn").write_bytes(b"no model at all")
    (tmp_path / "library.dmn").write_bytes(LIBRARY)
    (tmp_path / "main.dmn").write_bytes(MAIN)
    return tmp_path / "main.dmn"


@pytest.mark.parametrize(
    ("wanted", "given", "printed"),
    [
        ("adult on", '{"born": "2000-02-29"}', '{"result": "2018-02-28", "messages": []}'),
        ("third", '{"n": 1}', '{"result": 0.3333333333333333333333333333333333, "messages": []}'),
        ("taxed", '{"n": 0.12345678901234567890123}', '{"result": 0.012345678901234567890123, "messages": []}'),
        ("taxed", '{"n": 1e300}', '{"result": 1E+299, "messages": []}'),
        ("wrong", '{"n": 1}', '{"result": null, "messages": ["number + string has no result"]}'),
        ("endless", "{}", '{"result": null, "messages": ["the expression takes too many steps"]}'),
    ],
)
def test_one_decision(file: Path, capsys: pytest.CaptureFixture[str], wanted: str, given: str, printed: str) -> None:
    code = main(["decide", str(file), "--decision", wanted, "--vars", given, "--json"])

    assert (code, capsys.readouterr().out) == (0, printed + "\n")


def test_all_decisions(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["decide", str(file), "--all", "--vars", '{"n": 3, "born": "yesterday"}', "--json"])

    results = json.loads(capsys.readouterr().out)["results"]
    assert code == 0
    assert results["third"] == {"result": 1, "messages": []}
    assert results["adult on"]["messages"][0] == "input born: 'yesterday' is not a date"
    assert list(results) == ["adult on", "third", "wrong", "taxed", "endless"]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("aside.dmn", ["--all"]),
        ("absent.dmn", ["--all"]),
        ("main.dmn", ["--decision", "nothing of that name"]),
        ("main.dmn", []),
        ("main.dmn", ["--all", "--vars", "[1]"]),
        ("main.dmn", ["--all", "--vars", '{"n": NaN}']),
        ("main.dmn", ["--all", "--now", "today"]),
    ],
)
def test_what_cannot_be_done_is_said_on_stderr(
    file: Path, capsys: pytest.CaptureFixture[str], name: str, arguments: list[str]
) -> None:
    code = main(["decide", str(file.parent / name), *arguments, "--json"])

    printed = capsys.readouterr()
    assert (code, printed.out) == (2, "")
    assert printed.err.splitlines()[-1].startswith("decide: ")


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("is blnk(?)", "[unknown-function] d: rule 1, column “x”: FEEL has no function `is blnk`"),
        ("> limit", "d: rule 1, column “x”: the variable “limit” is not given"),
        ("> lenght", "the variable “lenght” is not given, and nothing in the file sets it. Did you mean “length”?"),
        ('> date("2008-01-01")', "[table-date]"),
        ("100-1000", "[table-cell]"),
        ("1,000", "[table-cell]"),
    ],
)
def test_what_a_lone_file_does_not_know_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], cell: str, told: str
) -> None:
    file = tmp_path / "lone.dmn"
    file.write_bytes(model(decision("d", table("FIRST", ["x"], ["r"], [[cell, "1"], ["-", "2"]]))))

    code = main(["decide", str(file), "--vars", '{"x": "2018-06-09", "length": 1}'])

    printed = capsys.readouterr()
    assert (code, printed.out) == (0, "d: 2\n")
    assert told in printed.err


def test_what_is_given_or_declared_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = [["> limit", "1"], ["is blank(?)", "rate"], ["-", "2"]]
    file = tmp_path / "lone.dmn"
    file.write_bytes(
        model(
            data("limit"),
            decision("rate", literal("3")),
            decision("d", table("FIRST", ["x"], ["r"], rules), "Input:limit", "Decision:rate"),
        )
    )

    code = main(["decide", str(file), "--decision", "d", "--vars", '{"x": 7, "limit": 5}'])

    assert (code, capsys.readouterr()) == (0, ("d: 1\n", ""))
