"""Small conversions for the templates of reports and worksheets: spans, shares, and changes in words."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask

from app.usecases.reports.report_export import days_of, span_words
from app.web.formatting import number
from app.web.language import current_language, t


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure stands to the one of the period before: words, and the drawing beside them."""

    words: str
    drawing: str


def init_presenting(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.filters.update(span=span, days=days, percent=percent)
    app.jinja_env.globals.update(changed=changed, changed_span=changed_span)


def span(value: timedelta | None) -> str:
    """A stretch of time in its two largest units; a dash for none."""
    return span_words(value, current_language())


def days(value: timedelta | None) -> str:
    """A stretch of time in days with one decimal, for columns; an hour isn't nothing."""
    shown = days_of(value)
    return t("کمتر از ۰٫۱", "under 0.1") if value and shown == 0 else number(shown)


def percent(share: float | None) -> str:
    """A share as «۹۴٪»; a dash for none."""
    return "—" if share is None else f"{number(round(share * 100))}{t('٪', '%')}"


def changed(now: int, before: int) -> Change:
    """A count against that of the period before."""
    earlier = t(f" (دورهٔ پیش: {number(before)})", f" (previous period: {number(before)})")
    difference = number(abs(now - before))
    if now == before:
        return Change(t("برابر با دورهٔ پیش", "as in the previous period"), "dash")
    if now > before:
        return Change(t(f"{difference} بیشتر", f"{difference} more") + earlier, "sort-up")
    return Change(t(f"{difference} کمتر", f"{difference} fewer") + earlier, "sort-down")


def changed_span(now: timedelta | None, before: timedelta | None) -> Change | None:
    """A time against that of the period before; None where one of them is missing."""
    if now is None or before is None:
        return None
    earlier = t(f" (دورهٔ پیش: {span(before)})", f" (previous period: {span(before)})")
    difference = span(abs(now - before))
    if now == before:
        return Change(t("برابر با دورهٔ پیش", "as in the previous period"), "dash")
    if now > before:
        return Change(t(f"{difference} کندتر", f"{difference} slower") + earlier, "sort-up")
    return Change(t(f"{difference} تندتر", f"{difference} faster") + earlier, "sort-down")
