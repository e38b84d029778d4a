"""Regular expressions mean what XPath says, and what Python's `re` says where the two are alike."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel.errors import Undefined
from engine.feel.regex import compile_pattern, split


def free(_steps: int) -> None:
    """A budget without end."""


def found(pattern: str, text: str, flags: str = "") -> bool:
    return compile_pattern(pattern, flags).search(text, 0, free) is not None


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
        compile_pattern(pattern, "")


@pytest.mark.parametrize("flags", ["g", "ii?", "z"])
def test_unknown_flag_is_refused(flags: str) -> None:
    with pytest.raises(Undefined):
        compile_pattern("a", flags)


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
    ours = compile_pattern(pattern, "").search(text, 0, free)

    assert (ours and ours[0]) == (theirs and theirs.start())


def test_split_keeps_empty_parts() -> None:
    assert split(compile_pattern(";", ""), "a;;b;", free) == ["a", "", "b", ""]
