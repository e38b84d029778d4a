"""What is asked in the lists of a form is known wherever it is read, and FEEL within them knows its entry."""

from typing import Any

import pytest

from tests.unit.engine.lint.diagrams import form, text
from tests.unit.engine.lint.types.services import about, service

KINDS = ("unknown-variable", "unknown-function", "never-equal", "value-kind", "condition-value")
OWNERS: list[Any] = [
    text("name"),
    {"type": "number", "key": "share"},
    {"type": "dynamiclist", "path": "heirs", "components": [{"type": "number", "key": "part"}]},
]


@pytest.mark.parametrize(
    ("condition", "rule"),
    [
        ("owners[1].share &gt; 1", None),
        ("sum(owners.share) &gt; 1", None),
        ("sum(for o in owners return sum(o.heirs.part)) = 1", None),
        ("owners[1].nme = null", "value-kind"),
        ('owners[1].share = "1"', "never-equal"),
        ("sum(owners.shares) = 1", "value-kind"),
        ("owners[1].heirs[1].share = 1", "value-kind"),
        ("owner[1].share = 1", "unknown-variable"),
    ],
)
def test_lists_of_forms_are_known_with_what_is_asked_in_them(condition: str, rule: str | None) -> None:
    owners = {"type": "dynamiclist", "path": "owners", "components": OWNERS}
    bundle = {**service(condition=condition), "forms/asked.form": form(owners)}
    assert [found.rule for found in about(bundle, *KINDS)] == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("expression", "heir", "rules"),
    [
        ("=this.share * 2", False, []),
        ("=this.share * parent.rate + i[1]", False, []),
        ("=this.shre * 2", False, ["value-kind"]),
        ("=shre * 2", False, ["unknown-variable"]),
        ("=this.part + parent.share + parent.parent.rate + i[2]", True, []),
        ("=parent.nme", True, ["value-kind"]),
        ("=this.share", True, ["value-kind"]),
    ],
)
def test_entries_of_a_list_know_this_and_parent(expression: str, heir: bool, rules: list[str]) -> None:
    computed = {"type": "expression", "key": "sum", "expression": expression, "properties": {"kind": "number"}}
    name, share, heirs = OWNERS
    inner = {**heirs, "components": [*heirs["components"], computed]} if heir else heirs
    asked = [name, share, inner, *([] if heir else [computed])]
    owners = {"type": "dynamiclist", "path": "owners", "components": asked}
    bundle = {**service(condition="rate = 1"), "forms/asked.form": form({"type": "number", "key": "rate"}, owners)}
    assert [found.rule for found in about(bundle, *KINDS)] == rules
