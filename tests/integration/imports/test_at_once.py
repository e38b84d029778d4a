"""Imports and pages that write at the same moment: one after the other, and whoever is late plans again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.data.database.transactions import reading, transaction
from app.data.organisation import import_store, record_store
from app.data.organisation.errors import RecordMoved
from app.jobs import import_runner
from app.usecases.imports import runs
from app.usecases.imports.plan import Plan
from app.usecases.imports.table_import import write_plan
from app.usecases.organisation import records
from app.vocabulary import ImportState, RecordKind
from tests.contexts import in_own_context
from tests.factories import NOW
from tests.integration.imports import tables
from tests.integration.imports.conftest import Offices
from tests.integration.imports.tables import units

UNIT = RecordKind.UNIT


def together(*works: Callable[[], object]) -> list[object]:
    """What each gave, or the exception that it raised, all begun at once."""
    with ThreadPoolExecutor(len(works)) as pool:
        begun = [pool.submit(in_own_context(work)) for work in works]
        return [one.exception() or one.result() for one in begun]


def write(plan: Plan) -> None:
    with transaction():
        write_plan(plan, by=None, now=NOW)


@pytest.mark.parametrize("_again", range(3))
def test_of_two_plans_of_one_moment_one_is_written(offices: Offices, _again: int) -> None:
    rows = [{"slug": f"u{number}"} for number in range(300)]
    plans = [tables.plan(UNIT, units(*rows)), tables.plan(UNIT, units(*rows, {"slug": "more"}))]
    outcomes = together(*(lambda plan=plan: write(plan) for plan in plans))  # type: ignore[misc]
    assert sorted(type(one).__name__ for one in outcomes) == sorted(["NoneType", RecordMoved.__name__])
    assert tables.count(UNIT) in (303, 304)


def test_page_and_import_of_one_moment_lose_nothing(offices: Offices) -> None:
    tables.taken(UNIT, units({"slug": "a", "county": "قدیم"}))
    with reading():
        unit_id = record_store.find_by_slug(UNIT, "a").id  # type: ignore[union-attr]
    plan = tables.plan(UNIT, units({"slug": "a", "county": "از جدول"}, *({"slug": f"u{n}"} for n in range(200))))

    def page() -> None:
        with transaction():
            records.change(UNIT, unit_id, {"name_fa": "از صفحه"}, based_on=None, by=None, now=NOW)

    outcomes = together(page, lambda: write(plan))
    assert outcomes[0] is None
    with reading():
        unit = record_store.get_record(UNIT, unit_id)
        assert unit.name_fa == "از صفحه"
        assert (outcomes[1] is None) == (unit.county == "از جدول")


def test_several_workers_take_each_table_once(offices: Offices) -> None:
    with transaction():
        ids = [
            runs.begin(UNIT, file_name="u.csv", content=units({"slug": f"u{n}"}), by=offices.administrator, now=NOW).id
            for n in range(4)
        ]
    taken = together(*(lambda: import_runner.run_imports(NOW + timedelta(seconds=1)) for _ in range(3)))
    assert sum(one for one in taken if isinstance(one, int)) == len(ids)
    with reading():
        assert {import_store.get_import(one).state for one in ids} == {ImportState.CHECKED}
        assert {import_store.get_import(one).tries for one in ids} == {1}
