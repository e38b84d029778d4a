"""What a form only shows must come from somewhere; names in the texts of forms are read as in letters."""

from typing import Any

import pytest

from engine.model import Severity
from tests.unit.engine.lint.diagrams import form, text
from tests.unit.engine.lint.types.services import ASKED, about, service

SET = '<scriptTask id="a" miz:result="fee"><script>5</script></scriptTask>'


def unset(component: dict[str, Any], nodes: str = SET) -> list[tuple[str | None, Severity]]:
    task = '<userTask id="u" name="u" miz:form="shown"/>'
    bundle = service(f"{nodes}\n{task}", more={"forms/shown.form": form(component)})
    return [(found.element, found.severity) for found in about(bundle, "unknown-variable")]


@pytest.mark.parametrize("key", ["fee", "trees", "decision"])
def test_what_something_gives_may_be_shown(key: str) -> None:
    assert unset(text(key, readonly=True)) == []


@pytest.mark.parametrize("how", [{"readonly": True}, {"disabled": True}, {"properties": {"readonly": True}}])
def test_what_nothing_gives_is_an_empty_place(how: dict[str, Any]) -> None:
    assert unset(text("weather", **how)) == [("weather", Severity.ERROR)]
    assert unset(text("fees", **how)) == [("fees", Severity.ERROR)]


def test_own_values_and_questions_need_no_source() -> None:
    assert unset(text("rain")) == []
    assert unset(text("weather", readonly="=trees > 1")) == []
    assert unset(text("weather", readonly=True, defaultValue="fine")) == []
    assert unset(text("first", readonly=True, properties={"profile": "first_name"})) == []


def test_where_data_may_come_from_elsewhere_it_is_a_warning() -> None:
    assert unset(text("weather", readonly=True), '<receiveTask id="a" name="a"/>') == [("weather", Severity.WARNING)]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("{{ trees }} از {{ name }}", None),
        ("{{ treez }} درخت", "unknown-variable"),
        ("{{ uper(name) }}", "unknown-function"),
        ('{{ if trees = "3" then 1 else 2 }}', "never-equal"),
        ("{{ name + trees }}", "value-kind"),
    ],
)
@pytest.mark.parametrize("place", ["label", "description", "properties.labelEn"])
def test_names_in_texts_of_forms_are_read(place: str, written: str, rule: str | None) -> None:
    outer, _, inner = place.partition(".")
    question = text("more") | ({outer: {inner: written}} if inner else {outer: written})
    task = '<userTask id="u" name="u" miz:form="shown"/>'
    bundle = {**service(task), "forms/asked.form": ASKED, "forms/shown.form": form(question)}
    found = about(bundle, "unknown-variable", "unknown-function", "never-equal", "value-kind")
    assert [finding.rule for finding in found] == ([rule] if rule else [])
