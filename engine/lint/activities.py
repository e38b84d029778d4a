"""Activities: how they begin a case, repeat, undo and hold others (BPMN 2.0.2, 10.3 and 10.7)."""

from collections.abc import Iterator

from engine.dialect import Element, miz
from engine.dialect.names import ACTIVITIES, FLOW_NODES, children, text_of
from engine.lint.diagram import Diagram
from engine.lint.registry import ERROR, WARNING, Problem, diagram_rule


@diagram_rule("instantiating")
def check_instantiating(diagram: Diagram) -> Iterator[Problem]:
    """What begins a case has nothing before it (10.3.3, 10.6.6); only such a gateway may be parallel."""
    for node in diagram.of("receiveTask", "eventBasedGateway"):
        begins = node.get("instantiate") == "true"
        if begins and diagram.incoming(node):
            yield Problem(
                node,
                "پرونده را آغاز می‌کند (instantiate) ولی جریان ورودی دارد؛ یکی از این دو را بردارید.",
                "begins a case (instantiate) but has a flow into it; remove one of the two.",
            )
        if not begins and node.get("eventGatewayType") == "Parallel":
            yield Problem(
                node,
                "دروازه رویدادی موازی فقط در آغاز فرایند معنا دارد؛ instantiate را true یا نوع را Exclusive کنید.",
                "is a parallel event-based gateway, which only makes sense where it begins a case; set instantiate to "
                "true or the type to Exclusive.",
            )


@diagram_rule("ad-hoc")
def check_ad_hoc(diagram: Diagram) -> Iterator[Problem]:
    """An ad-hoc sub-process has activities, and neither start nor end event (10.3.5)."""
    for scope in diagram.of("adHocSubProcess"):
        for event in children(scope, "startEvent", "endEvent"):
            yield Problem(
                event,
                "زیرفرایند موردی رویداد شروع و پایان ندارد؛ آن را پاک کنید یا زیرفرایند را ساده کنید.",
                "is a start or end event in an ad-hoc sub-process, which has none; remove it or make that a plain one.",
            )
        if next(children(scope, *ACTIVITIES), None) is None:
            yield Problem(
                scope,
                "زیرفرایند موردی هیچ کاری ندارد؛ دست‌کم یک کار در آن بکشید.",
                "is an ad-hoc sub-process without any activity; draw at least one.",
                diagram.grade(scope),
            )


@diagram_rule("boundary-host")
def check_boundary_hosts(diagram: Diagram) -> Iterator[Problem]:
    """A boundary event stands beside its activity at the same level, and an event sub-process has none."""
    for event in diagram.of("boundaryEvent"):
        host = diagram.find(event.get("attachedToRef"), event)
        if host is not None and diagram.kind[host] in ACTIVITIES and host.getparent() is not event.getparent():
            yield Problem(
                event,
                "به کاری در سطح دیگر وصل است؛ رویداد مرزی را کنار کار خودش و در همان سطح بکشید.",
                "is attached to an activity of another level; draw it beside its activity at the same level.",
            )


@diagram_rule("loop")
def check_loops(diagram: Diagram) -> Iterator[Problem]:
    """A loop says how often: a condition or a maximum, a number of instances or a collection (10.3.8)."""
    for loop in diagram.of("standardLoopCharacteristics"):
        maximum = loop.get("loopMaximum")
        if maximum is None and not _filled(loop, "loopCondition"):
            yield Problem(
                loop,
                "حلقه شرط یا حداکثر ندارد؛ loopCondition یا loopMaximum را بنویسید.",
                "is a loop without condition or maximum; write loopCondition or loopMaximum.",
                diagram.grade(loop),
            )
        elif maximum is not None and maximum.strip().lstrip("+").lstrip("0") in ("", "-"):
            yield Problem(
                loop,
                "loopMaximum باید دست‌کم ۱ باشد؛ آن را درست کنید.",
                "is a loop whose loopMaximum isn't at least 1; correct it.",
            )
    for loop in diagram.of("multiInstanceLoopCharacteristics"):
        yield from _multi_instance(diagram, loop)


def _multi_instance(diagram: Diagram, loop: Element) -> Iterator[Problem]:
    cardinality = _filled(loop, "loopCardinality")
    collection = _filled(loop, "loopDataInputRef") or bool(loop.get(miz("collection")))
    if cardinality and collection:
        yield Problem(
            loop,
            "هم تعداد دارد و هم مجموعه؛ یکی را بردارید.",
            "has a number of instances and a collection as well; keep one of them.",
            diagram.grade(loop),
        )
    elif not cardinality and not collection:
        yield Problem(
            loop,
            "نمی‌گوید چند بار؛ loopCardinality یا loopDataInputRef را بنویسید.",
            "doesn't say how often; write loopCardinality or loopDataInputRef.",
            diagram.grade(loop),
        )


#: What says which event a behavior of a multi-instance throws (table 10.29): an attribute or a part.
_BEHAVIORS = {
    "None": "noneBehaviorEventRef",
    "One": "oneBehaviorEventRef",
    "Complex": "complexBehaviorDefinition",
}


@diagram_rule("loop-behavior")
def check_behaviors(diagram: Diagram) -> Iterator[Problem]:
    """A multi-instance that throws an event as its instances complete says which (10.3.8)."""
    for loop in diagram.of("multiInstanceLoopCharacteristics"):
        behavior = loop.get("behavior", "All")
        told = _BEHAVIORS.get(behavior)
        if told is not None and not loop.get(told) and next(children(loop, told), None) is None:
            yield Problem(
                loop,
                f"رفتار آن {behavior} است ولی {told} ندارد؛ آن را بنویسید یا رفتار را All کنید.",
                f"has the behavior {behavior} without {told}; write it or set the behavior to All.",
                diagram.grade(loop),
            )


def _filled(element: Element, name: str) -> bool:
    return any(text_of(child) for child in children(element, name))


@diagram_rule("compensation-flow")
def find_flows_at_compensation(diagram: Diagram) -> Iterator[Problem]:
    """Compensation is outside the flow: neither its handlers nor the boundary events before them have flows (10.7)."""
    for activity in diagram.of(*sorted(ACTIVITIES)):
        if activity.get("isForCompensation") == "true" and (diagram.incoming(activity) or diagram.outgoing(activity)):
            yield Problem(
                activity,
                "برای جبران است و نباید جریان ورودی یا خروجی داشته باشد؛ آن‌ها را پاک کنید.",
                "is for compensation and has flows in or out; remove them.",
            )
    for event in _compensation_boundaries(diagram):
        if diagram.outgoing(event):
            yield Problem(
                event,
                "رویداد مرزی جبران جریان خروجی ندارد؛ آن را با پیوند (association) به کار جبران وصل کنید.",
                "is a compensation boundary event with a flow out of it; lead an association to the handler instead.",
            )


@diagram_rule("compensation-handler")
def check_compensation_handlers(diagram: Diagram) -> Iterator[Problem]:
    """A compensation boundary event is associated with one activity that is for compensation (10.7.1)."""
    partners = _associated(diagram)
    for event in _compensation_boundaries(diagram):
        handlers = [node for node in partners.get(event, ()) if diagram.kind[node] in ACTIVITIES]
        wrong = next((node for node in handlers if node.get("isForCompensation") != "true"), None)
        if wrong is not None:
            yield Problem(
                wrong,
                "کار جبران است ولی isForCompensation آن true نیست؛ آن را true کنید.",
                "undoes something but isn't marked isForCompensation; set it to true.",
            )
        elif len(handlers) != 1:
            yield Problem(
                event,
                f"رویداد جبران باید به درست یک کار جبران پیوند داشته باشد (اکنون {len(handlers)}).",
                f"is a compensation event and needs an association with exactly one activity (now {len(handlers)}).",
                ERROR if handlers else diagram.grade(event),
            )


@diagram_rule("compensation-target", WARNING)
def check_compensation_targets(diagram: Diagram) -> Iterator[Problem]:
    """A compensation throw names an activity that can be undone, at its own level or, in an event sub-process, around
    it (10.7.2)."""
    for definition in diagram.of("compensateEventDefinition"):
        event = definition.getparent()
        target = diagram.find(definition.get("activityRef"), definition)
        if event is None or target is None or diagram.kind[target] not in ACTIVITIES:
            continue
        levels = {event.getparent()}
        level = event.getparent()
        if level is not None and level.get("triggeredByEvent") == "true":
            levels.add(level.getparent())
        if diagram.kind[event] in FLOW_NODES and target.getparent() not in levels:
            yield Problem(
                event,
                "کاری را جبران می‌کند که در این سطح نیست؛ activityRef را درست کنید.",
                "compensates an activity that isn't at this level; correct activityRef.",
            )


def _compensation_boundaries(diagram: Diagram) -> Iterator[Element]:
    for event in diagram.of("boundaryEvent"):
        if any(diagram.kind[d] == "compensateEventDefinition" for d in diagram.definitions(event)):
            yield event


def _associated(diagram: Diagram) -> dict[Element, list[Element]]:
    found: dict[Element, list[Element]] = {}
    for line in diagram.of("association"):
        ends = [diagram.find(line.get(name), line) for name in ("sourceRef", "targetRef")]
        for one, other in (ends, reversed(ends)):
            if one is not None and other is not None:
                found.setdefault(one, []).append(other)
    return found
