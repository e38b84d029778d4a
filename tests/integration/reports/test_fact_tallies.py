"""Worksheets measure the same whether nothing, some or all of the cases was added up beforehand."""

from datetime import date
from random import Random

import pytest
from sqlalchemy import text

from app.data.cases import retention
from app.data.database.session import db
from app.data.database.transactions import reading, transaction
from app.data.models import Case
from app.data.statistics.case_facts import Fact
from app.policy.days import local_day
from app.policy.reporting import Period
from app.usecases.evaluation import worksheets
from app.usecases.evaluation.worksheets import Sheet
from app.usecases.reports import tallies
from app.vocabulary import Indicator, Role
from tests import factories
from tests.factories import LIBRARY_CARD
from tests.integration.reports.described_cases import counted_by_hand, describe
from tests.integration.reports.independent_count import DAY, FIRST, NOW, Registry, add_up, build

ALL = Period(date(2024, 1, 1), date(2027, 1, 1))
PERIODS = (ALL, Period(date(2025, 3, 5), date(2025, 9, 20)), Period(date(2026, 1, 1), date(2026, 1, 9)))


def fill(count: int, chance: Random) -> Registry:
    with transaction():
        registry = build()
        for _ in range(count):
            registry.add_random(chance)
        for case in db.session.query(Case):
            describe(case, registry.desk, chance)
    return registry


def sheets(registry: Registry) -> list[Sheet]:
    with transaction():
        evaluator = factories.make_clerk(registry.units[0], role=Role.EVALUATOR)
    found = []
    for period in PERIODS:
        with reading():
            found.append(worksheets.worksheet_of(LIBRARY_CARD, period, by=evaluator, now=NOW))
    return found


def measured(found: list[Sheet]) -> list[object]:
    return [line.measured for sheet in found for line in sheet.lines]


def test_worksheet_measures_the_same_with_nothing_some_and_all_added_up(desk: object) -> None:
    registry = fill(120, Random(3))  # noqa: S311 - the same one in each run

    one_by_one = measured(sheets(registry))
    add_up(limit=15, rounds=2)
    partly = measured(sheets(registry))
    add_up(limit=25)

    assert partly == one_by_one
    assert measured(sheets(registry)) == one_by_one


def test_measures_that_were_added_up_are_those_counted_by_hand(desk: object) -> None:
    registry = fill(80, Random(5))  # noqa: S311 - as above
    add_up(limit=30)

    lines = {line.measured.indicator: line.measured for line in sheets(registry)[0].lines}

    with reading():
        by_hand = counted_by_hand()
    assert all(by_hand.values()), "something that is counted wasn't there"
    assert lines[Indicator.SINGLE_WINDOW].part == by_hand[Fact.SUBMITTED]
    assert lines[Indicator.SINGLE_WINDOW].whole == lines[Indicator.REPORTS].part == by_hand[Fact.ALL]
    assert lines[Indicator.TRACKING_CODE].part == by_hand[Fact.ALL]
    assert lines[Indicator.ANSWER].part == by_hand[Fact.LETTERED]
    assert lines[Indicator.OPINION].part == by_hand[Fact.OPINION]
    assert lines[Indicator.FRONT_DESK_ONLY].whole == by_hand[Fact.ATTENDANCE]


def test_rare_fact_is_shown_by_its_codes_however_long_ago(desk: object) -> None:
    with transaction():
        registry = build()
        for number in range(40):
            registry.add(accepted_at=FIRST + number * DAY, answered_at=NOW, closed_at=NOW)
        for number in (3, 3, 20):
            case = registry.add(accepted_at=FIRST + number * DAY)
            describe(case, registry.desk, Random(number))  # noqa: S311 - as above
    one_by_one = measured(sheets(registry))
    add_up()

    assert measured(sheets(registry)) == one_by_one
    with reading():
        codes = {line.measured.codes for line in sheets(registry)[0].lines}
    assert any(0 < len(found) < 5 for found in codes), "no fact is rare"


TAMPERINGS = {
    "a measure": "UPDATE fact_tallies SET amount = amount + 1 WHERE fact = 'staged'",
    "a lost one": "DELETE FROM fact_tallies WHERE fact = 'all'",
    "one that can't be": "INSERT INTO fact_tallies (service_id, day, fact, amount)"
    " SELECT service_id, day, 'in-units', 1 FROM fact_tallies WHERE fact = 'all'",
    "a form taken away": "DELETE FROM submissions",
}


@pytest.mark.parametrize("tampering", list(TAMPERINGS))
def test_measures_that_differ_are_put_right(desk: object, tampering: str) -> None:
    with transaction():
        registry = build()
        for _ in range(6):
            describe(registry.add(), registry.desk, Random(4))  # noqa: S311 - as above
    add_up()
    day = local_day(NOW - 9 * DAY)
    with transaction():
        assert not tallies.recount(day, now=NOW)
        db.session.execute(text(TAMPERINGS[tampering]))

    with transaction():
        assert tallies.recount(day, now=NOW)
    with transaction():
        assert not tallies.recount(day, now=NOW)


def test_documents_that_retention_took_away_still_count(desk: object) -> None:
    with transaction():
        registry = build()
        for _ in range(6):
            describe(registry.add(), registry.desk, Random(4))  # noqa: S311 - as above
    add_up()
    before = [one for one in measured(sheets(registry)) if one.indicator is Indicator.INTAKE]  # type: ignore[attr-defined]
    with transaction():
        nobody = retention.nobody(now=NOW)
        for case in db.session.query(Case):
            retention.anonymise(case, nobody_id=nobody, now=NOW)

    with transaction():
        assert not tallies.recount(local_day(NOW - 9 * DAY), now=NOW)
    after = [one for one in measured(sheets(registry)) if one.indicator is Indicator.INTAKE]  # type: ignore[attr-defined]
    assert [one.value for one in after] == [one.value for one in before]  # type: ignore[attr-defined]
