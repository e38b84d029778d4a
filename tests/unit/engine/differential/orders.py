"""What a behaviour asks for at the command line, read for another runner: the arguments of `python -m engine run`."""

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.unit.engine.behaviour.behaviour import Behaviour

#: the moment at which `python -m engine run` begins
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Orders:
    """The processes to begin, their data, what people answer, what comes from outside, and how long to wait."""

    processes: tuple[str, ...]
    data: Mapping[str, object]
    answers: Mapping[str, object]
    messages: tuple[tuple[str, Mapping[str, object]], ...] = ()
    signals: tuple[str, ...] = ()
    until: datetime | None = None
    now: datetime = field(default=BEGINNING)


def orders_of(shown: Behaviour) -> Orders:
    """The arguments of the behaviour."""
    parser = argparse.ArgumentParser()
    for name in ("--process", "--message", "--signal"):
        parser.add_argument(name, action="append", default=[])
    for name in ("--vars", "--answers"):
        parser.add_argument(name, default={}, type=json.loads)
    parser.add_argument("--max-wait", type=float)
    given = parser.parse_args(shown.arguments)
    return Orders(
        processes=tuple(given.process),
        data=given.vars,
        answers=given.answers,
        messages=tuple(_message(text) for text in given.message),
        signals=tuple(given.signal),
        until=None if given.max_wait is None else BEGINNING + timedelta(seconds=given.max_wait),
    )


def _message(text: str) -> tuple[str, Mapping[str, object]]:
    name, _, payload = text.partition("=")
    value = json.loads(payload) if payload else {}
    return name, value if isinstance(value, dict) else {name: value}
