"""One step of each kind, made ready so that it alone can be watched."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.util.task import TaskState

import engine
from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.case_player import NOON, Play
from tests.unit.engine.spiffworkflow.groups import CASE, CAUGHT, END, FOUND, INNER, INNER_END, LIFE, READ

Step = Callable[[], object]
USER = d.task("a", kind="userTask")


@dataclass(frozen=True)
class Kind:
    """A kind of step. `prepare` does what comes before and returns the step itself; `runs` are the library's functions
    that must be executed in it."""

    name: str
    prepare: Callable[[], Step]
    runs: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def _definition(xml: bytes) -> engine.Definition:
    return engine.parse({"process.bpmn": xml})


def _starts(xml: bytes, **data: object) -> Callable[[], Step]:
    """A case begins, and does all that it does by itself."""

    def prepare() -> Step:
        definition = _definition(xml)
        return lambda: engine.start(definition, data, now=NOON)

    return prepare


def _completes(xml: bytes, **data: object) -> Callable[[], Step]:
    """Somebody does the task `a` of a case."""

    def prepare() -> Step:
        case = Play(xml, data)
        return lambda: case.complete("a", y=1)

    return prepare


def _waits(xml: bytes, step: Callable[[Play], object]) -> Callable[[], Step]:
    """A case has begun and waits for that step."""

    def prepare() -> Step:
        case = Play(xml)
        return lambda: step(case)

    return prepare


def _fires_timers(case: Play) -> engine.Outcome:
    later = case.now + timedelta(minutes=1)
    return engine.fire_timers(case.definition, case.last.snapshot, now=later)


def _broadcasts(case: Play) -> engine.Outcome:
    return engine.broadcast(case.definition, case.last.snapshot, "S", now=case.now)


def _looks(case: Play) -> engine.Outcome:
    return engine.look(case.definition, case.last.snapshot, now=case.now)


#: what makes a diagram another one, so that it is read and not taken from what was read before
UNREAD = count()


def _parses() -> Step:
    """A diagram with an activity in a loop, a choice, an event beside a sub-process, and lanes is read."""
    inside = (
        d.sub("s", *INSIDE) + d.boundary("b", "s", d.MESSAGE) + d.task("c", inner=LOOP) + d.gateway("exclusive", "g")
    )
    lanes = '<laneSet><lane id="l" name="desk"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
    body = lanes + inside + d.end("other", d.ERROR) + d.task("d", inner=TWICE)
    links = "start->s, s->c, c->g, g->d: x = 1, g->end: x != 1, d->end, b->other"
    xml = d.between(body, links, f'<message id="unread-{next(UNREAD)}"/>')

    def step() -> list[object]:
        specs = _definition(xml).specs.values()
        return [[spec.bpmn_id, [one.name for one in spec.outputs]] for scope in specs for spec in scope.nodes]

    return step


def _looks_by_the_library() -> Step:
    """A case is opened as the library's workflow, and asked for its tasks and for what it waits for."""
    case = Play(FAILS)

    def step() -> list[object]:
        workflow = engine.workflow(case.definition, case.last.snapshot, now=case.now)
        found = [task.task_spec.name for task in workflow.get_tasks(state=TaskState.READY, lane=None)]
        return [found, [event.name for event in workflow.waiting_events()], workflow.is_completed()]

    return step


def _runs_by_the_library() -> Step:
    """A task of a case that was opened is run, a message is sent to it, and it is stored."""
    case = Play(d.between(d.gateway("parallel", "f", "j") + USER + d.catch("m", d.MESSAGE), EVENT_FORK))

    def step() -> object:
        workflow = engine.workflow(case.definition, case.last.snapshot, now=case.now)
        workflow.run_task_from_id(case.last.ready[0].id)
        workflow.send_event(BpmnEvent(MessageEventDefinition("M"), {"x": 1}))
        workflow.do_engine_steps()
        return engine.look(case.definition, engine.snapshot_of(workflow), now=case.now)

    return step


def _serializes() -> Step:
    """A case that was opened is written by the library's serializer and read again."""
    case = Play(IN_SUB)
    workflow = engine.workflow(case.definition, case.last.snapshot, now=case.now)

    def step() -> object:
        serializer = engine.workflow_serializer(case.definition, now=case.now)
        again = serializer.deserialize_json(serializer.serialize_json(workflow))
        return engine.look(case.definition, engine.snapshot_of(again), now=case.now)

    return step


def _migrates() -> Step:
    case = Play(d.between(USER))
    newer = _definition(d.between(USER + d.task("new"), "start->a, a->new, new->end"))
    return lambda: engine.migrate(case.definition, newer, case.last.snapshot, {}, now=case.now)


INSIDE = d.start("s0") + USER + d.end("s1"), "s0->a, a->s1"
CALLED = d.process("inner", *INSIDE)
LOOP = '<standardLoopCharacteristics testBefore="true"><loopCondition>loopCounter &lt; 2</loopCondition>'
LOOP += "</standardLoopCharacteristics>"
TWICE = "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>"
FORK = d.gateway("parallel", "f", "j") + USER + d.task("b")
CHOICE = d.gateway("exclusive", "g") + USER + d.task("b")
FORK_LINKS = "start->f, f->a, f->b, a->j, b->j, j->end"
CHOICE_LINKS = "start->a, a->g, g->b: y = 1, g->end: y != 1, b->end"
ASKS = d.task("a", kind="serviceTask", attributes='miz:connector="registry"')

EVENT_GATEWAY = d.gateway("eventBased", "g") + d.catch("m", d.MESSAGE) + d.catch("t", d.timer())
EVENT_FORK = "start->f, f->a, f->m, a->j, m->j, j->end"
EVENT_LINKS = "start->g, g->m, g->t, m->end, t->end"
FAILS = d.between(
    d.sub("s", d.start("s0") + USER + d.end("s1", d.ERROR), "s0->a, a->s1") + d.boundary("b", "s", d.ERROR),
    "start->s, s->end, b->end",
)
IN_SUB = d.between(d.sub("s", *INSIDE), "start->s, s->end")
IN_CALLED = d.between(d.task("c", kind="callActivity", attributes='calledElement="inner"'), "start->c, c->end", CALLED)

KINDS = (
    Kind("a parse", _parses, READ),
    Kind("a start", _starts(d.between(USER)), (*CASE, *LIFE, "CatchingEvent._run_hook")),
    Kind("a completion", _completes(d.between(USER)), (*CASE, *LIFE, *END)),
    Kind(
        "a script",
        _completes(d.between(USER + d.script("b", "{z: y + 1}"), "start->a, a->b, b->end")),
        (*CASE, *LIFE, *END, "ScriptEngineTask._run_hook", "ScriptTask._execute", "BpmnWorkflow.script_engine"),
    ),
    Kind(
        "a wait begins",
        _starts(d.between(d.catch("a", d.MESSAGE))),
        (*CASE, *LIFE, "CatchingEvent._update_hook", "EventManager.add_task", "EventDefinition.update_task"),
    ),
    Kind(
        "a timer",
        _waits(d.between(d.catch("a", d.timer())), _fires_timers),
        (*CASE, *LIFE, *END, *CAUGHT, "EventManager.add_task", "CatchingEvent._update_hook"),
    ),
    Kind(
        "a message",
        _waits(d.between(d.catch("a", d.MESSAGE)), lambda case: case.deliver("M", x=1)),
        (
            *CASE,
            *LIFE,
            *END,
            *CAUGHT,
            "EventManager.add_task",
            "CatchingEvent._update_hook",
            "CatchingEvent.catches",
            "MessageEventDefinition.catch",
        ),
    ),
    Kind(
        "a signal",
        _waits(d.between(d.catch("a", d.SIGNAL)), _broadcasts),
        (
            *CASE,
            *LIFE,
            *END,
            *CAUGHT,
            "EventManager.add_task",
            "CatchingEvent._update_hook",
            "CatchingEvent.catches",
            "EventDefinition.catches",
            "ItemAwareEventDefinition.catch",
        ),
    ),
    Kind(
        "an error",
        _completes(FAILS),
        (*CASE, *LIFE, *CAUGHT, *INNER, "ItemAwareEventDefinition.catch", "Task.cancel", "SubWorkflowTask._on_cancel"),
    ),
    Kind("a sub-process begins", _starts(IN_SUB), (*CASE, *LIFE, *INNER)),
    Kind("a sub-process ends", _completes(IN_SUB), (*CASE, *LIFE, *END, *INNER, *INNER_END)),
    Kind("a called process ends", _completes(IN_CALLED), (*CASE, *LIFE, *END, *INNER, *INNER_END)),
    Kind(
        "a round of a loop",
        _completes(d.between(d.task("a", kind="userTask", inner=LOOP))),
        (
            *CASE,
            "TaskSpec._update",
            "Task._ready",
            "Task.run",
            "Task.complete",
            "TaskSpec._on_complete_hook",
            "Event.emit",
            "Workflow._remove_task",
            "BpmnWorkflow.script_engine",
        ),
    ),
    Kind(
        "an instance of several",
        _completes(d.between(d.task("a", kind="userTask", inner=TWICE))),
        (*CASE, "Task.run", "Task.complete", "TaskSpec._on_complete_hook", "Event.emit", "Workflow._remove_task"),
    ),
    Kind("a parallel join", _completes(d.between(FORK, FORK_LINKS)), (*CASE, *LIFE, *END)),
    Kind("a choice", _completes(d.between(CHOICE, CHOICE_LINKS)), (*CASE, *LIFE, *END, "BpmnWorkflow.script_engine")),
    Kind(
        "an event-based gateway",
        _waits(d.between(EVENT_GATEWAY, EVENT_LINKS), lambda case: case.deliver("M")),
        (*CASE, *LIFE, *END, *CAUGHT, "CatchingEvent.catches", "MessageEventDefinition.catch"),
    ),
    Kind("a connector is asked", _starts(d.between(ASKS)), (*CASE, *LIFE, "ScriptEngineTask._run_hook")),
    Kind(
        "a connector answers",
        _waits(d.between(ASKS), lambda case: case.answer("a", x=1)),
        (*CASE, *LIFE, *END, "ScriptEngineTask._run_hook"),
    ),
    Kind(
        "an incident",
        _completes(d.between(CHOICE, "start->a, a->g, g->b: y = 5, g->end: y = 6, b->end")),
        (*CASE, *LIFE, "Task.error", "TaskSpec._on_error", "TaskSpec._on_error_hook"),
    ),
    Kind(
        "a case is cancelled",
        _waits(d.between(USER + d.boundary("b", "a", d.MESSAGE), "start->a, a->end, b->end"), Play.cancel),
        (
            *CASE,
            "Task.cancel",
            "TaskSpec._on_cancel",
            "CatchingEvent._on_cancel",
            "EventManager.remove_task",
            "Workflow._remove_task",
        ),
    ),
    Kind("a migration", _migrates, (*CASE, "Task._child_added_notify")),
    Kind(
        "a snapshot is loaded",
        _waits(d.between(USER + d.boundary("b", "a", d.MESSAGE), "start->a, a->end, b->end"), _looks),
        (*CASE, "Task._child_added_notify", "EventManager.add_task"),
    ),
    Kind(
        "tasks are looked for from outside",
        _looks_by_the_library,
        (
            *CASE,
            *INNER,
            *FOUND,
            "BpmnWorkflow.waiting_events",
            "EventManager.get_waiting_tasks",
            "CodeEventDefinition.details",
        ),
    ),
    Kind(
        "a task and an event from outside",
        _runs_by_the_library,
        (
            *CASE,
            *LIFE,
            *CAUGHT,
            *END,
            "Workflow.run_task_from_id",
            "BpmnWorkflow.get_task_from_id",
            "BpmnWorkflow.send_event",
            "MessageEventDefinition.catch",
        ),
    ),
    Kind(
        "a serialization",
        _serializes,
        (
            *CASE,
            *INNER,
            "BpmnWorkflowSerializer.configure",
            "BpmnWorkflowSerializer.serialize_json",
            "BpmnWorkflowSerializer.to_dict",
            "BpmnWorkflowSerializer.from_dict",
            "DefaultRegistry.convert",
            "DictionaryConverter.restore",
            "BpmnConverter.mapping_to_dict",
        ),
    ),
)
