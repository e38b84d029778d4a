"""Dates of case data are text; where a date is needed the text is read as one, and only there and only if asked."""

from datetime import UTC, datetime

import pytest

from engine.feel import compile_expression, to_json

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
CASE = {
    "born": "1990-05-20",
    "visit": "2026-11-20",
    "hour": "14:30",
    "moment": "2026-11-24T09:00:00+03:30",
    "wait": "P3D",
    "note": "2026-11-20",
    "name": "Sara",
    "people": [{"born": "1950-01-01"}, {"born": "2010-01-01"}],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("visit < today()", True),
        ("today() > visit", True),
        ('visit = @"2026-11-20"', True),
        ('visit != @"2026-11-20"', False),
        ('visit >= date("2026-11-21")', False),
        ("moment < now()", True),
        ("visit < now()", True),
        ("moment = today()", None),
        ('hour > @"14:00:00"', True),
        ('wait = @"PT72H"', True),
        ('visit + @"P1M"', "2026-12-20"),
        ("visit + wait", "2026-11-20P3D"),
        ("today() - visit", "P4D"),
        ("today() - visit > wait", True),
        ('visit - born > @"P100D"', True),
        ("visit.year", 2026),
        ("moment.hour", 9),
        ("name.year", None),
        ("years and months duration(born, today()).years", 36),
        ("day of week(visit)", "Friday"),
        ("date(visit).day", 20),
        ('visit in [@"2026-11-01"..@"2026-11-30"]', True),
        ('visit in [@"2026-11-19", @"2026-11-20"]', True),
        ('visit between @"2026-11-01" and today()', True),
        ("visit in (< today())", True),
        ("count(for d in visit..today() return d)", 5),
        ('people[born < @"2000-01-01"].born', ["1950-01-01"]),
        ("miz.add working days(visit, 1)", "2026-11-21"),
        ("(function(d: date) d.month)(visit)", 11),
        ('if visit < today() then "late" else "in time"', "late"),
        ("name < today()", None),
        ("name + today()", None),
        ("missing < today()", None),
        # text stays text
        ('note != ""', True),
        ('contains(note, "-11-")', True),
        ("string length(note)", 10),
        ('note = "2026-11-20"', True),
        ("note instance of string", True),
        ('note + "!"', "2026-11-20!"),
        ("upper case(note)", "2026-11-20"),
        ("visit < moment", True),
    ],
)
def test_date_of_case_data(text: str, expected: object) -> None:
    assert to_json(compile_expression(text).evaluate(CASE, now=NOW, dates_as_text=True)) == expected


@pytest.mark.parametrize("text", ["visit < today()", "visit.year", "today() - visit", "day of week(visit)"])
def test_elsewhere_text_is_no_date(text: str) -> None:
    assert compile_expression(text).evaluate(CASE, now=NOW) is None
