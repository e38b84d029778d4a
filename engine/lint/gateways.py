"""Gateways and conditional flows: every way out says when it is taken (BPMN 2.0.2, 10.6 and 8.4.13)."""

from collections.abc import Iterator

from engine.dialect import Element, miz
from engine.dialect.names import ACTIVITIES, EVENTS, GATEWAYS, children, text_of
from engine.lint.diagram import Diagram
from engine.lint.exchange import correlated_properties, message_of, messages_read
from engine.lint.registry import WARNING, Problem, diagram_rule

DECIDING = ("exclusiveGateway", "inclusiveGateway", "complexGateway")
_WAITING = frozenset({"message", "signal", "timer", "conditional"})


@diagram_rule("condition-missing")
def find_missing_conditions(diagram: Diagram) -> Iterator[Problem]:
    """A way out of a deciding gateway with neither condition nor being the default. A remark where no way of the
    gateway has one: then the diagram is drawn, not written for execution."""
    for gateway in diagram.of(*DECIDING):
        flows = diagram.outgoing(gateway)
        default = diagram.find(gateway.get("default"), gateway)
        written = diagram.publishing or any(condition_of(flow) for flow in flows)
        for flow in flows if len(flows) > 1 else ():
            if flow is not default and not condition_of(flow):
                yield Problem(
                    flow,
                    "شرط ندارد و مسیر پیش‌فرض هم نیست؛ شرط آن را بنویسید یا آن را پیش‌فرض کنید.",
                    "has no condition and isn't the default; write its condition or make it the default.",
                    diagram.grade(flow) if written else WARNING,
                )
    yield from _empty_conditions(diagram)


def _empty_conditions(diagram: Diagram) -> Iterator[Problem]:
    """Flows out of activities whose condition is there and empty: without one they would always be taken, beside the
    default too (8.4.13)."""
    for flow in diagram.of("sequenceFlow"):
        source = diagram.source(flow)
        if source is None or diagram.kind[source] not in ACTIVITIES:
            continue
        if diagram.find(source.get("default"), source) is flow or condition_of(flow):
            continue
        if next(children(flow, "conditionExpression"), None) is not None:
            yield Problem(
                flow,
                "شرط آن خالی است و همیشه پیموده می‌شود؛ شرط را بنویسید یا شرط خالی را بردارید.",
                "has an empty condition, so that it is always taken; write the condition or remove the empty one.",
                diagram.grade(flow),
            )


@diagram_rule("default-condition")
def find_conditions_on_defaults(diagram: Diagram) -> Iterator[Problem]:
    """The default is taken when no other way is: a condition on it would never be asked (table 10.43: it should have
    none)."""
    for node in diagram.of(*DECIDING, *sorted(ACTIVITIES)):
        flow = diagram.find(node.get("default"), node)
        if flow is not None and diagram.kind[flow] == "sequenceFlow" and condition_of(flow):
            yield Problem(
                flow,
                "مسیر پیش‌فرض است و شرط هم دارد؛ شرط را بردارید یا پیش‌فرض را عوض کنید.",
                "is the default and has a condition; remove the condition or choose another default.",
                diagram.grade(flow),
            )


@diagram_rule("default-elsewhere")
def find_foreign_defaults(diagram: Diagram) -> Iterator[Problem]:
    """A default must be one of the element's own ways out, and only elements that decide have one."""
    for node in diagram.nodes:
        flow = diagram.find(node.get("default"), node)
        if flow is None or diagram.kind[flow] != "sequenceFlow":
            continue
        if diagram.find(flow.get("sourceRef"), flow) is not node:
            yield Problem(
                node,
                f"مسیر پیش‌فرض آن ({flow.get('id')}) از عنصر دیگری بیرون می‌آید؛ یکی از خروجی‌های خودش را برگزینید.",
                f"has as default {flow.get('id')}, which leaves another element; choose one of its own ways out.",
            )


@diagram_rule("condition-place")
def find_misplaced_conditions(diagram: Diagram) -> Iterator[Problem]:
    """Conditions stand on flows out of activities and deciding gateways only."""
    for flow in diagram.of("sequenceFlow"):
        source = diagram.source(flow)
        kind = "" if source is None else diagram.kind[source]
        if kind in EVENTS | {"parallelGateway", "eventBasedGateway"} and condition_of(flow):
            yield Problem(
                flow,
                f"شرط دارد، ولی از {kind} بیرون می‌آید که شرط نمی‌پرسد؛ شرط را بردارید یا دروازه انحصاری بگذارید.",
                f"has a condition but leaves a {kind}, which asks none; remove it or put an exclusive gateway there.",
            )


@diagram_rule("condition-alone")
def find_lonely_conditions(diagram: Diagram) -> Iterator[Problem]:
    """The only way out of an activity is conditional: where the condition fails, nothing can go on (8.4.13)."""
    for activity in diagram.of(*sorted(ACTIVITIES)):
        flows = diagram.outgoing(activity)
        if len(flows) == 1 and condition_of(flows[0]):
            yield Problem(
                flows[0],
                "تنها خروجی کار است و شرط دارد؛ اگر شرط برقرار نباشد کار می‌ماند. شرط را بردارید یا راه دیگری بکشید.",
                "is the only way out and has a condition; where that fails, work stops. Remove it or draw another way.",
                diagram.grade(activity),
            )


@diagram_rule("gateway-direction")
def check_directions(diagram: Diagram) -> Iterator[Problem]:
    """A declared `gatewayDirection` that the flows contradict (BPMN 2.0.2, 10.6.1)."""
    for gateway in diagram.of(*sorted(GATEWAYS)):
        direction = gateway.get("gatewayDirection", "Unspecified").strip()
        joins, splits = len(diagram.incoming(gateway)) > 1, len(diagram.outgoing(gateway)) > 1
        fits = {"Converging": not splits, "Diverging": not joins, "Mixed": joins and splits}
        if not fits.get(direction, True):
            yield Problem(
                gateway,
                f"gatewayDirection آن {direction} است، ولی جریان‌ها چیز دیگری می‌گویند؛ آن را درست کنید یا بردارید.",
                f"has gatewayDirection={direction}, which its flows contradict; correct or remove it.",
            )


@diagram_rule("gateway-mixing", WARNING)
def find_mixing_gateways(diagram: Diagram) -> Iterator[Problem]:
    """Joining and splitting in one gateway is legal and hard to read."""
    for gateway in diagram.of("parallelGateway", "inclusiveGateway"):
        if len(diagram.incoming(gateway)) > 1 and len(diagram.outgoing(gateway)) > 1:
            yield Problem(
                gateway,
                "هم شاخه‌ها را می‌بندد و هم باز می‌کند؛ برای خوانایی دو دروازه بکشید.",
                "both joins and splits; for readers draw two gateways.",
            )


@diagram_rule("idle-gateway", WARNING)
def find_idle_gateways(diagram: Diagram) -> Iterator[Problem]:
    """One way in, one way out: the gateway decides nothing."""
    for gateway in diagram.of("parallelGateway", *DECIDING):
        if len(diagram.incoming(gateway)) == 1 and len(diagram.outgoing(gateway)) == 1:
            yield Problem(
                gateway,
                "یک ورودی و یک خروجی دارد و کاری نمی‌کند؛ آن را پاک کنید یا راه دیگر را بکشید.",
                "has one way in and one way out and does nothing; remove it or draw the other way.",
            )


@diagram_rule("complex-activation", WARNING)
def check_activations(diagram: Diagram) -> Iterator[Problem]:
    """A complex gateway that joins says when it is enough (`activationCondition`, 10.6.5): without that it waits as an
    inclusive one. Where only one flow leads there is nothing to wait for."""
    for gateway in diagram.of("complexGateway"):
        told = any(text_of(one) for one in children(gateway, "activationCondition"))
        joins = len(diagram.incoming(gateway)) > 1
        if joins and not told:
            yield Problem(
                gateway,
                "چند شاخه را می‌بندد ولی نمی‌گوید چه زمانی بس است و مانند دروازهٔ شامل منتظر همه می‌ماند؛ "
                "activationCondition بنویسید یا دروازهٔ شامل بگذارید.",
                "joins branches without saying when they are enough, so that it waits as an inclusive gateway; write "
                "an activationCondition, or draw an inclusive one.",
            )
        elif told and not joins:
            yield Problem(
                gateway,
                "شرط فعال شدن دارد ولی فقط یک ورودی دارد و چیزی برای انتظار نیست؛ "
                "شرط را بردارید یا شاخه‌ها را وصل کنید.",
                "has an activationCondition and one way in only, so there is nothing to wait for; remove it or lead "
                "the branches here.",
            )


@diagram_rule("parallel-start", WARNING)
def check_parallel_starts(diagram: Diagram) -> Iterator[Problem]:
    """Several messages begin one case together only if a key tells which of them belong together (10.6.6)."""
    keys = [
        {message for one in correlated_properties(diagram, key) for message in messages_read(diagram, one)}
        for key in diagram.of("correlationKey")
    ]
    for gateway in diagram.of("eventBasedGateway"):
        if gateway.get("eventGatewayType") != "Parallel" or gateway.get("instantiate") != "true":
            continue
        targets = [target for flow in diagram.outgoing(gateway) if (target := diagram.target(flow)) is not None]
        definitions = [one for target in targets for one in (target, *diagram.definitions(target))]
        messages = {found for one in definitions if (found := message_of(diagram, one)) is not None}
        own_keys = all(any(one.get(miz("key")) for one in (t, *diagram.definitions(t))) for t in targets)
        if messages and not own_keys and not any(messages <= key for key in keys):
            yield Problem(
                gateway,
                "چند پیام با هم پرونده‌ای را آغاز می‌کنند ولی هیچ کلید همبستگی نمی‌گوید کدام‌ها از آن یک پرونده‌اند؛ "
                "کلیدی برای همهٔ این پیام‌ها بنویسید.",
                "begins a case by several messages, and no correlation key tells which of them belong together; write "
                "a key that all of them have.",
            )


@diagram_rule("event-gateway")
def check_event_gateways(diagram: Diagram) -> Iterator[Problem]:
    """What follows an event-based gateway must wait for something, and be entered from there only (10.6.6). In a
    choreography it is followed by choreography activities."""
    for gateway in (node for node in diagram.nodes if diagram.kind[node] == "eventBasedGateway"):
        flows = diagram.outgoing(gateway)
        yield from _other_triggers(diagram, gateway)
        if len(flows) == 1:
            yield Problem(
                gateway,
                "فقط یک خروجی دارد؛ دست‌کم دو رویداد برای رقابت بکشید.",
                "has one way out only; draw at least two events to race.",
            )
        for flow in flows:
            target = diagram.target(flow)
            if target is not None and not _waits(diagram, target):
                yield Problem(
                    target,
                    "پس از دروازه رویدادی آمده، ولی منتظر رویدادی نیست؛ رویداد گیرنده یا کار دریافت پیام بگذارید.",
                    "follows an event-based gateway but waits for nothing; put a catch event or receive task there.",
                )
            elif target is not None and diagram.kind[target] == "receiveTask" and diagram.boundary_events.get(target):
                yield Problem(
                    target,
                    "کار دریافت پس از دروازه رویدادی رویداد مرزی ندارد؛ آن را بردارید.",
                    "is a receive task after an event-based gateway and may have no boundary events; remove them.",
                )
            elif target is not None and len(diagram.incoming(target)) > 1:
                yield Problem(
                    target,
                    "پس از دروازه رویدادی فقط همان دروازه باید به آن برسد؛ ورودی دیگر را بردارید.",
                    "follows an event-based gateway and has another way in; remove that.",
                )


@diagram_rule("event-gateway-mixing")
def find_mixed_event_gateways(diagram: Diagram) -> Iterator[Problem]:
    """After one event-based gateway stand receive tasks or message events, never both (10.6.6)."""
    for gateway in diagram.of("eventBasedGateway"):
        targets = [target for flow in diagram.outgoing(gateway) if (target := diagram.target(flow)) is not None]
        receives = any(diagram.kind[target] == "receiveTask" for target in targets)
        catches = any(
            diagram.kind[definition] == "messageEventDefinition"
            for target in targets
            if diagram.kind[target] == "intermediateCatchEvent"
            for definition in diagram.definitions(target)
        )
        if receives and catches:
            yield Problem(
                gateway,
                "هم کار دریافت و هم رویداد پیام در پی دارد؛ فقط یکی از این دو را به کار ببرید.",
                "is followed by receive tasks and by message events; use only one of the two.",
            )


def _other_triggers(diagram: Diagram, gateway: Element) -> Iterator[Problem]:
    """What else than messages a parallel event-based gateway would begin a case with."""
    parallel = gateway.get("eventGatewayType") == "Parallel"
    for target in map(diagram.target, diagram.outgoing(gateway) if parallel else ()):
        if target is not None and any(
            diagram.kind[each] != "messageEventDefinition" for each in diagram.definitions(target)
        ):
            yield Problem(
                target,
                "پس از دروازه رویدادی موازی آمده که پرونده را آغاز می‌کند و فقط پیام می‌پذیرد؛ رویداد پیام بگذارید.",
                "follows a parallel event-based gateway that begins a case and takes messages only; make it a message.",
            )


def condition_of(flow: Element) -> str:
    """The text of a flow's condition, "" without one."""
    return next((text_of(c) for c in children(flow, "conditionExpression")), "")


def _waits(diagram: Diagram, node: Element) -> bool:
    if diagram.kind[node] == "receiveTask":
        return True
    names = [diagram.kind[d].removesuffix("EventDefinition") for d in diagram.definitions(node)]
    return diagram.kind[node] == "intermediateCatchEvent" and set(names) <= _WAITING
