"""Errors: who catches them, and what stops (BPMN 2.0.2, 10.5.6)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

BEHAVIOURS = (
    Behaviour(
        "Error event",
        "end event",
        "is caught by the boundary event of its code",
        d.drawn(d.start() + d.throwing_sub(d.ERROR) + d.boundary("b", "s", d.ERROR) + d.OUT + d.end(), d.OUT_LINKS),
        "start s0 bad b x other",
        cancelled="s",
    ),
    Behaviour(
        "Error event",
        "boundary event, interrupting",
        "without a code catches any error",
        d.drawn(d.start() + d.throwing_sub(d.ERROR) + d.boundary("b", "s", d.ANY_ERROR) + d.OUT + d.end(), d.OUT_LINKS),
        "start s0 bad b x other",
        cancelled="s",
    ),
    Behaviour(
        "Error event",
        "boundary event, interrupting",
        "of the very code goes before one for any",
        d.drawn(
            d.start()
            + d.throwing_sub(d.ERROR)
            + d.boundary("any", "s", d.ANY_ERROR)
            + d.boundary("b", "s", d.ERROR)
            + d.OUT
            + d.end()
            + d.end("no"),
            d.OUT_LINKS + ", any->no",
        ),
        "start s0 bad b x other",
        cancelled="s",
    ),
    Behaviour(
        "Error event",
        "boundary event, interrupting",
        "of another code doesn't catch",
        d.drawn(d.start() + d.throwing_sub(d.ERROR) + d.boundary("b", "s", d.ERROR_2) + d.OUT + d.end(), d.OUT_LINKS),
        "start s0 bad",
        state="terminated",
        cancelled="s",
    ),
    Behaviour(
        "Error event",
        "end event",
        "that nobody catches terminates the case and all its branches",
        d.drawn(
            d.start() + d.gateway("parallel", "f") + d.task("a") + d.waits("w") + d.end("bad", d.ERROR) + d.end(),
            "start->f, f->w, f->a, a->bad, w->end",
        ),
        "start f a bad",
        state="terminated",
        cancelled="w",
    ),
    Behaviour(
        "Error event",
        "end event",
        "stops the other branches of its sub-process before any further step",
        d.drawn(
            d.start()
            + d.sub(
                "s",
                d.start("s0")
                + d.gateway("parallel", "f")
                + d.task("a", "a2", "a3")
                + d.end("bad", d.ERROR)
                + d.end("s1"),
                "s0->f, f->bad, f->a, a->a2, a2->a3, a3->s1",
            )
            + d.boundary("b", "s", d.ERROR)
            + d.OUT
            + d.end(),
            d.OUT_LINKS,
        ),
        "start s0 f bad b x other",
        cancelled="s",
    ),
    Behaviour(
        "Error event",
        "event sub-process start, interrupting",
        "catches before the boundary of its scope does",
        d.drawn(
            d.start()
            + d.throwing_sub(d.ERROR, more=d.esp("e", d.ERROR, body=d.task("y") + d.end("e1"), links="e0->y, y->e1"))
            + d.boundary("b", "s", d.ERROR)
            + d.OUT
            + d.end(),
            d.OUT_LINKS,
        ),
        "start s0 bad e0 y e1 e s end",
    ),
    Behaviour(
        "Error event",
        "event sub-process start, interrupting",
        "may throw on to the boundary of its scope",
        d.drawn(
            d.start()
            + d.throwing_sub(
                d.ERROR, more=d.esp("e", d.ERROR, body=d.task("y") + d.end("e1", d.ERROR), links="e0->y, y->e1")
            )
            + d.boundary("b", "s", d.ERROR)
            + d.OUT
            + d.end(),
            d.OUT_LINKS,
        ),
        "start s0 bad e0 y e1 b x other",
        cancelled="e s",
    ),
    Behaviour(
        "Error event",
        "event sub-process start, interrupting",
        "of the process catches an error of its own level",
        d.drawn(d.start() + d.end("bad", d.ERROR) + d.esp("e", d.ERROR), "start->bad"),
        "start bad e0 x e1 e",
    ),
    Behaviour(
        "Error event",
        "boundary event, interrupting",
        "on the innermost of nested sub-processes catches first",
        d.drawn(
            d.start()
            + d.sub(
                "s",
                d.start("s0")
                + d.sub("t", d.start("t0") + d.end("bad", d.ERROR), "t0->bad")
                + d.boundary("bt", "t", d.ERROR)
                + d.end("s1"),
                "s0->t, bt->s1",
            )
            + d.boundary("b", "s", d.ERROR)
            + d.OUT
            + d.end(),
            d.OUT_LINKS,
        ),
        "start s0 t0 bad bt s1 s end",
        cancelled="t",
    ),
    Behaviour(
        "Error event",
        "boundary event, interrupting",
        "catches from two levels below",
        d.drawn(
            d.start()
            + d.sub(
                "s",
                d.start("s0") + d.sub("t", d.start("t0") + d.end("bad", d.ERROR), "t0->bad") + d.end("s1"),
                "s0->t, t->s1",
            )
            + d.boundary("b", "s", d.ERROR)
            + d.OUT
            + d.end(),
            d.OUT_LINKS,
        ),
        "start s0 t0 bad b x other",
        cancelled="t s",
    ),
    Behaviour(
        "Error event",
        "boundary event, interrupting",
        "on a call activity catches what the called process throws",
        d.drawn(
            d.start()
            + d.task("s", kind="callActivity", attributes='calledElement="called"')
            + d.boundary("b", "s", d.ERROR)
            + d.OUT
            + d.end(),
            d.OUT_LINKS,
            d.process("called", d.start("c0") + d.end("bad", d.ERROR), "c0->bad"),
        ),
        "start c0 bad b x other",
        cancelled="s",
    ),
    Behaviour(
        "Error event",
        "boundary event, interrupting",
        "on a multi-instance sub-process stops all instances",
        d.drawn(
            d.start()
            + d.sub(
                "s",
                d.start("s0")
                + d.gateway("exclusive", "g", attributes='default="g.w.2"')
                + d.end("bad", d.ERROR)
                + d.waits("w")
                + d.end("s1"),
                "s0->g, g->bad: loopCounter = 2, g->w, w->s1",
                loop="<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>",
            )
            + d.boundary("b", "s", d.ERROR)
            + d.OUT
            + d.end(),
            d.OUT_LINKS,
        ),
        "start s0 s0 s0 g g g bad b x other",
        cancelled="w s s s s",
    ),
    Behaviour(
        "Error event",
        "script task",
        "is thrown by throw error(…) and caught at its boundary",
        d.drawn(
            d.start() + d.script("s", 'throw error("E1")') + d.boundary("b", "s", d.ERROR) + d.OUT + d.end(),
            d.OUT_LINKS,
        ),
        "start b x other",
        cancelled="s",
    ),
    Behaviour(
        "Error event",
        "script task",
        "may be thrown on a condition",
        d.drawn(
            d.start()
            + d.script("s", 'if x &gt; 5 then throw error("E1") else {y: 1}')
            + d.boundary("b", "s", d.ERROR)
            + d.OUT
            + d.end(),
            d.OUT_LINKS,
        ),
        "start s end",
        data={"y": 1},
        arguments=("--vars", '{"x": 1}'),
    ),
    Behaviour(
        "Error event",
        "script task",
        "that nobody catches terminates the case",
        d.drawn(d.start() + d.script("s", 'throw error("E9")') + d.end(), "start->s, s->end"),
        "start",
        state="terminated",
        cancelled="s",
    ),
)
