"""The figures of the report against a count by hand, on both databases."""

from datetime import date, timedelta

import pytest

from app.policy.errors import NotPermitted
from app.policy.reporting import Period
from app.usecases.reports import performance
from app.usecases.reports.performance import Figures, GroupBy, Report, ReportCriteria, SortBy
from app.vocabulary import Channel, Level
from tests.factories import LIBRARY_CARD
from tests.integration.reports.registry import NOW, Registry

MORDAD = Period(date(2026, 7, 23), date(2026, 8, 22))
DAY = timedelta(days=1)


def report_of(registry: Registry, **query: object) -> Report:
    return performance.make_report(ReportCriteria(period=MORDAD, **query), by=registry.manager, now=NOW)  # type: ignore[arg-type]


def rows_of(report: Report) -> dict[str, Figures]:
    return {row.label.en: row.figures for row in report.rows}


def test_total_is_what_was_counted_by_hand(registry: Registry) -> None:
    total = report_of(registry).total

    counted = total.counted
    assert (counted.accepted, counted.answered, counted.open, counted.overdue) == (4, 3, 1, 1)
    assert total.answered_in_period == 4
    assert (counted.on_time, counted.promised) == (2, 3)
    assert (counted.granted, counted.refused, counted.lapsed, counted.withdrawn) == (2, 1, 0, 0)
    assert (total.median, total.ninth) == (4 * DAY, 8.8 * DAY)
    assert total.mean == timedelta(seconds=round(16 / 3 * 86400))
    assert (total.opinions, total.opinion) == (2, 3.5)


def test_rows_by_place_have_medians_of_their_own_and_the_total_one_over_all(registry: Registry) -> None:
    report = report_of(registry, by=GroupBy.PLACE)

    rows = rows_of(report)
    assert list(rows) == ["Line units", "Headquarters"]
    assert (rows["Line units"].counted.accepted, rows["Line units"].median) == (3, 7 * DAY)
    assert (rows["Headquarters"].counted.accepted, rows["Headquarters"].median) == (1, 2 * DAY)
    assert rows["Headquarters"].answered_in_period == 2
    assert (report.total.median, report.total.ninth) == (4 * DAY, 8.8 * DAY)
    assert report.total.answered_in_period == 4


@pytest.mark.parametrize(
    ("by", "names"),
    [
        (GroupBy.SERVICE, ["Library card"]),
        (GroupBy.PROVINCE, ["Isfahan", "Tehran"]),
        (GroupBy.UNIT, ["Office", "Office"]),
        (GroupBy.CHANNEL, ["Portal", "Front desk"]),
        (GroupBy.MONTH, ["Mordad 1405"]),
    ],
)
def test_each_grouping_names_its_rows_and_loses_no_case(registry: Registry, by: GroupBy, names: list[str]) -> None:
    report = report_of(registry, by=by)

    assert [row.label.en for row in report.rows] == names
    assert sum(row.figures.counted.accepted for row in report.rows) == 4
    assert sum(row.figures.answered_in_period for row in report.rows) == 4


def test_month_of_an_answer_may_be_another_than_that_of_acceptance(registry: Registry) -> None:
    both = ReportCriteria(period=Period(date(2026, 7, 1), date(2026, 8, 22)), by=GroupBy.MONTH)

    report = performance.make_report(both, by=registry.manager, now=NOW)

    figures = [(r.key, r.figures.counted.accepted, r.figures.answered_in_period) for r in report.rows]
    assert figures == [("1405-04", 1, 0), ("1405-05", 4, 4)]


@pytest.mark.parametrize(
    ("narrow", "accepted"),
    [
        ({"level": Level.LINE}, 3),
        ({"province": "tehran"}, 1),
        ({"channel": Channel.FRONT_DESK}, 1),
        ({"service_id": LIBRARY_CARD}, 4),
        ({"service_id": "no-such-service"}, 0),
    ],
)
def test_filters_narrow_what_is_counted(registry: Registry, narrow: dict[str, object], accepted: int) -> None:
    assert report_of(registry, **narrow).total.counted.accepted == accepted


def test_period_before_is_of_the_same_length(registry: Registry) -> None:
    report = report_of(registry)

    before = report.query.period.before()
    assert (before.first, before.last) == (date(2026, 6, 22), date(2026, 7, 22))
    assert report.before.counted.accepted == 1
    assert report.before.median == 3 * DAY


def test_empty_report_says_which_days_have_data(registry: Registry) -> None:
    empty = ReportCriteria(period=Period(date(2020, 1, 1), date(2020, 2, 1)))

    report = performance.make_report(empty, by=registry.manager, now=NOW)

    assert report.rows == ()
    assert report.total == Figures()
    assert report.known == (date(2026, 7, 21), date(2026, 7, 27))


def test_manager_of_another_agency_sees_nothing_of_it(registry: Registry) -> None:
    report = performance.make_report(ReportCriteria(period=MORDAD), by=registry.stranger, now=NOW)

    assert (report.rows, report.known) == ((), None)
    assert performance.choices_for(registry.stranger).services == []


def test_clerk_may_not_read_reports(registry: Registry) -> None:
    with pytest.raises(NotPermitted):
        performance.make_report(ReportCriteria(period=MORDAD), by=registry.clerk, now=NOW)


def test_performance_covers_twelve_months_for_everybody(registry: Registry) -> None:
    found = performance.service_performance(LIBRARY_CARD, NOW)

    assert found.figures.counted.accepted == 5
    assert found.figures.median == 3.5 * DAY
    assert (found.figures.counted.on_time, found.figures.counted.promised) == (3, 4)


@pytest.mark.parametrize("sort", list(SortBy))
def test_rows_are_put_in_order_by_any_measure_and_turned_round(registry: Registry, sort: SortBy) -> None:
    down, up = (
        [row.key for row in report_of(registry, by=GroupBy.UNIT, sort=sort, ascending=ascending).rows]
        for ascending in (False, True)
    )

    assert len(down) == 2
    assert down in (up, up[::-1])


def test_slowest_unit_comes_first_where_the_median_is_asked_for(registry: Registry) -> None:
    rows = report_of(registry, by=GroupBy.UNIT, sort=SortBy.MEDIAN).rows

    spans = [row.figures.median for row in rows if row.figures.median is not None]
    assert spans == sorted(spans, reverse=True)
    assert len(set(spans)) == 2
