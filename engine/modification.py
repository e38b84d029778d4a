"""What people change in a running case: a token at the wrong element, a step that can't be done, a wait that
can't be granted. Pure like every step; who may do it, and the reason, are the desk's business."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from engine.errors import CannotMove, StepFailed, TaskNotOpen
from engine.execution.activities import BusinessRuleTask, NoticeTask, ScriptTask, ServiceTask
from engine.execution.case import Case
from engine.execution.events import BoundaryEvent, EventPart, StartEvent
from engine.execution.gateways import EventBasedGateway, Join
from engine.execution.kernel import Token
from engine.execution.loops import Container
from engine.execution.node import Node
from engine.execution.program import Definition
from engine.execution.spec import ProcessSpec
from engine.execution.subprocesses import EventSubProcess
from engine.execution.token_record import Phase
from engine.execution.variables import incoming
from engine.model import Activity, Bilingual, Data, Obstacle, Outcome
from engine.outcome import outcome_of
from engine.snapshot import load
from engine.time import DEFAULT_CALENDAR, WorkingCalendar

_ENDED = Bilingual("پرونده پایان یافته است.", "The case has ended.")
_NOT_THERE = Bilingual("پرونده در این گام نیست.", "The case isn't at this step.")
_SEVERAL = Bilingual(
    "پرونده چند بار همزمان در این گام است؛ معلوم نیست کدام باید جابه‌جا شود.",
    "The case is at this step several times at once; it isn't clear which of them to move.",
)
_IN_LOOP = Bilingual(
    "این گام برای چند مورد اجرا می‌شود و شمارش نوبت‌ها به هم می‌خورد؛ نوبت‌ها را تمام کنید.",
    "This step runs for several items, and moving one would upset their count; finish them instead.",
)
_UNDOING = Bilingual("کارهای انجام‌شده در حال برگرداندن است.", "What was done is being undone.")
_NO_TARGET = Bilingual("چنین گامی در این بخش از نمودار نیست.", "There is no such step in this part of the diagram.")
_INTO_LOOP = Bilingual(
    "گام مقصد درون زیرفرایندی است که آغاز نشده است.", "The target is inside a sub-process that hasn't begun."
)
_SAME = Bilingual("پرونده هم‌اکنون همین‌جاست.", "The case is there already.")
_NOT_BY_FLOW = Bilingual(
    "به این گام با پیکان نمی‌رسند: رویداد آغاز، رویداد کناری یا جبران است.",
    "No flow leads to this step: it is a start, boundary or compensation event.",
)
_JOIN = Bilingual(
    "این دروازه منتظر چند شاخه است؛ گام پس از آن را برگزینید.",
    "This gateway waits for several branches; choose the step behind it.",
)
_ARM = Bilingual(
    "این رویداد یکی از راه‌های دروازهٔ پیش از خود است؛ آن دروازه را برگزینید.",
    "This event is an arm of the gateway before it; choose that gateway.",
)


def move(
    definition: Definition,
    snapshot: bytes,
    element: str,
    target: str,
    *,
    now: datetime,
    calendar: WorkingCalendar = DEFAULT_CALENDAR,
) -> Outcome:
    """Take the case's token from one element and put it before another one, of the same scope or one around it; the
    case then goes on from there. What the token did and waited for at its old place is cancelled.

    Raises `CannotMove` with the reason, `SnapshotError`, `NaiveMoment`."""
    case = load(definition, snapshot, now=now, calendar=calendar)
    if case.completed:
        raise CannotMove(Obstacle(element, _ENDED))
    token = _token_at(case, element)
    place = _place_for(case, token, target)
    scope, node = place.workflow, place.workflow.spec.task_specs[target]
    _check_target(node, place)
    place.cancel()
    scope.spawn(node)
    case.do_engine_steps()
    return outcome_of(case)


def moves_from(definition: Definition, element: str) -> tuple[str, ...]:
    """The elements to which a token at `element` could be moved as far as the diagram says: `move` may still refuse."""
    specs = [spec for spec in definition.specs.values() if element in spec.task_specs]
    owners = {node.inner.name: node._wf_spec for spec in definition.specs.values() for node in _with_inner(spec)}
    found: list[str] = []
    while specs:
        spec = specs.pop()
        found += [n.bpmn_id for n in spec.nodes if n.name != element and _wrong_target(n) is None]
        if spec.name in owners:
            specs.append(owners.pop(spec.name))
    return tuple(dict.fromkeys(found))


def elements_of(definition: Definition) -> Iterator[Activity]:
    """What the diagram says of the elements of all scopes, gateways too, those of called processes as well."""
    for spec in definition.specs.values():
        for node in spec.nodes:
            yield node.activity


def names_of(definition: Definition) -> dict[str, Bilingual]:
    """What people call the elements of all scopes; those without a name are left out."""
    return {one.id: one.name for one in elements_of(definition) if one.name.fa or one.name.en}


def hold(
    definition: Definition,
    snapshot: bytes,
    reasons: Mapping[str, StepFailed],
    *,
    now: datetime,
    calendar: WorkingCalendar = DEFAULT_CALENDAR,
) -> Outcome:
    """Make incidents of waiting tokens whose wait can't be granted: task id → why. Nothing else moves; `retry` lets a
    token wait again. Raises `TaskNotOpen`, `SnapshotError`, `NaiveMoment`."""
    case = load(definition, snapshot, now=now, calendar=calendar)
    for task_id, reason in reasons.items():
        token = case.find(task_id)
        if token is None or not token.waits:
            raise TaskNotOpen
        case.fail(token, reason)
    return outcome_of(case)


def resolve(
    definition: Definition,
    snapshot: bytes,
    task_id: str,
    value: Data,
    *,
    now: datetime,
    calendar: WorkingCalendar = DEFAULT_CALENDAR,
) -> Outcome:
    """Settle an incident with a value. For a call it is the connector's answer; for a script or decision it is what
    that would have yielded, and the step counts as done; for everything else the values become case data and the step
    is tried again. Raises `TaskNotOpen`, `NotJson`, `DataTooLarge`, `SnapshotError`, `NaiveMoment`."""
    case = load(definition, snapshot, now=now, calendar=calendar)
    token = case.find(task_id)
    if token is None or not token.failed:
        raise TaskNotOpen("There is no incident at that task (any more).")
    given = incoming(value)
    begun = token.begun and not token.done
    node = token.task_spec
    if begun and isinstance(node, ServiceTask) and not isinstance(node, NoticeTask):
        token.variables.admit(given)
        token.record.take_answer(given)
    else:
        token.variables.write(given)
        if begun and isinstance(node, ScriptTask | BusinessRuleTask):
            token.record.phase = Phase.DONE
    case.resume(token)
    case.do_engine_steps()
    return outcome_of(case)


def look(
    definition: Definition, snapshot: bytes, *, now: datetime, calendar: WorkingCalendar = DEFAULT_CALENDAR
) -> Outcome:
    """The case as it stands; nothing moves. Raises `SnapshotError`, `NaiveMoment`."""
    return outcome_of(load(definition, snapshot, now=now, calendar=calendar))


def wanted_by(definition: Definition, snapshot: bytes, task_id: str, *, now: datetime) -> dict[str, object]:
    """The names that an incident wants values for (see `resolve`), as far as the diagram tells, each with what the
    case holds under it now. Raises `TaskNotOpen`, `SnapshotError`, `NaiveMoment`."""
    case = load(definition, snapshot, now=now, calendar=DEFAULT_CALENDAR)
    token = case.find(task_id)
    if token is None or not token.failed:
        raise TaskNotOpen
    held = token.variables.view()
    return {name: held.get(name) for name in sorted(_names_wanted(token, set(held)))}


def _names_wanted(token: Token, held: set[str]) -> set[str]:
    node, begun = token.task_spec, token.begun and not token.done
    if begun and isinstance(node, ServiceTask):
        asked = set().union(*(output.names for output in node.keeps.values()))
        return asked - held - {"result"} or ({"result"} if "result" in asked else set())
    if begun and isinstance(node, ScriptTask | BusinessRuleTask):
        return {node.activity.result} if node.activity.result else set()
    return set().union(*(flow.condition.names for flow in node.flows if flow.condition is not None))


def _token_at(case: Case, element: str) -> Token:
    """The one token at the element. Raises `CannotMove`."""
    here = [token for token in case.tokens() if token.task_spec.bpmn_id == element and not token.listens]
    if any(token.task_spec.is_instance or isinstance(token.task_spec, Container) for token in here):
        raise CannotMove(Obstacle(element, _IN_LOOP))
    if len(here) != 1:
        raise CannotMove(Obstacle(element, _SEVERAL if here else _NOT_THERE))
    owner = here[0].host
    return owner if owner is not None and isinstance(owner.task_spec, EventBasedGateway) else here[0]


def _place_for(case: Case, token: Token, target: str) -> Token:
    """The token itself, or the one around it that is in the scope of the target. Raises `CannotMove`."""
    element = token.task_spec.bpmn_id
    if any(one.record.undoing for one in case.tokens()):
        raise CannotMove(Obstacle(element, _UNDOING))
    around = (token, *_owners(token))
    if any(one.task_spec.is_instance for one in around):
        raise CannotMove(Obstacle(element, _IN_LOOP))
    place = next((one for one in around if target in one.workflow.spec.task_specs), None)
    if place is None:
        known = any(target in spec.task_specs for spec in case.definition.specs.values())
        raise CannotMove(Obstacle(target, _INTO_LOOP if known else _NO_TARGET))
    return place


def _check_target(node: Node, place: Token) -> None:
    reason = _SAME if node is place.task_spec else _wrong_target(node)
    if reason is not None:
        raise CannotMove(Obstacle(node.bpmn_id, reason))


def _wrong_target(node: Node) -> Bilingual | None:
    """Why no token can be put before the node."""
    beside = isinstance(node, BoundaryEvent | EventSubProcess | StartEvent | EventPart)
    if beside or node.is_instance or not (node.incoming or node in node._wf_spec.entries):
        return _NOT_BY_FLOW
    if isinstance(node, Join) and len(node.incoming) > 1:
        return _JOIN
    before = (one for one in node._wf_spec.nodes if isinstance(one, EventBasedGateway))
    return _ARM if any(node in gateway.targets for gateway in before) else None


def _owners(token: Token) -> Iterator[Token]:
    owner = token.workflow.owner
    while owner is not None:
        yield owner
        owner = owner.workflow.owner


def _with_inner(spec: ProcessSpec) -> list[Any]:
    return [node for node in spec.nodes if hasattr(node, "inner") and not isinstance(node, Container)]
