"""Regular expressions mean what XPath says, and what Python's `re` says where the two are alike."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel.errors import Undefined
from engine.feel.regex import compile_pattern, replace, split
from engine.feel.scope import DEFAULT, Run


def free(_steps: int) -> None:
    """A budget without end."""


def found(pattern: str, text: str, flags: str = "") -> bool:
    return compile_pattern(pattern, flags, free).search(text, 0, free) is not None


@pytest.mark.parametrize(
    ("pattern", "text", "flags", "matches"),
    [
        ("^a.c$", "abc", "", True),
        ("^a.c$", "a\nc", "", False),
        ("^a.c$", "a\nc", "s", True),
        ("^b$", "a\nb\nc", "m", True),
        ("^b$", "a\nb\nc", "", False),
        ("a b", "ab", "x", True),
        ("a.b", "axb", "q", False),
        ("a.b", "a.b", "q", True),
        ("ÄB", "äb", "i", True),
        ("[a-z-[aeiou]]", "e", "", False),
        ("[a-z-[aeiou]]", "f", "", True),
        ("[^a-c]", "b", "", False),
        (r"^\p{Lu}\p{Ll}+$", "Hello", "", True),
        (r"\P{L}", "abc", "", False),
        (r"^\d+$", "۱۲۳", "", True),
        (r"^\i\c*$", "a-b.c", "", True),
        (r"(a|b)\1", "abba", "", True),
        (r"^(a|b)\1$", "ab", "", False),
        ("^(?:ab){2,3}$", "ababab", "", True),
        ("^(?:ab){2,3}$", "abababab", "", False),
        ("^[-a]+$", "a-a", "", True),
        ("^$", "", "", True),
    ],
)
def test_pattern(pattern: str, text: str, flags: str, matches: bool) -> None:
    assert found(pattern, text, flags) is matches


@pytest.mark.parametrize(
    "pattern",
    ["(", ")", "a{2,1}", "a**", "[", "[]", "[b-a]", r"\z", r"\p{Foo}", "(?=a)", r"\1", r"(\1)", "*", "a{", "a{9999}"],
)
def test_wrong_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(Undefined):
        compile_pattern(pattern, "", free)


@pytest.mark.parametrize("flags", ["g", "ii?", "z"])
def test_unknown_flag_is_refused(flags: str) -> None:
    with pytest.raises(Undefined):
        compile_pattern("a", flags, free)


PIECES = st.recursive(
    st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "^", "$"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "*?", "+?"])).map(lambda p: f"({p[0]}){p[1]}"),
    ),
    max_leaves=6,
)


@settings(max_examples=400, deadline=None)
@given(PIECES, st.text("ab", max_size=8))
def test_agrees_with_python_on_where_the_first_match_begins(pattern: str, text: str) -> None:
    """Where it ends differs between engines when a loop goes round without taking a character."""
    theirs = re.search(pattern.replace("$", r"\Z"), text)
    ours = compile_pattern(pattern, "", free).search(text, 0, free)

    assert (ours and ours[0]) == (theirs and theirs.start())


def test_split_keeps_empty_parts() -> None:
    assert split(compile_pattern(";", "", free), "a;;b;", free) == ["a", "", "b", ""]


@pytest.mark.parametrize(
    ("pattern", "replacement", "result"),
    [("(a)(b)?", "[$1|$2]", "[a|b]-[a|]"), ("a", r"\$1\\", r"$1\b-$1\ "), ("a", "$0$0", "aab-aa"), ("b", "", "a-a")],
)
def test_parts_of_a_replacement(pattern: str, replacement: str, result: str) -> None:
    run = Run(DEFAULT, None)
    compiled = compile_pattern(pattern, "", run.charge)
    assert replace(compiled, "ab-a", replacement, run) == result.rstrip(" ")


def test_groups_pay_for_the_places_that_are_remembered() -> None:
    def cost(groups: int) -> int:
        spent: list[int] = []
        compiled = compile_pattern("(?:a" + "()" * groups + ")*b", "", free)
        compiled.search("a" * 100, 0, spent.append)
        return sum(spent)

    assert cost(100) > 10 * cost(10) + 100 * 100 * 10


def test_pattern_costs_the_same_whether_it_is_kept_or_not() -> None:
    def cost(pattern: str) -> int:
        spent: list[int] = []
        with suppress(Undefined):
            compile_pattern(pattern, "", spent.append)
        return sum(spent)

    for pattern in ("a", "a{500}b", "(a{1000}){1000}", "(((("):
        assert cost(pattern) == cost(pattern)
    assert cost("a{800}") >= 200
    assert cost("(a{1000}){1000}") >= 1000
    assert cost("((((") < 5


@pytest.mark.parametrize("pattern", ["(?:(?:){1000}){1000}", "(?:(?:(?:|){1000}){1000}){1000}"])
def test_repeats_of_nothing_end(pattern: str) -> None:
    with pytest.raises(Undefined, match="too large"):
        compile_pattern(pattern, "", free)


def test_repeats_of_nothing_that_are_few_match() -> None:
    assert compile_pattern("(?:(?:){9}){9}a", "", free).search("ba", 0, free) == (1, 2)
