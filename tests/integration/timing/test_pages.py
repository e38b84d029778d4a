"""The pages of the calendar and of promises: who may open them, the way of a change, and what an applicant reads."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from app.data import calendar_queries
from app.data.db import db
from app.usecases import calendar_editing
from tests.factories import NOW
from tests.integration.house import Browser
from tests.integration.timing import shelf
from tests.integration.timing.shelf import Library

CALENDAR = "/administration/calendar"
CLOSURE = {"action": "closure", "place": "province:fars", "cause": "dust", "first": "1405/2/14"}  # Monday 4 May 2026


@pytest.fixture
def open_library(app: Flask) -> Iterator[Library]:
    with time_machine.travel(NOW, tick=False):
        yield shelf.build()
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
    assert calendar_queries.newest_version() == 0


def test_change_is_looked_at_then_saved(open_library: Library, enter: Callable[..., Browser]) -> None:
    case = shelf.case_of(shelf.apply(open_library.citizen))
    browser = enter(open_library.administrator, "en")

    seen = browser.post(f"{CALENDAR}/check", CLOSURE)
    assert seen.status_code == 200
    assert "1 open case would move" in seen.text
    assert calendar_queries.newest_version() == 0
    saved = browser.post(f"{CALENDAR}/save", CLOSURE | {"version": "0", "promises": "keep"})

    assert saved.status_code == 303
    assert "Dust" in browser.get(f"{CALENDAR}?place=province:fars").text
    assert shelf.case_of(case.id).promised_at == case.promised_at
    db.session.rollback()
    assert calendar_queries.newest_version() == 1


def test_change_based_on_an_old_look_is_shown_again(open_library: Library, enter: Callable[..., Browser]) -> None:
    shelf.change(calendar_editing.propose_holidays(1406), open_library.administrator)

    answer = enter(open_library.administrator, "en").post(
        f"{CALENDAR}/save", CLOSURE | {"version": "0", "promises": "move"}
    )

    assert answer.status_code == 200
    assert 'name="version" value="1"' in answer.text
    db.session.rollback()
    assert calendar_queries.newest_version() == 1


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
    shelf.change(shelf.closure(shelf.date(2026, 5, 4)), open_library.administrator)
    case_id = shelf.apply(open_library.citizen)

    page = enter(open_library.citizen, "en").get(f"/cases/{case_id}/promise")

    assert page.status_code == 200
    assert "Sandstorm" in page.text
    assert "there are 3 working days" in page.text
    assert enter(open_library.head).get(f"/cases/{case_id}/promise").status_code == 403


def test_clerk_puts_the_date_off_on_the_page_of_the_case(open_library: Library, enter: Callable[..., Browser]) -> None:
    case_id = shelf.apply(open_library.citizen)
    shelf.claim(case_id, open_library.clerk)
    browser = enter(open_library.clerk, "en")

    wrong = browser.post(f"/worklist/cases/{case_id}/promise", {"days": "many", "reason": ""})
    right = browser.post(f"/worklist/cases/{case_id}/promise", {"days": "۲", "reason": "پاسخ استعلام نرسیده است."})

    assert (wrong.status_code, right.status_code) == (422, 303)
    promised = shelf.case_of(case_id).promised_at
    assert promised is not None
    assert promised > NOW + timedelta(days=5)
    page = browser.get(f"/worklist/cases/{case_id}?part=promise").text
    assert "پاسخ استعلام نرسیده است." in page
    assert 'id="extend-title"' not in page  # the second time is the supervisor's
