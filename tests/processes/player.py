"""Play a recorded walk on the pure engine in virtual time: no database, no clock; what the walk says is all there is.

Answers are checked by the service's forms and texts are filled in, so a walk proves the whole bundle."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import yaml

import engine
from engine.time import add_duration
from forms import Checked, Form, parse_form, validate
from tests.processes.bundles import Walk, load_bundle

TEHRAN = ZoneInfo("Asia/Tehran")
#: timers that may fire on the way of one step; more is a loop without an end
MOST_FIRINGS = 200
#: kinds of elements that a path doesn't name
_SILENT = frozenset({"startEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent", "subProcess"})


class WalkFailed(AssertionError):
    """The service didn't take the recorded way."""


@dataclass
class Played:
    """What a walk really did. `texts` are the filled notices and letters by kind, id and language."""

    outcome: str | None = None
    letter: str | None = None
    stages: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    #: every element that a token entered, the silent ones included
    entered: set[str] = field(default_factory=set)
    texts: list[tuple[str, str, str, str]] = field(default_factory=list)

    def as_expected(self) -> dict[str, object]:
        """In the form of a walk's `expect`."""
        return {name: getattr(self, name) for name in ("outcome", "letter", "stages", "notices", "path")}


def play(walk: Walk, bundle: Mapping[str, bytes] | None = None) -> Played:
    """Play a walk to its last step, by its service's files or by those of `bundle`. Raises WalkFailed saying at which
    step, what was wanted, and what was open."""
    player = Player(walk, bundle)
    player.begin()
    for number, step in enumerate(walk.steps, 1):
        player.where = f"{walk}, step {number} ({step['do']} {step.get('element', '')})"
        player.take(step)
    player.where = f"{walk}, at the end"
    player.require_ended()
    return player.played


def compare(walk: Walk, played: Played) -> None:
    """Raises WalkFailed naming the first thing that differs from what the walk expects."""
    real = played.as_expected()
    for name, wanted in walk.expect.items():
        if real[name] != wanted:
            raise WalkFailed(f"{walk}: {name}\n  expected {wanted}\n  but was  {real[name]}")


class Player:
    """One case on its way."""

    def __init__(self, walk: Walk, bundle: Mapping[str, bytes] | None = None) -> None:
        bundle = load_bundle(walk.service, walk.forms) if bundle is None else bundle
        self.walk, self.where = walk, f"{walk}, start"
        self.definition = engine.parse(bundle)
        self.kinds = {activity.id: activity.kind for activity in self.definition.facts.activities}
        self.forms = {name[6:-5]: parse_form(raw) for name, raw in bundle.items() if name.startswith("forms/")}
        self.letters = {n[8:-5]: yaml.safe_load(raw) for n, raw in bundle.items() if n.startswith("letters/")}
        self.templates = yaml.safe_load(bundle.get("notices.yaml", b"")) or {}
        self.now = datetime.fromisoformat(walk.start["at"])
        self.state: engine.Outcome | None = None
        self.calls: dict[str, engine.Call] = {}
        self.played = Played()

    def begin(self) -> None:
        """The citizen submits the start form."""
        answers = self._checked(self.definition.facts.start_form, self.walk.start["answers"], known={})
        self._note(engine.start(self.definition, answers, now=self.now))

    def take(self, step: Mapping[str, Any]) -> None:
        """One step: time passes first, then what the step says is done."""
        if "after" in step:
            self._pass_time(step["after"])
        match step["do"]:
            case "wait":
                pass
            case "complete":
                self._complete(step["element"], step["answers"])
            case "reply" | "fail":
                self._answer_call(step)
            case "deliver":
                args = (self.definition, self._snapshot, step["message"], step.get("payload", {}))
                self._note(engine.deliver(*args, now=self.now))
            case other:
                raise self._failed(f"a walk can't “{other}”")

    def require_ended(self) -> None:
        """Raises WalkFailed while anything of the case is open."""
        if self._outcome.state not in (engine.CaseState.COMPLETED, engine.CaseState.TERMINATED):
            raise self._failed(f"the case is still {self._outcome.state}")

    @property
    def _outcome(self) -> engine.Outcome:
        if self.state is None:
            raise self._failed("the case hasn't begun")
        return self.state

    @property
    def _snapshot(self) -> bytes:
        return self._outcome.snapshot

    def _pass_time(self, duration: str) -> None:
        """Let time pass and fire each timer at its own moment."""
        target = add_duration(self.now, duration, clock=engine.Clock.CALENDAR)
        for _ in range(MOST_FIRINGS):
            due = min((timer.due_at for timer in self._outcome.timers), default=None)
            if due is None or due > target:
                self.now = target
                return
            self.now = max(due, self.now)
            self._note(engine.fire_timers(self.definition, self._snapshot, now=self.now))
        raise self._failed(f"more than {MOST_FIRINGS} timers fired")

    def _complete(self, element: str, answers: Mapping[str, Any]) -> None:
        task = next((task for task in self._outcome.ready if task.element == element), None)
        if task is None:
            raise self._failed(f"“{element}” isn't open")
        checked = self._checked(task.form, answers, known=self._outcome.data)
        self._note(engine.complete(self.definition, self._snapshot, task.id, checked, now=self.now))

    def _answer_call(self, step: Mapping[str, Any]) -> None:
        call = self.calls.pop(step["element"], None)
        if call is None:
            raise self._failed("no connector is asked there")
        if step["do"] == "reply":
            result = step["result"]
            outcome = engine.answer_call(self.definition, self._snapshot, call.task_id, result, now=self.now)
        else:
            code, message = step["code"], step.get("message", "no answer")
            outcome = engine.fail_call(
                self.definition, self._snapshot, call.task_id, code=code, message=message, now=self.now
            )
        self._note(outcome)

    def _checked(self, form_id: str | None, answers: Mapping[str, Any], *, known: Mapping[str, Any]) -> dict[str, Any]:
        """The answers as the form lets them in. Raises WalkFailed with what the form says of them."""
        if form_id is None:
            return dict(answers)
        form = self._form(form_id)
        today = self.now.astimezone(TEHRAN).date()
        checked = validate(form, answers, hidden=self._hidden, compute=self._computed, known=known, today=today)
        self.note_asked(form, checked)
        if not checked.ok:
            faults = {key: [problem.text.en for problem in problems] for key, problems in checked.errors.items()}
            raise self._failed(f"form “{form_id}” refuses the answers: {faults}")
        return dict(checked.answers)

    def note_asked(self, form: Form, checked: Checked) -> None:
        """A form was filled in; for those who record what it asked."""

    def note_shown(self, value: object, shown: str) -> None:
        """A text says this value; for those who record what texts say."""

    def _form(self, form_id: str) -> Form:
        if form_id not in self.forms:
            raise self._failed(f"there is no form “{form_id}”")
        return self.forms[form_id]

    def _hidden(self, expression: str, answers: Mapping[str, object]) -> bool:
        return engine.holds(expression, answers, now=self.now)

    def _computed(self, expression: str, answers: Mapping[str, object]) -> object:
        return engine.value_of(expression, answers, now=self.now)

    def _note(self, outcome: engine.Outcome) -> None:
        """Record what a step did. Raises WalkFailed on an incident."""
        self.state = outcome
        for step in outcome.steps:
            self._note_step(step)
        for call in outcome.calls:
            if call.kind is engine.CallKind.CONNECTOR:
                self.calls[call.element] = call
            elif call.kind is engine.CallKind.NOTICE:
                self.played.notices.append(call.name)
                self._fill("notice", call.name, self._template(self.templates, call.name))
        for ending in outcome.endings:
            if ending.outcome or ending.letter:
                self._note_ending(ending)
        if outcome.incidents:
            raise self._failed(f"incidents: {[(i.element, i.message, i.expression) for i in outcome.incidents]}")

    def _note_step(self, step: engine.Step) -> None:
        if step.event is engine.StepEvent.STARTED:
            self.played.entered.add(step.element)
            if step.stage and self.played.stages[-1:] != [step.stage]:
                self.played.stages.append(step.stage)
        named = step.element in self.kinds and self.kinds[step.element] not in _SILENT
        if step.event is engine.StepEvent.COMPLETED and named:
            self.played.path.append(step.element)

    def _note_ending(self, ending: engine.Ending) -> None:
        self.played.outcome = ending.outcome.value if ending.outcome else None
        self.played.letter = ending.letter
        if ending.letter:
            template = self._template(self.letters, ending.letter)
            for part in ("title", "body", "signer"):
                self._fill("letter", ending.letter, template[part])

    def _template(self, templates: Mapping[str, Any], id_: str) -> Mapping[str, Any]:
        if id_ not in templates:
            raise self._failed(f"there is no text “{id_}”")
        found: Mapping[str, Any] = templates[id_]
        return found

    def _fill(self, kind: str, id_: str, template: Mapping[str, str]) -> None:
        """Fill a text in both languages. Raises WalkFailed where it speaks of what the case doesn't know."""
        desk = {"tracking_code": "AB3-CD4-EF5", "promised_on": self.now.date().isoformat()}
        for language in ("fa", "en"):
            try:
                filled = engine.fill(template[language], {**self._outcome.data, **desk}, now=self.now, show=self._shown)
            except ValueError as unknown:
                raise self._failed(f"{kind} “{id_}” ({language}): {unknown}") from unknown
            self.played.texts.append((kind, id_, language, filled))

    def _shown(self, value: object) -> str:
        """Raises ValueError for what no citizen should read."""
        shown = _show(value)
        self.note_shown(value, shown)
        return shown

    def _failed(self, reason: str) -> WalkFailed:
        state = "not begun"
        if self.state is not None:
            open_tasks = [task.element for task in self.state.ready]
            timers = [f"{t.element} at {t.due_at.astimezone(TEHRAN):%Y-%m-%d %H:%M}" for t in self.state.timers]
            state = f"{self.state.state}; open tasks {open_tasks}; asked {list(self.calls)}; timers {timers}"
        return WalkFailed(f"{self.where}: {reason}\n  now {self.now.astimezone(TEHRAN):%Y-%m-%d %H:%M}; {state}")


def _show(value: object) -> str:
    """A value in a text. Raises ValueError for what no citizen should read: nothing, or a container."""
    if value is None or value == "" or isinstance(value, list | dict):
        raise ValueError(f"a text says {value!r}")
    return f"{value:,}" if isinstance(value, Decimal) else str(value)
