"""Calendars as data: who changes them, what a change does to open promises, and what earlier versions remember."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

import engine
from app.data.cases.audit_log import Audit
from app.data.correspondence import notice_store
from app.data.database.memo import memo
from app.data.database.transactions import transaction
from app.data.errors import NotFound, Taken
from app.data.organisation import calendar_store
from app.jobs import runner
from app.policy.calendars import CalendarPlace
from app.policy.errors import NotPermitted
from app.usecases.promises import calendar_changes, calendars, explanation
from app.usecases.promises.calendar_changes import Change
from app.usecases.promises.errors import CalendarMoved, NothingToChange
from app.usecases.promises.holidays import year_days
from app.vocabulary import CalendarScope, HolidayKind, Level
from engine import Bilingual
from tests import factories
from tests.factories import NOW
from tests.integration.promises import library_agency
from tests.integration.promises.library_agency import Library

SUNDAY, MONDAY, THURSDAY = date(2026, 5, 3), date(2026, 5, 4), date(2026, 5, 7)
FARS = CalendarPlace(province="fars")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Tehran"))


def thursdays(scope: CalendarScope, place: str) -> Change:
    worked = ((time(8), time(12)),)
    return calendar_changes.set_week(
        scope=scope,
        place=place,
        first=date(2026, 5, 1),
        last=None,
        week=(None, None, None, worked, None, None, None),
        floating_minutes=0,
        name=Bilingual("پنجشنبه‌ها", "Thursdays"),
    )


def test_empty_desk_counts_by_the_usual_week(library: Library) -> None:
    assert calendars.current_version() == 0
    assert calendars.working_calendar(FARS).hours_on(MONDAY) == engine.DEFAULT_CALENDAR.hours_on(MONDAY)


def test_change_makes_a_version_that_the_earlier_one_survives(library: Library) -> None:
    first = library_agency.change(library_agency.closure(MONDAY), library.administrator)
    (rule,) = calendars.book(first).rules
    assert rule.id is not None
    second = library_agency.change(calendar_changes.remove_rule(rule.id), library.administrator)

    assert (first, second) == (1, 2)
    assert [calendars.working_calendar(FARS, version=v).is_working_day(MONDAY) for v in (0, 1, 2)] == [
        True,
        False,
        True,
    ]
    assert calendars.working_calendar(CalendarPlace(province="tehran"), version=1).is_working_day(MONDAY)
    assert [version.made_by.name for version in calendar_changes.list_versions() if version.made_by] == [
        library.administrator.name
    ] * 2


def test_rules_of_a_unit_reach_its_cases(library: Library) -> None:
    library_agency.change(thursdays(CalendarScope.UNIT, str(library.unit_id)), library.administrator)
    tuesday = NOW + timedelta(days=3)

    case = library_agency.case_of(library_agency.apply(library.citizen, now=tuesday))

    assert case.promised_at == local("2026-05-09T14:00")  # Wednesday, Thursday, Saturday
    assert calendars.working_calendar(CalendarPlace(level=Level.LINE, province="fars")).hours_on(THURSDAY) == ()


def test_preview_says_which_promises_would_move(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)
    other = library_agency.closure(MONDAY, place="province:tehran")

    here = calendar_changes.preview(library_agency.closure(MONDAY), by=library.administrator, now=NOW)
    elsewhere = calendar_changes.preview(other, by=library.administrator, now=NOW)

    assert [(one.case_id, one.before, one.after) for one in here.looked.moved] == [
        (case_id, local("2026-05-05T14:00"), local("2026-05-06T14:00"))
    ]
    assert elsewhere.looked.moved == []
    assert calendars.current_version() == 0


def test_announced_dates_stand_unless_the_administrator_moves_them(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)
    promised = library_agency.case_of(case_id).promised_at

    library_agency.change(library_agency.closure(MONDAY), library.administrator)
    runner.drain(NOW)

    assert library_agency.case_of(case_id).promised_at == promised
    assert Audit.CLOCK_RECOUNT not in library_agency.kinds_of(case_id)


def test_moved_dates_are_told_once_and_explained(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)
    version = library_agency.change(library_agency.closure(MONDAY), library.administrator, move=True)

    runner.drain(NOW)
    runner.drain(NOW + timedelta(hours=1))

    case = library_agency.case_of(case_id)
    assert (case.promised_at, case.calendar_version) == (local("2026-05-06T14:00"), version)
    assert [one.template for one in notice_store.list_notices(case_id)].count("recounted") == 1
    accepted, moved = explanation.story_of(case).steps
    assert (accepted.version, moved.version, moved.kind) == (0, version, Audit.CLOCK_RECOUNT)
    assert moved.explanation is not None
    assert [name.en for _, name in moved.explanation.special] == ["Sandstorm"]


def test_case_that_was_answered_meanwhile_is_left_alone(library: Library) -> None:
    case_id = library_agency.apply(library.citizen)
    library_agency.change(library_agency.closure(MONDAY), library.administrator, move=True)
    library_agency.decide(case_id, library.clerk, now=NOW)

    runner.drain(NOW)

    assert Audit.CLOCK_RECOUNT not in library_agency.kinds_of(case_id)


def test_paused_promise_is_counted_from_where_it_stopped(library: Library) -> None:
    from app.usecases.casework import questions

    case_id = library_agency.apply(library.citizen)
    library_agency.claim(case_id, library.clerk)
    with transaction():
        questions.ask_applicant(case_id=case_id, text="کدام؟", wants_correction=False, by=library.clerk, now=NOW)
    seen = calendar_changes.preview(
        library_agency.closure(MONDAY), by=library.administrator, now=NOW + timedelta(days=9)
    )
    assert seen.looked.moved == []  # its date has passed: it will be counted when the clock runs again


def test_second_administrator_must_look_again(library: Library) -> None:
    library_agency.change(library_agency.closure(SUNDAY), library.administrator)

    with pytest.raises(CalendarMoved), transaction():
        calendar_changes.save(library_agency.closure(MONDAY), based_on=0, move=False, by=library.administrator, now=NOW)

    assert calendar_store.newest_version() == 1


def test_version_that_another_node_made_at_the_same_moment_is_refused(library: Library) -> None:
    library_agency.change(library_agency.closure(SUNDAY), library.administrator)
    with pytest.raises(Taken), transaction():
        calendar_store.add_version(1, add=(), end=(), made_at=NOW, note_fa="", note_en="")


def test_only_administrators_change_calendars_and_units_only_their_own(library: Library) -> None:
    for other in (library.clerk, library.supervisor, library.head, library.citizen):
        with pytest.raises(NotPermitted):
            calendar_changes.preview(library_agency.closure(MONDAY), by=other, now=NOW)
    with transaction():
        foreign = factories.make_unit(factories.make_agency("elsewhere"))
    with pytest.raises(NotPermitted):
        calendar_changes.preview(
            library_agency.closure(MONDAY, place=f"unit:{foreign.id}"), by=library.administrator, now=NOW
        )
    with pytest.raises(NotFound):
        calendar_changes.preview(
            library_agency.closure(MONDAY, place="unit:nowhere"), by=library.administrator, now=NOW
        )


def test_holidays_are_proposed_moved_and_confirmed(library: Library) -> None:
    library_agency.change(calendar_changes.propose_holidays(1406), library.administrator)
    rules = calendars.book(1).rules
    first, last = year_days(1406)
    lunar = [rule for rule in rules if rule.certainty is HolidayKind.ESTIMATED]
    assert len(rules) > 20
    assert all(first <= rule.first_day <= last for rule in rules)
    assert {rule.certainty for rule in rules} == {HolidayKind.ESTIMATED, HolidayKind.PROPOSED}
    assert date(2027, 3, 21) in {rule.first_day for rule in rules}
    with pytest.raises(NothingToChange):
        library_agency.change(calendar_changes.propose_holidays(1406), library.administrator)

    assert lunar[0].id is not None
    library_agency.change(
        calendar_changes.move_holiday(lunar[0].id, lunar[0].first_day + timedelta(days=1)), library.administrator
    )
    with pytest.raises(NothingToChange):  # the moved one isn't proposed again
        library_agency.change(calendar_changes.propose_holidays(1406), library.administrator)
    assert not calendar_changes.is_confirmed(1406)
    library_agency.change(calendar_changes.confirm_year(1406), library.administrator)

    assert calendar_changes.is_confirmed(1406)
    assert len(calendars.book(3).rules) == len(rules)


def test_process_hears_of_a_version_that_another_made(library: Library) -> None:
    assert calendars.current_version() == 0
    library_agency.change(library_agency.closure(MONDAY), library.administrator)
    memo.forget("calendar version")
    assert calendars.current_version() == 1
