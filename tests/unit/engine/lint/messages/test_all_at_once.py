"""All findings of a bundle at once, worst first; what can't be read makes nothing else look wrong."""

from pathlib import Path

import pytest

from engine.cli.lint import read_bundle
from engine.findings import Finding
from engine.lint import lint
from engine.lint.messages.order import worst_first
from engine.model import Bilingual, Severity
from forms import find_faults
from tests.unit.engine.lint.cases import GOOD, served
from tests.unit.engine.lint.diagrams import form, process, text

PROCESSES = Path(__file__).parents[5] / "processes"
SERVICE = PROCESSES / "business-licence"
FILES = sorted(name for name in read_bundle(SERVICE) if name != "package.yaml")


def finding(file: str, rule: str = "feel", severity: Severity = Severity.ERROR, line: int | None = None) -> Finding:
    return Finding(file, None, rule, severity, Bilingual("", ""), line=line)


def test_worst_comes_first_then_the_diagram_then_by_line() -> None:
    warned = finding("process.bpmn", severity=Severity.WARNING, line=1)
    late, early = finding("process.bpmn", line=9), finding("process.bpmn", line=2)
    blind, letter = finding("letters/a.yaml", "text-unreadable"), finding("letters/a.yaml")
    asked, package = finding("forms/a.form"), finding("package.yaml")
    expected = (blind, early, late, asked, letter, package, warned)
    assert worst_first([warned, package, late, letter, asked, early, blind]) == expected


def test_lint_sorts_its_findings() -> None:
    diagram = process("s:start <userTask id='a'/>\ng:xor e:end", "s>a a>g g>e[x = ] g>e")
    found = lint(served(diagram, f=b"{"), publishing=True, judges=[find_faults])
    assert found == worst_first(found)
    assert found[0].rule == "form-unreadable"
    assert {f.severity for f in found} == {Severity.ERROR, Severity.WARNING}


@pytest.mark.parametrize("file", FILES)
def test_broken_file_is_told_alone(file: str) -> None:
    bundle = read_bundle(SERVICE)
    rest = {(f.file, f.rule, f.element) for f in lint(bundle, publishing=True)}
    broken = {**bundle, file: b"\xff" + bundle[file]}
    found = [f for f in lint(broken, publishing=True) if (f.file, f.rule, f.element) not in rest]
    assert [f.file for f in found] == [file]


@pytest.mark.parametrize("form", [name for name in FILES if name.endswith(".form")])
def test_absent_form_is_told_alone(form: str) -> None:
    bundle = read_bundle(SERVICE)
    rest = {(f.file, f.rule, f.element) for f in lint(bundle, publishing=True)}
    found = [
        f
        for f in lint({name: data for name, data in bundle.items() if name != form}, publishing=True)
        if (f.file, f.rule, f.element) not in rest
    ]
    assert {f.rule for f in found} == {"form-missing"}


def test_faults_of_forms_stand_beside_all_others() -> None:
    diagram = process("<startEvent id='s' miz:form='f'/>\n<userTask id='a'/>\ne:end", "s>a a>e")
    asked = form(text("x", validate={"pattern": "("}), {"type": "datetime", "key": "y", "layout": {"columns": 99}})
    found = lint(served(diagram, f=asked), publishing=True, judges=[find_faults])
    told = [(f.file, f.element) for f in found if f.rule == "form-refused"]
    assert told == [("forms/f.form", "x"), ("forms/f.form", "y")]
    assert {"audience-missing", "outcome-missing"} <= {f.rule for f in found}


def test_judge_says_nothing_again_that_a_rule_has_said() -> None:
    unknown = {"type": "iframe", "key": "z", "url": "https://example.org"}
    found = lint(served(GOOD, f=form(unknown)), judges=[find_faults])
    assert [(f.rule, f.element) for f in found] == [("form-component", "z")]


@pytest.mark.parametrize("words", ['isExecutable="false"', ""])
def test_service_that_isnt_executable_is_judged_like_one_that_is(words: str) -> None:
    wrong = "<startEvent id='s'/>\n<userTask id='a' name='a'/>\n<endEvent id='e'/>"
    meant = process(wrong, "s>a a>e")
    drawn = meant.replace(b'isExecutable="true"', words.encode())
    assert drawn != meant
    rules = {f.rule for f in lint({"process.bpmn": meant}, publishing=True)}
    assert {f.rule for f in lint({"process.bpmn": drawn}, publishing=True)} == {*rules, "not-executable"}
    assert {"start-form-missing", "outcome-missing", "audience-missing"} <= rules


def test_form_that_a_misspelt_name_means_isnt_unused_as_well() -> None:
    diagram = process("<startEvent id='s' miz:form='aplication'/>\na:task e:end", "s>a a>e")
    bundle = {"process.bpmn": diagram, "forms/application.form": form(text("x")), "forms/other.form": form(text("x"))}
    found = [(f.rule, f.file) for f in lint(bundle, publishing=True) if f.rule in ("form-missing", "form-unused")]
    assert found == [("form-missing", "process.bpmn"), ("form-unused", "forms/other.form")]


def test_form_that_the_diagram_names_by_its_id_is_told_to_be_renamed() -> None:
    diagram = process("<startEvent id='s' miz:form='first'/>\na:task e:end", "s>a a>e")
    bundle = {"process.bpmn": diagram, "forms/form_1.form": b'{"id": "first", "components": []}'}
    (found,) = [f for f in lint(bundle, publishing=True) if f.rule == "form-id"]
    assert (found.severity, found.file) == (Severity.ERROR, "forms/form_1.form")
    assert "forms/first.form" in found.message.fa
    assert "forms/first.form" in found.message.en
