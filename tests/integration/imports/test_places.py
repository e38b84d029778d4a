"""Tables of units and front desks: written as a whole or not at all, by the rules of the pages."""

import pytest

from app.data.database.transactions import reading, transaction
from app.data.organisation import record_store
from app.data.organisation.errors import RecordMoved
from app.usecases.imports.table_import import plan_import, write_plan
from app.vocabulary import ChangeAction, DeskKind, Level, RecordKind
from tests.factories import NOW
from tests.integration.imports import tables
from tests.integration.imports.conftest import Offices
from tests.integration.imports.tables import desks, found, taken, units

UNIT, DESK = RecordKind.UNIT, RecordKind.FRONT_DESK


def test_units_below_each_other_are_added_in_any_order_and_noted(offices: Offices) -> None:
    file = units(
        {"slug": "c", "parent_id": "b"},
        {"slug": "b", "parent_id": "a", "valid_from": "۱۴۰۵/۱/۱۵"},
        {"slug": "a", "parent_id": offices.headquarters, "level": "ستاد", "province": "تهران"},
    )
    plan = taken(UNIT, file, offices.administrator)
    assert (plan.rows, plan.new, plan.changed, plan.same) == (3, 3, 0, 0)
    with reading():
        a, b, c = (record_store.find_by_slug(UNIT, code) for code in "abc")
        assert a is not None
        assert b is not None
        assert c is not None
        assert (c.parent_id, b.parent_id) == (b.id, a.id)
        assert (a.level, a.province, b.valid_from.isoformat()) == (Level.HEADQUARTERS, "tehran", "2026-04-04")
        (line,) = record_store.list_changes(record_id=b.id, limit=5)
        assert (line.action, line.by_id) == (ChangeAction.CREATED, offices.administrator.person_id)
        assert line.after == record_store.values_of(b)
        assert (line.agency_id, line.name) == (b.agency_id, b.name_fa)


def test_same_file_again_changes_nothing_and_another_name_is_one_change(offices: Offices) -> None:
    file = units({"slug": "a"}, {"slug": "b", "county": "مرودشت"})
    taken(UNIT, file)
    before = tables.changes()
    plan = taken(UNIT, file, offices.administrator)
    assert (plan.new, plan.changed, plan.same, tables.changes()) == (0, 0, 2, before)

    plan = taken(UNIT, file.replace("مرودشت".encode(), "مَرودَشت‌نو".encode()), offices.administrator)
    assert (plan.new, plan.changed, plan.same, tables.changes()) == (0, 1, 1, before + 1)
    with reading():
        unit = record_store.find_by_slug(UNIT, "b")
        assert unit is not None
        assert unit.revision == 2
        lines = record_store.list_changes(record_id=unit.id, limit=5)
        assert [line.after for line in lines if line.before == {"county": "مرودشت"}] == [{"county": unit.county}]


def test_columns_that_a_file_lacks_stay_as_they_are(offices: Offices) -> None:
    taken(UNIT, units({"slug": "a", "county": "مرودشت"}))
    taken(UNIT, units({"slug": "a", "name_fa": "نام تازه"}))
    with reading():
        unit = record_store.find_by_slug(UNIT, "a")
        assert unit is not None
        assert (unit.name_fa, unit.county) == ("نام تازه", "مرودشت")


def test_every_fault_is_told_at_once_with_its_row_and_column(offices: Offices) -> None:
    file = units(
        {"slug": "fine"},
        {"slug": "Bad Code", "province": "atlantis", "level": "middle"},
        {"slug": "twice"},
        {"slug": "twice"},
        {"slug": "lost", "parent_id": "nowhere"},
        {"slug": "strange", "agency_id": "nobody", "valid_from": "31/12"},
        {"slug": "=1+1"},
        {"slug": "empty", "name_fa": " "},
    )
    assert sorted(found(UNIT, file)) == [
        (3, "Code"), (3, "Level"), (3, "Province"), (5, "Code"), (6, "Unit above it"), (7, "Agency"), (7, "First day"),
        (8, "Code"), (9, "Name in Persian"),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="findings"):
        taken(UNIT, file)
    assert tables.count(UNIT) == 3


def test_circles_of_units_are_found_whoever_closes_them(offices: Offices) -> None:
    taken(UNIT, units({"slug": "top"}, {"slug": "below", "parent_id": "top"}))
    inside = units({"slug": "a", "parent_id": "b"}, {"slug": "b", "parent_id": "a"}, {"slug": "c", "parent_id": "a"})
    assert found(UNIT, inside) == [(2, "Unit above it"), (3, "Unit above it")]
    assert found(UNIT, units({"slug": "own", "parent_id": "own"})) == [(2, "Unit above it")]
    assert found(UNIT, units({"slug": "top", "parent_id": "below"})) == [(2, "Unit above it")]
    swap = units({"slug": "top", "parent_id": "below"}, {"slug": "below", "parent_id": ""})
    assert found(UNIT, swap) == []


def test_unit_stands_below_its_own_agency_and_keeps_it(offices: Offices) -> None:
    assert found(UNIT, units({"slug": "a", "parent_id": offices.foreign})) == [(2, "Unit above it")]
    above = {"slug": "a", "level": "headquarters", "parent_id": offices.line}
    assert found(UNIT, units(above)) == [(2, "Unit above it")]
    taken(UNIT, units({"slug": "a"}))
    assert found(UNIT, units({"slug": "a", "agency_id": "bank"})) == [(2, "Agency")]
    turned = {"slug": "b", "valid_from": "1405/2/1", "valid_until": "1405/1/1"}
    assert found(UNIT, units(turned)) == [(2, "Last day")]


def test_closing_is_left_to_the_page_that_moves_the_work(offices: Offices) -> None:
    taken(UNIT, units({"slug": "a"}, {"slug": "b", "valid_until": "1406/1/1"}))
    assert found(UNIT, units({"slug": "a", "valid_until": "1405/12/1"})) == [(2, "Last day")]
    assert found(UNIT, units({"slug": "b", "valid_until": "1405/12/1"})) == [(2, "Last day")]
    assert found(UNIT, units({"slug": "b", "valid_until": "1406/2/1"})) == []


def test_administrators_write_in_their_scope_only(offices: Offices) -> None:
    own, foreign = units({"slug": "a"}), units({"slug": "a", "agency_id": "bank"})
    assert found(UNIT, own, offices.administrator) == []
    assert found(UNIT, foreign, offices.administrator) == [(2, "")]
    assert found(UNIT, own, offices.stranger) == [(2, "")]
    below = units({"slug": "b", "parent_id": "a"}, {"slug": "a", "parent_id": offices.line}, {"slug": "c"})
    assert found(UNIT, below, offices.of_line) == [(4, "")]
    assert found(UNIT, own, offices.clerk) == [(2, "")]


def test_unit_of_others_isnt_brought_into_scope_by_the_file(offices: Offices) -> None:
    taken(UNIT, units({"slug": "theirs", "parent_id": offices.headquarters}))
    stolen = units({"slug": "theirs", "parent_id": offices.line, "name_fa": "مال ما"})
    assert found(UNIT, stolen, offices.of_line) == [(2, "")]


def test_desks_belong_to_their_agency_and_unit(offices: Offices) -> None:
    assert found(DESK, desks({"slug": "d", "unit_id": offices.foreign})) == [(2, "Unit")]
    assert found(DESK, desks({"slug": "d", "agency_id": ""})) == [(2, "Agency")]
    assert found(DESK, desks({"slug": "d", "kind": "post"})) == [(2, "Agency")]
    assert found(DESK, desks({"slug": "d", "latitude": "29.6"})) == [(2, "Latitude")]
    counter = {"slug": "p", "kind": "دفتر پیشخوان", "agency_id": ""}
    assert found(DESK, desks(counter), offices.administrator) == [(2, "")]
    plan = taken(DESK, desks({"slug": "d", "unit_id": offices.line, "counters": "۳"}, counter))
    assert plan.new == 2
    with reading():
        desk, post = (record_store.find_by_slug(DESK, code) for code in "dp")
        assert desk is not None
        assert post is not None
        assert (desk.counters, desk.capacity, desk.hours, desk.revision) == (3, 2, {}, 1)
        assert (post.kind, post.agency_id) == (DeskKind.PISHKHAN, None)


def test_headings_in_any_language_and_order(offices: Offices) -> None:
    lines = ("نام، به انگلیسی;Code;استان;سطح;Name in Persian;agency_id", "Office;a;فارس;صف;اداره;registry")
    assert taken(UNIT, "\n".join(lines).replace("ی", "ي").encode("cp1256")).new == 1


def test_wrong_headings_are_told_before_anything_else(offices: Offices) -> None:
    assert found(UNIT, b"a,b\n1,2\n") == [(1, "")]
    assert found(UNIT, b"") == [(1, "")]
    assert found(UNIT, units({"slug": "a"}).splitlines()[0]) == [(1, "")]
    odd = found(UNIT, b"slug,slug,color,agency_id,name_fa,name_en,level\na,a,red,registry,x,y,line,more\n")
    assert odd == [(1, "Code"), (1, ""), (1, "Province"), (2, "")]


def test_plan_is_made_again_where_somebody_was_faster(offices: Offices) -> None:
    slow = tables.plan(UNIT, units({"slug": "a", "name_fa": "کند"}))
    taken(UNIT, units({"slug": "a", "name_fa": "تند"}))
    with pytest.raises(RecordMoved), transaction():
        write_plan(slow, by=None, now=NOW)
    with transaction():
        anew = plan_import(UNIT, units({"slug": "a", "name_fa": "کند"}), by=None, now=NOW)
        write_plan(anew, by=None, now=NOW)
    assert (anew.new, anew.changed) == (0, 1)


def test_long_chain_of_units_takes_linear_time(offices: Offices) -> None:
    chain = [{"slug": f"u{number}", "parent_id": f"u{number + 1}"} for number in range(3000)]
    plan = tables.plan(UNIT, units(*chain, {"slug": "u3000"}))
    assert plan.findings.total == 0
    assert [write.name for write in plan.writes[:1]] == ["اداره"]
    assert plan.writes[0].columns["slug"] == "u3000"
