"""The worklist page and the tracking pages with very many cases, through the installation's own server.

    python -m bench.pages [--cases 200000] [--requests 150] [--port 5133] [--kinds sqlite postgresql]

The design's number is for `--cases 1000000`; the default keeps the run short, and each line says how many there were.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app.data import case_store
from app.data.db import db, writing
from app.data.models import Case, Membership, WorkItem
from app.policy.tracking_codes import new_tracking_code
from bench._desk import KINDS, LISTED, copy_case, line, log_in, open_desk, play_case
from bench._server import Browser, Timed, csrf_token, serving

GOAL_MS = 50


def prepare(cases: int, wanted: int) -> tuple[str, str, list[tuple[UUID, str]], str]:
    """Very many cases of one service. Tokens of clerk and applicant, (case, code) pairs, and the applicant's mobile."""
    now = datetime.now(UTC)
    case_id = play_case("building-permit", at=now - timedelta(days=1), until=now)
    copy_case(case_id, cases - 1, LISTED)
    case = case_store.get_case(case_id)
    item = db.session.scalars(select(WorkItem).where(WorkItem.case_id == case_id)).one()
    seat = select(Membership.person_id).where(Membership.unit_id == item.unit_id, Membership.role == item.role)
    clerk_id, applicant_id = db.session.scalars(seat.limit(1)).one(), case.applicant_id
    mobile = case.applicant.mobile or ""
    ids = db.session.scalars(select(Case.id).limit(wanted)).all()
    db.session.rollback()
    chosen = [(one, new_tracking_code()) for one in ids]
    with writing():
        for one, code in chosen:
            db.session.execute(update(Case).where(Case.id == one).values(tracking_code=code))
        db.session.commit()
    db.session.remove()
    return log_in(clerk_id), log_in(applicant_id), chosen, mobile


def measure(kind: str, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The lines of one kind of database."""
    with open_desk(kind) as environment:
        clerk, applicant, cases, mobile = prepare(options.cases, options.requests)
        with serving(environment, options.port) as server:
            port = server.port
            visitor = Browser(port)
            field = csrf_token(visitor.get("/track")[1])

            def track(number: int) -> int:
                typed = {"code": cases[number][1], "last_digits": mobile[-4:], "csrf_token": field}
                return visitor.post("/track", typed, {"X-Forwarded-For": f"10.1.{number // 250}.{number % 250}"})

            at_work, at_home = Browser(port, clerk), Browser(port, applicant)
            trivial = _timed(lambda _: visitor.get("/help")[0], options.requests).percentile(95)
            asked: list[tuple[str, Callable[[int], int]]] = [
                ("worklist", lambda _: at_work.get("/worklist")[0]),
                ("tracking by code", track),
                ("tracking after login", lambda number: at_home.get(f"/cases/{cases[number][0]}")[0]),
            ]
            for what, ask in asked:
                timed = _timed(ask, options.requests)
                versus = {"/help, p95": trivial, "p50": timed.percentile(50)}
                name = f"pages, {kind}, {options.cases:,} cases: {what}, p95"
                yield line(name, timed.percentile(95), "ms", versus, GOAL_MS, less=True)


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
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--requests", type=int, default=150)
    parser.add_argument("--port", type=int, default=5133)
    parser.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    options = parser.parse_args()
    for kind in options.kinds:
        for measured in measure(kind, options):
            print(json.dumps(measured, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
