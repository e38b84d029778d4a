"""What a reader asks for in the address: filters and period, read and checked against what that reader may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from marshmallow import ValidationError

from app.policy import reporting as periods
from app.policy.actors import Actor
from app.policy.days import local_day
from app.policy.reporting import Period
from app.reports.schemas import Order, PeriodQuery, ReportQuery
from app.usecases.reports.performance import Choices, ReportCriteria
from app.web.fields import NOT_A_CHOICE, UNREADABLE, FormSchema
from app.web.session import utc_now
from engine import Bilingual

QUICK = (
    (Bilingual("این ماه", "This month"), periods.month_of),
    (Bilingual("ماه گذشته", "Last month"), periods.month_before),
    (Bilingual("این فصل", "This season"), periods.season_of),
    (Bilingual("امسال", "This year"), periods.year_of),
    (Bilingual("پارسال", "Last year"), periods.year_before),
)


@dataclass(frozen=True)
class RequestedReport:
    """The criteria in the address, or the faults by field; `typed` is what stands in the boxes."""

    query: ReportCriteria
    typed: dict[str, str]
    errors: dict[str, Bilingual]


def requested_report(by: Actor, choices: Choices) -> RequestedReport:
    """The report that the address asks for; without a period that of this Jalali year."""
    loaded, errors = _load(ReportQuery())
    if not errors:
        errors = _foreign(loaded, choices)
    if errors:
        return RequestedReport(ReportCriteria(period=periods.year_of(_today())), request.args.to_dict(), errors)
    query = ReportCriteria(
        period=_period(loaded),
        by=loaded["by"],
        service_id=loaded["service"],
        level=loaded["level"],
        province=loaded["province"],
        unit_id=loaded["unit"],
        channel=loaded["channel"],
        sort=loaded["sort"],
        ascending=loaded["order"] is Order.ASCENDING,
    )
    return RequestedReport(query, request.args.to_dict(), {})


def asked_period() -> tuple[Period, dict[str, Bilingual]]:
    """The period that the address asks for, else this Jalali year; and the faults by field."""
    loaded, errors = _load(PeriodQuery())
    return (periods.year_of(_today()) if errors else _period(loaded)), errors


def quick_choices() -> list[tuple[Bilingual, Period]]:
    """The periods that one click chooses."""
    today = _today()
    return [(name, choose(today)) for name, choose in QUICK]


def jalali_text(day: date) -> str:
    """A day as it stands in a box and in an address: 1405/07/01."""
    jalali = periods.to_jalali(day)
    return f"{jalali.year}/{jalali.month:02}/{jalali.day:02}"


def _today() -> date:
    return local_day(utc_now())


def _period(loaded: dict[str, Any]) -> Period:
    first, last = loaded["first"], loaded["last"]
    return Period(first, last) if first and last else periods.year_of(_today())


def _load(schema: FormSchema) -> tuple[dict[str, Any], dict[str, Bilingual]]:
    try:
        return schema.load(request.args.to_dict()), {}
    except ValidationError as error:
        return {}, {key: _first(found) for key, found in error.messages_dict.items()}


def _first(found: Any) -> Bilingual:
    text = found[0] if isinstance(found, list) and found else found
    return text if isinstance(text, Bilingual) else UNREADABLE


def _foreign(loaded: dict[str, Any], choices: Choices) -> dict[str, Bilingual]:
    """What the reader can't choose: it isn't there, or isn't theirs. Both are answered alike."""
    known: dict[str, set[Any]] = {
        "service": {s.id for s in choices.services},
        "unit": {u.id for u in choices.units},
        "province": {slug for slug, _ in choices.provinces},
    }
    return {name: NOT_A_CHOICE for name, values in known.items() if loaded[name] and loaded[name] not in values}
