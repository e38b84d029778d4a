"""What is told of conditions that are written as in other tools: JUEL, functions of Camunda, of Python."""

import pytest

from engine.feel.library import LIBRARY
from engine.lint.types.instead import INSTEAD
from tests.unit.engine.lint.types.services import about, service
from tests.unit.engine.lint.types.test_variables import KINDS, escaped


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        # converted as JUEL does
        ("${trees == '3'}", ""),
        ("${!agreed}", ""),
        ("${name == 5}", ""),
        ("${decision == 'accept'}", ""),
        ("${empty papers}", ""),
        ("${not empty name and name ne 'x'}", ""),
        # what no conversion helps
        ("${decision == 'acept'}", "never-equal"),
        ("${trees}", "value-kind"),
        ("${!papers}", "value-kind"),
        ("${agreed + 1 > 2}", "value-kind"),
        ("${tree > 1}", "unknown-variable"),
        ("${true}", "condition-value"),
    ],
)
def test_conditions_in_juel_are_judged_by_its_rules(condition: str, told: str) -> None:
    found = about(service(condition=escaped(condition)), *KINDS)
    assert [finding.rule for finding in found] == ([told] if told else [])


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ('get or else(name, "none") = "none"', ""),
        ("is defined(trees)", ""),
        ("not(is blank(name))", ""),
        ('count(extract(name, "a+")) > 1', ""),
        ("is empty(papers)", ""),
        ("get or else(trees, 0)", ""),
        ("is blank(trees)", "value-kind"),
        ('get value({a: {b: trees}}, ["a", "b"]) > 1', "value-kind"),
        ("uuid() = name", "unknown-function"),
        ("random number() > 0.5", "unknown-function"),
        ("assert(trees, trees > 1) > 1", "unknown-function"),
        ("fromAi(name) = name", "unknown-function"),
        ("len(papers) > 1", "unknown-function"),
    ],
)
def test_functions_of_camunda_run_or_are_named(condition: str, told: str) -> None:
    found = about(service(condition=escaped(condition)), *KINDS)
    assert [finding.rule for finding in found] == ([told] if told else [])


@pytest.mark.parametrize("name", sorted(INSTEAD))
def test_functions_of_other_languages_are_told_with_what_to_write(name: str) -> None:
    (found,) = about(service(condition=f"{name}(trees) = 1"), "unknown-function")
    fa, en = INSTEAD[name]
    assert f"`{name}`" in found.message.en
    assert (fa in found.message.fa, en in found.message.en) == (True, True)
    assert name not in LIBRARY
