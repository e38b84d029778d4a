"""No code that was sent can be read in the database, before its use or after; and what was asked for doesn't stay."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from app.data.database.session import Database, db
from app.data.database.transactions import reading
from app.data.models import Base, ConsentCode, Effect, LoginCode, Notice, RateCount
from app.data.models.correspondence import CARRYING_CODES
from app.jobs import runner
from app.policy.one_time_codes import CODE_LIFE, CodeUse
from app.usecases.notices.code_messages import KEPT
from tests.factories import NOW
from tests.integration import telephone
from tests.integration.agencies import Agencies, Browser
from tests.integration.frontdesk.desk_steps import consent_code, written
from tests.integration.portal.page_reader import Guest, answered
from tests.integration.portal.test_login import ask_for_code

SignIn = Callable[..., Browser]


def dump() -> str:
    """Every row of every table, also what is compressed or JSON, as one text."""
    db.session.rollback()
    with reading() as session:
        return "\n".join(repr(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table)))


@pytest.fixture
def codes(guest: Guest, open_agencies: Agencies, sign_in: SignIn) -> set[str]:
    """A code of each use, sent and not used yet."""
    operator, case_id = sign_in(open_agencies.operator), answered(open_agencies)
    draft = written(operator, open_agencies)
    sent: TestResponse = operator.post(f"/front-desk/answers/{case_id}/code")
    assert sent.status_code == 200
    return {ask_for_code(guest), consent_code(operator, draft), telephone.latest_code(CodeUse.HAND_OUT)}


def test_no_code_can_be_read_before_or_after_it_is_sent(codes: set[str], guest: Guest) -> None:
    assert len(codes) == 3
    assert [code for code in codes if code in dump()] == []

    runner.drain(NOW)

    assert [code for code in codes if code in dump()] == []


def test_used_codes_leave_no_row(guest: Guest) -> None:
    code = ask_for_code(guest)
    assert guest.post("/login/code", {"code": code}).status_code == 303

    with reading() as session:
        assert session.scalars(select(LoginCode)).all() == []


def test_what_was_asked_for_and_never_used_is_removed(codes: set[str], guest: Guest) -> None:
    runner.drain(NOW)
    runner.run_upkeep(NOW + CODE_LIFE - timedelta(seconds=1))
    assert kept(LoginCode) == 1
    assert kept(ConsentCode) == 2

    runner.run_upkeep(NOW + CODE_LIFE)
    assert kept(LoginCode) == kept(ConsentCode) == 0
    assert kept(RateCount) > 0

    runner.run_upkeep(NOW + timedelta(days=2))
    assert kept(RateCount) == 0


def test_messages_with_codes_go_after_a_day_and_no_others(codes: set[str]) -> None:
    runner.drain(NOW)
    others = {"notices": kept(Notice) - 3, "effects": kept(Effect) - 3}
    assert others["notices"] > 0

    runner.run_upkeep(NOW + KEPT)
    assert kept(Notice) == others["notices"] + 3
    runner.run_upkeep(NOW + KEPT + timedelta(seconds=1))

    assert {"notices": kept(Notice), "effects": kept(Effect)} == others


def kept(table: type[Base]) -> int:
    """How many rows there are."""
    with reading() as session:
        return len(session.scalars(select(table)).all())


def test_index_of_messages_with_codes_knows_every_use_and_is_used(database: Database) -> None:
    assert all(f"'{use}'" in CARRYING_CODES for use in CodeUse)
    if not database.is_sqlite:
        return  # a planner of PostgreSQL reads a small table whole
    query = f"EXPLAIN QUERY PLAN SELECT id FROM notices WHERE {CARRYING_CODES} AND at < '2026-01-01' ORDER BY at"  # noqa: S608 - our own
    plan = str(database.session.execute(text(query)).all())
    assert "ix_notices_codes" in plan
