"""Events: where each may stand, what it may carry, and what it needs to be more than a picture (BPMN 2.0.2, 10.5)."""

from collections.abc import Iterator, Mapping

from engine.build.constraints import transaction_around
from engine.dialect import Element
from engine.dialect.names import EVENTS, FLOW_NODES, children
from engine.lint.diagram import Diagram
from engine.lint.registry import WARNING, Problem, diagram_rule

#: which event definitions an event may carry; "none" is an event without any
ALLOWED: Mapping[str, frozenset[str]] = {
    "process start": frozenset({"none", "message", "timer", "conditional", "signal"}),
    "sub-process start": frozenset({"none"}),
    "event sub-process start": frozenset(
        {"message", "timer", "conditional", "signal", "error", "escalation", "compensate"}
    ),
    "intermediateCatchEvent": frozenset({"message", "timer", "conditional", "signal", "link"}),
    "boundaryEvent": frozenset(
        {"message", "timer", "conditional", "signal", "error", "escalation", "cancel", "compensate"}
    ),
    "intermediateThrowEvent": frozenset({"none", "message", "escalation", "compensate", "link", "signal"}),
    "endEvent": frozenset({"none", "message", "error", "escalation", "cancel", "compensate", "signal", "terminate"}),
}


@diagram_rule("start-incoming")
def find_start_events_with_incoming(diagram: Diagram) -> Iterator[Problem]:
    """Nothing comes before a start event."""
    for event in diagram.of("startEvent"):
        if diagram.incoming(event):
            yield Problem(
                event,
                "جریانی به این رویداد شروع می‌رسد؛ آن را به نخستین عنصر پس از شروع وصل کنید.",
                "is a start event with a flow into it; lead the flow to the element after the start.",
            )


@diagram_rule("end-outgoing")
def find_end_events_with_outgoing(diagram: Diagram) -> Iterator[Problem]:
    """Nothing follows an end event."""
    for event in diagram.of("endEvent"):
        if diagram.outgoing(event):
            yield Problem(
                event,
                "جریانی از این رویداد پایان بیرون می‌رود؛ آن را پاک کنید یا رویداد میانی بگذارید.",
                "is an end event with a flow out of it; remove the flow or make it an intermediate event.",
            )


@diagram_rule("boundary-incoming")
def find_boundary_events_with_incoming(diagram: Diagram) -> Iterator[Problem]:
    """A boundary event is reached through its activity only."""
    for event in diagram.of("boundaryEvent"):
        if diagram.incoming(event):
            yield Problem(
                event,
                "جریانی به این رویداد مرزی می‌رسد؛ رویداد مرزی فقط از راه کار خود رخ می‌دهد. جریان را جابه‌جا کنید.",
                "is a boundary event with a flow into it; it happens only through its activity. Move the flow.",
            )


@diagram_rule("event-definition")
def check_event_definitions(diagram: Diagram) -> Iterator[Problem]:
    """Each event carries a definition that may stand there, and one that needs a trigger has one."""
    for event in diagram.of(*sorted(EVENTS)):
        place = _place(diagram, event)
        allowed = ALLOWED[place]
        carried = [diagram.kind[d].removesuffix("EventDefinition") for d in diagram.definitions(event)]
        if next(children(event, "eventDefinitionRef"), None) is not None and not carried:
            continue  # a dangling reference is told as such
        for name in carried or ["none"]:
            if name in allowed:
                continue
            choices = ", ".join(sorted(allowed - {"none"})) or "none"
            yield Problem(
                event,
                f"این رویداد ({place}) نمی‌تواند {name} باشد؛ یکی از این‌ها را برگزینید: {choices}.",
                f"can't be {name} as {place}; choose one of: {choices}.",
            )


@diagram_rule("parallel-multiple")
def check_parallel_multiples(diagram: Diagram) -> Iterator[Problem]:
    """`parallelMultiple` says that all of several triggers are needed (10.5.1): there must be several."""
    for event in diagram.of("startEvent", "intermediateCatchEvent", "boundaryEvent"):
        if event.get("parallelMultiple") == "true" and len(diagram.definitions(event)) < 2:
            yield Problem(
                event,
                "parallelMultiple دارد ولی چند تعریف رویداد ندارد؛ تعریف دیگری بیفزایید یا آن را بردارید.",
                "is marked parallelMultiple but has no two event definitions; add one or remove the mark.",
            )


@diagram_rule("event-subprocess")
def check_event_sub_processes(diagram: Diagram) -> Iterator[Problem]:
    """An event sub-process has one start event and no flow in or out (BPMN 2.0.2, 10.3.5)."""
    for scope in diagram.of("subProcess"):
        if scope.get("triggeredByEvent") != "true":
            continue
        starts = list(children(scope, "startEvent"))
        if len(starts) != 1:
            yield Problem(
                scope,
                f"زیرفرایند رویدادی باید درست یک رویداد شروع داشته باشد (اکنون {len(starts)}).",
                f"is an event sub-process and needs exactly one start event (it has {len(starts)}).",
            )
        if diagram.incoming(scope) or diagram.outgoing(scope) or diagram.boundary_events.get(scope):
            yield Problem(
                scope,
                "زیرفرایند رویدادی جریان ورودی، خروجی یا رویداد مرزی ندارد؛ آن‌ها را پاک کنید.",
                "is an event sub-process, which has no flows in or out and no boundary events; remove them.",
            )


@diagram_rule("link-event")
def check_links(diagram: Diagram) -> Iterator[Problem]:
    """Each link throw finds one catch of its name at its level, and each catch at least one throw; a definition that
    lists its other half (`source`, `target`) lists one of its name (10.5.5)."""
    yield from _other_links(diagram)
    for scope in diagram.of("process", "subProcess", "transaction", "adHocSubProcess"):
        throws, catches = _links(diagram, scope)
        for name, events in catches.items():
            for event in events[1:]:
                yield Problem(
                    event,
                    f"پیوند «{name}» دو مقصد دارد؛ یکی را پاک کنید یا نام دیگری بدهید.",
                    f"is a second target of the link “{name}”; remove it or give it another name.",
                )
            if name not in throws:
                yield Problem(
                    events[0],
                    f"هیچ رویدادی پیوند «{name}» را نمی‌فرستد؛ مبدأ آن را بکشید.",
                    f"is the target of a link “{name}” that nothing throws; draw its source.",
                )
        for name, events in throws.items():
            if name not in catches:
                yield Problem(
                    events[0],
                    f"پیوند «{name}» در این سطح مقصد ندارد؛ رویداد پیوند گیرنده‌ای با همین نام بکشید.",
                    f"throws the link “{name}”, which has no target at this level; draw a catching link of that name.",
                )


def _other_links(diagram: Diagram) -> Iterator[Problem]:
    for definition in diagram.of("linkEventDefinition"):
        name = (definition.get("name") or "").strip()
        for reference in children(definition, "source", "target"):
            other = diagram.find(reference.text, reference)
            if other is not None and (other.get("name") or "").strip() != name:
                yield Problem(
                    definition,
                    f"پیوند «{name}» به پیوندی با نام دیگر ({other.get('id')}) اشاره می‌کند؛ نام‌ها را یکی کنید.",
                    f"is the link “{name}” and lists one of another name ({other.get('id')}); make their names agree.",
                )


@diagram_rule("link-flow")
def check_flows_at_links(diagram: Diagram) -> Iterator[Problem]:
    """A link stands for a flow: nothing leaves its source, nothing enters its target, and each has its other side."""
    for event in diagram.of("intermediateThrowEvent", "intermediateCatchEvent"):
        if not any(diagram.kind[d] == "linkEventDefinition" for d in diagram.definitions(event)):
            continue
        throwing = diagram.kind[event] == "intermediateThrowEvent"
        if diagram.outgoing(event) if throwing else diagram.incoming(event):
            side_fa, side_en = ("خروجی", "out of its source") if throwing else ("ورودی", "into its target")
            yield Problem(
                event,
                f"رویداد پیوند این‌جا نباید جریان {side_fa} داشته باشد؛ آن جریان را پاک کنید.",
                f"is a link with a flow {side_en}; remove that flow.",
            )
        if not (diagram.incoming(event) if throwing else diagram.outgoing(event)):
            side_fa, side_en = ("ورودی", "into its source") if throwing else ("خروجی", "out of its target")
            yield Problem(
                event,
                f"رویداد پیوند این‌جا جریان {side_fa} ندارد؛ آن را به جریان وصل کنید.",
                f"is a link without a flow {side_en}; connect it.",
                diagram.grade(event),
            )


@diagram_rule("interrupting")
def check_interrupting(diagram: Diagram) -> Iterator[Problem]:
    """Errors and cancellations always interrupt: the work they come from is over (table 10.93)."""
    for event in diagram.of("boundaryEvent", "startEvent"):
        attribute = "cancelActivity" if diagram.kind[event] == "boundaryEvent" else "isInterrupting"
        for definition in diagram.definitions(event):
            name = diagram.kind[definition].removesuffix("EventDefinition")
            if name in ("error", "cancel") and event.get(attribute) == "false":
                yield Problem(
                    event,
                    f"رویداد {name} همیشه قطع‌کننده است؛ {attribute} را true کنید.",
                    f"is a {name} event, which always interrupts; set {attribute} to true.",
                )


@diagram_rule("cancel-event")
def check_cancel_events(diagram: Diagram) -> Iterator[Problem]:
    """Cancel events belong to transactions: ends inside of one, boundary events on one."""
    for event in diagram.of("endEvent", "boundaryEvent"):
        if not any(diagram.kind[d] == "cancelEventDefinition" for d in diagram.definitions(event)):
            continue
        host = diagram.find(event.get("attachedToRef"), event)
        if diagram.kind[event] == "endEvent":
            belongs = transaction_around(event.getparent()) is not None
        else:
            belongs = host is None or diagram.kind.get(host) == "transaction"
        if not belongs:
            yield Problem(
                event,
                "رویداد لغو فقط در تراکنش معنا دارد؛ زیرفرایند را تراکنش کنید یا رویداد دیگری بگذارید.",
                "is a cancel event outside of a transaction; make it a transaction or choose another event.",
            )


@diagram_rule("event-without-reference")
def require_event_references(diagram: Diagram) -> Iterator[Problem]:
    """Thrown errors and escalations need a code where they are executed (10.5.5). Messages and signals should have a
    name; without one the element's own serves."""
    for event in diagram.of(*sorted(EVENTS)):
        throwing = diagram.kind[event] in ("endEvent", "intermediateThrowEvent")
        for definition in diagram.definitions(event):
            missing = _missing_reference(diagram, definition, throwing=throwing)
            coded = diagram.kind[definition] in ("errorEventDefinition", "escalationEventDefinition")
            if missing and not _acts_otherwise(event):
                yield Problem(
                    event,
                    f"{missing} ندارد، پس هیچ‌گاه به چیزی نمی‌رسد؛ آن را تعریف و معرفی کنید.",
                    f"has no {missing}, so that nothing can match it; define it and name it here.",
                    diagram.grade(event) if coded else WARNING,
                )


def _missing_reference(diagram: Diagram, definition: Element, *, throwing: bool) -> str:
    """The attribute that is absent, or the part of its target that is empty; "" where all is well."""
    kind = diagram.kind[definition].removesuffix("EventDefinition")
    if kind not in ("message", "signal") and not (throwing and kind in ("error", "escalation")):
        return ""
    reference = definition.get(f"{kind}Ref")
    if not reference:
        return f"{kind}Ref"
    target = diagram.find(reference, definition)
    part = "name" if kind in ("message", "signal") else f"{kind}Code"
    return part if target is not None and not (target.get(part) or "").strip() else ""


def _acts_otherwise(event: Element) -> bool:
    """A throwing message event of another tool may be a service call in disguise."""
    return any(not str(name).startswith("{urn:miz") and str(name).startswith("{") for name in event.attrib)


def _place(diagram: Diagram, event: Element) -> str:
    if diagram.kind[event] != "startEvent":
        return diagram.kind[event]
    scope = event.getparent()
    if scope is None or diagram.kind.get(scope) == "process":
        return "process start"
    return "event sub-process start" if scope.get("triggeredByEvent") == "true" else "sub-process start"


def _links(diagram: Diagram, scope: Element) -> tuple[dict[str, list[Element]], dict[str, list[Element]]]:
    throws: dict[str, list[Element]] = {}
    catches: dict[str, list[Element]] = {}
    for event in children(scope, *FLOW_NODES):
        for definition in diagram.definitions(event):
            if diagram.kind[definition] == "linkEventDefinition":
                side = catches if diagram.kind[event] == "intermediateCatchEvent" else throws
                side.setdefault((definition.get("name") or "").strip(), []).append(event)
    return throws, catches
