"""What a step made of the case, as plain values. Reads the tokens once and changes nothing."""

from datetime import UTC, datetime

from engine.model import Activity, CaseState, Data, Incident, Outcome, ReadyTask, Subscription, Timer
from engine.snapshot import dump
from engine.spiff.activities import UserTask
from engine.spiff.happenings import Message, SignalEventDefinition, due_moment
from engine.spiff.levels import Case
from engine.spiff.token import Token


def outcome_of(case: Case) -> Outcome:
    """The `Outcome` of the step that the case has just made. Raises `NotJson`."""
    tokens = [] if case.completed else list(case.tokens())
    incidents = tuple(_incident(token) for token in tokens if token.failed)
    working = [token for token in tokens if not token.listens]
    active = dict.fromkeys(token.task_spec.bpmn_id for token in working)
    stages = {token.task_spec.activity.stage for token in working}
    state = CaseState.INCIDENT if incidents and case.state is CaseState.RUNNING else case.state
    snapshot = dump(case)
    return Outcome(
        snapshot=snapshot,
        state=state,
        ready=tuple(_ready_task(token, case) for token in tokens if token.is_open),
        timers=tuple(timer for token in tokens if (timer := _timer(token)) is not None),
        subscriptions=tuple(_subscription(token) for token in tokens if _awaits_message(token)),
        incidents=incidents,
        active=tuple(active),
        active_stages=tuple(stage.id for stage in case.definition.facts.stages if stage.id in stages),
        calls=tuple(case.calls),
        steps=tuple(case.steps),
        endings=tuple(case.endings),
        data=_visible(case),
        signals=tuple(case.signals),
        listening=tuple(_listening(token) for token in tokens if token.waits and _signal(token) is not None),
    )


def _visible(case: Case) -> Data:
    return dict(case.scope.local)


def _ready_task(token: Token, case: Case) -> ReadyTask:
    node = token.task_spec
    if not isinstance(node, UserTask):
        raise TypeError(node.name)
    activity: Activity = node.activity
    due, lane = token.internal_data.get("by"), case.definition.lanes.get(activity.lane or "")
    return ReadyTask(
        id=token.id,
        element=activity.id,
        name=activity.name,
        audience=node.audience,
        form=activity.form,
        lane=activity.lane,
        role=lane.role if lane else None,
        unit=token.internal_data.get("unit"),
        stage=activity.stage,
        due_at=datetime.fromisoformat(due).astimezone(UTC) if due else None,
        priority=activity.priority,
        candidates=tuple(token.internal_data.get("who", ())),
        pauses_clock=activity.pauses_clock,
        attendance=activity.attendance,
        local=token.scope.inner(),
    )


def _timer(token: Token) -> Timer | None:
    due = due_moment(token) if token.waits else None
    return None if due is None else Timer(token.id, token.task_spec.bpmn_id, due)


def _awaits_message(token: Token) -> bool:
    return token.waits and isinstance(getattr(token.task_spec, "event", None), Message)


def _subscription(token: Token) -> Subscription:
    message: str = getattr(token.task_spec, "event").name  # noqa: B009 - only some nodes have one; asked before
    return Subscription(token.id, token.task_spec.bpmn_id, message, token.internal_data.get("key"))


def _signal(token: Token) -> str | None:
    event = getattr(token.task_spec, "event", None)
    return event.name if isinstance(event, SignalEventDefinition) else None


def _listening(token: Token) -> Subscription:
    return Subscription(token.id, token.task_spec.bpmn_id, _signal(token) or "", None)


def _incident(token: Token) -> Incident:
    message, expression = token.internal_data["incident"]
    return Incident(token.id, token.task_spec.bpmn_id, message, expression)
