"""Cases added up beforehand: a report says the same whether nothing, some or all of it was added, by any process."""

import threading
from datetime import date, timedelta
from random import Random
from statistics import median, quantiles

import pytest
from sqlalchemy import text

from app.data.database.session import db
from app.data.database.transactions import at_one_moment, reading, transaction
from app.data.models import Case, Unit
from app.data.statistics import live_counts, tallies
from app.jobs import runner
from app.policy.days import local_day
from app.policy.reporting import Period
from app.usecases.background import health
from app.usecases.reports import performance
from app.usecases.reports import tallies as tally_runs
from app.usecases.reports.performance import GroupBy, ReportCriteria
from app.vocabulary import CaseResult, CaseStatus, Role
from config import Settings
from deploy import tallies as command
from tests import contexts
from tests.contexts import in_own_context
from tests.integration.killed_process import killed_while
from tests.integration.reports.independent_count import (
    DAY,
    FIRST,
    NOW,
    add_up,
    build,
    everything_tallied,
    random_wishes,
    report_of,
)


@pytest.mark.parametrize("seed", range(3))
def test_report_says_the_same_with_nothing_some_and_all_added_up(desk: object, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - the same one in each run
    with transaction():
        registry = build()
        for _ in range(150):
            registry.add_random(chance)
    wishes = random_wishes(registry, chance, 30)

    one_by_one = [report_of(registry, **query) for query in wishes]
    some = add_up(limit=20, rounds=2)
    partly = [report_of(registry, **query) for query in wishes]
    rest = add_up(limit=7)
    added = [report_of(registry, **query) for query in wishes]

    assert 0 < some <= 80
    assert rest > 0
    assert partly == one_by_one
    assert added == one_by_one
    assert sum(report.total.counted.accepted for report in added) > 300, "nothing was compared"


def test_figures_of_what_was_added_up_are_those_counted_here(desk: object) -> None:
    chance = Random(1405)  # noqa: S311 - the same one in each run
    with transaction():
        registry = build()
        for _ in range(200):
            registry.add_random(chance)
    add_up(limit=30)
    period = Period(date(2025, 3, 1), date(2026, 6, 15))
    with reading():
        inside = [
            case for case in db.session.query(Case) if period.start <= case.accepted_at < period.end
        ]  # Python's own count of the rows, without a sum in between
        given = [c for c in db.session.query(Case) if c.answered_at and period.start <= c.answered_at < period.end]

    total = report_of(registry, period).total

    spans = [round((case.answered_at - case.accepted_at).total_seconds()) for case in inside if case.answered_at]
    counted = total.counted
    assert (counted.accepted, counted.answered, total.answered_in_period) == (len(inside), len(spans), len(given))
    assert counted.open == sum(case.closed_at is None for case in inside)
    assert counted.seconds == sum(spans)
    assert total.times is not None
    assert total.times.median == median(spans)
    assert total.times.ninth == pytest.approx(quantiles(spans, n=10, method="inclusive")[-1])


def test_what_is_added_up_twice_counts_once(desk: object) -> None:
    with transaction():
        registry = build()
        registry.opine(registry.add(), 4)
    assert add_up() == 2
    before = everything_tallied()

    assert add_up() == 0
    assert everything_tallied() == before
    assert len(before) == 3, "the days of acceptance and of the answer, and their month"


def test_case_closed_with_a_moment_of_a_day_long_added_up_counts_once(desk: object) -> None:
    day = Period(local_day(NOW - 9 * DAY), local_day(NOW - 9 * DAY))
    with transaction():
        registry = build()
        registry.add()
        late_id = registry.add(answered_at=None, closed_at=None, status=CaseStatus.IN_REVIEW, result=None).id
    add_up()
    with transaction():
        late = db.session.get_one(Case, late_id)
        late.status, late.result = CaseStatus.ANSWERED, CaseResult.REFUSED
        late.answered_at = late.closed_at = NOW - 9 * DAY + timedelta(minutes=1)

    before = report_of(registry, day)
    add_up()

    assert report_of(registry, day) == before
    assert (before.total.counted.answered, before.total.answered_in_period) == (2, 1)


def test_opinion_given_after_its_case_was_added_up_counts_once(desk: object) -> None:
    period = Period(local_day(NOW - 30 * DAY), local_day(NOW))
    with transaction():
        registry = build()
        case_id = registry.add().id
    add_up()
    with transaction():
        registry.opine(db.session.get_one(Case, case_id), 2)

    before = report_of(registry, period)
    assert add_up() == 1

    assert report_of(registry, period) == before
    assert (before.total.opinions, before.total.marks) == (1, 2)


def test_two_jobs_at_once_add_everything_once(desk: object) -> None:
    chance = Random(7)  # noqa: S311 - the same one in each run
    with transaction():
        registry = build()
        for _ in range(120):
            registry.add_random(chance)
    period = Period(local_day(FIRST), local_day(NOW))
    before = report_of(registry, period, by=GroupBy.UNIT)
    faults: list[BaseException] = []

    @in_own_context
    def work() -> None:
        try:
            while True:
                with reading():
                    if not tally_runs.is_anything_settled():
                        return
                add_up(limit=5)
        except BaseException as fault:
            faults.append(fault)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert faults == []
    assert report_of(registry, period, by=GroupBy.UNIT) == before
    assert wrong_days_of(period) == []


def wrong_days_of(period: Period) -> list[date]:
    """The days that had to be put right."""
    days = [period.first + number * DAY for number in range(period.days)]
    with transaction():
        return [day for day in days if tally_runs.recount(day, now=NOW)]


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_adding_up_killed_at_any_moment_adds_all_of_a_batch_or_nothing(settings: Settings) -> None:
    with contexts.opened(settings):
        with transaction():
            registry = build()
            for _ in range(4):
                registry.opine(registry.add(), 3)
        period = Period(local_day(NOW - 30 * DAY), local_day(NOW))
        before = report_of(registry, period)
    found: list[int] = []

    def work() -> None:
        with transaction():
            tally_runs.tally_some(now=NOW, limit=10)

    for moment in range(1, 60):
        finished = killed_while(work, settings, moment=moment)
        with contexts.opened(settings):
            assert report_of(registry, period) == before
            found.append(len(everything_tallied()))
        if finished:
            break

    assert set(found) == {0, found[-1]}
    assert len(found) > 5, "adding up has more moments than that: nothing was killed"
    with contexts.opened(settings):
        assert add_up() == 0


def test_report_is_of_one_moment_while_cases_are_added_up(desk: object) -> None:
    with transaction():
        registry = build()
        for _ in range(3):
            registry.add()
    period = Period(local_day(NOW - 30 * DAY), local_day(NOW))
    scope = performance._scope(ReportCriteria(period=period), registry.manager.agencies(Role.MANAGER))
    grouping = performance.Grouping()

    with reading(), at_one_moment():
        tallied = tallies.count(scope, grouping)
        worker = threading.Thread(target=in_own_context(add_up))
        worker.start()
        worker.join()
        fresh = live_counts.count(scope, grouping, now=NOW)

    assert (tallied, fresh[""].counted.accepted) == ({}, 3)
    with reading():
        assert live_counts.count(scope, grouping, now=NOW) == {}
        assert tallies.count(scope, grouping)[""].counted.accepted == 3


TAMPERINGS = {
    "a sum": "UPDATE tallies SET accepted = accepted + 1 WHERE grain = 'day'",
    "a month": "UPDATE tallies SET marks = marks + 1 WHERE grain = 'month'",
    "spans": "UPDATE tallies SET spans = (SELECT other.spans FROM tallies AS other WHERE other.answered = 2 LIMIT 1)"
    " WHERE answered = 1",
    "a lost tally": "DELETE FROM tallies WHERE grain = 'day'",
    "everything lost": "DELETE FROM tallies",
    "a case": "UPDATE cases SET result = 'refused'",
    "a promise": "UPDATE cases SET promised_at = NULL",
}


@pytest.mark.parametrize("tampering", list(TAMPERINGS))
def test_tally_that_differs_is_noted_and_put_right(desk: object, tampering: str) -> None:
    # all of one day, so that any day that is chosen is this one
    with transaction():
        registry = build()
        for unit in registry.units[:2]:
            registry.add(unit=unit, accepted_at=NOW - DAY / 24, answered_at=NOW, closed_at=NOW)
        registry.add(unit=registry.units[0], accepted_at=NOW - DAY / 12, answered_at=NOW, closed_at=NOW)
    add_up()
    day = local_day(NOW)
    assert checked() == day
    with reading():
        assert tally_runs.wrong_days() == []
    with transaction():
        db.session.execute(text(TAMPERINGS[tampering]))

    assert checked() == day

    with reading():
        assert tally_runs.wrong_days() == [day.isoformat()]
        assert health.check(now=NOW).wrong_tallies == 1
    assert wrong_days_of(Period(day, day)) == [day]
    with reading():
        assert tally_runs.wrong_days() == []
    counted = report_of(registry, Period(day, day)).total.counted
    assert (counted.accepted, counted.granted + counted.refused) == (3, 3)


def test_command_puts_all_days_right_and_says_which(desk: object, capsys: pytest.CaptureFixture[str]) -> None:
    with transaction():
        registry = build()
        registry.add(accepted_at=NOW - 5 * DAY)
        registry.add(accepted_at=NOW - 120 * DAY)
    assert command.recount(NOW) == 0
    with transaction():
        db.session.execute(text("UPDATE tallies SET given = given + 1 WHERE grain = 'day' AND given > 0"))

    assert command.recount(NOW) > 0  # days before it in its month are named too: their month differs

    said = capsys.readouterr().err
    assert f"{local_day(NOW - 5 * DAY)}: put right" in said
    assert "100 of 116 days counted" in said
    assert command.recount(NOW) == 0


def checked() -> date | None:
    with transaction():
        return tally_runs.check_a_day(now=NOW, chance=Random(1))  # noqa: S311 - as above


def test_nothing_is_checked_where_there_is_nothing(desk: object) -> None:
    assert checked() is None


def test_job_adds_up_whatever_is_settled_and_leaves_open_cases(desk: object) -> None:
    with transaction():
        registry = build()
        registry.add()
        registry.add(answered_at=None, closed_at=None, status=CaseStatus.IN_REVIEW, result=None)

    assert runner.add_up(NOW) == 1
    assert runner.add_up(NOW) == 0


def test_case_that_is_added_up_is_final(desk: object) -> None:
    with transaction():
        registry = build()
        case_id = registry.add().id
    add_up()

    with pytest.raises(RuntimeError, match="tallies"), transaction():
        db.session.get_one(Case, case_id).result = CaseResult.REFUSED


def test_unit_that_moved_since_leaves_its_cases_where_they_were(desk: object) -> None:
    period = Period(local_day(NOW - 30 * DAY), local_day(NOW))
    with transaction():
        registry = build()
        registry.add()
    add_up()
    with transaction():
        db.session.get_one(Unit, registry.units[0].id).province = "yazd"
        registry.add(province="yazd")

    rows = report_of(registry, period, by=GroupBy.PROVINCE).rows
    add_up()

    assert [(row.key, row.figures.counted.accepted) for row in rows] == [("tehran", 1), ("yazd", 1)]
    assert report_of(registry, period, by=GroupBy.PROVINCE).rows == rows
