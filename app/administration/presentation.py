"""Small conversions for the administrator's templates."""

from datetime import date

from flask import Flask
from persiantools.jdatetime import JalaliDate

import engine
from app.policy.hours import hours_words
from app.usecases.organisation.provinces import province_name
from app.web.language import current_language, t
from forms.values.digits import persian_digits


def init_presenting(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.filters.update(hours=hours, typed_day=typed_day, province=province)


def hours(value: engine.Hours | None) -> str:
    """The hours of a day in words; a weekday of which a pattern says nothing is as before."""
    return t("مانند پیش", "as before") if value is None else hours_words(value, current_language())


def typed_day(value: date | None) -> str:
    """A day as it is typed into a box: 1405/09/12, in the reader's digits."""
    if value is None:
        return ""
    day = JalaliDate(value)  # type: ignore[no-untyped-call]
    typed = f"{day.year}/{day.month:02}/{day.day:02}"
    return persian_digits(typed) if current_language() == "fa" else typed


def province(slug: str) -> str:
    """The name of a province."""
    name = province_name(slug)
    return t(name.fa, name.en)
