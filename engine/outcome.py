"""What a step made of the case, as plain values. Reads the tokens once and changes nothing."""

from engine.execution.activities import HumanTask
from engine.execution.case import Case
from engine.execution.event_definitions import Message, Signal, awaited_key, due_moment
from engine.execution.kernel import Token
from engine.execution.token_record import Fault, WorkState, moment_of
from engine.model import Activity, CaseState, Incident, Outcome, ReadyTask, Subscription, Timer
from engine.snapshot import dump

#: of a task for which nothing was worked out; never changed
_UNASSIGNED = WorkState()


def outcome_of(case: Case) -> Outcome:
    """The `Outcome` of the step that the case has just made. Raises `NotJson`."""
    rest = _Rest()
    for token in () if case.completed else case.tokens():
        rest.add(token)
    failed = rest.incidents and case.state is CaseState.RUNNING
    return Outcome(
        snapshot=dump(case),
        state=CaseState.INCIDENT if failed else case.state,
        ready=tuple([_ready_task(token, case) for token in rest.open]),
        timers=tuple(rest.timers),
        subscriptions=tuple(rest.subscriptions),
        incidents=tuple(rest.incidents),
        active=tuple(rest.active),
        active_stages=tuple([stage.id for stage in case.definition.facts.stages if stage.id in rest.stages]),
        calls=tuple(case.calls),
        steps=tuple(case.steps),
        endings=tuple(case.endings),
        data=dict(case.variables.local),
        signals=tuple(case.signals),
        listening=tuple(rest.listening),
    )


class _Rest:
    """Where the tokens rest after the step, seen in one walk: each step of each case pays for it."""

    __slots__ = ("active", "incidents", "listening", "open", "stages", "subscriptions", "timers")

    def __init__(self) -> None:
        #: elements that hold a token, in order and each once
        self.active: dict[str, None] = {}
        self.stages: set[str | None] = set()
        self.open: list[Token] = []
        self.timers: list[Timer] = []
        self.subscriptions: list[Subscription] = []
        self.listening: list[Subscription] = []
        self.incidents: list[Incident] = []

    def add(self, token: Token) -> None:
        """Take in one token."""
        node = token.task_spec
        if not token.listens:
            self.active[node.bpmn_id] = None
            self.stages.add(node.activity.stage)
        fault = token.record.incident
        if fault is not None:
            self.incidents.append(_incident(token, fault))
        elif token.is_open:
            self.open.append(token)
        elif token.waits:
            self._await(token, node.bpmn_id, getattr(node, "event_definition", None))

    def _await(self, token: Token, element: str, event: object) -> None:
        due = due_moment(token)
        if due is not None:
            self.timers.append(Timer(token.id, element, due))
        if isinstance(event, Message):
            self.subscriptions.append(Subscription(token.id, element, event.name, awaited_key(token)))
        elif isinstance(event, Signal):
            self.listening.append(Subscription(token.id, element, event.name, None))


def _ready_task(token: Token, case: Case) -> ReadyTask:
    node = token.task_spec
    if not isinstance(node, HumanTask):
        raise TypeError(node.name)
    activity: Activity = node.activity
    work, lane = token.record.work or _UNASSIGNED, case.definition.lanes.get(activity.lane or "")
    return ReadyTask(
        id=token.id,
        element=activity.id,
        name=activity.name,
        audience=node.audience,
        form=activity.form,
        lane=activity.lane,
        role=lane.role if lane else None,
        unit=work.unit,
        stage=activity.stage,
        due_at=moment_of(work.due),
        priority=activity.priority,
        candidates=work.candidates,
        pauses_clock=activity.pauses_clock,
        attendance=activity.attendance,
        local=token.variables.inner(),
    )


def _incident(token: Token, fault: Fault) -> Incident:
    return Incident(token.id, token.task_spec.bpmn_id, fault.message, fault.expression, fault.code, fault.parameters)
