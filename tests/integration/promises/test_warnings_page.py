"""`/worklist/warnings`: which of my open items were warned of, when and how far the escalation went; nobody else's."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask

from app.data.database.session import db
from app.data.database.transactions import transaction
from app.jobs import runner
from app.policy.tracking_codes import show_tracking_code
from app.vocabulary import Role
from tests import factories
from tests.factories import NOW
from tests.integration.agencies import Browser
from tests.integration.promises import library_agency
from tests.integration.promises.library_agency import Library
from tests.integration.promises.test_escalation import DUE, LADDER, OPENS, local

WARNINGS = "/worklist/warnings"


@pytest.fixture
def open_library(app: Flask) -> Iterator[Library]:
    with time_machine.travel(NOW, tick=False):
        yield library_agency.build(LADDER)
    db.session.remove()


@pytest.fixture
def enter(app: Flask, open_library: Library) -> Callable[..., Browser]:
    return lambda who, lang="fa": Browser(app.test_client(), who, now=NOW, lang=lang)


def test_nothing_is_warned_of_at_first(open_library: Library, enter: Callable[..., Browser]) -> None:
    library_agency.apply(open_library.citizen)

    page = enter(open_library.clerk).get(WARNINGS)

    assert page.status_code == 200
    assert "هیچ کار بازی نیست" in page.text
    assert f'href="{WARNINGS}">هشدارها</a>' in enter(open_library.clerk).get("/worklist").text, "no count of nought"


def test_holder_sees_the_item_and_the_message_and_when(open_library: Library, enter: Callable[..., Browser]) -> None:
    case_id = library_agency.apply(open_library.citizen)
    library_agency.claim(case_id, open_library.clerk)
    runner.drain(local(OPENS))
    code = show_tracking_code(library_agency.case_of(case_id).tracking_code)

    page = enter(open_library.clerk, "en").get(WARNINGS).text

    assert "Reminded" in page
    assert local(OPENS).isoformat()[:10] in page, "when"
    assert f"/worklist/cases/{case_id}?item=" in page
    assert page.count(code) >= 2, "in the list and in the message"
    assert '>Warnings <span class="count">1</span>' in enter(open_library.clerk, "en").get("/worklist").text


def test_colleague_sees_only_what_is_free_and_a_supervisor_all(
    open_library: Library, enter: Callable[..., Browser]
) -> None:
    held, free = (library_agency.apply(open_library.citizen) for _ in range(2))
    library_agency.claim(held, open_library.clerk)
    runner.drain(local(OPENS))

    colleague, supervisor = (
        enter(open_library.colleague).get(WARNINGS).text,
        enter(open_library.supervisor).get(WARNINGS).text,
    )

    assert (str(held) in colleague, str(free) in colleague) == (False, True)
    assert (str(held) in supervisor, str(free) in supervisor) == (True, True)


def test_what_is_done_leaves_the_list_and_its_message_stays(
    open_library: Library, enter: Callable[..., Browser]
) -> None:
    case_id = library_agency.apply(open_library.citizen)
    runner.drain(local(OPENS))
    library_agency.decide(case_id, open_library.clerk, now=local(OPENS))

    page = enter(open_library.clerk).get(WARNINGS).text

    assert f"/worklist/cases/{case_id}?item=" not in page
    assert "یادآوری: مهلت کار" in page
    assert show_tracking_code(library_agency.case_of(case_id).tracking_code) in page


def test_escalated_item_is_with_headquarters(open_library: Library, enter: Callable[..., Browser]) -> None:
    case_id = library_agency.apply(open_library.citizen)
    runner.drain(local("2026-05-09T14:00"))

    assert str(case_id) in enter(open_library.head).get(WARNINGS).text
    assert f"/worklist/cases/{case_id}?item=" not in enter(open_library.clerk).get(WARNINGS).text


def test_other_agencys_clerk_and_citizens_see_nothing(open_library: Library, enter: Callable[..., Browser]) -> None:
    case_id = library_agency.apply(open_library.citizen)
    runner.drain(local(DUE))
    with transaction():
        stranger = factories.make_clerk(factories.make_unit(factories.make_agency("other")), role=Role.SUPERVISOR)

    assert str(case_id) not in enter(stranger).get(WARNINGS).text
    assert enter(open_library.citizen).get(WARNINGS).status_code == 403
