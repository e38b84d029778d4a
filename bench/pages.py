"""The worklist page and the tracking pages with very many cases, through the installation's own server.

    python -m bench.pages [--cases 1000000] [--requests 150] [--port 5133] [--kinds sqlite postgresql]

A tenth of the cases is open, and all of those wait in one unit for one role: the longest queue that there can be. A
few are of a rarer service, which the clerk asks for among all others."""

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select, update

from app.data.database.session import db
from app.data.database.transactions import writing
from app.data.models import Case, Membership, WorkItem
from app.policy.tracking_codes import new_tracking_code
from app.vocabulary import CaseStatus, ItemState
from bench._desk import KINDS, LISTED, Fixture, copy_case, line, log_in, open_desk, play_case
from bench._server import Browser, Timed, csrf_token, serving

GOAL_MS = 50
OPEN_SHARE = 10
RARE = 40


def fill(cases: int) -> None:
    """Answered cases, a tenth as many open ones, and a few of another service in the same hands."""
    now = datetime.now(UTC)
    answered = play_case("complaint", at=now - timedelta(days=40), until=now, steps=None)
    common = play_case("building-permit", at=now - timedelta(days=1), until=now)
    rare = play_case("business-licence", at=now - timedelta(days=2), until=now)
    place = db.session.execute(select(WorkItem.unit_id, WorkItem.role).where(WorkItem.case_id == common)).one()
    db.session.rollback()
    with writing():
        live = WorkItem.state == ItemState.OPEN
        db.session.execute(update(WorkItem).where(live).values(unit_id=place.unit_id, role=place.role))
        db.session.commit()
    db.session.remove()
    copy_case(answered, cases - cases // OPEN_SHARE, LISTED)
    copy_case(common, cases // OPEN_SHARE, LISTED)
    copy_case(rare, RARE, LISTED)


class Asking(NamedTuple):
    """Who asks, and for what."""

    clerk: str
    applicant: str
    #: (case, code)
    cases: list[tuple[UUID, str]]
    mobile: str


def prepare(wanted: int) -> Asking:
    """Logins of a clerk and of the applicant of all cases, and `wanted` open cases with true codes."""
    query = select(Case).where(Case.status == CaseStatus.IN_REVIEW, Case.service_id == "building-permit")
    chosen = [(case, new_tracking_code()) for case in db.session.scalars(query.limit(wanted))]
    item = db.session.scalars(select(WorkItem).where(WorkItem.case_id == chosen[0][0].id)).one()
    seat = select(Membership.person_id).where(Membership.unit_id == item.unit_id, Membership.role == item.role)
    clerk_id, applicant_id = db.session.scalars(seat.limit(1)).one(), chosen[0][0].applicant_id
    mobile = chosen[0][0].applicant.mobile or ""
    pairs = [(case.id, code) for case, code in chosen]
    db.session.rollback()
    with writing():
        for case_id, code in pairs:
            db.session.execute(update(Case).where(Case.id == case_id).values(tracking_code=code))
        db.session.commit()
    db.session.remove()
    return Asking(log_in(clerk_id), log_in(applicant_id), pairs, mobile)


def measure(kind: str, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The lines of one kind of database."""
    fixture = Fixture(f"pages{options.cases}", lambda: fill(options.cases))
    with open_desk(kind, fixture, as_kept=True) as environment:
        asking = prepare(options.requests)
        with serving(environment, options.port) as server:
            visitor = Browser(server.port)
            trivial = _timed(lambda _: visitor.get("/help")[0], options.requests).percentile(95)
            for what, ask in _questions(server.port, visitor, asking):
                used = server.cpu_seconds()
                timed = _timed(ask, options.requests)
                cpu = (server.cpu_seconds() - used) * 1000 / options.requests
                versus = {"/help, p95": trivial, "p50": timed.percentile(50), "processor time": cpu}
                name = f"pages, {kind}, {options.cases:,} cases: {what}, p95"
                yield line(name, timed.percentile(95), "ms", versus, GOAL_MS)


def _questions(port: int, visitor: Browser, asking: Asking) -> list[tuple[str, Callable[[int], int]]]:
    field = csrf_token(visitor.get("/track")[1])

    def track(number: int) -> int:
        typed = {"code": asking.cases[number][1], "last_digits": asking.mobile[-4:], "csrf_token": field}
        return visitor.post("/track", typed, {"X-Forwarded-For": f"10.1.{number // 250}.{number % 250}"})

    at_work, at_home = Browser(port, asking.clerk), Browser(port, asking.applicant)
    return [
        ("worklist", lambda _: at_work.get("/worklist")[0]),
        ("worklist of a rare service", lambda _: at_work.get("/worklist?service=business-licence")[0]),
        ("tracking by code", track),
        ("tracking after login", lambda number: at_home.get(f"/cases/{asking.cases[number][0]}")[0]),
        ("own cases", lambda _: at_home.get("/cases")[0]),
    ]


def _timed(ask: Callable[[int], int], times: int) -> Timed:
    timed = Timed()
    for number in range(times):
        with timed.one():
            status = ask(number)
        if status != 200:
            raise RuntimeError(f"refused: {status}")
    del timed.times[:4]  # each worker reads templates and the service once
    return timed


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=150)
    parser.add_argument("--port", type=int, default=5133)
    parser.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    options = parser.parse_args()
    for kind in options.kinds:
        for measured in measure(kind, options):
            print(json.dumps(measured, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
