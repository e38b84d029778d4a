"""What citizens and staff meet on the walks of a service, in lines that a person can read and compare.

    python -m tests.processes.records          writes processes/*/walks/record.txt again

A walk expects where a case goes; its record tells what is promised and asked on the way: by whom and until when a
task is done, what its form asks and takes, when timers are due, what other systems are told, which values letters and
notices name. Whoever changes a service writes the record again and reads the difference."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path

import yaml

import engine
from forms import Checked, Field, Form, Limits, answer_to
from tests.processes.bundles import FORMS, Walk, all_services, load_bundle, read_walks
from tests.processes.player import TEHRAN, Player

_HEAD = "# Written by `python -m tests.processes.records`: what citizens and staff meet on each walk.\n"


def record_of(service: Path, bundle: Mapping[str, bytes] | None = None) -> str:
    """The record of a service: what its package tells, what its forms ask, then its walks. Raises WalkFailed where one
    can't be played."""
    asked: dict[str, str] = {}
    walks: list[str] = []
    for walk in read_walks(service, FORMS / service.name):
        recorder = Recorder(walk, bundle, asked)
        walks += ["", f"walk {walk.file}: {walk.name}", *recorder.lines_of_walk()]
    package = yaml.safe_load((bundle or load_bundle(service, FORMS / service.name))["package.yaml"])
    told = [f"package {heading}: {', '.join(_parts(value)) or 'told'}" for heading, value in package.items() if value]
    return "\n".join([_HEAD, *told, "", *(f"{key}: {line}" for key, line in asked.items()), *walks, ""])


def _parts(value: object, above: str = "") -> Iterator[str]:
    """The parts of a heading that say something."""
    inner = value.items() if isinstance(value, dict) else enumerate(value, 1) if isinstance(value, list) else ()
    for name, part in inner:
        if isinstance(part, dict | list):
            yield from _parts(part, f"{above}{name}.")
        elif part:
            yield f"{above}{name}"


def record_file(service: Path) -> Path:
    """Where the record of a service lies."""
    return service / "walks" / "record.txt"


class Recorder(Player):
    """Plays a walk and writes down what is met. `asked` collects what questions ask, over all walks of a service."""

    def __init__(self, walk: Walk, bundle: Mapping[str, bytes] | None, asked: dict[str, str]) -> None:
        super().__init__(walk, bundle)
        self.asked = asked
        self.lines: list[str] = []
        self._open: set[str] = set()
        self._said: list[str] = []

    def lines_of_walk(self) -> list[str]:
        """The walk from its beginning to its end."""
        self.lines.append(_promise(self.definition.facts))
        self.begin()
        for step in self.walk.steps:
            self.take(step)
        self.require_ended()
        return [f"  {line}" for line in self.lines]

    def note_asked(self, form: Form, checked: Checked) -> None:
        shown = [field for field in form.fields if field.key not in checked.hidden]
        known = self.state.data if self.state else {}
        facts = [f"{one.key}={answer_to(one, known)}" for one in shown if one.readonly and not one.is_document]
        self.lines.append(f"form {form.id}: " + ", ".join(field.key for field in shown))
        self.lines += [f"  shows {fact}" for fact in facts]
        for field in shown:
            self.asked.setdefault(f"{form.id}/{field.key}", _question(field))

    def note_shown(self, value: object, shown: str) -> None:
        self._said.append(" ".join(shown.split()))

    def _note(self, outcome: engine.Outcome) -> None:
        news = [task for task in outcome.ready if task.id not in self._open]
        timers = [timer for timer in outcome.timers if f"t{timer.task_id}" not in self._open]
        self._open = {task.id for task in outcome.ready} | {f"t{timer.task_id}" for timer in outcome.timers}
        self.lines += [_task(task, self._activity(task.element)) for task in news]
        self.lines += [f"timer {timer.element}: {_moment(timer.due_at)}" for timer in timers]
        self.lines += [_call(call) for call in outcome.calls if call.kind is engine.CallKind.CONNECTOR]
        super()._note(outcome)
        self.lines += [f"end {ending.element}: {ending.outcome}, letter {ending.letter}" for ending in outcome.endings]

    def _note_step(self, step: engine.Step) -> None:
        super()._note_step(step)
        if step.event is engine.StepEvent.STARTED:
            reached = self._activity(step.element)
            stage = f", stage {step.stage}" if step.stage else ""
            complete = ", the file is complete" if reached is not None and reached.completes_file else ""
            self.lines.append(f"at {step.element}{stage}{complete}")

    def _activity(self, element: str) -> engine.Activity | None:
        return next((a for a in self.definition.facts.activities if a.id == element), None)

    def _fill(self, kind: str, id_: str, template: Mapping[str, str]) -> None:
        self._said = []
        super()._fill(kind, id_, template)
        if self._said:
            self.lines.append(f"{kind} {id_}: {' | '.join(self._said)}")


def _promise(facts: engine.Facts) -> str:
    law = f", by law {facts.legal_limit} {facts.legal_clock}" if facts.legal_limit else ""
    asked = f", questions {facts.question_due or 'as everywhere'} {' '.join(facts.question_reminders)}".rstrip()
    start = f"{facts.response_time} {facts.clock} from {facts.clock_start}"
    return f"promise {start}{law}{asked}{_warnings(facts.warnings)}"


def _task(task: engine.ReadyTask, activity: engine.Activity | None) -> str:
    who = f"{task.audience} {task.role}@{task.unit}" if task.role else str(task.audience)
    named = f", only {', '.join(task.candidates)}" if task.candidates else ""
    due = f", until {_moment(task.due_at)}" if task.due_at else ""
    paused = ", the promise stands still" if task.pauses_clock else ""
    there = task.attendance
    visit = f", attendance {there.duration}: {[there.reason, *there.bring]}" if there else ""
    return (
        f"task {task.element}: {who}{named}{due}, form {task.form}, priority {task.priority}{paused}{visit}"
        f"{_warnings(activity.warnings if activity else ())}"
    )


def _warnings(warnings: tuple[engine.Warn, ...]) -> str:
    return "".join(f", {w.step} {w.before or w.after} {'before' if w.before else 'after'}" for w in warnings)


def _call(call: engine.Call) -> str:
    told = ", ".join(f"{name}={value}" for name, value in call.payload.items())
    return f"asks {call.name} by {call.element}: {told}; again {call.retries} times after {call.backoff}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(TEHRAN):%Y-%m-%d %H:%M}"


def _question(field: Field) -> str:
    """What a question asks and takes, in one line."""
    flags = ("required", "readonly", "disabled", "multiple", "as_text", "searchable")
    parts = [field.type.value, field.kind, *(name for name in flags if getattr(field, name))]
    parts += [f"{name} {value}" for name, value in _limits(field.limits)]
    if field.options:
        parts.append("one of " + ", ".join(str(option.value) for option in field.options))
    for name in ("options_from", "profile", "default", "expression"):
        if getattr(field, name) is not None:
            parts.append(f"{name} {getattr(field, name)}")
    if field.accept:
        parts.append("accepts " + " ".join(field.accept))
    unit = [text.fa for text in (field.prefix, field.suffix) if text]
    return "; ".join([*parts, *unit, *(f"{name} {source}" for name, source in field.feel)])


def _limits(limits: Limits) -> Iterator[tuple[str, object]]:
    for each in fields(limits):
        value = getattr(limits, each.name)
        if value != each.default:
            yield each.name.replace("_", " "), value


def main() -> int:
    """Write the records of all services."""
    for service in all_services():
        record_file(service).write_text(record_of(service), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
