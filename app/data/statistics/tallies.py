"""What reports read of the tallies: closed cases added up by day and by month, so that nobody counts them again."""

from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.data.database.session import db
from app.data.models import Service, Tally
from app.data.statistics.durations import Spans, unpack
from app.data.statistics.values import Counted, Grouping, Scope, Sums
from app.vocabulary import Grain

#: of a tally, what adds up by itself: by the moment of acceptance, and the rest
COUNTED: Final = (
    *("accepted", "answered", "promised", "on_time"),
    *("granted", "refused", "withdrawn", "lapsed", "seconds"),
)
COUNTS: Final = (*COUNTED, "given", "opinions", "marks")


def count(scope: Scope, grouping: Grouping) -> dict[str, Sums]:
    """All that reports show of the cases and opinions that are in the tallies, by row."""
    key = grouping.of_tally().label("key")
    sums = [func.sum(getattr(Tally, name)).label(name) for name in COUNTS]
    rows = db.session.execute(select(key, *sums).where(*_in_scope(scope)).group_by("key")).mappings()
    spans = _spans(scope, grouping)
    return {
        row["key"]: Sums(
            counted=Counted(**{name: int(row[name]) for name in COUNTED}),
            given=int(row["given"]),
            opinions=int(row["opinions"]),
            marks=int(row["marks"]),
            spans=spans.get(row["key"], Spans()),
        )
        for row in rows
    }


def last_days_with_opinions(service_id: str, first: date, last: date, *, limit: int) -> list[date]:
    """The latest days, from `first` to `last`, on which cases were accepted that somebody gave an opinion on."""
    query = select(Tally.first).where(Tally.grain == Grain.DAY, Tally.first.between(first, last)).distinct()
    query = query.where(Tally.service_id == service_id, Tally.opinions > 0)
    return list(db.session.scalars(query.order_by(Tally.first.desc()).limit(limit)))


def _spans(scope: Scope, grouping: Grouping) -> dict[str, Spans]:
    query = select(grouping.of_tally(), Tally.spans).where(*_in_scope(scope), Tally.answered > 0)
    runs: dict[str, list[Any]] = {}
    for key, packed in db.session.execute(query):
        runs.setdefault(key, []).append(unpack(packed))
    return {key: Spans(found) for key, found in runs.items()}


def _in_scope(scope: Scope) -> list[ColumnElement[bool]]:
    days = [and_(Tally.grain == Grain.DAY, Tally.first.between(*ends)) for ends in scope.days]
    months = and_(Tally.grain == Grain.MONTH, Tally.first.in_(scope.months))
    narrow = {
        Tally.service_id: scope.service_id,
        Tally.level: scope.level,
        Tally.province: scope.province,
        Tally.unit_id: scope.unit_id,
        Tally.channel: scope.channel,
    }
    return [
        or_(months, *days),
        Tally.service_id.in_(select(Service.id).where(Service.agency_id.in_(scope.agency_ids))),
        *(column == wanted for column, wanted in narrow.items() if wanted is not None),
    ]
