"""FEEL asked from outside a running case, and texts with FEEL in them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engine import DEFAULT_CALENDAR, Bilingual, Lane, fill, holds, lane_unit, value_of
from engine.templates import BadTemplate, plain

NOON = datetime(2026, 5, 2, 12, tzinfo=UTC)
DATA = {"a": 5, "day": "2026-05-02", "name": "سارا"}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a = 5", True),
        (" =a > 4", True),
        ("a > 5", False),
        ("a", False),  # only true is true
        ("missing", False),
        ("missing = null", True),
        ("a +", False),  # what can't be read doesn't hold
        ("day <= today()", True),
        ('day < date("2026-05-02")', False),
    ],
)
def test_condition_holds_where_it_is_true(expression: str, expected: bool) -> None:
    assert holds(expression, DATA, now=NOON) is expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a * 2", 10),
        ("= name", "سارا"),
        ('date(day) + duration("P1D")', "2026-05-03"),
        ("a +", None),
        ("missing", None),
        ("now()", "2026-05-02T15:30:00+03:30"),  # as clocks of the calendar show it
        ("for i in 1..1000000 return i", None),
    ],
)
def test_value_is_case_data(expression: str, expected: object) -> None:
    assert value_of(expression, DATA, now=NOON) == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (None, None),
        ('"case"', "case"),
        ('= if a > 4 then "headquarters" else "case"', "headquarters"),
        ("a", None),
        ("a +", None),
        ("missing", None),
    ],
)
def test_unit_of_a_lane_is_a_text(unit: str | None, expected: str | None) -> None:
    assert lane_unit(Lane("l", Bilingual("", ""), unit=unit), DATA, now=NOON) == expected


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("no hole", "no hole"),
        ("{{ a }} and {{name}}", "5 and سارا"),
        ("{{ missing }}!", "!"),
        ("{{ true }} {{ null }}", "true "),
        ("{{ a\n + 1 }}", "6"),
        ("{{ {x: 1}.x }}", "1"),
        ('{{ "{{ a }}" }}', None),
        ("{ a } {{", "{ a } {{"),
    ],
)
def test_holes_are_filled_once(template: str, text: str | None) -> None:
    if text is None:
        with pytest.raises(BadTemplate, match="“"):
            fill(template, DATA, now=NOON)
    else:
        assert fill(template, DATA, now=NOON) == text
    assert fill("{{ name }}", {"name": "{{ a }}"}, now=NOON) == "{{ a }}"


def test_expression_that_cannot_be_read_is_named() -> None:
    with pytest.raises(BadTemplate, match="“a \\+”: "):
        fill("{{ a + }}", DATA, now=NOON)


def test_years_that_python_has_not_come_as_text() -> None:
    shown: list[object] = []

    def show(value: object) -> str:
        shown.append(value)
        return ""

    for text in ("0001-01-01", "9999-12-31", "10000-01-01", "0000-12-31", "-0001-01-01"):
        fill(f'{{{{ date("{text}") }}}}', {}, now=NOON, show=show)
    assert shown == [date(1, 1, 1), date(9999, 12, 31), "10000-01-01", "0000-12-31", "-0001-01-01"]
    shown.clear()
    local = datetime(2026, 5, 2, 10, 20, 30)  # noqa: DTZ001 - a moment without a zone is what is tried
    for text in ("9999-12-31T10:20:30Z", "10000-01-01T00:00:00Z", "2026-05-02T10:20:30"):
        fill(f'{{{{ date and time("{text}") }}}}', {}, now=NOON, show=show)
    assert shown == [datetime(9999, 12, 31, 10, 20, 30, tzinfo=UTC), "10000-01-01T00:00:00Z", local]
    shown.clear()
    fill('{{ date and time("2026-05-02T10:20:30+03:30") }}', {}, now=NOON, show=show)
    (moment,) = shown
    assert isinstance(moment, datetime)
    assert (moment.hour, moment.utcoffset()) == (10, timedelta(hours=3, minutes=30))


def test_plain_text_of_nothing_is_nothing() -> None:
    assert (plain(None), plain("x"), plain(True)) == ("", "x", "true")
    assert DEFAULT_CALENDAR.zone == "Asia/Tehran"


def test_text_falls_back_on_the_other_language() -> None:
    pairs = [Bilingual("ف", "E"), Bilingual("ف", ""), Bilingual("", "E"), Bilingual("", "")]
    assert [pair.in_language("fa") for pair in pairs] == ["ف", "ف", "E", ""]
    assert [pair.in_language("en") for pair in pairs] == ["E", "ف", "E", ""]
