"""Every rule has its page, fires on a diagram that breaks it and is silent on one that doesn't."""

import pytest

from engine.desk import Desk
from engine.lint import RULES, LintRule, lint
from forms import find_faults
from tests.unit.engine.lint.cases import CASES, GOOD
from tests.unit.engine.lint.pages import PAGES, examples, written


def rules_of(content: bytes | dict[str, bytes], *, publishing: bool, desk: Desk | None) -> set[str]:
    bundle = content if isinstance(content, dict) else {"process.bpmn": content}
    return {finding.rule for finding in lint(bundle, publishing=publishing, desk=desk, judges=[find_faults])}


@pytest.mark.parametrize("rule", RULES)
def test_rule_fires_where_it_is_broken(rule: str) -> None:
    case = CASES[rule]
    assert rule in rules_of(case.bad, publishing=case.publishing, desk=case.desk_of_bad)


@pytest.mark.parametrize("rule", RULES)
def test_rule_is_silent_where_it_is_kept(rule: str) -> None:
    case = CASES[rule]
    assert rule not in rules_of(case.good, publishing=case.publishing, desk=case.desk)


@pytest.mark.parametrize("rule", [rule for rule, case in CASES.items() if not case.publishing])
def test_diagram_that_keeps_the_rule_breaks_no_other(rule: str) -> None:
    remarks = {"event-without-reference", "not-executable", "no-process", "element-order"}
    assert rules_of(CASES[rule].good, publishing=False, desk=CASES[rule].desk) <= remarks


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_its_page(rule: str) -> None:
    page = (PAGES / f"{rule}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {rule}\n")


def test_no_page_or_case_without_rule() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} - {"README"} == set(RULES) == set(CASES)


@pytest.mark.parametrize("rule", [rule for rule, case in CASES.items() if rule != "unreadable"])
def test_messages_name_the_matter_in_both_languages(rule: str) -> None:
    bad, desk = CASES[rule].bad, CASES[rule].desk_of_bad
    for finding in lint(bad if isinstance(bad, dict) else {"process.bpmn": bad}, publishing=True, desk=desk):
        assert any("\u0600" <= sign <= "\u06ff" for sign in finding.message.fa)
        assert finding.message.en[-1] in ".?"


def test_good_diagram_has_no_finding() -> None:
    assert lint({"process.bpmn": GOOD}) == ()


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_overview_lists_the_rule_with_its_severity(rule: LintRule) -> None:
    overview = (PAGES / "README.md").read_text(encoding="utf-8")
    (line,) = [line for line in overview.splitlines() if line.startswith(f"| [{rule.id}]({rule.id}.md) |")]
    severity = line.split(" | ")[-2]
    assert severity.startswith(str(rule.severity))
    assert ("publishing" in severity) >= rule.publishing


@pytest.mark.parametrize("rule", RULES)
def test_page_shows_a_diagram_that_breaks_the_rule_and_one_that_keeps_it(rule: str) -> None:
    page = (PAGES / f"{rule}.md").read_text(encoding="utf-8")
    assert page == written(rule) + examples(rule)
