"""What catches: each kind of event at each place where it may stand (BPMN 2.0.2, 10.5, table 10.93).

The matrix is made of a trigger per kind and a diagram per place, so no pair is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour


@dataclass(frozen=True)
class Kind:
    """A kind of event: its definition, and what makes it happen: an argument of the command, or the virtual clock, or
    an element inside of the activity that it stands at."""

    name: str
    definition: str
    arguments: tuple[str, ...] = ()
    attributes: str = ""
    #: ids of root definitions, when given by reference
    roots: str = ""


BOTH = d.MESSAGE + d.MESSAGE_N
KINDS = (
    Kind("Message event", d.MESSAGE, ("--message", "M")),
    Kind("Timer event (duration)", d.timer()),
    Kind("Timer event (date)", d.timer("2026-01-01T00:00:10Z", "timeDate")),
    Kind("Timer event (cycle)", d.timer("R1/PT10S", "timeCycle")),
    Kind("Timer event (cron)", d.timer("10 * * * * *", "timeCycle")),
    Kind("Signal event", d.SIGNAL, ("--signal", "S")),
    Kind("Conditional event", d.CONDITION, ("--message", 'M={"x": 9}')),
    Kind("Multiple event", d.SIGNAL + d.MESSAGE, ("--message", "M")),
    Kind("Parallel multiple event", BOTH, ("--message", "N", "--message", "M"), 'parallelMultiple="true"'),
    Kind(
        "Event definition by reference",
        "<eventDefinitionRef>def</eventDefinitionRef>",
        ("--message", "M"),
        roots='<messageEventDefinition id="def" messageRef="msg-m"/>',
    ),
    Kind(
        "Timer definition by reference",
        "<eventDefinitionRef>def</eventDefinitionRef>",
        roots='<timerEventDefinition id="def"><timeDuration>PT10S</timeDuration></timerEventDefinition>',
    ),
)
#: sets x when the message M comes: what conditional events wait for
FEED = d.catch("feed", d.MESSAGE)


def _xml(kind: Kind, body: str, links: str) -> bytes:
    """The process; a conditional event gets a parallel branch that changes the data."""
    if kind.name == "Conditional event":
        body += d.gateway("parallel", "both") + FEED + d.task("fed")
        links = links.replace("start->", "start->both, both->feed, feed->fed, both->", 1)
    return d.diagram(body, links, roots=d.ROOTS + kind.roots)


def _feeding(kind: Kind, done: str) -> str:
    return (
        done.replace("start", "start both feed fed", 1).replace("feed fed s0", "s0 feed fed")
        if kind.name == "Conditional event"
        else done
    )


def _starts(kind: Kind) -> Behaviour:
    xml = d.diagram(
        d.start("start", kind.definition, kind.attributes) + d.task("a") + d.end(),
        "start->a, a->end",
        roots=d.ROOTS + kind.roots,
    )
    arguments = ("--vars", '{"x": 9}') if kind.name == "Conditional event" else kind.arguments
    return Behaviour(kind.name, "start event", "begins the process", xml, "start a end", arguments=arguments)


def _catches(kind: Kind) -> Behaviour:
    body = d.start() + d.catch("c", kind.definition, kind.attributes) + d.end()
    xml = _xml(kind, body, "start->c, c->end")
    done = _feeding(kind, "start c end")
    return Behaviour(
        kind.name, "intermediate catch event", "goes on when it happens", xml, done, arguments=kind.arguments
    )


def _races(kind: Kind) -> Behaviour:
    body = d.start() + d.gateway("eventBased", "g") + d.catch("c", kind.definition, kind.attributes)
    body += d.waits("w") + d.end() + d.end("other")
    xml = _xml(kind, body, "start->g, g->w, g->c, c->end, w->other")
    done = _feeding(kind, "start g c end").replace("fed g", "g fed")  # the race ends as x changes
    return Behaviour(kind.name, "after an event-based gateway", "wins the race", xml, done, arguments=kind.arguments)


def _interrupts(kind: Kind, host: str, inside: str, seen: str, cancelled: str) -> Behaviour:
    body = d.start() + host + d.boundary("b", "w", kind.definition, attributes=kind.attributes)
    xml = _xml(kind, body + d.task("x") + d.end() + d.end("other"), "start->w, w->end, b->x, x->other")
    done = _feeding(kind, f"start {seen}b x other".replace("  ", " "))
    what = f"stops {inside} at once and takes its own flow"
    return Behaviour(
        kind.name, "boundary event, interrupting", what, xml, done, cancelled=cancelled, arguments=kind.arguments
    )


def _stands_beside(kind: Kind) -> Behaviour:
    body = (
        d.start() + d.waits("w") + d.boundary("b", "w", kind.definition, interrupting=False, attributes=kind.attributes)
    )
    xml = _xml(kind, body + d.task("x") + d.end() + d.end("other"), "start->w, w->end, b->x, x->other")
    done = _feeding(kind, "start b x other")
    what = "takes its own flow, and the activity goes on"
    arguments = (*kind.arguments, *(("--max-wait", "30") if "cron" in kind.name else ()))
    return Behaviour(
        kind.name, "boundary event, non-interrupting", what, xml, done, state="waiting", arguments=arguments
    )


def _begins_beside(kind: Kind, *, interrupting: bool) -> Behaviour:
    beside = d.esp("e", kind.definition, interrupting=interrupting, attributes=kind.attributes)
    body = d.start() + d.sub("s", d.start("s0") + d.waits("w") + d.end("s1") + beside, "s0->w, w->s1") + d.end()
    xml = _xml(kind, body, "start->s, s->end")
    done = _feeding(kind, "start s0 e0 x e1 e" + (" s end" if interrupting else ""))
    arguments = (*kind.arguments, *(("--max-wait", "30") if "cron" in kind.name else ()))
    return Behaviour(
        kind.name,
        f"event sub-process start, {'' if interrupting else 'non-'}interrupting",
        "stops its scope and runs in its place" if interrupting else "runs in parallel with its scope",
        xml,
        done,
        state="completed" if interrupting else "waiting",
        cancelled="w" if interrupting else "",
        arguments=arguments,
    )


TASK = d.waits("w")
LOOP = "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>"
INSIDE = d.sub("w", d.start("s0") + d.waits("inner") + d.end("s1"), "s0->inner, inner->s1")


def _all() -> Iterator[Behaviour]:
    for kind in KINDS:
        yield _starts(kind)
        yield _catches(kind)
        yield _races(kind)
        yield _interrupts(kind, TASK, "the task", "", "w")
        yield _interrupts(kind, d.waits("w", LOOP), "all instances", "", "w w w")
        yield _interrupts(kind, INSIDE, "the sub-process", "s0 ", "inner w")
        yield _stands_beside(kind)
        yield _begins_beside(kind, interrupting=True)
        yield _begins_beside(kind, interrupting=False)


BEHAVIOURS = tuple(_all())
