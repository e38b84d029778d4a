"""Each fix that an example of a rule carries, once applied, makes its finding go away and brings no other."""

from collections import Counter
from collections.abc import Mapping

import pytest

from engine.findings import Finding, Fix
from engine.lint import lint
from engine.lint.messages.fixes import Locator, apply_fix
from forms import find_faults
from tests.unit.engine.lint.case import Case
from tests.unit.engine.lint.cases import CASES
from tests.unit.engine.lint.diagrams import form, process
from tests.unit.engine.lint.messages.fix_cases import FIX_CASES

ALL = {**CASES, **FIX_CASES}


def bundle_of(content: bytes | dict[str, bytes]) -> dict[str, bytes]:
    return content if isinstance(content, dict) else {"process.bpmn": content}


def findings(bundle: Mapping[str, bytes], case: Case) -> list[Finding]:
    return list(lint(bundle, publishing=case.publishing, desk=case.desk_of_bad, judges=[find_faults]))


def count(found: list[Finding]) -> Counter[tuple[str, str | None, str]]:
    return Counter((f.file, f.element, f.rule) for f in found)


@pytest.mark.parametrize("name", ALL)
def test_fix_takes_its_finding_away_and_brings_no_other(name: str) -> None:
    case = ALL[name]
    bundle = bundle_of(case.bad)
    before = findings(bundle, case)
    for finding in before:
        for fix in finding.fixes:
            after = findings({**bundle, fix.file: apply_fix(bundle[fix.file], fix)}, case)
            assert count(after) - count(before) == Counter()
            assert (
                count(before)[finding.file, finding.element, finding.rule]
                > count(after)[finding.file, finding.element, finding.rule]
            )


@pytest.mark.parametrize("name", FIX_CASES)
def test_usual_slip_has_a_fix(name: str) -> None:
    case = FIX_CASES[name]
    assert [fix for finding in findings(bundle_of(case.bad), case) for fix in finding.fixes] != []


def test_fix_says_where_in_each_kind_of_file() -> None:
    diagram = process("s:start g:xor a:task b:task e:end", "s>g g>a[x == 1] g>b[y] a>e b>e")
    asked = form({"type": "group", "components": [{"type": "text", "text": "{{ a == 1 }}", "id": "t"}]})
    letter = "title: {fa: الف, en: A}\nbody:\n  fa: |\n    خط\n    {{ a == 1 }}\n  en: B\n".encode()
    bundle = {"process.bpmn": diagram, "forms/f.form": asked, "letters/l.yaml": letter}
    found = {fix.file: fix for finding in lint(bundle) for fix in finding.fixes}
    assert found["process.bpmn"].place.startswith('//*[@id="g_a"]/*[local-name()="conditionExpression"')
    assert (found["process.bpmn"].old, found["process.bpmn"].new) == ("x == 1", "x = 1")
    assert found["forms/f.form"] == Fix(
        "forms/f.form", "/components/0/components/0/text", "{{ a == 1 }}", "{{ a = 1 }}"
    )
    assert found["letters/l.yaml"] == Fix("letters/l.yaml", "line:5", "a == 1", "a = 1")


def test_text_that_stands_twice_at_a_place_has_no_fix() -> None:
    twice = b"<a><b id='x' p='v' q='v'/><c id='y' p='w'/></a>"
    locator = Locator({"d.bpmn": twice, "l.yaml": b"a: '{{ x == 1 }} {{ x == 1 }}'", "bad.bpmn": b"<"})
    assert locator.fixes("d.bpmn", "x", (("v", "w"),)) == ()
    assert locator.fixes("d.bpmn", "y", (("v", "w"),)) == ()
    assert len(locator.fixes("d.bpmn", "y", (("w", "v"),))) == 1
    assert locator.fixes("l.yaml", "a", (("x == 1", "x = 1"),)) == ()
    assert locator.fixes("bad.bpmn", None, (("x", "y"),)) == ()
    assert locator.fixes("absent.bpmn", None, (("x", "y"),)) == ()


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("d.bpmn", "//*[@id='no']"),
        ("d.bpmn", "//*[@id='x']"),
        ("d.bpmn", "//*[@id='x']/@p"),
        ("f.form", "/a"),
        ("l.yaml", "line:1"),
        ("l.yaml", "line:9"),
    ],
)
def test_fix_that_doesnt_fit_changes_nothing(file: str, place: str) -> None:
    data = {"d.bpmn": b"<a><b id='x' p='v'>t</b></a>", "f.form": b'{"a": "b"}', "l.yaml": b"a: b"}[file]
    with pytest.raises(ValueError, match=r".+"):
        apply_fix(data, Fix(file, place, "other", "new"))
