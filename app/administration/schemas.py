"""What the forms of the calendar may say. Unknown names are refused; nothing is looked up."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validates_schema
from marshmallow.validate import Range

import engine
from app.policy.errors import UnreadableHours
from app.policy.hours import read_hours
from app.vocabulary import CalendarScope, ClosureCause
from app.web.fields import NOT_A_CHOICE, FormSchema, KindField, TextField, needed
from engine import Bilingual

#: names of the weekday boxes, Monday first, as patterns are kept
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BACKWARDS = Bilingual("روز پایان باید پس از روز آغاز باشد.", "The last day must not come before the first.")
TOO_LONG = Bilingual("یک تعطیلی موردی حداکثر ۶۰ روز است.", "A closure lasts at most 60 days.")
EMPTY_WEEK = Bilingual("دست‌کم ساعت یک روز را بنویسید.", "Write the hours of one day at least.")
NOT_HOURS = Bilingual("ساعت را مانند ۸ تا ۱۴ بنویسید، یا «تعطیل».", "Write hours such as 8-14, or “closed”.")
LONGEST_CLOSURE = 60


class Decision(StrEnum):
    """What becomes of promises that a change would move."""

    #: the announced dates stand
    KEEP = "keep"
    #: they are counted again, and the applicants told
    MOVE = "move"


class DayField(KindField):
    """A day as people write it: 1405/9/12, or 2026-12-03."""

    def __init__(self, *, label: Bilingual, **options: Any) -> None:
        super().__init__("jalali-date", label=label, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: object) -> date:
        return date.fromisoformat(super()._deserialize(value, attr, data, **options))


class HoursField(fields.Field[engine.Hours]):
    """Hours of a day: «۸ تا ۱۴»; «تعطیل» for none."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: object) -> engine.Hours:
        if not isinstance(value, str) or len(value) > 100:
            raise ValidationError([NOT_HOURS])
        try:
            return read_hours(value)
        except UnreadableHours:
            raise ValidationError([NOT_HOURS]) from None


class ChoiceField(fields.Field[Any]):
    """One of a closed word list."""

    def __init__(self, choices: Any, **options: Any) -> None:
        super().__init__(error_messages=needed(), **options)
        self._choices = choices

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: object) -> Any:
        try:
            return self._choices(value)
        except ValueError:
            raise ValidationError([NOT_A_CHOICE]) from None


def read_place(value: object) -> tuple[CalendarScope, str]:
    """Scope and place of "scope:place". Raises ValueError."""
    scope, colon, place = str(value).partition(":")
    if not colon or len(place) > 80 or (scope == CalendarScope.COUNTRY) != (place == ""):
        raise ValueError(value)
    return CalendarScope(scope), place


class CalendarQuery(Schema):
    """`/administration/calendar?year=&place=`."""

    class Meta:
        """Nothing that the page doesn't ask gets in."""

        unknown = RAISE

    year = fields.Integer(load_default=None, validate=Range(1390, 1450))
    place = fields.String(load_default="country:")
    lang = fields.String(load_default=None)


class Decided(FormSchema):
    """What each change carries on its way to being saved."""

    action = fields.String()
    year = fields.Integer(validate=Range(1390, 1450))
    #: the version that the preview was made in, and what becomes of the promises
    version = fields.Integer()
    promises = ChoiceField(Decision)


class YearInput(Decided):
    """Propose or confirm the holidays of a year."""


class HolidayInput(Decided):
    """A holiday for the whole country."""

    day = DayField(label=Bilingual("روز", "day"), required=True)
    name_fa = TextField(label=Bilingual("نام فارسی", "Persian name"), limit=200, required=True)
    name_en = TextField(label=Bilingual("نام انگلیسی", "English name"), limit=200, load_default="")


class RuleInput(Decided):
    """A rule that is removed."""

    rule = fields.UUID(required=True)


class MoveInput(RuleInput):
    """A holiday that falls on another day."""

    day = DayField(label=Bilingual("روز", "day"), required=True)


class _Spanned(Decided):
    place = ChoiceField(read_place, required=True)
    first = DayField(label=Bilingual("روز آغاز", "first day"), required=True)
    last = DayField(label=Bilingual("روز پایان", "last day"), load_default=None)
    name_fa = TextField(label=Bilingual("نام فارسی", "Persian name"), limit=200, load_default="")
    name_en = TextField(label=Bilingual("نام انگلیسی", "English name"), limit=200, load_default="")

    @validates_schema
    def check_span(self, data: Mapping[str, Any], **_: object) -> None:
        """The days follow each other."""
        if data.get("last") is not None and data["last"] < data["first"]:
            raise ValidationError([BACKWARDS], "last")


class WeekInput(_Spanned):
    """Hours of the weekdays from a day on; a weekday left blank stays as it is."""

    floating = fields.Integer(load_default=0, validate=Range(0, 180))
    monday = HoursField(load_default=None)
    tuesday = HoursField(load_default=None)
    wednesday = HoursField(load_default=None)
    thursday = HoursField(load_default=None)
    friday = HoursField(load_default=None)
    saturday = HoursField(load_default=None)
    sunday = HoursField(load_default=None)

    @validates_schema
    def check_week(self, data: Mapping[str, Any], **_: object) -> None:
        """A pattern says something."""
        if all(data.get(day) is None for day in WEEKDAYS):
            raise ValidationError([EMPTY_WEEK], "saturday")


class ClosureInput(_Spanned):
    """Closed on some days, or open at other hours."""

    cause = ChoiceField(ClosureCause, required=True)
    hours = HoursField(load_default=())

    @validates_schema
    def check_length(self, data: Mapping[str, Any], **_: object) -> None:
        """Longer ones are a week pattern."""
        if data.get("last") is not None and (data["last"] - data["first"]).days >= LONGEST_CLOSURE:
            raise ValidationError([TOO_LONG], "last")
