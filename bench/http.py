"""A clerk completes tasks through HTTP with many open cases present: the page of the case with its form, then the post
with its token, policy, engine, history and commit. Two workers of the installation's own server.

    python -m bench.http [--cases 100000] [--seconds 15] [--clients 4] [--port 5131] [--kinds sqlite postgresql]

In addition to times, which depend on who else uses the machine: processor time of server and database for each
completion, and how many statements it sends."""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app.data.database.session import db
from app.data.database.transactions import writing
from app.data.models import Membership, WorkItem
from app.vocabulary import ItemState
from bench._desk import KEPT, KINDS, Fixture, copy_case, line, log_in, open_desk, play_case
from bench._server import Browser, Server, Timed, cpu_seconds_of_postgres, csrf_token, keep_busy, serving
from config import Settings
from tests import contexts, statements

FORM = {"completeness_checks": ["title_deed", "plans", "authority"], "completeness_decision": "complete"}
GOAL_RATE, GOAL_MS = 150, 50
#: completions before the clock starts: each worker reads the service once
WARM_UP = 120
CLAIMED = 12_000
Held = list[tuple[UUID, UUID]]


def fill(cases: int) -> None:
    """Open cases of a building permit; a clerk holds some thousands of them."""
    now = datetime.now(UTC)
    case_id = play_case("building-permit", at=now - timedelta(days=1), until=now)
    copy_case(case_id, cases - 1)
    item = db.session.scalars(select(WorkItem).where(WorkItem.case_id == case_id)).one()
    seat = select(Membership.person_id).where(Membership.unit_id == item.unit_id, Membership.role == item.role)
    clerk_id = db.session.scalars(seat.limit(1)).one()
    chosen = select(WorkItem.id).where(WorkItem.state == ItemState.OPEN).limit(CLAIMED)
    held = db.session.scalars(chosen).all()
    db.session.rollback()
    with writing():
        for start in range(0, len(held), 500):
            claim = update(WorkItem).where(WorkItem.id.in_(held[start : start + 500]))
            db.session.execute(claim.values(state=ItemState.CLAIMED, claimed_by_id=clerk_id, claimed_at=now))
        db.session.commit()


def held_by_the_clerk() -> tuple[str, Held]:
    """The clerk's token, and (case, item) of what is held."""
    query = select(WorkItem.case_id, WorkItem.id, WorkItem.claimed_by_id).where(WorkItem.state == ItemState.CLAIMED)
    rows = db.session.execute(query).all()
    db.session.rollback()
    return log_in(rows[0].claimed_by_id), [(row.case_id, row.id) for row in rows]


class Clerk:
    """Completes held items from several connections at once."""

    def __init__(self, port: int, token: str, held: Held, clients: int, *, returns: bool = False) -> None:
        self._browsers = [Browser(port, token) for _ in range(clients)]
        self._held = held
        self._returns = returns
        self.pages, self.posts, self.waits = Timed(), Timed(), Timed()

    def complete_one(self, client: int) -> bool:
        """Open a case and finish its item; False when none is left. Raises RuntimeError if the desk refuses."""
        if not self._held:
            return False
        case_id, item_id = self._held.pop()
        browser = self._browsers[client]
        with self.pages.one():
            status, page = browser.get(f"/worklist/cases/{case_id}?item={item_id}")
        fields = {**FORM, "csrf_token": csrf_token(page)}
        with self.waits.one():
            with self.posts.one():
                posted = browser.post(f"/worklist/cases/{case_id}/items/{item_id}/complete", fields)
            if self._returns:
                browser.get(browser.location)
        if (status, posted) != (200, 303):
            raise RuntimeError(f"refused: {status}, {posted}")
        return True


def measure(kind: str, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The lines of one kind of database."""
    clients, seconds = options.clients, options.seconds
    name = f"http, {kind}, {options.cases:,} open cases"
    with open_desk(kind, Fixture(f"open{options.cases}", lambda: fill(options.cases))) as environment:
        token, held = held_by_the_clerk()
        yield from _statements(name, environment, token, held)
        with serving(environment, options.port) as server:
            # over so many connections that each worker gets some, reads the service and sets its templates
            keep_busy(Clerk(server.port, token, held[:WARM_UP], 16).complete_one, clients=16, seconds=60)
            trivial = _trivial(server, clients)
            clerk = Clerk(server.port, token, held[WARM_UP : len(held) // 2], clients)
            used, used_by_database = server.cpu_seconds(), cpu_seconds_of_postgres(KEPT / "postgres")
            took = keep_busy(clerk.complete_one, clients=clients, seconds=seconds)
            done = len(clerk.posts.times)
            cpu = (server.cpu_seconds() - used) * 1000 / done
            cpu_of_database = (cpu_seconds_of_postgres(KEPT / "postgres") - used_by_database) * 1000 / done
            yield line(f"{name}: completions (page and post)", done / took, "1/s", trivial, GOAL_RATE, less=False)
            budget = 2000 / GOAL_RATE
            shares = {"/help, ms": trivial["cpu ms"], "database, ms": cpu_of_database}
            yield line(f"{name}: processor time of server and database", cpu + cpu_of_database, "ms", shares, budget)
            yield from _times(name, clerk, trivial, clients)
            returning = Clerk(server.port, token, held[len(held) // 2 :], clients, returns=True)
            keep_busy(returning.complete_one, clients=clients, seconds=seconds / 2)
            waits = {"p50": returning.waits.percentile(50)}
            yield line(f"{name}: post and the page it leads to, p95", returning.waits.percentile(95), "ms", waits, None)


def _times(name: str, clerk: Clerk, trivial: dict[str, float], clients: int) -> Iterator[dict[str, Any]]:
    for what, timed in (("page of the case", clerk.pages), ("completion", clerk.posts)):
        versus = {"/help, mean ms": clients * 1000 / trivial["/help, 1/s"], "p50": timed.percentile(50)}
        yield line(f"{name}: {what}, p95", timed.percentile(95), "ms", versus, GOAL_MS)


def _statements(name: str, environment: dict[str, str], token: str, held: Held) -> Iterator[dict[str, Any]]:
    with contexts.served(Settings.from_environment(environment)) as app:
        client = app.test_client()
        client.set_cookie("miz_session", token)
        for _ in range(2):  # the first one reads the service
            case_id, item_id = held.pop()
            with statements.sent() as for_page:
                page = client.get(f"/worklist/cases/{case_id}?item={item_id}")
            data = {**FORM, "csrf_token": csrf_token(page.data)}
            with statements.sent() as for_post:
                client.post(f"/worklist/cases/{case_id}/items/{item_id}/complete", data=data)
    yield line(f"{name}: page, statements", len(for_page), "statements", {}, None)
    yield line(f"{name}: completion, statements", len(for_post), "statements", {}, None)


def _trivial(server: Server, clients: int) -> dict[str, float]:
    """Rate and processor time of a page that asks the database nothing."""
    browsers, timed = [Browser(server.port) for _ in range(clients)], Timed()

    def ask(client: int) -> bool:
        with timed.one():
            return browsers[client].get("/help")[0] == 200

    used = server.cpu_seconds()
    took = keep_busy(ask, clients=clients, seconds=2)
    pages = len(timed.times)
    return {"/help, 1/s": pages / took, "cpu ms": (server.cpu_seconds() - used) * 1000 / pages}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--port", type=int, default=5131)
    parser.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    options = parser.parse_args()
    for kind in options.kinds:
        for measured in measure(kind, options):
            print(json.dumps(measured, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
