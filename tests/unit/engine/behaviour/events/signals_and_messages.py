"""Signals and messages: whom they reach (BPMN 2.0.2, 10.5.5)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

BEHAVIOURS = (
    Behaviour(
        "Signal event",
        "intermediate throw event",
        "reaches every catcher of the case",
        d.drawn(
            d.start()
            + d.gateway("parallel", "f")
            + d.catch("c1", d.SIGNAL)
            + d.catch("c2", d.SIGNAL)
            + d.throw("t", d.SIGNAL)
            + d.end("x1")
            + d.end("x2")
            + d.end(),
            "start->f, f->c1, f->c2, f->t, t->end, c1->x1, c2->x2",
        ),
        "start f t c1 c2 end x1 x2",
    ),
    Behaviour(
        "Signal event",
        "intermediate throw event",
        "isn't kept for those who listen later",
        d.drawn(d.start() + d.throw("t", d.SIGNAL) + d.catch("c", d.SIGNAL) + d.end(), "start->t, t->c, c->end"),
        "start t",
        state="waiting",
    ),
    Behaviour(
        "Signal event",
        "end event",
        "reaches a boundary event elsewhere",
        d.drawn(
            d.start()
            + d.gateway("parallel", "f")
            + d.waits("w")
            + d.boundary("b", "w", d.SIGNAL)
            + d.end("bang", d.SIGNAL)
            + d.end("x1")
            + d.end(),
            "start->f, f->w, f->bang, w->end, b->x1",
        ),
        "start f bang b x1",
        cancelled="w",
    ),
    Behaviour(
        "Signal event",
        "intermediate throw event",
        "of another name doesn't reach",
        d.drawn(
            d.start()
            + d.gateway("parallel", "f")
            + d.catch("c", '<signalEventDefinition signalRef="sig-s2"/>')
            + d.throw("t", d.SIGNAL)
            + d.end("x1")
            + d.end(),
            "start->f, f->c, f->t, c->x1, t->end",
        ),
        "start f t end",
        state="waiting",
    ),
    Behaviour(
        "Signal event",
        "intermediate throw event",
        "may interrupt its own scope",
        d.drawn(
            d.start() + d.throwing_sub(d.SIGNAL, at_end=False) + d.boundary("b", "s", d.SIGNAL) + d.OUT + d.end(),
            d.OUT_LINKS,
        ),
        "start s0 bad b x other",
        cancelled="s",
    ),
    Behaviour(
        "Message event",
        "intermediate throw event",
        "may interrupt its own scope",
        d.drawn(
            d.start() + d.throwing_sub(d.MESSAGE, at_end=False) + d.boundary("b", "s", d.MESSAGE) + d.OUT + d.end(),
            d.OUT_LINKS,
        ),
        "start s0 bad b x other",
        cancelled="s",
    ),
    Behaviour(
        "Message event",
        "intermediate throw event",
        "reaches a catcher of the same case",
        d.drawn(
            d.start()
            + d.gateway("parallel", "f")
            + d.catch("c", d.MESSAGE)
            + d.throw("t", d.MESSAGE)
            + d.end("x1")
            + d.end(),
            "start->f, f->c, f->t, c->x1, t->end",
        ),
        "start f t c end x1",
    ),
    Behaviour(
        "Message event",
        "intermediate throw event",
        "is kept until somebody waits for it",
        d.drawn(d.start() + d.throw("t", d.MESSAGE) + d.catch("c", d.MESSAGE) + d.end(), "start->t, t->c, c->end"),
        "start t c end",
    ),
    Behaviour(
        "Message event",
        "end event",
        "sends as it ends",
        d.drawn(
            d.start() + d.gateway("parallel", "f") + d.catch("c", d.MESSAGE) + d.end("bye", d.MESSAGE) + d.end(),
            "start->f, f->c, f->bye, c->end",
        ),
        "start f bye c end",
    ),
    Behaviour(
        "Message event",
        "intermediate catch event",
        "is reached by one message for each of two who wait, in the order of waiting",
        d.drawn(
            d.start()
            + d.gateway("parallel", "f")
            + d.catch("c1", d.MESSAGE)
            + d.catch("c2", d.MESSAGE)
            + d.end("x1")
            + d.end("x2"),
            "start->f, f->c1, f->c2, c1->x1, c2->x2",
        ),
        "start f c1 x1",
        state="waiting",
        arguments=("--message", "M"),
    ),
    Behaviour(
        "Message event",
        "intermediate catch event",
        "brings its payload into the data",
        d.drawn(d.start() + d.catch("c", d.MESSAGE) + d.end(), "start->c, c->end"),
        "start c end",
        data={"a": 1, "b": [True, None]},
        arguments=("--message", 'M={"a": 1, "b": [true, null]}'),
    ),
    Behaviour(
        "Message event",
        "intermediate catch event",
        "of a name that never comes waits",
        d.drawn(d.start() + d.catch("c", d.MESSAGE) + d.end(), "start->c, c->end"),
        "start",
        state="waiting",
        arguments=("--message", "other"),
    ),
)
