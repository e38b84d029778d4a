"""The pages of the calendar and of promises: who may open them, the way of a change, and what an applicant reads."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from persiantools.jdatetime import JalaliDate

from app.data.database.session import db
from app.data.organisation import calendar_store
from app.usecases.promises import calendar_changes, calendars, recalculation
from app.vocabulary import HolidayKind
from forms.values.digits import persian_digits
from tests.factories import NOW
from tests.integration.agencies import Browser
from tests.integration.promises import library_agency
from tests.integration.promises.library_agency import Library

CALENDAR = "/administration/calendar"
CLOSURE = {"action": "closure", "place": "province:fars", "cause": "dust", "first": "1405/2/14"}  # Monday 4 May 2026


@pytest.fixture
def open_library(app: Flask) -> Iterator[Library]:
    with time_machine.travel(NOW, tick=False):
        yield library_agency.build()
    db.session.remove()


@pytest.fixture
def enter(app: Flask, open_library: Library) -> Callable[..., Browser]:
    return lambda who, lang="fa": Browser(app.test_client(), who, now=NOW, lang=lang)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_year_shows_its_days_in_both_languages(open_library: Library, enter: Callable[..., Browser], lang: str) -> None:
    browser = enter(open_library.administrator, lang)
    for path in (
        CALENDAR,
        f"{CALENDAR}?year=1403&place=province:fars",
        f"{CALENDAR}/week",
        f"{CALENDAR}/closure",
        f"{CALENDAR}/holiday",
    ):
        assert browser.get(path).status_code == 200, path
    assert ("فروردین" if lang == "fa" else "Farvardin") in browser.get(CALENDAR).text


@pytest.mark.parametrize(
    "query", ["year=1", "year=x", "place=nowhere", "place=unit:nobody", "place=country:x", "other=1"]
)
def test_address_that_means_nothing_is_not_found(
    open_library: Library, enter: Callable[..., Browser], query: str
) -> None:
    assert enter(open_library.administrator).get(f"{CALENDAR}?{query}").status_code == 404


def test_nobody_else_gets_in(open_library: Library, enter: Callable[..., Browser]) -> None:
    for who in (open_library.clerk, open_library.supervisor, open_library.citizen):
        browser = enter(who)
        assert browser.get(CALENDAR).status_code == 403
        assert browser.post(f"{CALENDAR}/save", CLOSURE | {"version": "0", "promises": "keep"}).status_code == 403
    assert calendar_store.newest_version() == 0


def test_change_is_looked_at_then_saved(open_library: Library, enter: Callable[..., Browser]) -> None:
    case = library_agency.case_of(library_agency.apply(open_library.citizen))
    browser = enter(open_library.administrator, "en")

    seen = browser.post(f"{CALENDAR}/check", CLOSURE)
    assert seen.status_code == 200
    assert "1 open case would move" in seen.text
    assert calendar_store.newest_version() == 0
    saved = browser.post(f"{CALENDAR}/save", CLOSURE | {"version": "0", "promises": "keep"})

    assert saved.status_code == 303
    assert "Dust" in browser.get(f"{CALENDAR}?place=province:fars").text
    assert library_agency.case_of(case.id).promised_at == case.promised_at
    db.session.rollback()
    assert calendar_store.newest_version() == 1


def test_page_says_how_many_of_how_many_were_looked_at(
    open_library: Library, enter: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        library_agency.apply(open_library.citizen)
    browser = enter(open_library.administrator, "en")

    assert "All 3 open cases with a promised date were looked at" in browser.post(f"{CALENDAR}/check", CLOSURE).text
    monkeypatch.setattr(recalculation, "MOST_CASES", 2)

    page = browser.post(f"{CALENDAR}/check", CLOSURE).text

    assert "Of 3 open cases the 2 that are due first were looked at" in page
    assert "2 open cases would move" in page


def test_change_based_on_an_old_look_is_shown_again(open_library: Library, enter: Callable[..., Browser]) -> None:
    library_agency.change(calendar_changes.propose_holidays(1406), open_library.administrator)

    answer = enter(open_library.administrator, "en").post(
        f"{CALENDAR}/save", CLOSURE | {"version": "0", "promises": "move"}
    )

    assert answer.status_code == 200
    assert 'name="version" value="1"' in answer.text
    db.session.rollback()
    assert calendar_store.newest_version() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first": "1405/13/1"}, "first"),
        ({"first": ""}, "first"),
        ({"last": "1405/2/1"}, "last"),
        ({"last": "1406/2/14"}, "last"),
        ({"cause": "boredom"}, "cause"),
        ({"place": "planet:mars"}, "place"),
        ({"hours": "14-8"}, "hours"),
        ({"name_fa": "ن" * 201}, "name_fa"),
    ],
)
def test_form_that_is_wrong_comes_back(
    open_library: Library, enter: Callable[..., Browser], changes: dict[str, str], field: str
) -> None:
    answer = enter(open_library.administrator).post(f"{CALENDAR}/check", CLOSURE | changes)

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"action": "destroy"},
        {"action": "confirm", "year": "99999"},
        {"action": "remove", "rule": "x"},
        {"action": "move", "rule": "x", "day": "1405/2/14"},
        {"action": "remove", "rule": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_action_that_is_none_is_not_found(
    open_library: Library, enter: Callable[..., Browser], form: dict[str, str]
) -> None:
    assert enter(open_library.administrator).post(f"{CALENDAR}/check", form).status_code == 404


def test_applicant_reads_how_the_date_came_about(open_library: Library, enter: Callable[..., Browser]) -> None:
    library_agency.change(library_agency.closure(library_agency.date(2026, 5, 4)), open_library.administrator)
    case_id = library_agency.apply(open_library.citizen)

    page = enter(open_library.citizen, "en").get(f"/cases/{case_id}/promise")

    assert page.status_code == 200
    assert "Sandstorm" in page.text
    assert "there are 3 working days" in page.text
    assert enter(open_library.head).get(f"/cases/{case_id}/promise").status_code == 403


def test_clerk_puts_the_date_off_on_the_page_of_the_case(open_library: Library, enter: Callable[..., Browser]) -> None:
    case_id = library_agency.apply(open_library.citizen)
    library_agency.claim(case_id, open_library.clerk)
    browser = enter(open_library.clerk, "en")

    wanted = {"days": "۲", "reason": "پاسخ استعلام نرسیده است."}
    before = library_agency.case_of(case_id).promised_at

    wrong = browser.post(f"/worklist/cases/{case_id}/promise", {"days": "many", "reason": ""})
    looked = browser.post(f"/worklist/cases/{case_id}/promise", wanted)

    assert (wrong.status_code, looked.status_code) == (422, 200)
    assert "Nothing has been changed yet" in looked.text
    assert library_agency.case_of(case_id).promised_at == before
    right = browser.post(f"/worklist/cases/{case_id}/promise", wanted | {"shown": _hidden(looked.text, "shown")})
    assert right.status_code == 303
    promised = library_agency.case_of(case_id).promised_at
    assert promised is not None
    assert promised > NOW + timedelta(days=5)
    assert promised.isoformat() == _hidden(looked.text, "shown")
    page = browser.get(f"/worklist/cases/{case_id}?part=promise").text
    assert "پاسخ استعلام نرسیده است." in page
    assert 'id="extend-title"' not in page  # the second time is the supervisor's


def test_applicant_reads_why_the_date_was_put_off_on_the_page_of_the_request(
    open_library: Library, enter: Callable[..., Browser]
) -> None:
    case_id = library_agency.apply(open_library.citizen)
    library_agency.claim(case_id, open_library.clerk)
    path, reason = f"/worklist/cases/{case_id}/promise", "پاسخ استعلام <هنوز> نرسیده است."
    assert "تمدید شده است" not in enter(open_library.citizen).get(f"/cases/{case_id}").text
    clerk, wanted = enter(open_library.clerk), {"days": "2", "reason": reason}
    clerk.post(path, wanted | {"shown": _hidden(clerk.post(path, wanted).text, "shown")})

    page = enter(open_library.citizen).get(f"/cases/{case_id}").text

    assert "این زمان تمدید شده است. دلیل:" in page
    assert "پاسخ استعلام &lt;هنوز&gt; نرسیده است." in page


def test_late_answer_is_owned_up_to(app: Flask, open_library: Library) -> None:
    case_id = library_agency.apply(open_library.citizen)
    late = NOW + timedelta(days=30)

    with time_machine.travel(late, tick=False):
        page = Browser(app.test_client(), open_library.citizen, now=late).get(f"/cases/{case_id}").text

    assert "پاسخ شما دیر شده است و از آن پوزش می‌خواهیم" in page
    assert 'href="/services/library-card#complaint"' in page


def test_other_days_than_those_seen_are_shown_again(open_library: Library, enter: Callable[..., Browser]) -> None:
    case_id = library_agency.apply(open_library.citizen)
    library_agency.claim(case_id, open_library.clerk)
    browser, before = enter(open_library.clerk), library_agency.case_of(case_id).promised_at
    wanted = {"days": "2", "reason": "پاسخ استعلام نرسیده است."}
    seen = _hidden(browser.post(f"/worklist/cases/{case_id}/promise", wanted).text, "shown")

    for shown in (seen, "", "tomorrow"):
        again = browser.post(f"/worklist/cases/{case_id}/promise", {**wanted, "days": "9", "shown": shown})
        assert again.status_code == 200
        assert "هنوز چیزی تغییر نکرده" in again.text
    assert library_agency.case_of(case_id).promised_at == before


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def confirm(library: Library, year: int) -> None:
    library_agency.change(calendar_changes.propose_holidays(year), library.administrator)
    library_agency.change(calendar_changes.confirm_year(year), library.administrator)


# 1 Farvardin 1406 is 21 March 2027: 20 January is 60 days before
@pytest.mark.parametrize(
    ("today", "confirmed", "asked"),
    [
        ("2026-05-10", (), (1405,)),
        ("2027-01-20", (), (1405,)),
        ("2027-01-21", (), (1405, 1406)),
        ("2027-01-20", (1405,), ()),
        ("2027-01-21", (1405,), (1406,)),
        ("2027-03-20", (1405, 1406), ()),
        ("2027-03-21", (1405,), (1406,)),
    ],
)
def test_administrator_is_reminded_of_years_that_nobody_has_confirmed(
    app: Flask, library: Library, today: str, confirmed: tuple[int, ...], asked: tuple[int, ...]
) -> None:
    for year in confirmed:
        confirm(library, year)
    noon = datetime.fromisoformat(f"{today}T08:30:00+00:00")

    with time_machine.travel(noon, tick=False):
        page = Browser(app.test_client(), library.administrator, now=noon, lang="en").get("/worklist/incidents").text

    assert calendar_changes.years_to_confirm(noon) == asked
    for year in (1405, 1406):
        assert (f"The official holidays of {year} are not confirmed" in page) is (year in asked)
        assert (f'href="{CALENDAR}?year={year}"' in page) is (year in asked)


def test_day_of_the_reminder_is_that_of_iran(library: Library) -> None:
    confirm(library, 1405)
    midnight = datetime.fromisoformat("2027-01-21T00:00:00+03:30")

    assert calendar_changes.years_to_confirm(midnight - timedelta(seconds=1)) == ()
    assert calendar_changes.years_to_confirm(midnight) == (1406,)


def test_year_with_an_unconfirmed_day_is_reminded_of_again(library: Library) -> None:
    confirm(library, 1405)
    assert calendar_changes.years_to_confirm(NOW) == ()
    rule = next(rule for rule in calendars.book(calendar_store.newest_version()).rules if rule.first_day.day == 4)
    assert rule.id is not None
    library_agency.change(calendar_changes.remove_rule(rule.id), library.administrator)
    library_agency.change(calendar_changes.propose_holidays(1405), library.administrator)

    assert calendar_changes.years_to_confirm(NOW) == (1405,)


def test_nobody_but_an_administrator_is_reminded(open_library: Library, enter: Callable[..., Browser]) -> None:
    page = enter(open_library.supervisor, "en").get("/worklist/incidents")

    assert page.status_code == 200
    assert "not confirmed" not in page.text
    assert "not confirmed" in enter(open_library.administrator, "en").get("/worklist/incidents").text


def test_calendar_of_one_year_reminds_of_the_other(open_library: Library, enter: Callable[..., Browser]) -> None:
    browser = enter(open_library.administrator, "en")

    assert f'href="{CALENDAR}?year=1405"' in browser.get(f"{CALENDAR}?year=1406").text
    assert f'href="{CALENDAR}?year=1405">' not in browser.get(f"{CALENDAR}?year=1405").text


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_holiday_is_moved_by_a_form_of_its_own(open_library: Library, enter: Callable[..., Browser], lang: str) -> None:
    library_agency.change(calendar_changes.propose_holidays(1405), open_library.administrator)
    rule = next(r for r in calendars.book(1).rules if r.certainty is HolidayKind.ESTIMATED)
    browser = enter(open_library.administrator, lang)
    address = f"{CALENDAR}/holidays/{rule.id}/move"
    assert address in browser.get(f"{CALENDAR}?year=1405").text

    form = browser.get(address)
    assert form.status_code == 200
    day = re.search(r'name="day" value="([^"]+)"', form.text)
    assert day is not None
    assert day[1] == typed_day_of(rule.first_day, lang)
    moved = {
        "action": "move",
        "rule": str(rule.id),
        "year": "1405",
        "day": day[1][:-2] + ("۰۱" if lang == "fa" else "01"),
    }
    assert browser.post(f"{CALENDAR}/check", moved).status_code == 200
    assert browser.post(f"{CALENDAR}/check", moved | {"day": "1405/13/40"}).status_code == 422


def typed_day_of(day: date, lang: str) -> str:
    words = JalaliDate(day).strftime("%Y/%m/%d")  # type: ignore[no-untyped-call]
    return persian_digits(words) if lang == "fa" else str(words)


def test_form_that_moves_no_holiday_is_not_found(open_library: Library, enter: Callable[..., Browser]) -> None:
    library_agency.change(library_agency.closure(date(2026, 5, 4)), open_library.administrator)
    closure = calendars.book(1).rules[0]
    address = CALENDAR + "/holidays/{}/move"

    assert enter(open_library.administrator).get(address.format(closure.id)).status_code == 404
    assert enter(open_library.administrator).get(address.format(UUID(int=1))).status_code == 404
    assert enter(open_library.supervisor).get(address.format(closure.id)).status_code == 403
