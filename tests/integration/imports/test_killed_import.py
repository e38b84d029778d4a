"""A worker that is killed at any moment of an import leaves nothing or all of it, and the next one goes on."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from app.data.database.transactions import reading, transaction
from app.data.organisation import import_store
from app.jobs import import_runner
from app.usecases.imports import runs
from app.vocabulary import ImportState, RecordKind, Role
from config import Settings
from tests import contexts, factories
from tests.factories import NOW
from tests.integration.imports import tables
from tests.integration.killed_process import killed_while

MOST_MOMENTS = 100

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


def confirmed(settings: Settings) -> UUID:
    """A table that waits to be written."""
    rows = [{"slug": f"u{number}", "parent_id": f"u{number - 1}" if number else ""} for number in range(600)]
    with contexts.opened(settings):
        with transaction():
            unit = factories.make_unit(factories.make_agency("registry"))
            by = factories.make_clerk(unit, role=Role.ADMINISTRATOR)
            content = tables.units(*rows)
            import_id = runs.begin(RecordKind.UNIT, file_name="u.csv", content=content, by=by, now=NOW).id
        import_runner.run_imports(NOW)
        with transaction():
            runs.confirm(import_id, by=by, now=NOW)
    return import_id


def left(settings: Settings, import_id: UUID) -> tuple[int, int, bool]:
    """How many units and lines of the history there are, and whether the table is done."""
    with contexts.opened(settings):
        with reading():
            done = import_store.get_import(import_id).state is ImportState.DONE
        return tables.count(RecordKind.UNIT), tables.changes(), done


def test_import_killed_at_any_moment_leaves_nothing_or_all(settings: Settings) -> None:
    import_id = confirmed(settings)
    now: datetime = NOW
    seen = []
    for moment in range(1, MOST_MOMENTS):
        now += import_runner.LEASE + timedelta(seconds=1)
        at = now

        def work(at: datetime = at) -> None:
            import_runner.run_imports(at)

        finished = killed_while(work, settings, moment=moment)
        seen.append(left(settings, import_id))
        if finished:
            break
    assert set(seen) == {(1, 0, False), (601, 600, True)}
    assert seen[-1][2]
