"""Decision models in a service whose data are known, and alone: variables, functions, kinds, dates, words in cells."""

import pytest

from engine.lint import lint
from tests.unit.engine.dmn.models import data, decision, literal, model, table
from tests.unit.engine.lint.findings import ERROR, WARNING
from tests.unit.engine.lint.types.services import about, service

RULES = ("unknown-variable", "unknown-function", "never-equal", "value-kind", "table-date", "table-cell", "table-type")
ASK = '<businessRuleTask id="r" miz:decision="d" miz:result="answer"/>'


def asked(body: str, *more: str, condition: str = "trees &gt; 1", requires: tuple[str, ...] = ()) -> dict[str, bytes]:
    """A service that asks a decision with this body."""
    return service(ASK, condition=condition, more={"rules.dmn": model(*more, decision("d", body, *requires))})


def one(column: str, *cells: str, policy: str = "FIRST") -> str:
    """A table with one input; each cell gives 1."""
    return table(policy, [column], ["size"], [[cell, "1"] for cell in cells])


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("trees", "> 3"),
        ("trees", "[1..trees]"),
        ("decision", '"accept", "refuse"'),
        ("decision", 'not("accept")'),
        ("agreed", "true"),
        ("date(born)", '> date("2008-01-01")'),
        ("count(papers)", "> 1"),
        ("name", "starts with(?, name)"),
        ("papers", 'list contains(?, "deed")'),
        ("trees", "null"),
        ("weather", "-"),
    ],
)
def test_right_cells_over_a_form_are_silent(column: str, cell: str) -> None:
    bundle = asked(one(column, cell, "-"))
    found = about(bundle, *RULES)
    assert [each.rule for each in found] == (["unknown-variable"] if column == "weather" else [])


@pytest.mark.parametrize(
    ("column", "cell", "rule", "said"),
    [
        ("tres", "> 3", "unknown-variable", "column “tres”: names the variable “tres”"),
        ("trees", "> tres", "unknown-variable", "rule 1, column “trees”"),
        ("trees", "> maximum(1, 2)", "unknown-function", "no function `maximum`"),
        ("trees", '"5"', "never-equal", "a number can't be compared with a text"),
        ("decision", '"acept"', "never-equal", 'Did you mean `"accept"`?'),
        ("decision", "accept", "table-cell", 'Did you mean `"accept"`'),
        ("trees", "100-1000", "table-cell", "[100..1000]"),
        ("trees", "1, 20 - 30", "table-cell", "[20..30]"),
        ("born", '> date("2008-01-01")', "table-date", 'typeRef="date"'),
        ("born", '[date("2008-01-01")..date("2010-01-01")]', "table-date", 'typeRef="date"'),
        ("at", '< time("08:00:00")', "table-date", 'typeRef="time"'),
        ("trees", "string length(?) > 3", "value-kind", "string must be a text"),
        ("name + trees", "-", "value-kind", "have no `+`"),
    ],
)
def test_wrong_cells_over_a_form_are_errors(column: str, cell: str, rule: str, said: str) -> None:
    (found,) = about(asked(one(column, cell, "-")), *RULES)
    assert (found.rule, found.file, found.element, found.severity) == (rule, "rules.dmn", "d", ERROR)
    assert said in found.message.en


def test_column_of_dates_is_told_once() -> None:
    (found,) = about(asked(one("born", '> date("2008-01-01")', '> date("2000-01-01")', "-")), *RULES)
    assert found.rule == "table-date"


def test_declared_types_make_dates_of_text() -> None:
    typed = one("born", '> date("2008-01-01")', "-").replace("<inputExpression>", '<inputExpression typeRef="date">')
    assert about(asked(typed), *RULES) == []
    required = asked(one("born", '> date("2008-01-01")', "-"), data("born", "date"), requires=("Input:born",))
    assert about(required, *RULES) == []
    untyped = asked(one("born", '> date("2008-01-01")', "-"), data("born"), requires=("Input:born",))
    assert [found.rule for found in about(untyped, *RULES)] == ["table-date"]


def test_constant_of_another_kind_than_the_declared_type_is_told_once() -> None:
    typed = one("trees", '"a"', "-").replace("<inputExpression>", '<inputExpression typeRef="number">')
    assert [found.rule for found in about(asked(typed), *RULES)] == ["table-type"]


@pytest.mark.parametrize(
    ("body", "condition", "rule"),
    [
        (table("FIRST", ["trees"], ["size"], [["> 3", '"big"'], ["-", '"small"']]), 'answer = "big"', None),
        (table("FIRST", ["trees"], ["size"], [["> 3", '"big"'], ["-", '"small"']]), 'answer = "bigg"', "never-equal"),
        (table("FIRST", ["trees"], ["a", "b"], [["> 3", "1", "2"]]), "answer.a = 1", None),
        (table("FIRST", ["trees"], ["a", "b"], [["> 3", "1", "2"]]), "answer.c = 1", "value-kind"),
        (table("FIRST", ["trees"], ["a", "b"], [["> 3", "1", "2"]]), 'answer.a = "1"', "never-equal"),
        (table("COLLECT", ["trees"], ["a"], [["> 3", '"x"']]), 'answer = "x"', "never-equal"),
        (table("COLLECT", ["trees"], ["a"], [["> 3", '"x"']]), 'list contains(answer, "x")', None),
        (table("COLLECT", ["trees"], ["a"], [["> 3", "2"]], aggregation="SUM"), "answer &gt; 1", None),
        (table("COLLECT", ["trees"], ["a"], [["> 3", "2"]], aggregation="SUM"), 'answer = "1"', "never-equal"),
        (table("FIRST", ["trees"], ["a"], [["> 3", '"x"']], default='"y"'), 'answer = "y"', None),
        (literal("trees * 2"), 'answer = "x"', "never-equal"),
        (literal('if agreed then "x" else "y"'), 'answer = "z"', "never-equal"),
        (literal('date("2026-01-01")'), "answer &lt; today()", None),
    ],
)
def test_kinds_of_what_a_decision_gives_are_known(body: str, condition: str, rule: str | None) -> None:
    found = about(asked(body, condition=condition), *RULES)
    assert [each.rule for each in found] == ([rule] if rule else [])


def test_decision_sees_what_it_requires_and_the_case() -> None:
    first = decision("size", table("FIRST", ["trees"], ["s"], [["> 3", '"big"'], ["-", '"small"']]))
    right = asked(one("size", '"big"', "-"), first, requires=("Decision:size",))
    wrong = asked(one("size", '"bigg"', "-"), first, requires=("Decision:size",))
    assert about(right, *RULES) == []
    assert [found.rule for found in about(wrong, *RULES)] == ["never-equal"]


def test_parameters_and_what_is_walked_through_are_names() -> None:
    function = (
        '<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="n"/>'
        f"{literal('n * trees')}</encapsulatedLogic></businessKnowledgeModel>"
    )
    walked = f"<in>{literal('papers')}</in><return>{literal('upper case(paper)')}</return>"
    loop = f'<for iteratorVariable="paper">{walked}</for>'
    kept = f"<filter><in>{literal('papers')}</in><match>{literal('kind = 1')}</match></filter>"
    calling = decision("e", literal("f(trees)"), "Knowledge:f")
    bundle = asked(loop, function, calling, decision("k", kept))
    assert about(bundle, *RULES) == []


@pytest.mark.parametrize(
    ("cell", "other", "told"),
    [
        ("> limit", "-", {}),  # whoever asks may have a limit
        ("big", '"small"', {"table-cell": WARNING}),
        ("big", "-", {}),
        ("True", "-", {"unknown-variable": ERROR}),
        ("is nothing(?)", "-", {"unknown-function": ERROR}),
        ("10-20", "-", {"table-cell": ERROR}),
        ('< date("2026-01-01")', "-", {"table-date": ERROR}),
        ('string length(?) + "a" = 3', "-", {"value-kind": ERROR}),
    ],
)
def test_lone_model_is_judged_by_what_it_says_itself(cell: str, other: str, told: dict[str, object]) -> None:
    lone = {"rules.dmn": model(decision("d", one("x", cell, other)))}
    assert {found.rule: found.severity for found in lint(lone) if found.rule in RULES} == told


def test_output_without_quotes_is_told() -> None:
    body = table("FIRST", ["trees"], ["size"], [["> 3", "big"], ["-", '"small"']])
    (found,) = about(asked(body), *RULES)
    assert (found.rule, found.severity) == ("table-cell", ERROR)
    assert "قاعدهٔ ۱، ستون «size»" in found.message.fa
