"""The list of what BPMN demands names rules that exist, and all that cite the specification."""

import re
from pathlib import Path

from engine.lint import RULES
from tests.unit.engine.lint.pages import PAGES

LIST = PAGES.parent / "bpmn-rules.md"
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def rows() -> list[tuple[str, str, str]]:
    found = [row for row in ROW.findall(LIST.read_text(encoding="utf-8")) if row[0] not in ("chapter", "---")]
    return [(chapter.strip(), demand.strip(), checked.strip()) for chapter, demand, checked in found]


def named() -> set[str]:
    return {rule for _, _, checked in rows() for rule in re.findall(r"`([\w-]+)`", checked.partition(" (")[0])}


def citing() -> set[str]:
    """The rules whose row in the overview cites a chapter of chapters 7 to 13, or the schema."""
    overview = (Path(PAGES) / "README.md").read_text(encoding="utf-8").partition("## The dialect")[0]
    cited = re.findall(r"^\| \[([\w-]+)\]\([^)]*\) \| ([^|]+) \|", overview, re.MULTILINE)
    return {rule for rule, chapter in cited if chapter.strip() != "–" and "DMN" not in chapter}


def test_each_demand_is_checked_by_a_rule_the_engine_or_has_a_reason() -> None:
    assert len(rows()) > 70
    for chapter, demand, checked in rows():
        rules = set(re.findall(r"`([\w-]+)`", checked))
        reason = re.match(r"not (run|checked): \S+", checked)
        assert rules & (set(RULES) | {"engine"}) or reason, (chapter, demand)


def test_no_rule_is_named_that_does_not_exist() -> None:
    assert named() - {"engine"} <= set(RULES)


def test_each_rule_that_cites_the_specification_is_named() -> None:
    assert citing() - named() == set()
    assert len(citing()) > 70
