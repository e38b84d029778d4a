"""How large, deep and wrong a model may be, and what a message says of it."""

import pytest

from engine.dmn import DmnError, UnreadableModel, WrongExpression, WrongModel, parse_decisions
from engine.dmn.xml import MAX_SIZE
from engine.feel import BudgetExceeded, to_json
from engine.model import Bilingual
from tests.unit.engine.dmn.models import data, decision, literal, model


def test_file_has_four_million_bytes_at_most() -> None:
    assert MAX_SIZE == 4_000_000
    xml = model(decision("d", literal("1")))
    largest = xml + b" " * (MAX_SIZE - len(xml))
    assert parse_decisions(largest).decide("d", {}).value == 1
    with pytest.raises(UnreadableModel, match="larger than 4000000 bytes"):
        parse_decisions(largest + b" ")


def knowledge(name: str, body: str) -> str:
    logic = f"<encapsulatedLogic>{body}</encapsulatedLogic>"
    return f'<businessKnowledgeModel id="{name}" name="{name}">{logic}</businessKnowledgeModel>'


def nested(depth: int) -> str:
    return "<list>" * depth + literal("7") + "</list>" * depth


@pytest.mark.parametrize("where", ["decision", "knowledge"])
def test_boxed_expressions_stand_sixty_deep_in_each_other_at_most(where: str) -> None:
    def parsed(depth: int) -> object:
        if where == "decision":
            return parse_decisions(model(decision("d", nested(depth)))).decide("d", {}).value
        xml = model(knowledge("k", nested(depth)), decision("d", literal("k()"), "Knowledge:k"))
        return parse_decisions(xml).decide("d", {}).value

    value = parsed(59)
    for _ in range(59):
        assert isinstance(value, tuple)
        (value,) = value
    assert value == 7
    with pytest.raises(WrongModel, match="nested too deeply"):
        parsed(60)


def test_message_shows_the_first_two_hundred_characters_of_what_is_wrong() -> None:
    for body in (literal("(" + "a" * 300), f"<list>{literal('(' + 'a' * 300)}</list>"):
        with pytest.raises(WrongExpression) as refused:
            parse_decisions(model(decision("d", body)))
        assert f"`({'a' * 199}`" in str(refused.value)
    types = "<itemDefinition name='t'><typeRef>number</typeRef><allowedValues><text>(" + "a" * 300
    with pytest.raises(WrongExpression) as refused:
        parse_decisions(model(types + "</text></allowedValues></itemDefinition>"))
    assert f"`({'a' * 199}`" in str(refused.value)


def test_value_that_is_not_allowed_is_shown_by_its_first_hundred_characters() -> None:
    types = '<itemDefinition name="t"><typeRef>string</typeRef><{0}><text>"a"</text></{0}></itemDefinition>'
    for tag, says in (
        ("allowedValues", "is not allowed for t"),
        ("typeConstraint", "does not meet the constraint of t"),
    ):
        xml = model(types.format(tag), data("x", "t"), decision("d", literal("x"), "Input:x"))
        messages = parse_decisions(xml).decide("d", {"x": "b" * 300}).messages
        assert messages == (f"input x: {'b' * 100} {says}",)


def test_types_that_are_based_on_each_other_hold_for_every_value() -> None:
    types = '<itemDefinition name="a"><typeRef>b</typeRef></itemDefinition>'
    types += '<itemDefinition name="b"><typeRef>a</typeRef></itemDefinition>'
    types += '<itemDefinition name="c"><typeRef>c</typeRef></itemDefinition>'
    for name in "abc":
        xml = model(types, data("x", name), decision("d", literal("x"), "Input:x"))
        result = parse_decisions(xml).decide("d", {"x": "v"})
        assert to_json(result.value) == "v"


def chain(length: int, last: object) -> object:
    return {"next": chain(length - 1, last)} if length else last


TREE = """<itemDefinition name="tTree"><itemComponent name="next"><typeRef>tTree</typeRef></itemComponent>
<itemComponent name="size"><typeRef>number</typeRef></itemComponent></itemDefinition>"""


@pytest.mark.parametrize(("depth", "checked"), [(0, True), (1, True), (14, True), (15, False), (40, False)])
def test_parts_of_a_type_that_holds_itself_are_checked_thirty_types_deep(depth: int, checked: bool) -> None:
    xml = model(TREE, data("x", "tTree"), decision("d", literal("x"), "Input:x"))
    good, bad = chain(depth, {"size": 1}), chain(depth, {"size": "one"})
    assert to_json(parse_decisions(xml).decide("d", {"x": good}).value) == good
    assert to_json(parse_decisions(xml).decide("d", {"x": bad}).value) == (None if checked else bad)


def test_decision_that_calls_itself_without_end_is_stopped() -> None:
    parsed = parse_decisions(model(knowledge("f", literal("f()")), decision("d", literal("f()"), "Knowledge:f")))
    with pytest.raises(BudgetExceeded):
        parsed.decide("d", {})


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_circle_is_refused_whoever_begins_it(name: str) -> None:
    chains = {"a": "b", "b": "c", "c": "a"}
    order = sorted(chains, key=lambda each: each != name)
    xml = model(*(decision(each, literal("1"), f"Decision:{chains[each]}") for each in order))
    with pytest.raises(WrongModel, match="requires itself by way of others"):
        parse_decisions(xml)


def test_two_ways_to_one_decision_are_no_circle() -> None:
    xml = model(
        decision("a", literal("b + c"), "Decision:b", "Decision:c"),
        decision("b", literal("d"), "Decision:d"),
        decision("c", literal("d"), "Decision:d"),
        decision("d", literal("2")),
    )
    assert parse_decisions(xml).decide("a", {}).value == 4


def test_error_names_its_element_first() -> None:
    assert str(DmnError(Bilingual("نه", "no"), "decision d")) == "decision d: no"
    assert str(DmnError(Bilingual("نه", "no"))) == "no"
