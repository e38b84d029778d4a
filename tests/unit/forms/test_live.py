"""What a browser decides by itself, what waits for the server, and values that are computed."""

from collections.abc import Mapping

import pytest

from engine import holds, value_of
from forms import Form, build_page, parse_form, validate
from forms.errors import BadComponent
from forms.page import Conditional, Question, Section, Shown
from tests.unit.engine.case_player import NOON
from tests.unit.forms.samples import component

YES_NO = [{"label": "بله", "labelEn": "Yes", "value": "yes"}, {"label": "خیر", "labelEn": "No", "value": "no"}]


def form(*components: dict[str, object]) -> Form:
    return parse_form({"type": "default", "id": "f", "components": list(components)})


def number(key: str, **more: object) -> dict[str, object]:
    return component("number", key, key, key, **more)


def radio(key: str, **more: object) -> dict[str, object]:
    return component("radio", key, key, key, values=YES_NO, **more)


def computed(key: str, expression: str, label: str = "", **more: object) -> dict[str, object]:
    return component("expression", key, label, label, expression=expression, **more)


def hiding(rule: str) -> dict[str, object]:
    return {"conditional": {"hide": rule}}


def is_true(expression: str, answers: Mapping[str, object]) -> bool:
    return holds(expression, answers, now=NOON)


def value(expression: str, answers: Mapping[str, object]) -> object:
    return value_of(expression, answers, now=NOON)


def shown(form: Form, values: Mapping[str, object], **known: object) -> tuple[Shown, ...]:
    return build_page(form, values, hidden=is_true, compute=value, known=known).items


@pytest.mark.parametrize(
    ("rule", "live"),
    [
        ('=a != "yes"', True),
        ("=n = null or n < 4", True),
        ("=missing = null", False),
        ('=missing = null and a = "yes"', True),
        ('=a != "yes" and officer_says = "no"', False),
        ("=day < today()", False),
        ("=name = null", False),
        ("=miz.is working day(day)", False),
        ("=twice > 10", True),
        ("=later = null", False),
    ],
)
def test_browser_decides_what_needs_only_answers_that_it_reads(rule: str, live: bool) -> None:
    asked = form(
        radio("a"),
        number("n"),
        component("textfield", "name", "name", "name"),
        component("datetime", "day", "day", "day", subtype="date"),
        computed("twice", "=n * 2"),
        computed("later", '=day + @"P1D"'),
        radio("b", **hiding(rule)),
    )

    last = shown(asked, {"a": "no"}, officer_says="yes")[-1:]

    assert isinstance(last[0], Conditional) if live else not any(isinstance(item, Conditional) for item in last)


def test_nested_conditions_are_told_once() -> None:
    inner = radio("inner", **hiding('=b != "yes"'))
    group = {"type": "group", "label": "g", "components": [radio("b"), inner], **hiding('=a != "yes"')}
    asked = form(radio("a"), group)

    outer = shown(asked, {"a": "no"})[1]

    assert isinstance(outer, Conditional)
    assert (outer.hides, outer.is_hidden) == (('a != "yes"',), True)
    assert isinstance(outer.item, Section)
    nested = outer.item.items[1]
    assert isinstance(nested, Conditional)
    assert nested.hides == ('b != "yes"',)


def test_what_the_server_hides_is_not_in_the_page() -> None:
    asked = form(radio("a", **hiding('=officer_says != "go on"')))

    assert shown(asked, {}, officer_says="wait") == ()
    assert len(shown(asked, {}, officer_says="go on")) == 1


def test_fault_of_a_question_that_waits_hidden_is_told_without_a_link() -> None:
    asked = form(radio("a"), radio("b", validate={"required": True}, **hiding('=a != "yes"')))
    checked = validate(asked, {"a": "yes"}, hidden=is_true)

    page = build_page(asked, {"a": "no"}, errors=checked.errors, hidden=is_true)

    assert [fault.target for fault in page.faults] == [None]


class TestComputed:
    asked = form(
        number("area", validate={"required": True}),
        number("price"),
        computed("cost", "=area * price", "بها", properties={"kind": "money"}),
        computed("is_large", "=cost > 1000"),
        radio("why", validate={"required": True}, **hiding("=is_large != true")),
    )

    def test_value_is_among_the_answers(self) -> None:
        checked = validate(self.asked, {"area": "10", "price": "5"}, hidden=is_true, compute=value)

        assert checked.ok
        assert checked.answers == {"area": 10, "price": 5, "cost": 50, "is_large": False}

    def test_value_decides_what_is_asked(self) -> None:
        checked = validate(self.asked, {"area": "1000", "price": "5"}, hidden=is_true, compute=value)

        assert checked.errors.keys() == {"why"}

    def test_value_without_its_answers_is_null(self) -> None:
        checked = validate(self.asked, {"area": "1000"}, hidden=is_true, compute=value)

        assert checked.answers["cost"] is None
        assert checked.answers["is_large"] is None

    def test_value_cannot_be_sent(self) -> None:
        checked = validate(self.asked, {"area": "1", "cost": "7"}, hidden=is_true, compute=value)

        assert checked.errors.keys() == {"cost"}

    def test_page_shows_the_value_and_tells_the_browser_how_to_keep_it(self) -> None:
        cost = shown(self.asked, {"area": "10", "price": "5"})[2]

        assert isinstance(cost, Question)
        assert (cost.words.en, cost.words.fa, cost.computes) == ("50 rials", "۵۰ ریال", "area * price")

    def test_value_of_the_case_shows_what_the_browser_may_not_know(self) -> None:
        asked = form(computed("due", '=visit + @"P10D"', "موعد", properties={"kind": "jalali-date"}))
        due = shown(asked, {}, visit="2026-03-21")[0]

        assert isinstance(due, Question)
        assert due.computes is None
        assert due.words.en == "Tuesday 11 Farvardin 1405 (31 March 2026)"

    @pytest.mark.parametrize("expression", ["", "=", "  "])
    def test_field_without_expression_is_refused(self, expression: str) -> None:
        with pytest.raises(BadComponent):
            form(computed("x", expression))
