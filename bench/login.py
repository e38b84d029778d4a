"""Signing in among very many people, through the installation's own server: the page, a code asked for, the code typed,
and the first page behind it.

    python -m bench.login [--people 200000] [--requests 120] [--port 5137] [--kinds sqlite postgresql]

A code is asked for in three ways, which must not be told apart by their time: the numbers fit, the number is another
one, nobody is registered. Beside each time: that of `/help` of the same server, and the processor time of the server.
Nothing here hashes a password, so all of it is what the goal is for."""

import argparse
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select

from app.data.database.session import db
from app.data.database.transactions import writing
from app.data.models import LoginCode, Person
from app.policy.one_time_codes import CodeUse, code_of
from bench._desk import KINDS, Fixture, line, open_desk
from bench._server import Browser, Server, Timed, csrf_token, serving
from tests.factories import national_id

GOAL_MS = 50
BATCH = 5000
#: each worker compiles its templates first
WARM_UP = 8
NEWCOMERS = 5_000_000


def mobile_of(number: int) -> str:
    """The mobile number of a made-up person."""
    return f"+98912{number:07d}"


def fill(people: int) -> None:
    """People with numbers of their own."""
    now = datetime.now(UTC)
    with writing():
        for start in range(0, people, BATCH):
            rows = [
                {
                    "id": uuid4(),
                    "national_id": national_id(number),
                    "name": "مریم احمدی",
                    "created_at": now,
                    "mobile": mobile_of(number),
                }
                for number in range(start, min(start + BATCH, people))
            ]
            db.session.execute(insert(Person), rows)
        db.session.commit()


class Visitor:
    """A fresh browser that wants to log in."""

    def __init__(self, port: int, number: int) -> None:
        self.browser = Browser(port)
        self.person_id, self.mobile = national_id(number), mobile_of(number)
        self._field = csrf_token(self.browser.get("/login")[1])
        #: each at an address of its own, as in a country
        self._from = {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}

    def ask(self, mobile: str) -> int:
        """Ask for a code."""
        return self.browser.post(
            "/login", {"national_id": self.person_id, "mobile": mobile, "csrf_token": self._field}, self._from
        )

    def type_code(self, key: bytes) -> int:
        """Type the code that was sent."""
        with db.engine.connect() as connection:
            query = select(LoginCode.id).where(LoginCode.national_id == self.person_id)
            challenge_id = connection.scalars(query).one()
        code = code_of(challenge_id, CodeUse.LOGIN, key=key)
        return self.browser.post("/login/code", {"code": code, "csrf_token": self._field})


def measure(kind: str, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The lines of one kind of database."""
    with open_desk(kind, Fixture(f"people{options.people}", lambda: fill(options.people))) as environment:
        key = hmac.digest(environment["MIZ_SECRET_KEY"].encode(), b"one-time codes", "sha256")
        with serving(environment, options.port) as server:
            times = options.requests + WARM_UP
            plain = Browser(server.port)
            trivial, _ = _timed(server, lambda _: plain.get("/help")[0], times, 200)
            for what, ask, wanted in _questions(server.port, times, key):
                timed, cpu = _timed(server, ask, times, wanted)
                versus = {"/help, p95": trivial.percentile(95), "p50": timed.percentile(50), "processor time": cpu}
                name = f"login, {kind}, {options.people:,} people: {what}, p95"
                yield line(name, timed.percentile(95), "ms", versus, GOAL_MS)


def _questions(port: int, times: int, key: bytes) -> Iterator[tuple[str, Callable[[int], int], int]]:
    """What is asked, how, and the status that is right."""
    plain = Browser(port)
    yield "page", lambda _: plain.get("/login")[0], 200
    fitting = [Visitor(port, number) for number in range(times)]
    yield "code asked for, numbers fit", lambda number: fitting[number].ask(fitting[number].mobile), 303
    others = [Visitor(port, number) for number in range(times, 2 * times)]
    yield "code asked for, another number", lambda number: others[number].ask(mobile_of(NEWCOMERS + number)), 303
    newcomers = [Visitor(port, NEWCOMERS + number) for number in range(times)]
    yield "code asked for, nobody known", lambda number: newcomers[number].ask(newcomers[number].mobile), 303
    yield "page of the code", lambda number: fitting[number].browser.get("/login/code")[0], 200
    yield "code typed", lambda number: fitting[number].type_code(key), 303
    yield "first page behind it", lambda number: fitting[number].browser.get("/cases")[0], 200


def _timed(server: Server, ask: Callable[[int], int], times: int, wanted: int) -> tuple[Timed, float]:
    """How long each took, the first ones left out, and the processor time of the server for one, in milliseconds."""
    timed, used = Timed(), server.cpu_seconds()
    for number in range(times):
        with timed.one():
            status = ask(number)
        if status != wanted:
            raise RuntimeError(f"refused: {status}")
    cpu = (server.cpu_seconds() - used) * 1000 / times
    del timed.times[:WARM_UP]
    return timed, cpu


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--requests", type=int, default=120)
    parser.add_argument("--port", type=int, default=5137)
    parser.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    options = parser.parse_args()
    for kind in options.kinds:
        for measured in measure(kind, options):
            print(json.dumps(measured, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
