"""From the XML of a process to `Facts`: names, lanes, stages and what the `miz:` attributes say.

Strict: a value that the dialect doesn't know raises `DefinitionError` naming the element; nothing is guessed."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from engine.dialect.flow import Flow, flow_of
from engine.dialect.names import (
    ACTIVITIES,
    EVENTS,
    FLOW_NODES,
    SUB_PROCESSES,
    bpmn,
    children,
    extensions,
    local_name,
    local_part,
    miz,
)
from engine.dialect.xml import Element
from engine.errors import DefinitionError
from engine.model import (
    Activity,
    Attendance,
    Audience,
    Bilingual,
    Clock,
    ClockStart,
    EndResult,
    Facts,
    Lane,
    Stage,
    Warn,
    WarnStep,
)
from engine.stages import lane_stages, ordered_stages

_Choice = TypeVar("_Choice", bound=StrEnum)


def read_facts(root: Element, process_id: str | None = None, *, foreign: frozenset[str] = frozenset()) -> Facts:
    """Everything the desk derives from the diagram of one process; see `choose_process` for which. `foreign` are the
    qualified names of elements of other namespaces that stand for activities.

    Raises `DefinitionError` where there is no such process or a value isn't of the dialect."""
    process = choose_process(root, process_id)
    flow = flow_of(process, foreign=foreign)
    lanes, lane_of = _lanes(process, flow)
    read = [
        _activity(flow.nodes[id_], lane_of.get(id_))
        for id_ in flow.order
        if local_name(flow.nodes[id_]) in ACTIVITIES | EVENTS or flow.nodes[id_].tag in foreign
    ]
    stages, activities = _with_stages(process, flow, lanes, read)
    start = next((a for a in activities if a.kind == "startEvent" and flow.nodes[a.id].getparent() is process), None)
    return Facts(
        process_id=process.get("id", ""),
        name=_text(process),
        response_time=_value(process, "responseTime"),
        clock=_choice(process, "clock", Clock) or Clock.WORKING,
        clock_start=_choice(process, "clockStart", ClockStart) or ClockStart.ACCEPTANCE,
        start_form=start.form if start else None,
        stages=stages,
        lanes=lanes,
        activities=activities,
        question_due=_value(process, "questionDue"),
        question_reminders=tuple((_value(process, "questionReminders") or "").split()),
        legal_limit=_value(process, "legalLimit"),
        legal_clock=_choice(process, "legalClock", Clock) or Clock.CALENDAR,
        warnings=_warnings(process),
        pausing=frozenset(a.id for a in activities if a.pauses_clock),
        completing=frozenset(a.id for a in activities if a.completes_file),
    )


def choose_process(root: Element, process_id: str | None = None) -> Element:
    """The process of that id; without an id the first executable one that no other process calls, else the first that
    has any content."""
    processes = list(children(root, "process"))
    if process_id is not None:
        processes = [process for process in processes if process.get("id") == process_id]
    if not processes:
        wanted = f"There is no process “{process_id}” in the diagram." if process_id else "The diagram has no process."
        raise DefinitionError(wanted, process=process_id)
    executable = [process for process in processes if process.get("isExecutable") == "true"]
    filled = [process for process in processes if next(children(process, *FLOW_NODES), None) is not None]
    candidates = executable or filled or processes
    return next((process for process in candidates if process.get("id") not in _called(processes)), candidates[0])


def _called(processes: list[Element]) -> set[str | None]:
    """The ids of processes that another one calls."""
    return {
        called
        for process in processes
        for call in process.iter(bpmn("callActivity"))
        if (called := local_part(call.get("calledElement"))) != process.get("id")
    }


def _activity(element: Element, lane: str | None) -> Activity:
    timer = next(children(element, "timerEventDefinition"), None)
    clock = Clock.WORKING if timer is None else (_choice(timer, "clock", Clock) or Clock.CALENDAR)
    return Activity(
        id=element.get("id", ""),
        kind=local_name(element) or str(element.tag).rpartition("}")[2],
        name=_text(element),
        lane=lane,
        stage=_value(element, "stage"),
        audience=_choice(element, "audience", Audience),
        form=_value(element, "form"),
        due=_value(element, "due"),
        clock=_choice(element, "clock", Clock) or clock,
        priority=_number(element, "priority", 50),
        candidates=_value(element, "candidates"),
        pauses_clock=_flag(element, "pausesClock"),
        attendance=_attendance(element),
        connector=_value(element, "connector"),
        retries=_number(element, "retries", 5),
        backoff=_value(element, "backoff") or "PT1M",
        notice=_value(element, "notice"),
        decision=_value(element, "decision"),
        result=_value(element, "result"),
        outcome=_choice(element, "outcome", EndResult),
        letter=_value(element, "letter"),
        completes_file=_flag(element, "fileComplete"),
        warnings=_warnings(element),
    )


def _warnings(element: Element) -> tuple[Warn, ...]:
    found = extensions(element, "warn")
    return tuple(Warn(_warn_step(element, one), one.get("before"), one.get("after")) for one in found)


def _warn_step(element: Element, found: Element) -> WarnStep:
    value = (found.get("do") or "").strip()
    if value not in list(WarnStep):
        raise _wrong(element, "warn do", value, "one of " + ", ".join(WarnStep))
    return WarnStep(value)


def _attendance(element: Element) -> Attendance | None:
    found = next(extensions(element, "attendance"), None)
    if found is None:
        return None
    return Attendance(
        reason=Bilingual(found.get("reason", ""), found.get("reasonEn", "")),
        duration=found.get("duration", ""),
        bring=tuple(Bilingual(item.get("name", ""), item.get("en", "")) for item in found if item.tag == miz("bring")),
    )


def _lanes(process: Element, flow: Flow) -> tuple[tuple[Lane, ...], Mapping[str, str]]:
    """All lanes, outer before inner, and the innermost lane of each element. What a lane doesn't say its outer one
    says for it; what is inside a sub-process belongs to the lane of the sub-process unless it has lanes of its own."""
    lanes: dict[str, Lane] = {}
    lane_of: dict[str, str] = {}
    scopes = [process, *(node for node in flow.nodes.values() if local_name(node) in SUB_PROCESSES)]
    for scope in scopes:
        _read_lanes(scope, lanes, lane_of)
    for id_ in flow.order:
        outer = None if id_ in lane_of else _lane_around(flow.nodes[id_], lane_of)
        if outer:
            lane_of[id_] = outer
    return tuple(lanes.values()), lane_of


def _lane_around(element: Element, lane_of: Mapping[str, str]) -> str | None:
    around = (lane_of.get(scope.get("id", "")) for scope in element.iterancestors())
    return next(filter(None, around), None)


def _read_lanes(scope: Element, lanes: dict[str, Lane], lane_of: dict[str, str]) -> None:
    pending: list[tuple[Element, Lane | None]] = [(lane, None) for lane in reversed(_lane_elements(scope))]
    while pending:
        element, outer = pending.pop()
        role = _value(element, "role") or (outer.role if outer else None)
        unit = _value(element, "unit") or (outer.unit if outer else None)
        lane = Lane(element.get("id", ""), _text(element), role, unit)
        lanes[lane.id] = lane
        for reference in children(element, "flowNodeRef"):
            lane_of[(reference.text or "").strip()] = lane.id
        pending.extend((inner, lane) for inner in reversed(_lane_elements(element, "childLaneSet")))


def _lane_elements(parent: Element, set_name: str = "laneSet") -> list[Element]:
    return [lane for lane_set in children(parent, set_name) for lane in children(lane_set, "lane")]


def _with_stages(
    process: Element, flow: Flow, lanes: tuple[Lane, ...], read: list[Activity]
) -> tuple[tuple[Stage, ...], tuple[Activity, ...]]:
    """The stages in the order of the flow, and the activities with their stage."""
    declared = [
        Stage(stage.get("id", ""), _text(stage), (stage.get("due") or "").strip() or None)
        for stage in extensions(process, "stage")
    ]
    if declared:
        stage_of = {activity.id: activity.stage for activity in read if activity.stage}
        return ordered_stages(declared, stage_of, flow.order, flow.successors), tuple(read)
    work = [(activity.id, activity.lane) for activity in read if activity.kind not in EVENTS]
    stages, derived = lane_stages(work, lanes)
    return stages, tuple(replace(activity, stage=derived.get(activity.id)) for activity in read)


def _text(element: Element) -> Bilingual:
    """Persian from `name`, English from `miz:en` (on elements of the dialect simply `en`)."""
    english = element.get(miz("en")) or (element.get("en") if not local_name(element) else None)
    return Bilingual(" ".join((element.get("name") or "").split()), " ".join((english or "").split()))


def _value(element: Element, name: str) -> str | None:
    return (element.get(miz(name)) or "").strip() or None


def _choice(element: Element, name: str, choices: type[_Choice]) -> _Choice | None:
    value = _value(element, name)
    if value is None:
        return None
    try:
        return choices(value)
    except ValueError:
        known = ", ".join(choices)
        raise _wrong(element, name, value, f"one of: {known}") from None


def _number(element: Element, name: str, default: int) -> int:
    value = _value(element, name)
    if value is None:
        return default
    if not (value.isascii() and value.isdigit() and len(value) <= 4):
        raise _wrong(element, name, value, "a whole number")
    return int(value)


def _flag(element: Element, name: str) -> bool:
    value = _value(element, name)
    if value not in (None, "true", "false"):
        raise _wrong(element, name, value, "true or false")
    return value == "true"


def _wrong(element: Element, name: str, value: str, expected: str) -> DefinitionError:
    id_ = element.get("id")
    return DefinitionError(f"{id_ or 'process'}: miz:{name}=“{value}” should be {expected}.", element=id_)
