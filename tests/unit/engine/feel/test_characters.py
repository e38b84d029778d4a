"""Classes of characters in regular expressions: escapes, categories and blocks (XML Schema part 2, appendix G)."""

import unicodedata
from itertools import pairwise

import pytest

from engine.feel.errors import Undefined
from engine.feel.regex import compile_pattern
from engine.feel.regex.characters import _BLOCKS


def free(_steps: int) -> None:
    """A budget without end."""


def matches(pattern: str, char: str) -> bool:
    return compile_pattern(f"^{pattern}$", "", free).search(char, 0, free) is not None


def test_blocks_are_whole_columns_of_the_code_charts_and_do_not_overlap() -> None:
    """Unicode gives a block sixteen characters or a multiple of them, from a round number on."""
    spans = sorted(set(_BLOCKS.values()))
    for low, high in spans:
        assert low % 16 == 0
        assert high % 16 == 15 or (low, high) == (0xAC00, 0xD7A3)  # the syllables, as XML Schema has them
    assert all(end < start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize(
    ("block", "first", "last", "outside"),
    [
        ("BasicLatin", "\x00", "\x7f", "\x80"),
        ("Latin-1Supplement", "\x80", "ÿ", "Ā"),
        ("Greek", "\u0370", "\u03ff", "\u0400"),
        ("Cyrillic", "\u0400", "\u04ff", "\u0500"),
        ("Hebrew", "\u0590", "\u05ff", "\u0600"),
        ("Arabic", "\u0600", "\u06ff", "\u0700"),
        ("ArabicSupplement", "\u0750", "\u077f", "\u0780"),
        ("ArabicPresentationForms-A", "\ufb50", "\ufdff", "\ufe00"),
        ("ArabicPresentationForms-B", "\ufe70", "\ufeff", "\uff00"),
        ("CurrencySymbols", "\u20a0", "\u20cf", "\u20d0"),
        ("MathematicalOperators", "\u2200", "\u22ff", "\u2300"),
        ("HangulSyllables", "\uac00", "\ud7a3", "\ud7a4"),
        ("HalfwidthandFullwidthForms", "\uff00", "\uffef", "\ufff0"),
    ],
)
def test_block_reaches_from_its_first_to_its_last_character(block: str, first: str, last: str, outside: str) -> None:
    inside = rf"\p{{Is{block}}}"
    assert [matches(inside, char) for char in (first, last, outside)] == [True, True, False]
    assert [matches(inside.replace("p", "P", 1), char) for char in (first, last, outside)] == [False, False, True]


@pytest.mark.parametrize(
    "char", ["a", "A", "ǅ", "ʰ", "ا", "۱", "Ⅷ", "½", "_", "-", "«", "»", "!", " ", "+", "$", "^", "©"]
)
def test_categories_are_those_of_unicode(char: str) -> None:
    own = unicodedata.category(char)
    categories = [
        major + minor
        for major, minors in (("L", "ultmo"), ("N", "dlo"), ("P", "cdseifo"), ("S", "mcko"))
        for minor in minors
    ]
    assert [name for name in [*categories, "Zs"] if matches(rf"\p{{{name}}}", char)] == [own]
    assert matches(rf"\p{{{own[0]}}}", char)


@pytest.mark.parametrize(
    ("escape", "inside", "outside"),
    [
        (r"\d", "0۹", "a½ "),
        (r"\s", " \t\n\r", "a\u00a0"),
        (r"\w", "aا1+_"[:4], "-! "),
        (r"\i", "a_:ا", "1-."),
        (r"\c", "a1-.:", " !"),
        (r"\n", "\n", "n"),
        (r"\t", "\t", "t"),
        (r"\.", ".", "a"),
        ("[a-c]", "abc", "d`-"),
        ("[^a-c]", "d-", "abc"),
        ("[a-z-[aeiou]]", "bz", "aeiou-"),
        ("[a-z-[b-y-[m]]]", "azm", "by"),
        ("[-a]", "-a", "b"),
        ("[a-]", "-a", "b"),
        (r"[\d.]", "1.", "a"),
        (r"[^\d]", "a", "1"),
        (r"[\]-]", "]-", "["),
    ],
)
def test_class_holds_what_it_says(escape: str, inside: str, outside: str) -> None:
    assert [char for char in inside if not matches(escape, char)] == []
    assert [char for char in outside if matches(escape, char)] == []


@pytest.mark.parametrize("escape", ["d", "s", "w", "i", "c"])
def test_capital_escape_holds_all_others(escape: str) -> None:
    for char in "a1 -:.\n۱":
        assert matches(rf"\{escape}", char) != matches(rf"\{escape.upper()}", char)


def test_classes_stand_ten_deep_in_each_other_at_most() -> None:
    def nested(depth: int) -> str:
        return "[a" + "-[a" * depth + "]" * (depth + 1)

    assert compile_pattern(nested(10), "", free)
    with pytest.raises(Undefined, match="nested too deeply"):
        compile_pattern(nested(11), "", free)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"\q", r"no escape \\q"),
        (r"\p", "followed by a category in braces"),
        (r"\p{L", "followed by a category in braces"),
        (r"\pL}", "followed by a category in braces"),
        (r"\p{Xx}", "no category of characters Xx"),
        (r"\p{IsNowhere}", "no category of characters IsNowhere"),
        ("[a", "not closed"),
        ("[]", "empty or not closed"),
        ("[a-[b]", "not closed"),
        ("[z-a]", "range z-a of characters runs downwards"),
    ],
)
def test_wrong_class_is_refused_with_its_cause(pattern: str, why: str) -> None:
    with pytest.raises(Undefined, match=why):
        compile_pattern(pattern, "", free)
