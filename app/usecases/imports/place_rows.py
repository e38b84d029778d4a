"""Rows of units and front desks checked against each other and against what is stored, by the rules of the pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID, uuid4

from app.data.organisation import bulk_records
from app.data.organisation.bulk_records import Columns
from app.policy.administration import AdministrationScope
from app.usecases.imports.findings import Findings
from app.usecases.imports.plan import OUT_OF_SCOPE, Plan, Write, doubled, on_circles, with_units_below
from app.usecases.imports.rows import PACE, Progress, Row, Table, add_fault, read_values
from app.usecases.organisation import record_rules, records
from app.usecases.organisation.columns import CODE, columns_of
from app.vocabulary import Level, RecordKind
from engine import Bilingual
from forms import Refusal, normalise_text

#: the last day of a place: coming to it is more than a change of a column
CLOSING: Final = ("valid_until", "closed_on")
_NEVER_CHANGES: Final = Bilingual(
    "این پس از ثبت عوض نمی‌شود؛ رکورد دیگری با شناسهٔ تازه بسازید.", "This never changes; make a record with a new code."
)
_CLOSE_THERE: Final = Bilingual(
    "بستن را در صفحهٔ آن انجام دهید که می‌پرسد کارها و نوبت‌ها به کجا بروند؛ اینجا روز پیشین را بگذارید.",
    "Close it on its page, which asks where work and appointments go; leave the day as it was here.",
)


@dataclass(frozen=True, slots=True)
class _Known:
    """A record that the rules may ask for its id."""

    id: UUID


@dataclass(slots=True)
class _Places:
    """What is stored, by code, and what the file makes of it."""

    kind: RecordKind
    ids: dict[RecordKind, dict[str, UUID]]
    stored: dict[UUID, Columns]
    #: units as they would be
    units: dict[UUID, Mapping[str, Any]]
    circles: set[UUID] = field(default_factory=set)
    #: of rows that couldn't be read in full
    unread: set[UUID] = field(default_factory=set)

    def find(self, kind: RecordKind, code: str, _values: Mapping[str, Any]) -> UUID | None:
        """The record of a code, also one of this file."""
        return self.ids[kind].get(code)

    def agency_of(self, unit_id: UUID) -> UUID:
        """The agency of a unit."""
        agency_id: UUID = self.units[unit_id]["agency_id"]
        return agency_id

    def level_of(self, unit_id: UUID) -> Level:
        """The level of a unit."""
        level: Level = self.units[unit_id]["level"]
        return level

    def is_below(self, _above: UUID, record_id: UUID) -> bool:
        """Whether a unit would be below itself."""
        return record_id in self.circles


def plan_places(kind: RecordKind, table: Table, scope: AdministrationScope, plan: Plan, progress: Progress) -> None:
    """Add to the plan what the rows of units or desks would write, or what is wrong with them."""
    places = _load(kind)
    own = _own_ids(table, places, plan.findings)
    values = _read_all(table, own, places, plan.findings, progress)
    if kind is RecordKind.UNIT:
        places.units = places.units | {record_id: values[row.number] for row, record_id in own}
        parents = {unit: one.get("parent_id") for unit, one in places.units.items()}
        places.circles = on_circles(parents)
        new = {record_id: parents[record_id] for _, record_id in own if record_id not in places.stored}
        scope = with_units_below(scope, new)
    ranks = _Ranks({unit: one.get("parent_id") for unit, one in places.units.items()})
    writes: list[tuple[int, Write]] = []
    for row, record_id in own if table.complete else ():
        write = _checked(row, record_id, values[row.number], places, scope, plan.findings)
        if write is not None:
            plan.new, plan.changed = plan.new + (write.before is None), plan.changed + (write.before is not None)
            writes.append((0 if kind is RecordKind.FRONT_DESK else ranks.of(record_id), write))
    plan.writes += [write for _, write in sorted(writes, key=lambda pair: pair[0])]


def _load(kind: RecordKind) -> _Places:
    """Everything of the kinds that the rows may name, in a statement for each kind."""
    read = {one: bulk_records.read_all(one) for one in {RecordKind.AGENCY, RecordKind.UNIT, kind}}
    return _Places(
        kind,
        {one: {record["slug"]: record["id"] for record in rows} for one, rows in read.items()},
        {record["id"]: record for record in read[kind]},
        {record["id"]: record for record in read[RecordKind.UNIT]},
    )


def _own_ids(table: Table, places: _Places, findings: Findings) -> list[tuple[Row, UUID]]:
    """The id of the record that each row means, a new one where its code is new. Rows without one are left out."""
    found: list[tuple[Row, UUID]] = []
    first: dict[str, int] = {}
    for row in table.rows:
        try:
            code = CODE.read(normalise_text(row.texts.get(CODE.name, "")))
        except Refusal:
            code = ""
        if code and code in first:
            add_fault(row, CODE, doubled(first[code]), findings)
        if code and CODE.name not in row.faulty:
            first[code] = row.number
            found.append((row, places.ids[places.kind].setdefault(code, uuid4())))
        else:
            found.append((row, uuid4()))  # the code is told of when the row is read
    return found


def _read_all(
    table: Table, own: list[tuple[Row, UUID]], places: _Places, findings: Findings, progress: Progress
) -> dict[int, dict[str, Any]]:
    """The values of each row by its number."""
    found: dict[int, dict[str, Any]] = {}
    for done, (row, record_id) in enumerate(own):
        values, whole = read_values(row, table.columns, findings, places.find)
        if not whole:
            places.unread.add(record_id)
        stored = places.stored.get(record_id, {})
        found[row.number] = {**stored, **values}
        if done % PACE == 0:
            progress(done, len(own))
    return found


def _checked(
    row: Row, record_id: UUID, values: dict[str, Any], places: _Places, scope: AdministrationScope, findings: Findings
) -> Write | None:
    """What the row would write; None where nothing differs or something is wrong."""
    if row.faulty:
        return None
    stored = places.stored.get(record_id)
    differing = {name: value for name, value in values.items() if stored is None or stored[name] != value}
    if stored is not None and not differing and _is_kept(record_id, stored, places.kind, scope):
        return None
    values = values if stored else bulk_records.whole(places.kind, values) | {"id": record_id}
    faults = _faults(record_id, values, stored, places, scope)
    columns = {column.name: column for column in columns_of(places.kind)}
    for name, text in faults.items():
        add_fault(row, columns.get(name), text, findings)
    if faults:
        return None
    if stored is None:
        return Write(places.kind, record_id, values, None, values.get("agency_id"), values["name_fa"])
    return Write(places.kind, record_id, differing, stored, values.get("agency_id"), values["name_fa"])


def _faults(
    record_id: UUID,
    values: Mapping[str, Any],
    stored: Mapping[str, Any] | None,
    places: _Places,
    scope: AdministrationScope,
) -> dict[str, Bilingual]:
    """By the name of a column, "" for the row: first whether it is the administrator's, then the rules."""
    if not _is_kept(record_id, stored or values, places.kind, scope):
        return {"": OUT_OF_SCOPE}
    faults = {} if stored is None else _lasting_faults(values, stored, places.kind)
    above = "parent_id" if places.kind is RecordKind.UNIT else "unit_id"
    asked = dict(values) if values.get(above) not in places.unread else {**values, above: None}
    rule = record_rules.of_unit if places.kind is RecordKind.UNIT else record_rules.of_front_desk
    return rule(_Known(record_id), asked, places) | faults


def _is_kept(record_id: UUID, values: Mapping[str, Any], kind: RecordKind, scope: AdministrationScope) -> bool:
    if kind is RecordKind.UNIT:
        return scope.has_unit(record_id, agency_id=values.get("agency_id"))
    return records.may_keep(kind, values, scope)


def _lasting_faults(values: Mapping[str, Any], stored: Mapping[str, Any], kind: RecordKind) -> dict[str, Bilingual]:
    faults: dict[str, Bilingual] = {}
    for column in columns_of(kind):
        if column.lasting and values[column.name] != stored[column.name]:
            faults[column.name] = _NEVER_CHANGES
    for name in CLOSING:
        day, before = values.get(name), stored.get(name)
        if day is not None and (before is None or day < before):
            faults[name] = _CLOSE_THERE
    return faults


class _Ranks:
    """How many units stand above each: whoever is above is written first."""

    def __init__(self, parents: Mapping[UUID, UUID | None]) -> None:
        self._parents = parents
        self._known: dict[UUID, int] = {}

    def of(self, unit: UUID) -> int:
        """The rank of a unit; those of a circle have some."""
        way: list[UUID] = []
        at: UUID | None = unit
        while at is not None and at not in self._known:
            self._known[at] = 0  # ends a circle
            way.append(at)
            at = self._parents.get(at)
        rank = self._known[at] + 1 if at is not None else 0
        for one in reversed(way):
            self._known[one] = rank
            rank += 1
        return self._known[unit]
