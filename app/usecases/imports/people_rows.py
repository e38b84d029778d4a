"""Rows of people and of their roles checked against each other and against what is stored, by the rules of the
pages."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from app.data.organisation import bulk_records
from app.data.organisation.bulk_records import Columns
from app.data.people import person_store
from app.policy.actors import Actor
from app.policy.administration import AdministrationScope
from app.policy.days import local_day
from app.usecases.identity import memberships, people
from app.usecases.imports.findings import Findings
from app.usecases.imports.plan import OUT_OF_SCOPE, Plan, Write, doubled
from app.usecases.imports.rows import PACE, Progress, Row, Table, add_fault, read_values
from app.usecases.organisation.columns import PERSON, SEAT, Column
from app.vocabulary import RecordKind, Role
from engine import Bilingual
from forms import KINDS, Refusal, normalise_text
from forms.values.digits import persian_digits

NOT_YOUR_PERSON: Final = Bilingual(
    "نام و شمارهٔ کسی را که همهٔ نقش‌هایش در حوزهٔ شما نیست نمی‌توانید عوض کنید؛ این دو خانه را خالی بگذارید.",
    "You can't change name or mobile of somebody who doesn't work in your scope alone; leave both blank.",
)
OTHER_DETAILS: Final = Bilingual(
    "صاحب این کد ملی از پیش هست، با نام یا شمارهٔ دیگری. کد ملی را بسنجید، یا این خانه را خالی بگذارید.",
    "Somebody has this national id already, with another name or mobile. Compare the id, or leave this blank.",
)
_DETAILS: Final = ("name", "mobile")
_BY_NAME: Final[Mapping[str, Column]] = {column.name: column for column in (*PERSON, *SEAT)}
_NATIONAL_ID: Final = PERSON[0]
Days = tuple[date | None, date | None]
#: role, unit, desk
Seat = tuple[Role, UUID | None, UUID | None]


@dataclass(slots=True)
class _People:
    """Who is known, and what they hold; the file adds to both."""

    by: Actor | None
    scope: AdministrationScope
    today: date
    now: datetime
    stored: dict[str, Columns]
    ids: dict[RecordKind, dict[str, UUID]]
    places: dict[UUID, Columns]
    applicants: set[UUID]
    held: dict[UUID, dict[Seat, list[Days]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    #: persons that the file adds, with the number of the row
    added: dict[str, tuple[int, Columns]] = field(default_factory=dict)
    #: the agency of each person in this file, with the number of the row
    agencies: dict[UUID, tuple[int, UUID | None]] = field(default_factory=dict)
    seats: dict[tuple[UUID, Seat, Days], int] = field(default_factory=dict)

    def find(self, kind: RecordKind, code: str, _values: Mapping[str, Any]) -> UUID | None:
        """The place of a code."""
        return self.ids[kind].get(code)

    def place(self, unit_id: UUID | None, desk_id: UUID | None) -> Columns | None:
        """The record of the place."""
        place_id = desk_id or unit_id
        return self.places.get(place_id) if place_id else None

    def closing_of(self, seat: Seat) -> date | None:
        """The last day of the place of a seat."""
        _, unit_id, desk_id = seat
        place = self.place(unit_id, desk_id)
        day: date | None = place["closed_on" if desk_id else "valid_until"] if place else None
        return day

    def place_of(self, unit_id: UUID | None, desk_id: UUID | None) -> tuple[UUID | None, UUID | None]:
        """The unit and the agency of a seat."""
        place = self.place(unit_id, desk_id)
        if place is None:
            return None, None
        return (place["unit_id"] if desk_id else unit_id), place["agency_id"]


def plan_people(
    table: Table, scope: AdministrationScope, plan: Plan, progress: Progress, *, by: Actor | None, now: datetime
) -> None:
    """Add to the plan which persons would be entered or changed, or what is wrong with the rows."""
    known = _load(table, scope, by, now)
    first: dict[str, int] = {}
    for done, row in enumerate(table.rows):
        values, whole = read_values(row, table.columns, plan.findings, known.find)
        number = values.get("national_id")
        if number is not None and number in first:
            add_fault(row, _NATIONAL_ID, doubled(first[number]), plan.findings)
        elif number is not None:
            first[number] = row.number
        if whole and not row.faulty and table.complete:
            _plan_person(row, values, known, plan)
        if done % PACE == 0:
            progress(done, len(table.rows))


def plan_memberships(
    table: Table, scope: AdministrationScope, plan: Plan, progress: Progress, *, by: Actor | None, now: datetime
) -> None:
    """Add to the plan which roles would be given, and to whom who isn't known yet, or what is wrong with the rows."""
    known = _load(table, scope, by, now)
    roles: list[Write] = []
    for done, row in enumerate(table.rows):
        values, whole = read_values(row, table.columns, plan.findings, known.find)
        if whole and table.complete:
            values = {column.name: column.empty for column in (*PERSON, *SEAT)} | values
            write = _plan_role(row, values, known, plan)
            roles += [write] if write else []
        if done % PACE == 0:
            progress(done, len(table.rows))
    plan.new += len(roles)
    plan.writes += [_entering(person) for _, person in known.added.values()]
    plan.writes += roles


def _load(table: Table, scope: AdministrationScope, by: Actor | None, now: datetime) -> _People:
    """The persons of the file who are known with all that they hold, and every place."""
    stored = bulk_records.read_people(_ids_in(table))
    read = {kind: bulk_records.read_all(kind) for kind in (RecordKind.UNIT, RecordKind.FRONT_DESK)}
    known = _People(
        by=by,
        scope=scope,
        today=local_day(now),
        now=now,
        stored=stored,
        ids={kind: {record["slug"]: record["id"] for record in rows} for kind, rows in read.items()},
        places={record["id"]: record for rows in read.values() for record in rows},
        applicants=person_store.applicants_among([person["id"] for person in stored.values()]),
    )
    for one in bulk_records.read_memberships([person["id"] for person in stored.values()]):
        seat = (one["role"], one["unit_id"], one["front_desk_id"])
        known.held[one["person_id"]][seat].append((one["first_day"], one["last_day"]))
    return known


def _ids_in(table: Table) -> set[str]:
    found: set[str] = set()
    for row in table.rows:
        try:
            found.add(str(KINDS["national-id"].read(normalise_text(row.texts.get("national_id", "")))))
        except Refusal:
            continue  # told of when the row is read
    return found


def _plan_person(row: Row, values: Mapping[str, Any], known: _People, plan: Plan) -> None:
    stored = known.stored.get(values["national_id"])
    if stored is None:
        person = _new_person(row, values, known, plan.findings)
        if person is not None:
            plan.writes.append(_entering(person))
            plan.new += 1
        return
    wanted = {name: values[name] for name in _DETAILS if values.get(name) and values[name] != stored[name]}
    if wanted and not _may_change(stored["id"], known):
        add_fault(row, _NATIONAL_ID, NOT_YOUR_PERSON, plan.findings)
    elif wanted:
        name = str(wanted.get("name", stored["name"]))
        plan.writes.append(Write(RecordKind.PERSON, stored["id"], wanted, stored, None, name))
        plan.changed += 1


def _may_change(person_id: UUID, known: _People) -> bool:
    """As `people.may_change`: every place where they work today is in scope, and they have never applied."""
    if known.by is None:
        return True
    if person_id in known.applicants:
        return False
    places = [
        known.place_of(unit, desk)
        for (_, unit, desk), spans in known.held[person_id].items()
        if any(memberships.days_meet(span, (known.today, known.today)) for span in spans)
    ]
    return bool(places) and all(known.scope.has_unit(unit, agency_id=agency) for unit, agency in places)


def _new_person(row: Row, values: Mapping[str, Any], known: _People, findings: Findings) -> Columns | None:
    """Somebody who isn't known yet, with all columns."""
    scope = known.scope
    if not (scope.national or scope.agencies or scope.units):
        add_fault(row, None, OUT_OF_SCOPE, findings)
    for name, text in (("name", people.NAME_WANTED), ("mobile", people.MOBILE_WANTED)):
        if not values.get(name):
            add_fault(row, _BY_NAME[name], text, findings)
    if row.faulty:
        return None
    columns = {"national_id": values["national_id"], "name": values["name"], "mobile": values["mobile"]}
    return bulk_records.whole(RecordKind.PERSON, columns | {"created_at": known.now}) | {"id": uuid4()}


def _entering(person: Columns) -> Write:
    return Write(RecordKind.PERSON, person["id"], person, None, None, str(person["name"]))


def _plan_role(row: Row, values: Mapping[str, Any], known: _People, plan: Plan) -> Write | None:
    """The role that a row gives; None where they hold it already or something is wrong."""
    seat: Seat = (values["role"], values["unit_id"], values["front_desk_id"])
    days: Days = (values["first_day"], values["last_day"])
    faults = _seat_faults(seat, days, known)
    for name, text in faults.items():
        add_fault(row, _BY_NAME.get(name), text, plan.findings)
    person = _person_of(row, values, known, plan.findings)
    if row.faulty or person is None:
        return None
    held = known.held[person["id"]][seat]
    twice = known.seats.setdefault((person["id"], seat, days), row.number)
    if twice != row.number:
        add_fault(row, None, doubled(twice), plan.findings)
    elif days in held:
        _agency_before(row, person["id"], seat, known)
        return None
    elif any(memberships.days_meet(days, others) for others in held):
        add_fault(row, _NATIONAL_ID, memberships.HELD_ALREADY, plan.findings)
    for name, text in memberships.closed_faults(days[1], known.closing_of(seat)).items():
        add_fault(row, _BY_NAME[name], text, plan.findings)
    _check_agency(row, person["id"], seat, known, plan.findings)
    if row.faulty:
        return None
    held.append(days)
    return _giving(person, seat, days, known)


def _seat_faults(seat: Seat, days: Days, known: _People) -> dict[str, Bilingual]:
    role, unit_id, desk_id = seat
    faults = memberships.seat_faults(role, unit_id, desk_id, *days)
    if faults:
        return faults
    unit, agency_id = known.place_of(unit_id, desk_id)
    if not known.scope.may_give(role, unit, agency_id=agency_id):
        return {"": OUT_OF_SCOPE}
    return {}


def _person_of(row: Row, values: Mapping[str, Any], known: _People, findings: Findings) -> Columns | None:
    """Whom the row means: somebody stored, or new by this file. What it says of them must be what is known."""
    number = values["national_id"]
    person = known.stored.get(number) or (known.added[number][1] if number in known.added else None)
    if person is None:
        person = _new_person(row, values, known, findings)
        if person is not None:
            known.added[number] = row.number, person
        return person
    for name in _DETAILS:
        if values[name] and values[name] != person[name]:
            add_fault(row, _BY_NAME[name], OTHER_DETAILS, findings)
    return person


def _check_agency(row: Row, person_id: UUID, seat: Seat, known: _People, findings: Findings) -> None:
    """A file gives nobody new roles in two agencies: most often the national id is somebody else's."""
    first, agency = _agency_before(row, person_id, seat, known)
    _, agency_id = known.place_of(seat[1], seat[2])
    if None not in (agency, agency_id) and agency != agency_id:
        fa = persian_digits(str(first))
        text = Bilingual(
            f"ردیف {fa} به همین شخص در دستگاه دیگری نقش می‌دهد. کد ملی را بسنجید؛ اگر درست است دو فایل بسازید.",
            f"Row {first} gives this person a role in another agency. Compare the id; if it is right make two files.",
        )
        add_fault(row, _NATIONAL_ID, text, findings)


def _agency_before(row: Row, person_id: UUID, seat: Seat, known: _People) -> tuple[int, UUID | None]:
    """The first row that names an agency of this person, and which; this row where none did."""
    _, agency_id = known.place_of(seat[1], seat[2])
    if agency_id is None:
        return known.agencies.get(person_id, (row.number, None))
    return known.agencies.setdefault(person_id, (row.number, agency_id))


def _giving(person: Columns, seat: Seat, days: Days, known: _People) -> Write:
    role, unit_id, desk_id = seat
    columns = {
        "id": uuid4(),
        "person_id": person["id"],
        "role": role,
        "unit_id": unit_id,
        "front_desk_id": desk_id,
        "first_day": days[0],
        "last_day": days[1],
        "made_by_id": known.by.person_id if known.by else None,
    }
    _, agency_id = known.place_of(unit_id, desk_id)
    return Write(RecordKind.MEMBERSHIP, columns["id"], columns, None, agency_id, str(person["name"]))
