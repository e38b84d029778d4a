"""The figures of the reports (I10) over the cases that aren't in the tallies (yet), counted from `cases` alone, never
from a snapshot.

Two time axes, named in each function: by the moment of acceptance, and by the moment of the answer."""

from array import array
from collections.abc import Collection
from dataclasses import fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from app.data.database.session import db
from app.data.models import Case, Opinion, Service
from app.data.statistics.durations import Spans
from app.data.statistics.values import MOST_GROUPS, Counted, Grouping, Scope, Sums, plain, span_of
from app.vocabulary import CaseResult


def count(scope: Scope, grouping: Grouping, *, now: datetime) -> dict[str, Sums]:
    """All that reports show of the cases and opinions that aren't in the tallies, by row."""
    accepted, spans = _accepted(scope, grouping, now=now), _spans(scope, grouping)
    given, opinions = _answered(scope, grouping), _opinions(scope, grouping)
    return {
        key: Sums(
            counted=replace(accepted.get(key, Counted()), seconds=sum(spans.get(key, ()))),
            given=given.get(key, 0),
            opinions=opinions.get(key, (0, 0))[0],
            marks=opinions.get(key, (0, 0))[1],
            spans=Spans([array("I", sorted(spans.get(key, ())))]),
        )
        for key in dict.fromkeys([*accepted, *given, *opinions])
    }


def first_and_last_acceptance(agency_ids: Collection[UUID] | None) -> tuple[datetime, datetime] | None:
    """Between which moments these agencies (None: all) have cases at all."""
    services = select(Service.id) if agency_ids is None else _services_of(agency_ids)
    found = [_ends(service_id) for service_id in db.session.scalars(services)]
    known = [moment for ends in found for moment in ends if moment is not None]
    return (min(known), max(known)) if known else None


def _ends(service_id: str) -> tuple[datetime | None, datetime | None]:
    """One look at either end of an index; both at once would walk through all of it."""
    first, last = (
        db.session.scalar(select(one(Case.accepted_at)).where(Case.service_id == service_id))
        for one in (func.min, func.max)
    )
    return first, last


def _accepted(scope: Scope, grouping: Grouping, *, now: datetime) -> dict[str, Counted]:
    """The cases accepted in the stretch of time, by row; whatever became of them later counts until `now`."""
    answered = Case.answered_at.is_not(None)
    conditions: dict[str, ColumnElement[bool]] = {
        "answered": answered,
        "open": Case.closed_at.is_(None),
        "overdue": and_(Case.closed_at.is_(None), Case.paused_at.is_(None), Case.promised_at < now),
        "promised": and_(answered, Case.promised_at.is_not(None)),
        "on_time": and_(answered, Case.answered_at <= Case.promised_at),
        **{result.value: Case.result == result for result in CaseResult},
    }
    counts = [func.sum(case((condition, 1), else_=0)).label(name) for name, condition in conditions.items()]
    query = select(grouping.of_case(Case.accepted_at).label("key"), func.count().label("accepted"), *counts)
    query = query.where(*_in_scope(scope, Case.accepted_at)).group_by("key").order_by("key").limit(MOST_GROUPS)
    names = [f.name for f in fields(Counted) if f.name != "seconds"]
    rows = db.session.execute(query).mappings()
    return {row["key"]: Counted(**{name: int(row[name]) for name in names}) for row in rows}


def _spans(scope: Scope, grouping: Grouping) -> dict[str, list[int]]:
    """How long the answered ones among the cases accepted in the stretch of time took, by row."""
    query = select(grouping.of_case(Case.accepted_at), Case.accepted_at, Case.answered_at)
    found: dict[str, list[int]] = {}
    for key, accepted_at, answered_at in db.session.execute(
        query.where(*_in_scope(scope, Case.accepted_at), Case.answered_at.is_not(None))
    ):
        if answered_at is not None:
            found.setdefault(key, []).append(span_of(accepted_at, answered_at))
    return found


def _answered(scope: Scope, grouping: Grouping) -> dict[str, int]:
    """The cases answered in the stretch of time, whenever they were accepted, by row."""
    moment = plain(Case.answered_at)
    query = select(grouping.of_case(moment).label("key"), func.count()).where(*_in_scope(scope, moment))
    query = query.group_by("key").limit(MOST_GROUPS)
    return dict(db.session.execute(query).all())


def _opinions(scope: Scope, grouping: Grouping) -> dict[str, tuple[int, int]]:
    """(how many, sum of the marks) of the opinions on cases accepted in the stretch of time, by row."""
    key = grouping.of_case(Case.accepted_at).label("key")
    query = select(key, func.count(), func.sum(Opinion.overall)).join(Case, Case.id == Opinion.case_id)
    query = query.where(Opinion.tallied_at.is_(None), *_within(scope, plain(Case.accepted_at))).group_by("key")
    return {name: (count, int(marks)) for name, count, marks in db.session.execute(query.limit(MOST_GROUPS))}


def _in_scope(scope: Scope, moment: Any) -> list[ColumnElement[bool]]:
    return [Case.tallied_at.is_(None), *_within(scope, moment)]


def _within(scope: Scope, moment: Any) -> list[ColumnElement[bool]]:
    service = plain(Case.service_id)
    conditions = [moment >= scope.start, moment < scope.end, service.in_(_services_of(scope.agency_ids))]
    narrow = {
        Case.service_id: scope.service_id,
        Case.level: scope.level,
        Case.province: scope.province,
        Case.unit_id: scope.unit_id,
        Case.channel: scope.channel,
    }
    return conditions + [column == wanted for column, wanted in narrow.items() if wanted is not None]


def _services_of(agency_ids: Collection[UUID]) -> Select[Any]:
    return select(Service.id).where(Service.agency_id.in_(agency_ids))
