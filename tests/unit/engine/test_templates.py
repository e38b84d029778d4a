"""What a text's author computes reaches the code that puts it into words as Python's own values."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine import fill

NOON = datetime(2026, 5, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("missing", None),
        ("1 < 2", True),
        ("10 / 4", Decimal("2.5")),
        ('date("2026-05-16")', date(2026, 5, 16)),
        ('date and time("2026-05-16T09:30:00+03:30")', datetime(2026, 5, 16, 6, tzinfo=UTC)),
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
        ('date and time("2026-05-16T09:30:00")', "2026-05-16T09:30:00"),
        ('date("12026-05-16")', "12026-05-16"),
    ],
)
def test_what_python_has_no_value_for_comes_as_feel_writes_it(expression: str, text: str) -> None:
    assert fill("{{ " + expression + " }}", {}, now=NOON, show=str) == text
