"""A clerk completes a task through HTTP, again and again, with many open cases present: the page of the case with its
form, then the post with its token, policy, engine, history and commit. Two workers of the installation's own server.

    python -m bench.http [--cases 100000] [--seconds 8] [--clients 4] [--port 5131] [--kinds sqlite postgresql]"""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, text, update

from app.data.db import db, writing
from app.data.models import Membership, WorkItem
from app.vocabulary import ItemState
from bench._desk import KINDS, copy_case, line, log_in, open_desk, play_case
from bench._server import Browser, Timed, csrf_token, keep_busy, serving

FORM = {"completeness_checks": ["title_deed", "plans", "authority"], "completeness_decision": "complete"}
#: completions before the clock starts: each worker reads the service once
WARM_UP = 40
CLAIMED = 6000


def prepare(cases: int) -> tuple[str, list[tuple[UUID, UUID]]]:
    """Open cases of a building permit; a clerk holds some thousands of them. The clerk's token, (case, item) pairs."""
    now = datetime.now(UTC)
    case_id = play_case("building-permit", at=now - timedelta(days=1), until=now)
    copy_case(case_id, cases - 1)
    item = db.session.scalars(select(WorkItem).where(WorkItem.case_id == case_id)).one()
    seat = select(Membership.person_id).where(Membership.unit_id == item.unit_id, Membership.role == item.role)
    clerk_id = db.session.scalars(seat.limit(1)).one()
    chosen = select(WorkItem.id, WorkItem.case_id).where(WorkItem.state == ItemState.OPEN).limit(CLAIMED)
    held = [(row.case_id, row.id) for row in db.session.execute(chosen)]
    db.session.rollback()
    with writing():
        claim = update(WorkItem).where(WorkItem.id.in_([item_id for _, item_id in held]))
        db.session.execute(claim.values(state=ItemState.CLAIMED, claimed_by_id=clerk_id, claimed_at=now))
        db.session.commit()
    db.session.remove()
    with db.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    return log_in(clerk_id), held


class Clerk:
    """Completes held items from several connections at once."""

    def __init__(self, port: int, token: str, held: list[tuple[UUID, UUID]], clients: int) -> None:
        self._browsers = [Browser(port, token) for _ in range(clients)]
        self._held = held
        self.pages, self.posts = Timed(), Timed()

    def complete_one(self, client: int) -> bool:
        """Open a case and finish its item; False when none is left. Raises RuntimeError if the desk refuses."""
        if not self._held:
            return False
        case_id, item_id = self._held.pop()
        browser = self._browsers[client]
        with self.pages.one():
            status, page = browser.get(f"/worklist/cases/{case_id}?item={item_id}")
        fields = {**FORM, "csrf_token": csrf_token(page)}
        with self.posts.one():
            posted = browser.post(f"/worklist/cases/{case_id}/items/{item_id}/complete", fields)
        if (status, posted) != (200, 303):
            raise RuntimeError(f"refused: {status}, {posted}")
        return True


def measure(kind: str, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The lines of one kind of database."""
    with open_desk(kind) as environment:
        token, held = prepare(options.cases)
        with serving(environment, options.port) as port:
            clients, seconds = options.clients, options.seconds
            trivial = _trivial_rate(port, clients)
            warm = Clerk(port, token, held[:WARM_UP], clients)
            keep_busy(warm.complete_one, clients=clients, seconds=seconds)
            clerk = Clerk(port, token, held[WARM_UP:], clients)
            took = keep_busy(clerk.complete_one, clients=clients, seconds=seconds)
    name = f"http, {kind}, {options.cases:,} open cases"
    rate = len(clerk.posts.times) / took
    yield line(f"{name}: completions (page and post)", rate, "1/s", {"/help, 1/s": trivial}, 150, less=False)
    for what, timed in (("page of the case", clerk.pages), ("completion", clerk.posts)):
        versus = {"/help, mean ms": clients * 1000 / trivial, "p50": timed.percentile(50)}
        yield line(f"{name}: {what}, p95", timed.percentile(95), "ms", versus, 50, less=True)


def _trivial_rate(port: int, clients: int) -> float:
    browsers, timed = [Browser(port) for _ in range(clients)], Timed()

    def ask(client: int) -> bool:
        with timed.one():
            return browsers[client].get("/help")[0] == 200

    took = keep_busy(ask, clients=clients, seconds=2)
    return len(timed.times) / took


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--port", type=int, default=5131)
    parser.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    options = parser.parse_args()
    for kind in options.kinds:
        for measured in measure(kind, options):
            print(json.dumps(measured, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
