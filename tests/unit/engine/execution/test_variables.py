"""Scopes of case data: what is seen where, where a value is written, and what JSON can say."""

import pytest

from engine import NotJson
from engine.execution.variables import MAX_DEPTH, Variables, json_copy, json_value


def nested(*, sealed: bool = False, closed: bool = False) -> tuple[Variables, Variables]:
    outer = Variables({"a": 1, "b": 2})
    return outer, Variables({"b": 3, "c": 4}, outer, sealed=sealed, closed=closed)


def test_inner_names_hide_outer_ones() -> None:
    outer, inner = nested()
    assert inner.view() == {"a": 1, "b": 3, "c": 4}
    assert (inner.inner(), outer.inner()) == ({"b": 3, "c": 4}, {})
    deepest = Variables({"d": 5}, inner)
    assert (deepest.view(), deepest.inner()) == ({"a": 1, "b": 3, "c": 4, "d": 5}, {"b": 3, "c": 4, "d": 5})


def test_closed_scope_sees_nothing_outside() -> None:
    _, inner = nested(closed=True)
    assert (inner.view(), Variables({"d": 5}, inner).view()) == ({"b": 3, "c": 4}, {"b": 3, "c": 4, "d": 5})
    assert inner.inner() == {"b": 3, "c": 4}
    assert Variables({"e": 1}, Variables({"d": 5}, inner), closed=True).inner() == {"e": 1}


def test_value_is_written_where_its_name_is_held_else_as_far_out_as_can_be() -> None:
    outer, inner = nested()
    inner.write({"a": 10, "b": 30, "new": 5})
    assert (outer.local, inner.local) == ({"a": 10, "b": 2, "new": 5}, {"b": 30, "c": 4})


def test_sealed_scope_keeps_what_is_written_until_it_is_handed_over() -> None:
    outer, inner = nested(sealed=True)
    Variables({}, inner).write({"a": 10, "new": 5})
    assert (outer.local, inner.local) == ({"a": 1, "b": 2}, {"b": 3, "c": 4, "a": 10, "new": 5})
    inner.handover(without=["c", "new"])
    assert outer.local == {"a": 10, "b": 3}
    outer.handover()
    assert outer.local == {"a": 10, "b": 3}


def test_each_write_is_counted_here_and_further_out() -> None:
    outer, inner = nested()
    inner.write({"x": 1, "y": 2})
    outer.write({})
    assert (outer.changes, inner.changes) == (2, 1)


@pytest.mark.parametrize("value", [None, True, 0, 1.5, "", "متن", [1, [2, {"a": None}]], {"نام": {"b": []}}])
def test_json_is_copied_deeply(value: object) -> None:
    copied = json_value(value)
    assert copied == value
    assert type(copied) is type(value)
    assert copied is not value or not isinstance(value, list | dict)
    assert json_copy({"k": value}) == {"k": value}


def wrapped(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


def test_data_are_64_deep_at_most() -> None:
    assert MAX_DEPTH == 64
    assert json_value(wrapped(64)) == wrapped(64)
    assert json_copy({"k": wrapped(63)}) == {"k": wrapped(63)}
    for refused in (lambda: json_value(wrapped(65)), lambda: json_copy({"k": wrapped(64)})):
        with pytest.raises(NotJson, match="too deeply"):
            refused()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ([], "must be a JSON object"),
        ("x", "must be a JSON object"),
        ({"k": float("nan")}, "'k' is not a finite number"),
        ({"k": float("inf")}, "'k' is not a finite number"),
        ({"k": float("-inf")}, "'k' is not a finite number"),
        ({"k": [{"a": (1,)}]}, "'k' holds a tuple"),
        ({"k": {1: 2}}, "must be text, not int"),
        ({2: 1}, "must be text, not int"),
        ({"k": "\ud800"}, "'k' holds half a character"),
        ({"\ud800": 1}, "holds half a character"),
        ({"k": object()}, "'k' holds a object"),
    ],
)
def test_what_json_cannot_say_is_refused(data: object, why: str) -> None:
    with pytest.raises(NotJson, match=why):
        json_copy(data)
