"""The measures of closed cases by service and day of acceptance, so that worksheets needn't ask each case again.

A writer holds the lock of the tallies; what is in here is what `cases.tallied_at` says."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, Date, and_, bindparam, delete, func, select, text

from app.data.database.session import db
from app.data.models import FactTally, Service

_ADD = text(
    "INSERT INTO fact_tallies (service_id, day, fact, amount) VALUES (:service, :day, :fact, :amount)"
    " ON CONFLICT (service_id, day, fact) DO UPDATE SET amount = fact_tallies.amount + excluded.amount"
).bindparams(bindparam("day", type_=Date()))


def add(more: Mapping[tuple[str, date], Counter[str]]) -> None:
    """Add measures of cases, by service and day of acceptance."""
    rows = [
        {"service": service_id, "day": day, "fact": fact, "amount": amount}
        for (service_id, day), measures in more.items()
        for fact, amount in measures.items()
    ]
    if rows:
        db.session.connection().execute(_ADD, rows)


def read(day: date) -> dict[tuple[str, date], Counter[str]]:
    """What stands here of a day, by service."""
    found: dict[tuple[str, date], Counter[str]] = {}
    for row in db.session.execute(select(FactTally.service_id, FactTally.fact, FactTally.amount).where(_on(day))):
        found.setdefault((row.service_id, day), Counter())[row.fact] = row.amount
    return found


def replace(day: date, counted: Mapping[tuple[str, date], Counter[str]]) -> None:
    """Put these in the place of whatever stood here of a day."""
    db.session.execute(delete(FactTally).where(_on(day)))
    add(counted)


def summed(service_id: str, first: date, last: date) -> Counter[str]:
    """The measures of a service over some days of acceptance, both included."""
    query = select(FactTally.fact, func.sum(FactTally.amount)).where(_of(service_id, first, last))
    return Counter({fact: int(amount) for fact, amount in db.session.execute(query.group_by(FactTally.fact))})


def last_days_with(fact: str, service_id: str, first: date, last: date, *, limit: int) -> list[date]:
    """The latest days on which cases were accepted for which a fact holds, the latest first."""
    query = select(FactTally.day).where(_of(service_id, first, last), FactTally.fact == fact)
    return list(db.session.scalars(query.order_by(FactTally.day.desc()).limit(limit)))


def _of(service_id: str, first: date, last: date) -> ColumnElement[bool]:
    return and_(FactTally.service_id == service_id, FactTally.day.between(first, last))


def _on(day: date) -> ColumnElement[bool]:
    # the key begins with the service
    return and_(FactTally.service_id.in_(select(Service.id)), FactTally.day == day)
