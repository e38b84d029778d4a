"""Tables on their way through the job: checked, confirmed, written, also by workers that die or are slow."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from app.data.database.transactions import reading, transaction
from app.data.files.errors import TableTooLarge
from app.data.organisation import import_store, record_store
from app.data.people import membership_store
from app.jobs import import_runner
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.usecases.imports import runs
from app.usecases.imports.errors import ImportNotReady
from app.usecases.imports.findings import MOST_SHOWN, from_json
from app.usecases.imports.table_import import write_plan
from app.vocabulary import ImportState, RecordKind
from tests import factories
from tests.factories import NOW
from tests.integration.imports import tables
from tests.integration.imports.conftest import Offices
from tests.integration.imports.tables import units

UNIT = RecordKind.UNIT
LATER = NOW + import_runner.LEASE + timedelta(seconds=1)


def begin(content: bytes, by: Actor, kind: RecordKind = UNIT) -> UUID:
    with transaction():
        return runs.begin(kind, file_name="units.csv", content=content, by=by, now=NOW).id


def confirm(import_id: UUID, by: Actor) -> None:
    with transaction():
        runs.confirm(import_id, by=by, now=NOW)


def state(import_id: UUID) -> ImportState:
    with reading():
        return import_store.get_import(import_id).state


def test_table_is_checked_confirmed_and_written(offices: Offices) -> None:
    by = offices.administrator
    import_id = begin(units({"slug": "a"}, {"slug": "b", "parent_id": "a"}), by)
    assert import_runner.run_imports(NOW) == 1
    assert (state(import_id), tables.count(UNIT)) == (ImportState.CHECKED, 3)
    assert import_runner.run_imports(NOW) == 0

    confirm(import_id, by)
    confirm(import_id, by)
    assert import_runner.run_imports(NOW) == 1
    with reading():
        row = import_store.get_import(import_id)
        assert (row.state, row.rows, row.done, row.new, row.content) == (ImportState.DONE, 2, 2, 2, None)
    assert tables.count(UNIT) == 5
    confirm(import_id, by)
    assert import_runner.run_imports(NOW) == 0


def test_table_with_findings_is_refused_and_all_of_them_can_be_downloaded(offices: Offices) -> None:
    rows = [{"slug": f"u{number}", "province": "atlantis"} for number in range(MOST_SHOWN + 20)]
    import_id = begin(units(*rows), offices.administrator)
    import_runner.run_imports(NOW)
    with reading():
        row = import_store.get_import(import_id)
        assert (row.state, row.findings_total, row.content) == (ImportState.REFUSED, MOST_SHOWN + 20, None)
        shown = from_json(row.findings)
        fa, en = (runs.report(import_id, language, by=offices.administrator) for language in ("fa", "en"))
    assert [one.row for one in shown] == list(range(2, MOST_SHOWN + 2))
    assert (shown[0].given, shown[0].column.en if shown[0].column else None) == ("atlantis", "Province")
    assert fa is not None
    assert en is not None
    assert (fa.count(b"\n"), en.count(b"\n")) == (MOST_SHOWN + 21, MOST_SHOWN + 21)
    assert "استان" in fa.decode()
    assert "Province" in en.decode()
    with pytest.raises(ImportNotReady):
        confirm(import_id, offices.administrator)


def test_file_that_is_no_table_is_refused_with_one_finding(offices: Offices) -> None:
    import_id = begin(b"PK\x03\x04", offices.administrator)
    import_runner.run_imports(NOW)
    with reading():
        (one,) = from_json(import_store.get_import(import_id).findings)
    assert "XLSX" in one.text.fa


def test_same_table_twice_at_once_is_written_once(offices: Offices) -> None:
    first, second = (begin(units({"slug": "a"}), offices.administrator) for _ in range(2))
    import_runner.run_imports(NOW)
    for one in (first, second):
        confirm(one, offices.administrator)
    assert import_runner.run_imports(NOW) == 2
    with reading():
        assert sorted(import_store.get_import(one).new for one in (first, second)) == [0, 1]
    assert tables.count(UNIT) == 4


def test_what_changed_since_the_dry_run_is_seen(offices: Offices) -> None:
    import_id = begin(units({"slug": "a", "parent_id": "b"}), offices.administrator)
    tables.taken(UNIT, units({"slug": "b"}))
    import_runner.run_imports(NOW)
    assert state(import_id) is ImportState.CHECKED
    tables.taken(UNIT, units({"slug": "a"}))
    tables.taken(UNIT, units({"slug": "b", "parent_id": "a"}))
    confirm(import_id, offices.administrator)
    import_runner.run_imports(NOW)
    assert state(import_id) is ImportState.REFUSED
    with reading():
        b = record_store.find_by_slug(UNIT, "b")
        assert b is not None
        assert b.parent_id is not None


def test_administrator_who_is_none_any_more_writes_nothing(offices: Offices) -> None:
    import_id = begin(units({"slug": "a"}), offices.administrator)
    import_runner.run_imports(NOW)
    confirm(import_id, offices.administrator)
    with transaction():
        (held,) = membership_store.list_memberships(person_id=offices.administrator.person_id)
        held.last_day = date(2020, 1, 1)
    import_runner.run_imports(NOW)
    assert (state(import_id), tables.count(UNIT)) == (ImportState.REFUSED, 3)


def test_table_of_a_dead_worker_is_taken_up_again(offices: Offices) -> None:
    import_id = begin(units({"slug": "a"}), offices.administrator)
    with transaction():
        dead = runs.claim(now=NOW, lease=NOW + import_runner.LEASE)
    assert dead is not None
    assert import_runner.run_imports(NOW) == 0
    assert import_runner.run_imports(LATER) == 1
    confirm(import_id, offices.administrator)
    assert import_runner.run_imports(LATER) == 1


def test_slow_worker_that_was_taken_for_dead_does_nothing(offices: Offices) -> None:
    import_id = begin(units({"slug": "a"}), offices.administrator)
    import_runner.run_imports(NOW)
    confirm(import_id, offices.administrator)
    with transaction():
        slow = runs.claim(now=NOW, lease=NOW + import_runner.LEASE)
    assert slow is not None
    with reading():
        plan = runs.plan_of(slow, now=NOW, progress=lambda _done, _rows: None)
    assert import_runner.run_imports(LATER) == 1
    before = tables.changes()
    with transaction():
        runs.settle(slow, plan, now=LATER)
        runs.note_fault(slow, now=LATER)
    assert (tables.changes(), state(import_id)) == (before, ImportState.DONE)


def test_progress_is_seen_while_it_goes_on_and_keeps_the_lease(offices: Offices) -> None:
    import_id = begin(units({"slug": "a"}), offices.administrator)
    with transaction():
        claimed = runs.claim(now=NOW, lease=NOW + import_runner.LEASE)
    assert claimed is not None
    with reading():
        import_store.note_progress(import_id, claimed.tries, done=400, rows=900, lease=LATER + timedelta(hours=1))
        import_store.note_progress(import_id, claimed.tries + 1, done=1, rows=1, lease=NOW)
        row = import_store.get_import(import_id)
        assert (row.done, row.rows) == (400, 900)
    assert import_runner.run_imports(LATER) == 0


def test_fault_of_the_program_writes_nothing_and_is_given_up_in_the_end(offices: Offices) -> None:
    import_id = begin(units({"slug": "a"}), offices.administrator)
    for tries in range(runs.MOST_TRIES):
        assert state(import_id) is ImportState.CHECKING
        with transaction():
            claimed = runs.claim(now=NOW, lease=LATER)
            assert claimed is not None
            assert claimed.tries == tries + 1
            runs.note_fault(claimed, now=NOW)
    assert state(import_id) is ImportState.FAILED


def test_write_that_the_database_refuses_leaves_nothing(offices: Offices) -> None:
    plan = tables.plan(UNIT, units(*({"slug": f"u{number}"} for number in range(700)), {"slug": "taken"}))
    with transaction():  # as no page does: nothing of it stands in the history
        agency = record_store.get_record(RecordKind.UNIT, _unit_of(offices.administrator)).agency
        factories.make_unit(agency).slug = "taken"
    before = tables.count(UNIT), tables.changes()
    with pytest.raises(Exception, match=r"(?i)unique"), transaction():
        write_plan(plan, by=None, now=NOW)
    assert (tables.count(UNIT), tables.changes()) == before


def _unit_of(actor: Actor) -> UUID:
    unit = actor.seats[0].unit_id
    assert unit is not None
    return unit


def test_table_is_its_senders_alone_and_is_forgotten_in_time(offices: Offices) -> None:
    import_id = begin(units({"slug": "a"}), offices.administrator)
    for who in (offices.stranger, offices.of_line, offices.clerk):
        with pytest.raises(NotPermitted), transaction():
            runs.confirm(import_id, by=who, now=NOW)
        with pytest.raises(NotPermitted), reading():
            runs.get_for(import_id, by=who)
    with pytest.raises(NotPermitted), transaction():
        runs.begin(UNIT, file_name="x", content=b"", by=offices.clerk, now=NOW)
    with pytest.raises(TableTooLarge), transaction():
        runs.begin(UNIT, file_name="x", content=bytes(21 * 1024 * 1024), by=offices.administrator, now=NOW)
    with transaction():
        runs.forget_old(now=NOW + timedelta(days=30))
    assert state(import_id) is ImportState.CHECKING
    import_runner.run_imports(NOW)
    with transaction():
        runs.forget_old(now=NOW + runs.KEPT)
    assert state(import_id) is ImportState.CHECKED
    with transaction():
        runs.forget_old(now=NOW + runs.KEPT + timedelta(seconds=1))
    with reading():
        assert runs.list_for(by=offices.administrator) == []
