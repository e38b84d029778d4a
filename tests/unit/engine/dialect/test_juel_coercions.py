"""JUEL converts what its operators are given: each operator with values of each pair of types, against a model of the
specification, with the operands as variables and as they may be written into the text."""

import json
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dialect.juel import juel_to_feel
from engine.dialect.python_pieces import Kind
from engine.feel import compile_expression, to_json
from tests.unit.engine.dialect.expression_language import (
    BINARY,
    UNARY,
    WORDS,
    ElError,
    to_boolean,
    to_number,
    to_string,
)

VALUES: list[Any] = [
    *(None, True, False, 0, 5, -7, Decimal("2.5"), "", "5", "-7", "2.5", "true", "TRUE", "false", "shop", "Shop"),
    *([], [5], ["a", None], {}, {"a": 1}),
]
#: an error on the left of `&&` or `||`, and on the right what decides
DECIDED = object()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text("0123456789.-+etru Aبژ", max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
    max_leaves=4,
)


def found(code: str, wanted: Kind = Kind.ANY, **data: Any) -> Any:
    feel = juel_to_feel(code, wanted)
    assert feel is not None, code
    value = compile_expression(feel).evaluate(data)
    return value if isinstance(value, Decimal) else to_json(value)


def expected(rule: Any, *operands: Any) -> Any:
    """What the model says; None for its errors, and `DECIDED` where FEEL may know all the same: `null and false`."""
    try:
        value = rule(*operands)
    except ElError:
        return DECIDED if rule in (BINARY["&&"], BINARY["||"]) and _decides(rule, operands[1]) else None
    return Decimal(value) if type(value) in (int, Decimal) else value


def _decides(rule: Any, second: Any) -> bool:
    try:
        return to_boolean(second) is (rule is BINARY["||"])
    except ElError:
        return False


def agree(one: Any, other: Any) -> bool:
    if other is DECIDED:
        return True
    if type(one) is not type(other):
        return False
    return abs(one - other) < Decimal("1e-25") if isinstance(one, Decimal) else bool(one == other)


def written(value: Any) -> str | None:
    """How a value is written in JUEL; None where it can't be."""
    if isinstance(value, list | dict) or (isinstance(value, int | Decimal) and value < 0):
        return None
    return "null" if value is None else str(value) if isinstance(value, Decimal) else json.dumps(value)


@pytest.mark.parametrize("sign", BINARY)
def test_binary_operators_of_all_pairs_of_types(sign: str) -> None:
    wrong = []
    for one, other in product(VALUES, repeat=2):
        right = expected(BINARY[sign], one, other)
        for text in (f"${{a {sign} b}}", f"#{{ a {WORDS.get(sign, sign)} b }}"):
            if not agree(found(text, a=one, b=other), right):
                wrong.append((text, one, other, right))
    assert wrong == []


@pytest.mark.parametrize("sign", BINARY)
def test_binary_operators_with_operands_that_are_written(sign: str) -> None:
    """Where kinds are known FEEL's own operators stand; where JUEL says error FEEL may say what is known anyhow."""
    wrong = []
    for one, other in product(VALUES, repeat=2):
        left, right = written(one), written(other)
        value = expected(BINARY[sign], one, other)
        for text in filter(None, (left and f"${{{left} {sign} b}}", right and f"${{a {sign} {right}}}")):
            if juel_to_feel(text) is None:
                assert value in (None, DECIDED), text  # refused: an error whatever the other one is
            elif value not in (None, DECIDED) and not agree(found(text, a=one, b=other), value):
                wrong.append((text, one, other, value))
    assert wrong == []


@pytest.mark.parametrize("sign", UNARY)
def test_unary_operators_of_all_types(sign: str) -> None:
    for value in VALUES:
        for text in (f"${{{sign}a}}", f"${{{WORDS.get(sign, sign)}a}}"):
            assert agree(found(text, a=value), expected(UNARY[sign], value)), (text, value)


def test_conditions_counts_choices_and_texts_convert_what_they_get() -> None:
    for value in VALUES:
        assert agree(found("${a}", Kind.TRUTH, a=value), expected(to_boolean, value))
        assert agree(found("${a}", Kind.NUMBER, a=value), expected(to_number, value))
        if expected(to_boolean, value) is not None:
            assert found("${a ? 'yes' : 'no'}", a=value) == ("yes" if to_boolean(value) else "no")
        assert found("<${a}>", a=value) == f"<{to_string(value)}>"
        assert agree(found("${a}", a=value), to_json_value(value))


def to_json_value(value: Any) -> Any:
    return Decimal(value) if type(value) is int else value


@given(st.sampled_from(sorted(BINARY)), JSON, JSON)
def test_any_values(sign: str, one: Any, other: Any) -> None:
    assert agree(found(f"${{a {sign} b}}", a=one, b=other), expected(BINARY[sign], one, other))


@given(st.sampled_from(sorted(BINARY)), st.sampled_from(sorted(BINARY)), JSON, JSON, JSON)
def test_operators_inside_each_other_are_what_they_are_in_turn(
    outer: str, inner: str, one: Any, other: Any, third: Any
) -> None:
    try:
        value = BINARY[inner](other, third)
        right = BINARY[outer](one, value)
    except ElError:
        return
    got = found(f"${{a {outer} (b {inner} c)}}", a=one, b=other, c=third)
    assert agree(got, Decimal(right) if type(right) in (int, Decimal) else right)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # a part of nothing is nothing, a place beyond the list too
        ("${nothing.part}", None),
        ("${nothing['a b']}", None),
        ("${list[0]}", 5),
        ("${list[9]}", None),
        ("${list[0 - 1]}", None),
        ("${list[at]}", 6),
        ("${list['1']}", 6),
        ("${map[key]}", 1),
        ("${map['b c']}", 2),
        ("${map[0]}", None),
        ("${rows[at].at}", 8),
        # methods of Java convert nothing
        ("${'5'.equals(5)}", False),
        ("${!text.equals(5)}", True),
        ("${nothing.equals('a')}", None),
        ("${nothing.isEmpty()}", None),
        ("${!map.isEmpty() && map.size() == 2}", True),
        ("${empty map ? 1 : 2}", 2),
        ("${text.length() + 1}", 5),
    ],
)
def test_parts_and_methods(text: str, value: Any) -> None:
    data: dict[str, Any] = {
        "list": [5, 6],
        "map": {"a": 1, "b c": 2},
        "key": "a",
        "at": 1,
        "rows": [{"at": 0}, {"at": 8}],
        "text": "shop",
    }
    assert agree(found(text, **data), to_json_value(value))


@pytest.mark.parametrize(
    ("text", "feel"),
    [
        ("${loopCounter > 3}", "(loopCounter - 1) > 3"),
        ("${a > 1 && b + 2 < 4}", "miz.juel less(1, a) and miz.juel number(b) + 2 < 4"),
        ("${(x.toLowerCase() == 'a') == true}", '(lower case(x) = "a") = true'),
        ("${x == null || y != null}", "x = null or y != null"),
        ("${nrOfInstances * 2 / 3}", "numberOfInstances * 2 / 3"),
        ("${'a' + b}", None),
        ("${'5' + b}", 'miz.juel number("5") + miz.juel number(b)'),
        ("${a === b}", None),
    ],
)
def test_short_form_stands_where_kinds_are_known(text: str, feel: str | None) -> None:
    assert juel_to_feel(text) == feel
