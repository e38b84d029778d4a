"""Cases stored step by step by the release at hand, so that a later one can be asked to go on from any of them.

`python -m tests.unit.engine.stored_cases FOLDER` plays each diagram with a fixed choice at every step and writes one
file: the diagram, and for each step what was done, what came of it, and the snapshot. It is run once with each release
whose format differs, before the format changes; files that are there are never written again."""

import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import engine
from tests.unit.engine.stored_diagrams import SCENARIOS, Scenario

NOON = datetime(2026, 5, 2, 12, tzinfo=UTC)
#: what brings a case nearer to its end
ONWARDS = frozenset({"complete", "answer", "deliver", "signal", "resolve"})
#: actions after which a walk is cut
LONGEST = 40

Action = dict[str, Any]


class StoredCase:
    """One case, played by actions that name elements, never ids: these are random."""

    def __init__(
        self,
        bundle: Mapping[str, bytes],
        *,
        now: datetime,
        snapshot: bytes | None = None,
        calls: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.definition = engine.parse(bundle)
        self.now = now
        #: the connectors that were asked, as (element, id of the task); those of one that is stored have its key
        self.calls = [(element, task_id) for element, task_id in calls]
        self.last: engine.Outcome
        if snapshot is not None:
            self.last = engine.look(self.definition, snapshot, now=now)

    def act(self, action: Action) -> dict[str, Any]:
        """Do it, and tell what came of it."""
        if action["do"] == "start":
            return self._take(engine.start(self.definition, action["data"], now=self.now))
        if action["do"] == "wait":
            self.now += timedelta(hours=action["hours"])
        step, arguments, options = self._step(action)
        return self._take(step(self.definition, self.last.snapshot, *arguments, now=self.now, **options))

    def _step(self, action: Action) -> tuple[Callable[..., engine.Outcome], tuple[Any, ...], dict[str, Any]]:
        """The step of the engine that an action means, with its arguments and options."""
        which, number, data = action.get("element", ""), action.get("number", 0), action.get("data", {})
        on = {"complete": self.last.ready, "retry": self.last.incidents, "resolve": self.last.incidents}
        match action["do"]:
            case "wait":
                step, arguments = engine.fire_timers, ()
            case "amend":
                step, arguments = engine.amend, (data,)
            case "deliver":
                return engine.deliver, (which, data), {"key": action.get("key")}
            case "signal":
                step, arguments = engine.broadcast, (which,)
            case "complete" | "retry" | "resolve" as name:
                task = self.ids_of(on[name])[which][number]
                step, arguments = getattr(engine, name), (task,) if name == "retry" else (task, data)
            case "answer":
                step, arguments = engine.answer_call, (self._called(which), data)
            case _:
                return engine.fail_call, (self._called(which),), {"code": action["code"], "message": "down"}
        return step, arguments, {}

    def _called(self, element: str) -> str:
        """The task that asked a connector last at that element."""
        return [task_id for at, task_id in self.calls if at == element][-1]

    def ids_of(self, things: Any) -> dict[Any, list[str]]:
        """The ids of tasks or incidents by their elements."""
        found: dict[str, list[str]] = {}
        for thing in things:
            id_ = thing.id if isinstance(thing, engine.ReadyTask) else thing.task_id
            found.setdefault(thing.element, []).append(id_)
        return found

    def _take(self, outcome: engine.Outcome) -> dict[str, Any]:
        self.last = outcome
        self.calls += [(call.element, call.task_id) for call in outcome.calls if call.kind == "connector"]
        return told(outcome)


def told(outcome: engine.Outcome) -> dict[str, Any]:
    """All of an outcome that can be compared between releases, ids without their random part."""
    return {
        "state": str(outcome.state),
        "steps": [
            f"{step.event} {step.element} {_number(step.task_id)} {step.at.isoformat()}" for step in outcome.steps
        ],
        "ready": [
            [one.element, _number(one.id), _moment(one.due_at), one.unit, list(one.candidates), one.local]
            for one in outcome.ready
        ],
        "timers": [[timer.element, _number(timer.task_id), timer.due_at.isoformat()] for timer in outcome.timers],
        "subscriptions": [[one.element, _number(one.task_id), one.message, one.key] for one in outcome.subscriptions],
        "listening": [[one.element, one.message] for one in outcome.listening],
        "incidents": [[one.element, _number(one.task_id), one.message, one.expression] for one in outcome.incidents],
        "active": list(outcome.active),
        "calls": [[call.element, call.kind, call.name, call.payload, call.correlation] for call in outcome.calls],
        "endings": [ending.element for ending in outcome.endings],
        "signals": list(outcome.signals),
        "data": outcome.data,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _number(task_id: str) -> str:
    return task_id.partition("-")[2]


def walk(scenario: Scenario, seed: int) -> Iterator[dict[str, Any]]:
    """The steps of one case: what was done when, what came of it, the snapshot."""
    case = StoredCase(scenario.bundle, now=NOON)
    choose = random.Random(seed)  # noqa: S311 - the same choices each time
    action: Action | None = {"do": "start", "data": scenario.data}
    known = 0
    for _ in range(LONGEST):
        if action is None:
            return
        result = json.loads(json.dumps(case.act(action), ensure_ascii=False))
        calls = case.calls[known:]
        known += len(calls)
        snapshot = case.last.snapshot.decode()
        yield {"do": action, "at": case.now.isoformat(), "calls": calls, "outcome": result, "snapshot": snapshot}
        possible = list(options(case, scenario)) if result["state"] in ("running", "incident") else []
        onwards = [one for one in possible if one["do"] in ONWARDS]
        action = choose.choice(onwards if onwards and choose.random() < 0.8 else possible) if possible else None


def options(case: StoredCase, scenario: Scenario) -> Iterator[Action]:
    """Whatever can be done next, with the data that the scenario has for it."""
    last, data = case.last, scenario.answers
    for kind, things in (("complete", last.ready), ("retry", last.incidents), ("resolve", last.incidents)):
        for element, ids in case.ids_of(things).items():
            for number in range(min(len(ids), 3)):
                given = {} if kind == "retry" else {"data": data.get(element, {"w": number})}
                yield {"do": kind, "element": element, "number": number, **given}
    asked = {element for element, _ in case.calls if element in last.active}
    for element in sorted(asked - {one.element for one in last.incidents}):
        yield {"do": "answer", "element": element, "data": data.get(element, {"ok": 1})}
        yield {"do": "fail", "element": element, "code": "E_DOWN"}
    for one in last.subscriptions:
        payload = data.get(one.message, {"got": one.message})
        yield {"do": "deliver", "element": one.message, "data": payload, "key": one.key}
    for one in last.listening:
        yield {"do": "signal", "element": one.message}
    if last.timers:
        yield {"do": "wait", "hours": 5}
    for given in scenario.amends:
        yield {"do": "amend", "data": given}


#: cases of each diagram, as many choices of what is done
SEEDS = 4


def main() -> None:
    """Write what isn't there yet."""
    folder = Path(sys.argv[1])
    for name, scenario in SCENARIOS.items():
        for seed in range(SEEDS):
            file = folder / f"{name}-{seed}.json"
            if not file.exists():
                bundle = {key: text.decode() for key, text in scenario.bundle.items()}
                stored = {"bundle": bundle, "walk": list(walk(scenario, seed))}
                file.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
