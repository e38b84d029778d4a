"""Working calendars: a year at a glance, and changes that are looked at before they are made.

Every change goes the same way: its form, a page that says which promises it would move, and the decision."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError
from persiantools.jdatetime import JalaliDate

from app.administration import schemas
from app.administration.blueprint import bp
from app.administration.presentation import typed_day
from app.policy.access import Permission
from app.policy.calendars import CAUSES
from app.policy.days import ZONE
from app.usecases.promises import calendar_changes, calendar_year
from app.usecases.promises.calendar_changes import Change
from app.usecases.promises.errors import CalendarMoved, NothingToChange
from app.vocabulary import CalendarRuleKind
from app.web.commits import commits, only_reads
from app.web.fields import FormSchema, load_form
from app.web.language import t
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from engine import Bilingual

#: action → its form's schema, how the change is made of it, and the page to go back to when something is wrong
Action = tuple[type[FormSchema], Callable[[Mapping[str, Any]], Change], str]
MOST_EXAMPLES = 12


@bp.get("/calendar")
@requires(Permission.ADMINISTER)
def show_calendar() -> ResponseReturnValue:
    """A year of the calendar of a place, and the rules behind it."""
    try:
        query = schemas.CalendarQuery().load(request.args.to_dict())
        schemas.read_place(query["place"])
    except (ValidationError, ValueError):
        abort(404)
    by = current_actor()
    number = query["year"] or _year_of(_today())
    return render_template(
        "administration/calendar.html",
        year=calendar_year.show_year(number, query["place"], by=by),
        place=query["place"],
        choices=calendar_year.list_choices(by=by),
        versions=calendar_changes.list_versions(),
        causes=CAUSES,
        today=_today(),
        unconfirmed=calendar_changes.years_to_confirm(utc_now()),
    )


@bp.get("/calendar/<any(week, closure, holiday):kind>")
@requires(Permission.ADMINISTER)
def show_form(kind: str) -> ResponseReturnValue:
    """The form of a new rule."""
    typed = {"place": request.args.get("place", "country:"), "first": request.args.get("day", "")}
    return _form_page(kind, typed, {})


@bp.get("/calendar/holidays/<uuid:rule_id>/move")
@requires(Permission.ADMINISTER)
def show_move(rule_id: UUID) -> ResponseReturnValue:
    """The form that puts an official holiday on another day."""
    rule = calendar_changes.find_rule(rule_id)
    if rule.kind is not CalendarRuleKind.HOLIDAY:
        abort(404)
    day = rule.first_day
    return _form_page("move", {"rule": rule_id, "year": _year_of(day), "day": typed_day(day)}, {})


@bp.post("/calendar/check")
@requires(Permission.ADMINISTER)
@only_reads
def check() -> ResponseReturnValue:
    """What a change would do, before it is made."""
    return _previewed()


@bp.post("/calendar/save")
@requires(Permission.ADMINISTER)
@commits
def save() -> ResponseReturnValue:
    """Make the change that was looked at; if the calendar was changed meanwhile it is to be looked at again."""
    loaded, errors, action = _loaded()
    if errors or "version" not in loaded or "promises" not in loaded:
        return _previewed()
    change, move = action[1](loaded), loaded["promises"] is schemas.Decision.MOVE
    try:
        calendar_changes.save(change, based_on=loaded["version"], move=move, by=current_actor(), now=utc_now())
    except CalendarMoved as moved:
        flash(t(moved.message.fa, moved.message.en), "wait")
        return _previewed()
    flash(t(f"ثبت شد: {change.note.fa}", f"Saved: {change.note.en}"), "good")
    return redirect(_year_page(loaded.get("year")), 303)


def _previewed() -> ResponseReturnValue:
    loaded, errors, action = _loaded()
    if errors:
        return _form_page(action[2], loaded, errors), 422
    try:
        seen = calendar_changes.preview(action[1](loaded), by=current_actor(), now=utc_now())
    except NothingToChange as nothing:
        flash(t(nothing.message.fa, nothing.message.en), "note")
        return redirect(_year_page(loaded.get("year")), 303)
    typed = {name: value for name, value in request.form.items() if name not in ("csrf_token", "version", "promises")}
    return render_template(
        "administration/preview.html",
        seen=seen,
        moved=seen.looked.moved,
        examples=seen.looked.moved[:MOST_EXAMPLES],
        fields={**typed, "version": seen.version},
        back=_year_page(loaded.get("year")),
    )


def _loaded() -> tuple[dict[str, Any], dict[str, Bilingual], Action]:
    action = ACTIONS.get(request.form.get("action", ""))
    if action is None:
        abort(404)
    loaded, errors = load_form(action[0]())
    errors.pop("promises", None)  # not chosen yet: the page that asks is shown
    if errors and (action[2] == "" or "rule" in errors):
        abort(404)
    return loaded, errors, action


def _form_page(kind: str, typed: Mapping[str, object], errors: Mapping[str, Bilingual]) -> str:
    return render_template(
        f"administration/{kind}.html",
        typed=typed,
        errors=errors,
        choices=calendar_year.list_choices(by=current_actor(), editable=True),
        causes=CAUSES,
        weekdays=WEEKDAYS,
        rule=calendar_changes.find_rule(UUID(str(typed["rule"]))) if kind == "move" else None,
    )


def _week(loaded: Mapping[str, Any]) -> Change:
    scope, place = loaded["place"]
    return calendar_changes.set_week(
        scope=scope,
        place=place,
        first=loaded["first"],
        last=loaded["last"],
        week=tuple(loaded[day] for day in schemas.WEEKDAYS),
        floating_minutes=loaded["floating"],
        name=_name(loaded, Bilingual("ساعت کار", "Working hours")),
    )


def _closure(loaded: Mapping[str, Any]) -> Change:
    scope, place = loaded["place"]
    return calendar_changes.add_closure(
        scope=scope,
        place=place,
        first=loaded["first"],
        last=loaded["last"] or loaded["first"],
        hours=loaded["hours"],
        cause=loaded["cause"],
        name=_name(loaded, CAUSES[loaded["cause"]]),
    )


def _name(loaded: Mapping[str, Any], usual: Bilingual) -> Bilingual:
    """What was typed; a language left blank says what the other says, and both left blank the usual name."""
    fa, en = loaded["name_fa"], loaded["name_en"]
    return Bilingual(fa or en or usual.fa, en or fa or usual.en)


def _year_page(year: int | None) -> str:
    return url_for("administration.show_calendar", year=year)


def _today() -> date:
    return utc_now().astimezone(ZONE).date()


def _year_of(day: date) -> int:
    return int(JalaliDate(day).year)  # type: ignore[no-untyped-call]


ACTIONS: dict[str, Action] = {
    "propose": (schemas.YearInput, lambda loaded: calendar_changes.propose_holidays(loaded["year"]), ""),
    "confirm": (schemas.YearInput, lambda loaded: calendar_changes.confirm_year(loaded["year"]), ""),
    "holiday": (
        schemas.HolidayInput,
        lambda loaded: calendar_changes.add_holiday(loaded["day"], _name(loaded, Bilingual("", ""))),
        "holiday",
    ),
    "move": (schemas.MoveInput, lambda loaded: calendar_changes.move_holiday(loaded["rule"], loaded["day"]), "move"),
    "remove": (schemas.RuleInput, lambda loaded: calendar_changes.remove_rule(loaded["rule"]), ""),
    "week": (schemas.WeekInput, _week, "week"),
    "closure": (schemas.ClosureInput, _closure, "closure"),
}
#: in the order of the week, each with its box
WEEKDAYS = (
    ("saturday", Bilingual("شنبه", "Saturday")),
    ("sunday", Bilingual("یکشنبه", "Sunday")),
    ("monday", Bilingual("دوشنبه", "Monday")),
    ("tuesday", Bilingual("سه‌شنبه", "Tuesday")),
    ("wednesday", Bilingual("چهارشنبه", "Wednesday")),
    ("thursday", Bilingual("پنجشنبه", "Thursday")),
    ("friday", Bilingual("جمعه", "Friday")),
)
