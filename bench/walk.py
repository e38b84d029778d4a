"""The walk of a submission through the modules of `app`, from its route to the commit: which way a reader goes who
follows a real one.

    python -m bench.walk [--show] [--every-call]

A demo desk on the embedded database takes in the recorded application of every service through the portal; a tracer
notes each call that one function of `app` makes to another. What libraries call back (types, events), properties, the
making of values and `app.data.database`, which stands for the ORM, are no part of the walk. Whoever has followed a
function knows it: called again, it isn't entered (with `--every-call` it is, though not followed a second time). Calls
to one module that follow each other are one stay in it. Of the stays: how many there are, in how many modules, and how
often the walk comes back to the module to which it comes back most."""

import argparse
import inspect
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.models import Draft
from app.data.people import person_store
from app.policy.actors import Actor
from app.usecases.identity.login import actor_for
from app.usecases.intake import submission
from bench._desk import line
from config import Settings
from deploy.demo import house, past
from deploy.demo.__main__ import ROOT, publish_services
from tests import contexts, databases
from tests.integration.agencies import Browser

START = ("app.portal.applications", "submit_draft")
#: the session and how rows are inserted: the same for every table, and no place where anything is decided
PLUMBING = "app.data.database."
MOST_RETURNS = 3


class Tracer:
    """Notes the modules of `app` that are entered below the first call of `START`."""

    def __init__(self, aside: frozenset[CodeType], *, every_call: bool) -> None:
        self.visits: list[str] = []
        self._every_call = every_call
        self._aside = aside
        self._walked: set[CodeType] = set()
        self._top: FrameType | None = None
        self._muted: FrameType | None = None

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        """What `sys.setprofile` calls."""
        if event == "call":
            self._enter(frame)
        elif event == "return":
            self._leave(frame)

    def _enter(self, frame: FrameType) -> None:
        module, code = _module(frame), frame.f_code
        if self._top is None and (module, code.co_name) == START:
            self._top = frame
        elif self._top is None or self._muted is not None or not _is_ours(module):
            return
        known = code in self._walked
        if known or code in self._aside or not _is_ours(_module(frame.f_back)):
            self._muted = frame
        if _is_step(frame, self._aside) and (not known or self._every_call):
            self.visits.append(module)
        self._walked.add(code)

    def _leave(self, frame: FrameType) -> None:
        if frame is self._muted:
            self._muted = None
        if frame is self._top:
            sys.setprofile(None)


def _is_step(frame: FrameType, aside: frozenset[CodeType]) -> bool:
    """A call of a function with a name, made by a function of ours."""
    code = frame.f_code
    named = not code.co_name.startswith("<") and not code.co_filename.startswith("<")
    return named and code not in aside and (_is_ours(_module(frame.f_back)) or code.co_name == START[1])


def _module(frame: FrameType | None) -> str:
    return str(frame.f_globals.get("__name__", "")) if frame is not None else ""


def _is_ours(module: str) -> bool:
    return module.startswith("app.") and not module.startswith(PLUMBING)


def properties() -> frozenset[CodeType]:
    """The code of all properties of our classes: to read one is no way to go."""
    modules = [module for name, module in sys.modules.items() if _is_ours(name)]
    classes = {thing for module in modules for thing in vars(module).values() if inspect.isclass(thing)}
    members = [member for one in classes for member in vars(one).values()]
    read = [member.fget for member in members if isinstance(member, property)]
    kept = [member.func for member in members if isinstance(member, cached_property)]
    return frozenset(one.__code__ for one in (*read, *kept) if inspect.isfunction(one))


def stays(visits: list[str]) -> list[str]:
    """The modules in the order of the walk; calls to one of them that follow each other are one stay."""
    return [module for module, _ in groupby(visits)]


def returns(walk: list[str]) -> Counter[str]:
    """How often the walk comes back to each module."""
    return Counter({module: count - 1 for module, count in Counter(walk).items() if count > 1})


@contextmanager
def open_demo() -> Iterator[FlaskClient]:
    """The demo's house and services behind the web application."""
    with tempfile.TemporaryDirectory(prefix="miz-walk-") as folder:
        url = databases.sqlite_url(Path(folder) / "miz.db")
        databases.migrate(url)
        settings = Settings.from_environment(
            {"MIZ_ENVIRONMENT": "test", "MIZ_DATA_DIR": folder, "MIZ_DATABASE_URL": url}
            | {"MIZ_BASE_URL": "http://desk.test", "MIZ_EMBEDDED_SCHEDULER": "no"}
        )
        with contexts.served(settings) as app:
            with transaction():
                house.build(datetime.now(UTC))
            with transaction():
                publish_services(datetime.now(UTC))
            yield app.test_client()


def filled_draft(walk: past.Walk) -> tuple[Draft, Actor]:
    """A draft with the answers of a recorded walk, and its applicant."""
    citizen = next(raw for raw in house.people(house.read_house()) if not raw["seats"])
    now = datetime.now(UTC)
    with transaction():
        applicant = person_store.find_by_national_id(citizen["national_id"])
        assert applicant is not None
        by = actor_for(applicant, now=now)
        draft = submission.start_draft(service_id=walk.service_id, by=by, now=now)
        told = {**walk.answers, **past._own_facts(applicant, walk.answers)}
        typed = past._with_documents(told, draft.version_id, owner=applicant, at=now)
        submission.save_draft(draft_id=draft.id, typed=typed, unit_id=None, by=by, now=now)
    with db.session() as session:
        return session.scalars(select(Draft).where(Draft.id == draft.id)).one(), by


def walk_of(client: FlaskClient, recorded: past.Walk, *, every_call: bool) -> list[str]:
    """Submit once unseen, since a first time reads the service's content and the calendar, then once traced."""
    for traced in (False, True):
        draft, by = filled_draft(recorded)
        browser = Browser(client, by, now=datetime.now(UTC))
        token, path = browser.token(), f"/drafts/{draft.id}/submit"
        tracer = Tracer(properties(), every_call=every_call)
        if traced:
            sys.setprofile(tracer)
        answer = browser.post_with(token, path, {"_page_revision": draft.revision})
        sys.setprofile(None)
        assert answer.status_code == 303, answer.status_code
    return stays(tracer.visits)


def measure(*, show: bool, every_call: bool) -> Iterator[dict[str, Any]]:
    """Three lines a service."""
    with open_demo() as client:
        recorded = {walk.service_id: walk for walk in reversed(past.read_walks(ROOT / "processes"))}
        for service_id, walk in sorted(recorded.items()):
            way = walk_of(client, walk, every_call=every_call)
            back = returns(way)
            if show:
                print(*way, back.most_common(8), sep="\n", file=sys.stderr)
            yield line(f"walk of a submission, {service_id}: modules", len(set(way)), "modules", {}, None)
            yield line(f"walk of a submission, {service_id}: stays", len(way), "stays", {}, None)
            most = max(back.values(), default=0)
            yield line(f"walk of a submission, {service_id}: most returns", most, "returns", {}, MOST_RETURNS)


def main() -> None:
    """Print the lines; with `--show` the walks too, on standard error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--every-call", action="store_true")
    options = parser.parse_args()
    for found in measure(show=options.show, every_call=options.every_call):
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
