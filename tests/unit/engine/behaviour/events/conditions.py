"""Conditional events in the midst of work: what turns them true is noticed before any further step (BPMN 2.0.2,
10.5.5, 13.5.3)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

SMALL = ("--vars", '{"x": 1}')
BIG = ("--vars", '{"x": 9}')
SETS = d.script("sc", "{x: 9}")
WORK = d.start("s0") + SETS + d.task("never") + d.end("s1")
LINKS = "s0->sc, sc->never, never->s1"
TWICE = '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>'

BEHAVIOURS = (
    Behaviour(
        "Conditional event",
        "event sub-process start, interrupting",
        "turned true by a script of its scope, stops it before the next step",
        d.between(d.sub("s", WORK + d.esp("e", d.CONDITION), LINKS), "start->s, s->end"),
        "start s0 sc e0 x e1 e s end",
        arguments=SMALL,
    ),
    Behaviour(
        "Conditional event",
        "event sub-process start, interrupting",
        "whose condition holds already stops its scope as that begins",
        d.between(
            d.sub("s", d.start("s0") + d.task("never") + d.end("s1") + d.esp("e", d.CONDITION), "s0->never, never->s1"),
            "start->s, s->end",
        ),
        "start e0 x e1 e s end",
        arguments=BIG,
    ),
    Behaviour(
        "Conditional event",
        "event sub-process start, non-interrupting",
        "turned true for a moment only happens all the same",
        d.between(
            d.script("p", "{x: 9}") + d.script("q", "{x: 0}") + d.esp("e", d.CONDITION, interrupting=False),
            "start->p, p->q, q->end",
        ),
        "start p q end e0 x e1 e",
        arguments=SMALL,
    ),
    Behaviour(
        "Conditional event",
        "boundary event, interrupting",
        "turned true inside its sub-process, stops it before the next step",
        d.between(
            d.sub("s", WORK, LINKS) + d.boundary("b", "s", d.CONDITION) + d.end("other"), "start->s, s->end, b->other"
        ),
        "start s0 sc b other",
        cancelled="s",
        arguments=SMALL,
    ),
    Behaviour(
        "Conditional event",
        "boundary event, interrupting",
        "turned true by one instance, stops those to come",
        d.between(
            d.sub("s", d.start("s0") + SETS + d.end("s1"), "s0->sc, sc->s1", loop=TWICE)
            + d.boundary("b", "s", d.CONDITION)
            + d.end("other"),
            "start->s, s->end, b->other",
        ),
        "start s0 sc s1 s b other",
        cancelled="s",
        arguments=SMALL,
    ),
    Behaviour(
        "Conditional event",
        "boundary event, interrupting",
        "turned true only by what its activity leaves doesn't interrupt that",
        d.between(
            d.task("a", kind="callActivity", attributes='calledElement="called"')
            + d.boundary("b", "a", d.CONDITION)
            + d.end("other"),
            "start->a, a->end, b->other",
            d.process("called", d.start("c0") + SETS + d.end("c1"), "c0->sc, sc->c1"),
        ),
        "start c0 sc c1 a end",
        arguments=SMALL,
    ),
    Behaviour(
        "Conditional event",
        "boundary event, interrupting",
        "turned true by a parallel branch, stops the activity before that goes on",
        d.between(
            d.gateway("parallel", "f")
            + d.waits("w")
            + d.boundary("b", "w", d.CONDITION)
            + d.catch("t", d.timer())
            + SETS
            + d.end("told")
            + d.end("done"),
            "start->f, f->w, w->end, b->told, f->t, t->sc, sc->done",
        ),
        "start f t sc done b told",
        cancelled="w",
        arguments=SMALL,
    ),
)
