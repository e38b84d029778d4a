"""What a text's author computes reaches the code that puts it into words as Python's own values."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine import fill
from engine.templates import MAX_FILLED, BadTemplate
from tests.limited import linux_only, outcomes
from tests.unit.engine.hostile_templates import CASES

NOON = datetime(2026, 5, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("missing", None),
        ("1 < 2", True),
        ("10 / 4", Decimal("2.5")),
        ('date("2026-05-16")', date(2026, 5, 16)),
        ('date and time("2026-05-16T09:30:00+03:30")', datetime(2026, 5, 16, 6, tzinfo=UTC)),
        ('date and time("2026-05-16T09:30:00")', datetime(2026, 5, 16, 9, 30)),  # noqa: DTZ001 - without a zone
        ('[1, date("2026-05-16")]', [Decimal(1), date(2026, 5, 16)]),
        ('{day: date("2026-05-16")}', {"day": date(2026, 5, 16)}),
    ],
)
def test_show_is_given_values_that_python_knows(expression: str, value: object) -> None:
    seen: list[object] = []
    fill("{{ " + expression + " }}", {}, now=NOON, show=lambda given: str(seen.append(given)))
    assert seen == [value]
    assert type(seen[0]) is type(value)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ('duration("P1DT2H")', "P1DT2H"),
        ('time("09:30:00")', "09:30:00"),
        ('date("12026-05-16")', "12026-05-16"),
    ],
)
def test_what_python_has_no_value_for_comes_as_feel_writes_it(expression: str, text: str) -> None:
    assert fill("{{ " + expression + " }}", {}, now=NOON, show=str) == text


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    return dict(zip(CASES, outcomes("tests.unit.engine.hostile_templates:outcome_of", CASES), strict=False))


@linux_only
@pytest.mark.parametrize("name", CASES)
def test_text_that_makes_much_of_little_is_refused_in_words(name: str, told: dict[str, str]) -> None:
    expected, found = CASES[name][2], told.get(name, "the child died at it, or before")
    assert expected in found
    assert bool(expected) is bool(found)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("", ""),
        ("a{{ 1 }}b{{ 2 }}c", "a1b2c"),
        ("{{ 1 }}{{ 2 }}", "12"),
        ("{{ 1 ", "{{ 1 "),
        ("{{ 1 }} }} {{", "1 }} {{"),
        ("{{ {a: {b: 1} }.a.b }}", "1"),
    ],
)
def test_what_stands_between_double_braces_is_replaced(template: str, text: str) -> None:
    assert fill(template, {}, now=NOON) == text


def test_values_of_a_text_have_two_hundred_thousand_characters_together_at_most() -> None:
    half = {"half": "x" * (MAX_FILLED // 2)}
    assert len(fill("{{ half }}, {{ half }}", half, now=NOON)) == MAX_FILLED + 2
    with pytest.raises(BadTemplate, match=r"“1”: the text is filled with more than 200000 characters"):
        fill("{{ half }}, {{ half }}, {{ 1 }}", half, now=NOON)
