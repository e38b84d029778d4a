"""What a service does, as far as anybody could see it: recorded plays, watched step by step.

The plays are those of its walks and others that were explored at random on the unchanged service: answers from walks,
options and limits, some of them left out or wrong; times before and after each timer; connectors that fail."""

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

import engine
from forms import Form
from tests.processes.bundles import FORMS, PROCESSES, Walk, read_walks
from tests.processes.player import Player, WalkFailed
from tests.service_mutants.edit import Bundle

#: steps of an explored play
MOST_STEPS = 14
Step = Mapping[str, Any]


class Watcher(Player):
    """A player that keeps all that could be seen, and goes on after answers that a form refuses."""

    def __init__(self, walk: Walk, bundle: Bundle) -> None:
        super().__init__(walk, bundle)
        self.seen: list[str] = []

    def _note(self, outcome: engine.Outcome) -> None:
        self.seen.append(_told(outcome))
        super()._note(outcome)

    def attempt(self, step: Step) -> bool:
        """Take a step; whether it could be taken."""
        try:
            self.take(step) if step["do"] != "begin" else self.begin()
        except (WalkFailed, engine.EngineError) as refused:
            self.seen.append(f"{step['do']}: {type(refused).__name__}: {str(refused).partition(chr(10))[0]}")
            return False
        return True


def watched(walk: Walk, bundle: Bundle) -> list[str]:
    """All that is seen in a play; what can't be played is seen as that."""
    try:
        player = Watcher(walk, bundle)
    except Exception as error:  # a broken bundle may fail in any way; how it does is no matter here
        return [type(error).__name__]
    for step in ({"do": "begin"}, *walk.steps):
        if not player.attempt(step) and step["do"] == "begin":
            break
    player.seen += ["/".join(text) for text in player.played.texts]
    return player.seen


def _told(outcome: engine.Outcome) -> str:
    """An outcome without what is drawn or counted: snapshots, ids and keys."""
    ready = [{**asdict(task), "id": ""} for task in outcome.ready]
    calls = [{**asdict(call), "id": "", "key": "", "task_id": ""} for call in outcome.calls]
    timers = [(timer.element, timer.due_at) for timer in outcome.timers]
    awaited = [(wait.element, wait.message, wait.key) for wait in outcome.subscriptions]
    incidents = [(incident.element, incident.code) for incident in outcome.incidents]
    steps = [(step.element, step.type, step.event) for step in outcome.steps]
    seen = [outcome.state, ready, timers, awaited, incidents, outcome.active_stages, calls, steps]
    return json.dumps([*seen, [asdict(e) for e in outcome.endings], outcome.data], default=str, ensure_ascii=False)


def recorded(service: str, bundle: Bundle, *, count: int, seed: int) -> list[Walk]:
    """The walks of a service, and `count` explored plays of it."""
    walks = list(read_walks(PROCESSES / service, FORMS / service))
    explorer = _Explorer(walks, bundle, random.Random(seed))  # noqa: S311 - the same plays each time
    return [*walks, *(explorer.play(number) for number in range(count))]


class _Explorer:
    """Draws plays of one service."""

    def __init__(self, walks: list[Walk], bundle: Bundle, chance: random.Random) -> None:
        self.walks, self.bundle, self.chance = walks, bundle, chance
        self.numbers = _numbers(bundle)
        #: answers of walks by element, and replies by connector task
        self.answers: dict[str, list[Step]] = {}
        self.replies: dict[str, list[Step]] = {}
        self.messages: list[Step] = []
        for step in (step for walk in walks for step in walk.steps):
            if step["do"] == "complete":
                self.answers.setdefault(step["element"], []).append(step["answers"])
            elif step["do"] in ("reply", "fail"):
                self.replies.setdefault(step["element"], []).append(step)
            elif step["do"] == "deliver":
                self.messages.append(step)

    def play(self, number: int) -> Walk:
        """A play that begins as one of the walks does, and goes on as chance will have it."""
        walk = self.walks[number % len(self.walks)]
        start = {**walk.start, "answers": self._start(walk)}
        played = replace(walk, file=f"explored-{number}", start=start, steps=())
        player, steps = Watcher(played, self.bundle), list[Step]()
        if player.attempt({"do": "begin"}):
            while len(steps) < MOST_STEPS and (step := self._step(player)) is not None:
                steps.append(step)
                player.attempt(step)
        return replace(played, steps=tuple(steps))

    def _start(self, walk: Walk) -> dict[str, Any]:
        player = Player(walk, self.bundle)
        return self._varied(walk.start["answers"], player.forms.get(player.definition.facts.start_form or ""))

    def _step(self, player: Watcher) -> Step | None:
        outcome = player.state
        if outcome is None or outcome.state is not engine.CaseState.RUNNING:
            return None
        options = [
            {"do": "complete", "element": task.element, "answers": self._answers(player, task)}
            for task in outcome.ready
        ]
        asked = [dict(self.chance.choice(self.replies[name])) for name in player.calls if name in self.replies]
        options += asked
        options += [{"do": "fail", "element": name, "code": "gone"} for name in player.calls]
        options += [dict(step) for step in self.messages[:1] if self.chance.random() < 0.2]
        if outcome.timers and (not options or self.chance.random() < 0.25):
            options = [{"do": "wait"}]
        if not options:
            return None
        return {**self.chance.choice(options), "after": self._span(player)}

    def _span(self, player: Watcher) -> str:
        """Some hours, or until shortly before or after the next timer."""
        due = min((timer.due_at for timer in player.state.timers), default=None) if player.state else None
        if due is None or self.chance.random() < 0.5:
            return f"PT{self.chance.choice((1, 5, 30, 100))}H"
        span = due - player.now + timedelta(minutes=self.chance.choice((-2, 2)))
        return f"PT{max(0, int(span.total_seconds()))}S"

    def _answers(self, player: Watcher, task: engine.ReadyTask) -> dict[str, Any]:
        known = self.answers.get(task.element) or [{}]
        return self._varied(self.chance.choice(known), player.forms.get(task.form or ""))

    def _varied(self, answers: Step, form: Form | None) -> dict[str, Any]:
        """The answers with some of them changed, left out, or beyond a limit."""
        varied = dict(answers)
        for field in self.chance.sample(form.asked, min(2, len(form.asked))) if form else ():
            values = list(self._values(field))
            if values and self.chance.random() < 0.6:
                varied[field.key] = self.chance.choice(values)
        return varied

    def _values(self, field: Any) -> Iterator[object]:
        yield from (option.value for option in field.options)
        if field.type.value == "number":
            limits = [x for x in (field.limits.minimum, field.limits.maximum) if x is not None]
            for number in (*map(float, limits), *self.numbers):
                yield from (number, number + 0.01, number - 1, number + 1)


def _numbers(bundle: Bundle) -> list[float]:
    """The numbers that the decision tables compare with."""
    from tests.service_mutants.expressions import numbers_in

    return sorted({number for name, raw in bundle.items() if name.endswith(".dmn") for number in numbers_in(raw)})
