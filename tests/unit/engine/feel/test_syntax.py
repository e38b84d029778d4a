"""How text becomes an AST: names, precedence, intervals, and plain errors with a position."""

import pytest

from engine.feel import FeelSyntaxError, compile_expression, compile_unary_tests
from engine.feel.nodes import Filter, Interval, Literal, Name, Path
from engine.feel.parser import parse_expression


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("full name", "full name"),
        ("date of birth", "date of birth"),
        ("area51", "area51"),
        ("phase 2 review", "phase 2 review"),
        ("_x", "_x"),
        ("نام‌خانوادگی متقاضی", "نام‌خانوادگی متقاضی"),
    ],
)
def test_words_without_an_operator_between_them_are_one_name(text: str, name: str) -> None:
    assert parse_expression(text) == Name(name)


@pytest.mark.parametrize("name", ["rate-a", "income and assets", "a.b", "O'Brien", "km/h", "if paid", "a + b"])
def test_known_name_may_hold_signs_and_words_of_the_language(name: str) -> None:
    assert compile_expression(name, names=[name]).evaluate({name: "found"}) == "found"


def test_longest_known_name_wins() -> None:
    expression = compile_expression("a-b-c", names=["a-b", "a-b-c"])

    assert expression.names == {"a-b-c"}


def test_known_name_with_signs_is_spelled_with_its_own_blanks() -> None:
    data = {"a": 5, "b": 3, "a-b": 100, "c  +  d": 7}

    assert compile_expression("a-b", names=data).evaluate(data) == 100
    assert compile_expression("a - b", names=data).evaluate(data) == 2
    assert compile_expression("c + d", names=["c  +  d"]).names == {"c + d"}


def test_known_names_of_one_text_do_not_reach_another() -> None:
    compile_expression("{x-y: 1, z: x-y}")

    assert compile_expression("x-y").names == {"x", "y"}


def test_interval_may_be_closed_by_an_opening_bracket() -> None:
    assert parse_expression("[1..x[") == Interval(Literal(1), Name("x"), start_included=True, end_included=False)


def test_end_of_an_interval_may_be_filtered() -> None:
    end = Filter(Name("x"), Literal(1))

    assert parse_expression("[1..x[1]]") == Interval(Literal(1), end, start_included=True, end_included=True)


def test_property_may_be_named_like_a_word_of_the_language() -> None:
    assert parse_expression("a.in") == Path(Name("a"), "in")


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0),
        ("1 +", 3),
        ("a == 1", 3),
        ('"open', 0),
        ("(1", 2),
        ("if a then b", 11),
        ("for x in y", 10),
        ("some x in y return x", 12),
        ("f(1,)", 4),
        ("[1..5", 5),
        ("{a 1}", 1),
        ("#", 0),
        ("function(a) external {java: {}}", 12),
        ("'text'", 0),
    ],
)
def test_text_that_is_no_feel_is_refused_at_its_place(text: str, position: int) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        compile_expression(text)

    assert caught.value.position == position


@pytest.mark.parametrize(
    "text", ["(" * 300 + "1" + ")" * 300, "[" * 2000, "-" * 8000 + "1", "a" + ".a" * 500, "1 " * 9000]
)
def test_monstrous_text_is_refused(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        compile_expression(text)


def test_long_chains_and_long_if_ladders_are_no_monsters() -> None:
    ladder = " ".join(f"if n = {i} then {i} else" for i in range(200)) + " -1"

    assert compile_expression(" + ".join(["1"] * 1000)).evaluate({}) == 1000
    assert compile_expression(ladder).evaluate({"n": 150}) == 150


def test_names_tell_what_an_expression_takes_from_outside() -> None:
    text = "if count(a) > 1 then b.c else for x in xs return x + y[z > x] + {k: 1, l: k + m}.l"

    assert compile_expression(text).names == {"a", "b", "xs", "y", "m"}


@pytest.mark.parametrize(
    ("tests", "value", "outcome"),
    [
        ("-", None, True),
        ("5", 5, True),
        ("5, 6", 6, True),
        ("not(5, 6)", 6, False),
        ("not(5, 6)", 7, True),
        ("< 5", 4, True),
        ("[1..5)", 5, False),
        ("< 5", "a", None),
        ('"a", "b"', "b", True),
        ("? > 3 and ? < 9", 4, True),
        ('ends with(?, "x")', "box", True),
        ("limit", 7, True),
        ("list", 2, True),
        ("null", None, True),
        ("not(null)", None, False),
        ("not(? = 3)", 4, True),
        ("true", True, True),
        ("false", True, False),
    ],
)
def test_unary_tests(tests: str, value: object, outcome: bool | None) -> None:
    context = {"limit": 7, "list": [1, 2]}

    assert compile_unary_tests(tests).matches(value, context) is outcome


def test_string_may_hold_a_line_break_as_it_stands() -> None:
    assert compile_expression('"one\ntwo"').evaluate({}) == "one\ntwo"
    assert compile_expression('matches("one\ntwo", "^two$", "m")').evaluate({}) is True
