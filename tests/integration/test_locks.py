"""The main requests read no row by its id twice: what is locked is kept until the end of the transaction."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from app.data.cases import incident_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.outbox import effect_store
from app.usecases.cases import case_steps
from app.vocabulary import Role
from tests import factories
from tests.factories import NOW
from tests.integration import agencies, small_services
from tests.integration.agencies import Agencies, Browser
from tests.integration.frontdesk.desk_steps import consent_code, written
from tests.integration.incidents.test_incidents import ASKS
from tests.integration.portal.page_reader import CERTIFICATE_FORM, begin

SignIn = Callable[..., Browser]
#: one row, named by the primary key of the table that is read
_ONE_ROW = re.compile(r"\sFROM (\w+)\b.*?\sWHERE \1\.id = (?:\?|%\((\w+)\)s(?:::UUID)?)( FOR UPDATE.*)?\s*$", re.DOTALL)


def row_read(statement: str, parameters: Any) -> tuple[str, str] | None:
    """Table and id of a SELECT that asks for one row whole; None for any other statement."""
    found = _ONE_ROW.search(statement)
    if not statement.startswith("SELECT") or found is None:
        return None
    value = parameters[found[2]] if found[2] else parameters[0]
    return found[1], str(value)


@contextmanager
def rows_read(tables: set[str]) -> Iterator[Counter[tuple[str, str]]]:
    """How often each row of these tables is read by its id meanwhile."""
    counted: Counter[tuple[str, str]] = Counter()

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        row = row_read(statement, parameters)
        if row is not None and row[0] in tables:
            counted[row] += 1

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield counted
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


#: whose rows a request locks
LOCKED = {"drafts", "cases", "work_items"}


@contextmanager
def reading_no_row_twice(expected: str) -> Iterator[None]:
    """What happens meanwhile reads rows of the table `expected`, and none of any locked table twice."""
    with rows_read(LOCKED) as counted:
        yield
    assert expected in {table for table, _ in counted}, "nothing was measured"
    assert {row: count for row, count in counted.items() if count > 1} == {}


@pytest.mark.parametrize(
    ("statement", "parameters", "row"),
    [
        ("SELECT drafts.id FROM drafts \nWHERE drafts.id = ?", ("a",), ("drafts", "a")),
        ("SELECT d.x FROM drafts JOIN p ON p.id = drafts.p \nWHERE drafts.id = ?", ("a",), ("drafts", "a")),
        (
            "SELECT cases.id \nFROM cases \nWHERE cases.id = %(id_1)s::UUID FOR UPDATE OF cases",
            {"id_1": "a"},
            ("cases", "a"),
        ),
        ("SELECT cases.id \nFROM cases \nWHERE cases.id = ? AND cases.wake_at <= ?", ("a", "b"), None),
        ("SELECT cases.id \nFROM cases \nWHERE cases.tracking_code = ?", ("a",), None),
        ("UPDATE cases SET status=? WHERE cases.id = ?", ("x", "a"), None),
    ],
)
def test_what_counts_as_reading_one_row(statement: str, parameters: Any, row: tuple[str, str] | None) -> None:
    assert row_read(statement, parameters) == row


def test_two_reads_of_a_row_are_noticed(open_agencies: Agencies) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    item_id = agencies.only_item(case_id).id
    with rows_read(LOCKED) as counted:
        agencies.claim(item_id, open_agencies.clerk)
        agencies.claim(item_id, open_agencies.clerk)
    assert list(counted.values()) == [2]


def test_a_draft_that_is_saved_and_submitted(open_agencies: Agencies, sign_in: SignIn) -> None:
    citizen = sign_in(open_agencies.citizen)
    draft, token = begin(citizen), citizen.token()

    with reading_no_row_twice("drafts"):
        saved = citizen.post_with(token, draft, CERTIFICATE_FORM)
    with reading_no_row_twice("drafts"):
        submitted = citizen.post_with(token, f"{draft}/submit")

    assert (saved.location, submitted.status_code) == (f"{draft}/check", 303)


def test_a_draft_at_the_desk(open_agencies: Agencies, sign_in: SignIn) -> None:
    operator = sign_in(open_agencies.operator)
    draft = written(operator, open_agencies)
    token, code = operator.token(), consent_code(operator, draft)

    with reading_no_row_twice("drafts"):
        receipt = operator.post_with(token, f"{draft}/submit", {"way": "code", "code": code})

    assert receipt.status_code == 303


def test_an_item_that_is_claimed_completed_and_the_next_one(open_agencies: Agencies, sign_in: SignIn) -> None:
    clerk = sign_in(open_agencies.clerk)
    cases = [agencies.apply_for_connection(open_agencies.citizen) for _ in range(2)]
    item_id, token = agencies.only_item(cases[0]).id, clerk.token()
    path = f"/worklist/cases/{cases[0]}/items/{item_id}"

    with reading_no_row_twice("work_items"):
        claimed = clerk.post_with(token, f"{path}/claim")
    with reading_no_row_twice("work_items"):
        done = clerk.post_with(token, f"{path}/complete", {"check_decision": "accept"})
    with reading_no_row_twice("work_items"):
        following = clerk.post_with(token, "/worklist/next")

    assert [answer.status_code for answer in (claimed, done, following)] == [303] * 3
    assert str(cases[1]) in following.location


def test_a_promise_that_is_extended(open_agencies: Agencies, sign_in: SignIn) -> None:
    supervisor = sign_in(open_agencies.supervisor)
    case_id, token = agencies.apply_for_connection(open_agencies.citizen), supervisor.token()
    path, wish = f"/worklist/cases/{case_id}/promise", {"days": "2", "reason": "به نقشهٔ تازه نیاز است"}
    shown = re.search(r'name="shown" value="([^"]+)"', supervisor.post_with(token, path, wish).text)
    assert shown is not None

    with reading_no_row_twice("cases"):
        extended = supervisor.post_with(token, path, {**wish, "shown": shown[1]})

    assert extended.status_code == 303


def test_an_incident_that_is_tried_again(open_agencies: Agencies, sign_in: SignIn) -> None:
    with transaction():
        agency = factories.make_agency()
        supervisor = factories.make_clerk(factories.make_unit(agency), role=Role.SUPERVISOR)
        small_services.publish("fails", ASKS, agency_id=agency.id)
    case_id = small_services.begin("fails", open_agencies.citizen)
    with transaction():
        (task_id,) = [str(effect.task_id) for effect in effect_store.list_effects(case_id) if effect.task_id]
        case_steps.fail_call(case_id=case_id, task_id=task_id, code="CONNECTOR_UNREACHABLE", message="late", now=NOW)
        (incident,) = incident_store.list_open_incidents(case_id=case_id)
    browser = sign_in(supervisor)
    token = browser.token()

    with reading_no_row_twice("cases"):
        tried = browser.post_with(token, f"/worklist/incidents/{incident.id}/retry")

    assert tried.status_code == 303
