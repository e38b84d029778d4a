"""Every rule is told in both languages: title, what it finds, what comes of it, what to do."""

import pytest

from engine.findings import Finding
from engine.lint import RULES, lint
from engine.lint.messages.rule_texts import RULE_TEXTS, RuleText, with_rule_texts
from engine.model import Bilingual, Severity
from tests.unit.engine.lint.cases import CASES
from tests.unit.engine.lint.messages.languages import foreign_words


def test_every_rule_has_its_texts() -> None:
    assert set(RULE_TEXTS) == set(RULES)


@pytest.mark.parametrize("text", RULE_TEXTS.values(), ids=RULE_TEXTS.keys())
def test_texts_are_whole_and_of_one_language(text: RuleText) -> None:
    for told in (text.title, text.what, text.consequence, text.remedy):
        assert all(told)
        assert foreign_words(told) == ([], [])
    assert not text.title.fa.endswith(".")
    assert not text.title.en.endswith(".")
    for told in (text.what, text.consequence, text.remedy):
        assert told.fa.rstrip()[-1] in ".؟!)"
        assert told.en.rstrip()[-1] in ".?!)"


def test_titles_tell_rules_apart() -> None:
    for number in (0, 1):
        titles = [text.title[number] for text in RULE_TEXTS.values()]
        assert [title for title in titles if titles.count(title) > 1] == []


@pytest.mark.parametrize("rule", [rule for rule in RULE_TEXTS if rule not in ("form-refused",)])
def test_findings_say_what_comes_of_them(rule: str) -> None:
    case = CASES[rule]
    bundle = case.bad if isinstance(case.bad, dict) else {"process.bpmn": case.bad}
    found = [f for f in lint(bundle, publishing=case.publishing, desk=case.desk_of_bad) if f.rule == rule]
    assert found
    assert all(f.consequence and f.remedy for f in found)


def test_finding_may_say_otherwise_than_its_rule() -> None:
    own = Bilingual("خود", "own")
    finding = Finding("f", None, "feel", Severity.ERROR, own, consequence=own)
    assert with_rule_texts(finding).consequence == own
    assert with_rule_texts(finding).remedy == RULE_TEXTS["feel"].remedy
    unknown = Finding("f", None, "new-rule", Severity.ERROR, own)
    assert with_rule_texts(unknown) == unknown
