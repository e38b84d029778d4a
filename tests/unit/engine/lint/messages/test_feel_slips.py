"""What people write who know other languages or type Persian: told with what is meant, rewritten where that is sure."""

import pytest

from engine.feel import compile_expression
from engine.lint.messages.feel_slips import grouped_number, repair_of
from tests.unit.engine.lint.messages.languages import foreign_words

MEANT = {
    "approved == true": "approved = true",
    "a === b": "a = b",
    "a !== b": "a != b",
    "a <> 1": "a != 1",
    "a ≠ 1": "a != 1",
    "a ≥ 1 and b ≤ 2": "a >= 1 and b <= 2",
    "a => 1": "a >= 1",
    "a && b": "a and b",
    "a || !b": "a or not(b)",
    "!(a > 5)": "not(a > 5)",
    "!owner.ready": "not(owner.ready)",
    "kind = “shop”": 'kind = "shop"',
    "kind = «مغازه»": 'kind = "مغازه"',
    "kind = 'shop'": 'kind = "shop"',
    "trees > ۳": "trees > 3",
    "trees > ٣": "trees > 3",
    "max(a، b) > 2": "max(a, b) > 2",
    "a × 2 ÷ 3 − 1": "a * 2 / 3 - 1",
    "amount > 1,000,000": "amount > 1000000",
    "amount > ۱٬۰۰۰٬۰۰۰": "amount > 1000000",
    "amount > ۱۲٫۵": "amount > 12.5",
    "a = 1;": "a = 1",
    "a = 1؛": "a = 1",
    "NOT(a) && b": "not(a) and b",
    "owner is not null && a": "owner != null and a",
    # what stands in quotes is left alone
    '"a && b ۳" == c': '"a && b ۳" = c',
    # numbers in brackets may be several
    "max(1,000) == 2": "max(1,000) = 2",
    "=a == b": "a = b",
}
HINTED = {
    "then 3": "`if`",
    "if a then b": "`else`",
    "a ? b : c": "`if … then … else …`",
    "a % 2 = 0": "`modulo(a, b)`",
    "a = 1; b = 2": "`{a: …, b: …}`",
    "total += 1": "`{name: name + 1}`",
}


@pytest.mark.parametrize(("text", "meant"), MEANT.items())
def test_slip_is_rewritten(text: str, meant: str) -> None:
    repair = repair_of(text)
    assert repair is not None
    assert repair.meant == meant
    compile_expression(repair.meant)
    assert repair.hints != ()
    assert foreign_words(repair.told()) == ([], [])


@pytest.mark.parametrize(("text", "hint"), HINTED.items())
def test_what_may_mean_several_things_is_hinted_at_only(text: str, hint: str) -> None:
    repair = repair_of(text)
    assert repair is not None
    assert repair.meant == ""
    assert all(hint in told for told in repair.told())
    assert foreign_words(repair.told()) == ([], [])


@pytest.mark.parametrize("text", ["(a", "x = = 1", "a and and b", "1 +", "", "#", '"open', "[1..", "{a 1}"])
def test_what_nobody_knows_is_told_as_it_is(text: str) -> None:
    repair = repair_of(text)
    assert repair is not None
    assert repair.meant == ""
    assert foreign_words(repair.told()) == ([], [])


@pytest.mark.parametrize("text", ["a = 1", "= a", 'a != "x"', "not(a)", "a - 1", "[1..10]", 'if a then "«b»" else c'])
def test_feel_needs_no_repair(text: str) -> None:
    assert repair_of(text) is None


def test_long_texts_are_left_alone() -> None:
    repair = repair_of("a && " * 1_000)
    assert repair is not None
    assert repair.meant == ""


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("> 1,000,000", "> 1000000"),
        ("1,000", "1000"),
        ("[1,000..2,500]", "[1000..2500]"),
        ("100,200,300", ""),
        ("1,2,3", ""),
        ("12", ""),
        ("1, 000", ""),
    ],
)
def test_thousands_in_a_cell_are_told_from_lists(cell: str, meant: str) -> None:
    assert grouped_number(cell) == meant
