"""Escalations: who is told, and what goes on (BPMN 2.0.2, 10.5.6)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

BEHAVIOURS = (
    Behaviour(
        "Escalation event",
        "intermediate throw event",
        "interrupts its sub-process where the boundary event does",
        d.drawn(
            d.start()
            + d.throwing_sub(d.ESCALATION, at_end=False)
            + d.boundary("b", "s", d.ESCALATION)
            + d.OUT
            + d.end(),
            d.OUT_LINKS,
        ),
        "start s0 bad b x other",
        cancelled="s",
    ),
    Behaviour(
        "Escalation event",
        "intermediate throw event",
        "lets its sub-process go on where the boundary event doesn't interrupt",
        d.drawn(
            d.start()
            + d.throwing_sub(d.ESCALATION, at_end=False)
            + d.boundary("b", "s", d.ESCALATION, interrupting=False)
            + d.OUT
            + d.end(),
            d.OUT_LINKS,
        ),
        "start s0 bad b after x s1 other s end",
    ),
    Behaviour(
        "Escalation event",
        "boundary event, non-interrupting",
        "without a code catches any escalation",
        d.drawn(
            d.start()
            + d.throwing_sub(d.ESCALATION)
            + d.boundary("b", "s", d.ANY_ESCALATION, interrupting=False)
            + d.OUT
            + d.end(),
            d.OUT_LINKS,
        ),
        "start s0 bad b s x end other",
    ),
    Behaviour(
        "Escalation event",
        "boundary event, non-interrupting",
        "of another code doesn't catch; the throw goes on",
        d.drawn(
            d.start()
            + d.throwing_sub(d.ESCALATION, at_end=False)
            + d.boundary("b", "s", '<escalationEventDefinition escalationRef="esc-2"/>', interrupting=False)
            + d.OUT
            + d.end(),
            d.OUT_LINKS,
        ),
        "start s0 bad after s1 s end",
    ),
    Behaviour(
        "Escalation event",
        "end event",
        "that nobody catches ends only its branch",
        d.drawn(
            d.start() + d.gateway("parallel", "f") + d.end("up", d.ESCALATION) + d.task("a") + d.end(),
            "start->f, f->up, f->a, a->end",
        ),
        "start f up a end",
    ),
    Behaviour(
        "Escalation event",
        "event sub-process start, non-interrupting",
        "runs in parallel with the one that threw",
        d.drawn(
            d.start()
            + d.throwing_sub(d.ESCALATION, at_end=False, more=d.esp("e", d.ESCALATION, interrupting=False))
            + d.end(),
            "start->s, s->end",
        ),
        "start s0 bad after e0 s1 x e1 e s end",
    ),
    Behaviour(
        "Escalation event",
        "event sub-process start, interrupting",
        "stops its scope",
        d.drawn(
            d.start() + d.throwing_sub(d.ESCALATION, at_end=False, more=d.esp("e", d.ESCALATION)) + d.end(),
            "start->s, s->end",
        ),
        "start s0 bad e0 x e1 e s end",
    ),
    Behaviour(
        "Escalation event",
        "boundary event, non-interrupting",
        "on a call activity catches what the called process throws",
        d.drawn(
            d.start()
            + d.task("s", kind="callActivity", attributes='calledElement="called"')
            + d.boundary("b", "s", d.ESCALATION, interrupting=False)
            + d.OUT
            + d.end(),
            d.OUT_LINKS,
            d.process("called", d.start("c0") + d.end("bad", d.ESCALATION), "c0->bad"),
        ),
        "start c0 bad b s x end other",
    ),
    Behaviour(
        "Escalation event",
        "boundary event, non-interrupting",
        "is caught by the nearest scope only",
        d.drawn(
            d.start()
            + d.sub(
                "s",
                d.start("s0")
                + d.sub("t", d.start("t0") + d.end("bad", d.ESCALATION), "t0->bad")
                + d.boundary("bt", "t", d.ESCALATION, interrupting=False)
                + d.end("told")
                + d.end("s1"),
                "s0->t, t->s1, bt->told",
            )
            + d.boundary("b", "s", d.ESCALATION, interrupting=False)
            + d.OUT
            + d.end(),
            d.OUT_LINKS,
        ),
        "start s0 t0 bad bt t told s1 s end",
    ),
    Behaviour(
        "Escalation event",
        "event sub-process start, non-interrupting",
        "may throw on to the boundary of its scope, and doesn't catch that itself",
        d.between(
            d.sub(
                "s",
                d.start("s0")
                + d.throw("t", d.ESCALATION)
                + d.end("s1")
                + d.esp("e", d.ESCALATION, interrupting=False, body=d.end("e1", d.ESCALATION), links="e0->e1"),
                "s0->t, t->s1",
            )
            + d.boundary("b", "s", d.ESCALATION, interrupting=False)
            + d.end("other"),
            "start->s, s->end, b->other",
        ),
        "start s0 t s1 e0 e1 b e other s end",
    ),
)
