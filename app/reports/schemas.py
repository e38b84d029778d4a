"""What the addresses and forms of reports and worksheets may say. Unknown names are refused; nothing is looked up."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from app.policy.errors import PeriodRefused
from app.policy.reporting import Period
from app.usecases.reports.performance import GroupBy, SortBy
from app.vocabulary import Channel, Level
from app.web.fields import NOT_A_CHOICE, FormSchema, TextField
from engine import Bilingual
from forms.problems import Refusal
from forms.values.dates import read_date

#: marshmallow types its messages as text only; ours speak both languages
UNKNOWN_ID: dict[str, Any] = {"invalid_uuid": NOT_A_CHOICE}
UNKNOWN: dict[str, Any] = {"unknown": NOT_A_CHOICE}


class DayField(fields.Field[date]):
    """A day as people write it: ۱۴۰۵/۷/۱, 1405-07-01, 2026-09-23."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: object) -> date:
        try:
            return date.fromisoformat(read_date(value))
        except Refusal as refusal:
            raise ValidationError([refusal.problem.text]) from refusal


def _at(field: str, message: Bilingual) -> dict[Any, Any]:
    """A fault at one field, in both languages."""
    return {field: [message]}


def _choice(kind: Any, **options: Any) -> Any:
    return fields.Enum(kind, by_value=True, error_messages=UNKNOWN, **options)


class Order(StrEnum):
    """Which end of a column is on top."""

    ASCENDING = "asc"
    DESCENDING = "desc"


class PeriodQuery(FormSchema):
    """`?from=&to=`: a period of whole days."""

    first = DayField(data_key="from", load_default=None)
    last = DayField(data_key="to", load_default=None)
    lang = fields.String(load_default=None)

    @validates_schema
    def check_period(self, data: Mapping[str, Any], **_: object) -> None:
        """Both days or none, in order, and not too long."""
        first, last = data.get("first"), data.get("last")
        if (first is None) != (last is None):
            missing = "from" if first is None else "to"
            raise ValidationError(_at(missing, Bilingual("هر دو تاریخ را بنویسید.", "Write both dates.")))
        if first and last:
            try:
                Period(first, last)
            except PeriodRefused as refused:
                raise ValidationError(_at("to", refused.message)) from refused


class ReportQuery(PeriodQuery):
    """`/reports?from=&to=&by=&service=&level=&province=&unit=&channel=&sort=&order=`."""

    by = _choice(GroupBy, load_default=GroupBy.SERVICE)
    service = TextField(limit=80, load_default=None)
    level = _choice(Level, load_default=None)
    province = TextField(limit=80, load_default=None)
    unit = fields.UUID(load_default=None, error_messages=UNKNOWN_ID)
    channel = _choice(Channel, load_default=None)
    sort = _choice(SortBy, load_default=None)
    order = _choice(Order, load_default=Order.DESCENDING)


class RemarkForm(FormSchema):
    """A person's remark beside an indicator; an empty one takes the remark back."""

    text = TextField(limit=2000, lines=True, load_default="")
