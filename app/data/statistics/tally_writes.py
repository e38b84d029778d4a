"""How tallies are written: what isn't in them yet, what they say, and marks on what went in.

A writer holds the lock of `hold`, so that what is read here stays as it is until the commit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import CursorResult, Select, TextClause, bindparam, delete, func, select, text, tuple_, update

from app.data.cases import retention
from app.data.database.session import db
from app.data.models import Case, Opinion, Service, Tally, Upkeep
from app.data.statistics.durations import pack, unpack
from app.data.statistics.tallies import COUNTS
from app.vocabulary import CaseResult, Channel, Grain, Level

UPKEEP = "tallies"
#: so many keys stand in one statement
MOST_KEYS = 500
_KEY = ("grain", "first", "service_id", "unit_id", "level", "province", "channel")
_KEY_COLUMNS = tuple(getattr(Tally, name) for name in _KEY)


class NotMarked(RuntimeError):
    """Something that was to be added to the tallies is in them already."""


class TallyKey(NamedTuple):
    """What a report groups and filters by, time apart."""

    service_id: str
    unit_id: UUID
    level: Level
    province: str
    channel: Channel


class Cell(NamedTuple):
    """What one tally is of."""

    grain: Grain
    first: date
    place: TallyKey


@dataclass
class Amounts:
    """What one tally says."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    #: in any order
    spans: list[int] = field(default_factory=list)

    def add(self, other: "Amounts") -> None:
        """Take in what another one says."""
        for name in COUNTS:
            self.counts[name] += other.counts[name]
        self.spans.extend(other.spans)

    def says_the_same(self, other: "Amounts") -> bool:
        """Whether both would be stored alike."""
        return self.counts == other.counts and sorted(self.spans) == sorted(other.spans)


class Settled(NamedTuple):
    """A closed case: what of it counts, and what will never change any more."""

    id: UUID
    place: TallyKey
    accepted_at: datetime
    answered_at: datetime | None
    promised_at: datetime | None
    result: CaseResult | None


class Marked(NamedTuple):
    """An opinion on a case: given once and never changed."""

    case_id: UUID
    place: TallyKey
    accepted_at: datetime
    overall: int


def hold(*, now: datetime) -> Upkeep | None:
    """Take the lock of the tallies until the end of the transaction; None where somebody else is at work."""
    return retention.find_free_upkeep(UPKEEP, now=now)


def list_settled(*, limit: int) -> list[Settled]:
    """The next closed cases that aren't in the tallies, those accepted first first."""
    return _cases(select(*_CASE).where(Case.tallied_at.is_(None), Case.closed_at.is_not(None)), limit=limit)


def list_opinions(*, limit: int) -> list[Marked]:
    """The next opinions that aren't in the tallies."""
    query = select(*_OPINION).join(Case, Case.id == Opinion.case_id).where(Opinion.tallied_at.is_(None))
    return _opinions(query.limit(limit))


def list_accepted(start: datetime, end: datetime) -> list[Settled]:
    """The cases in the tallies that were accepted in a stretch of time."""
    return _cases(select(*_CASE).where(*_inside(Case.accepted_at, start, end)))


def list_answered(start: datetime, end: datetime) -> list[Settled]:
    """The cases in the tallies that were answered in a stretch of time."""
    return _cases(select(*_CASE).where(*_inside(Case.answered_at, start, end)))


def list_opinions_on(start: datetime, end: datetime) -> list[Marked]:
    """The opinions in the tallies on cases that were accepted in a stretch of time."""
    service = Case.service_id.in_(select(Service.id))
    query = select(*_OPINION).join(Case, Case.id == Opinion.case_id).where(Opinion.tallied_at.is_not(None), service)
    return _opinions(query.where(Case.accepted_at >= start, Case.accepted_at < end))


def mark(cases: Sequence[Settled], opinions: Sequence[Marked], *, at: datetime) -> None:
    """Say of these that they are in the tallies. Raises NotMarked if one is already."""
    _mark(Case, [case.id for case in cases], at=at)
    _mark(Opinion, [opinion.case_id for opinion in opinions], at=at)


def first_and_last_day() -> tuple[date, date] | None:
    """Between which days there are tallies."""
    days = select(func.min(Tally.first), func.max(Tally.first)).where(Tally.grain == Grain.DAY)
    first, last = db.session.execute(days).one()
    return None if first is None else (first, last)


def read(grain: Grain, first: date, last: date) -> dict[Cell, Amounts]:
    """What the tallies of these days, or of months that begin on them, say."""
    query = select(Tally).where(Tally.grain == grain, Tally.first.between(first, last))
    return dict(map(_said, db.session.scalars(query.execution_options(populate_existing=True))))


def add(more: Mapping[Cell, Amounts]) -> None:
    """Add to the tallies."""
    _run(_ADD, [_named(cell) | amounts.counts | {"spans": b""} for cell, amounts in more.items()])
    longer = {cell: amounts.spans for cell, amounts in more.items() if amounts.spans}
    known = {cell: spans for cells in _portions(sorted(longer)) for cell, spans in _spans_of(cells)}
    _run(_SET_SPANS, [_named(cell) | {"spans": pack([*known[cell], *spans])} for cell, spans in longer.items()])


def replace(grain: Grain, first: date, counted: Mapping[Cell, Amounts]) -> None:
    """Put these in the place of whatever the tallies said of a day or month."""
    db.session.execute(delete(Tally).where(Tally.grain == grain, Tally.first == first))
    _run(_ADD, [_named(cell) | amounts.counts | {"spans": pack(amounts.spans)} for cell, amounts in counted.items()])


_PLACE = (Case.service_id, Case.unit_id, Case.level, Case.province, Case.channel)
_CASE = (Case.id, Case.accepted_at, Case.answered_at, Case.promised_at, Case.result, *_PLACE)
_OPINION = (Case.id, Case.accepted_at, Opinion.overall, *_PLACE)


def _inside(moment: Any, start: datetime, end: datetime) -> tuple[Any, ...]:
    # both moments have an index behind the service
    every = Case.service_id.in_(select(Service.id))
    return (every, moment >= start, moment < end, Case.tallied_at.is_not(None))


def _cases(query: Select[*tuple[Any, ...]], *, limit: int | None = None) -> list[Settled]:
    rows = db.session.execute(query.order_by(Case.accepted_at).limit(limit))
    return [
        Settled(id_, TallyKey(*place), accepted, answered, promised, result)
        for id_, accepted, answered, promised, result, *place in rows
    ]


def _opinions(query: Select[*tuple[Any, ...]]) -> list[Marked]:
    return [Marked(id_, TallyKey(*place), at, overall) for id_, at, overall, *place in db.session.execute(query)]


def _mark(table: type[Case] | type[Opinion], ids: Sequence[UUID], *, at: datetime) -> None:
    key = table.id if table is Case else Opinion.case_id
    statement = update(table).where(key.in_(ids), table.tallied_at.is_(None)).values(tallied_at=at)
    done = cast("CursorResult[Any]", db.session.execute(statement, execution_options={"synchronize_session": False}))
    if done.rowcount != len(ids):
        raise NotMarked


def _portions(cells: Sequence[Cell]) -> Iterator[Sequence[Cell]]:
    return (cells[start : start + MOST_KEYS] for start in range(0, len(cells), MOST_KEYS))


def _spans_of(cells: Sequence[Cell]) -> Iterator[tuple[Cell, Sequence[int]]]:
    wanted = tuple_(*_KEY_COLUMNS).in_([(cell.grain, cell.first, *cell.place) for cell in cells])
    for grain, first, *place, spans in db.session.execute(select(*_KEY_COLUMNS, Tally.spans).where(wanted)):
        yield Cell(grain, first, TallyKey(*place)), unpack(spans)


def _said(row: Tally) -> tuple[Cell, Amounts]:
    place = TallyKey(row.service_id, row.unit_id, row.level, row.province, row.channel)
    counts = {name: getattr(row, name) for name in COUNTS}
    return Cell(row.grain, row.first, place), Amounts(counts, unpack(row.spans).tolist())


def _named(cell: Cell) -> dict[str, Any]:
    return dict(zip(_KEY, (cell.grain, cell.first, *cell.place), strict=True))


def _run(statement: TextClause, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        db.session.connection().execute(statement, rows)


def _typed(statement: str) -> TextClause:
    types = {name: getattr(Tally, name).type for name in (*_KEY, "spans")}
    return text(statement).bindparams(*(bindparam(name, type_=kind) for name, kind in types.items()))


# as in the hot path (`projections`): thousands of rows a batch, and what both databases say alike
_ALL = (*_KEY, *COUNTS, "spans")
_ADD = _typed(
    f"INSERT INTO tallies ({', '.join(_ALL)}) VALUES ({', '.join(f':{name}' for name in _ALL)})"  # noqa: S608 - our own names
    f" ON CONFLICT ({', '.join(_KEY)}) DO UPDATE SET {', '.join(f'{n} = tallies.{n} + excluded.{n}' for n in COUNTS)}"
)
_SET_SPANS = _typed(
    f"UPDATE tallies SET spans = :spans WHERE {' AND '.join(f'{name} = :{name}' for name in _KEY)}"  # noqa: S608 - as above
)
