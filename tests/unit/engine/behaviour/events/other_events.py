"""None, link, terminate, cancel, multiple and timer events (BPMN 2.0.2, 10.5.4 and 10.5.5)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

BEHAVIOURS = (
    Behaviour(
        "None event",
        "intermediate throw event",
        "only marks a place",
        d.drawn(d.start() + d.throw("t") + d.end(), "start->t, t->end"),
        "start t end",
    ),
    Behaviour(
        "None event", "start event", "begins the process", d.drawn(d.start() + d.end(), "start->end"), "start end"
    ),
    Behaviour(
        "None event",
        "end event",
        "ends its branch only; the case goes on",
        d.drawn(
            d.start() + d.gateway("parallel", "f") + d.end("one") + d.task("a") + d.end(),
            "start->f, f->one, f->a, a->end",
        ),
        "start f one a end",
    ),
    Behaviour(
        "Link event",
        "intermediate throw event",
        "goes on at the link of its name",
        d.drawn(
            d.start()
            + d.throw("t", '<linkEventDefinition name="L"/>')
            + d.catch("c", '<linkEventDefinition name="L"/>')
            + d.end(),
            "start->t, c->end",
        ),
        "start t c end",
    ),
    Behaviour(
        "Link event",
        "intermediate throw event",
        "of several sources leads to the one target",
        d.drawn(
            d.start()
            + d.gateway("parallel", "f")
            + d.throw("t1", '<linkEventDefinition name="L"/>')
            + d.throw("t2", '<linkEventDefinition name="L"/>')
            + d.catch("c", '<linkEventDefinition name="L"/>')
            + d.end(),
            "start->f, f->t1, f->t2, c->end",
        ),
        "start f t1 t2 c c end end",
    ),
    Behaviour(
        "Link event",
        "intermediate catch event",
        "in a sub-process belongs to that level",
        d.drawn(
            d.start()
            + d.sub(
                "s",
                d.start("s0")
                + d.throw("t", '<linkEventDefinition name="L"/>')
                + d.catch("c", '<linkEventDefinition name="L"/>')
                + d.end("s1"),
                "s0->t, c->s1",
            )
            + d.end(),
            "start->s, s->end",
        ),
        "start s0 t c s1 s end",
    ),
    Behaviour(
        "Terminate event",
        "end event",
        "ends the case and all its branches",
        d.drawn(
            d.start() + d.gateway("parallel", "f") + d.waits("w") + d.end("stop", d.TERMINATE) + d.end(),
            "start->f, f->w, f->stop, w->end",
        ),
        "start f stop",
        state="terminated",
        cancelled="w",
    ),
    Behaviour(
        "Terminate event",
        "end event",
        "in a sub-process ends that one only",
        d.drawn(
            d.start()
            + d.sub(
                "s",
                d.start("s0") + d.gateway("parallel", "f") + d.waits("w") + d.end("stop", d.TERMINATE) + d.end("s1"),
                "s0->f, f->w, f->stop, w->s1",
            )
            + d.task("a")
            + d.end(),
            "start->s, s->a, a->end",
        ),
        "start s0 f stop s a end",
        cancelled="w",
    ),
    Behaviour(
        "Terminate event",
        "end event",
        "in a called process ends that one only",
        d.drawn(
            d.start() + d.task("s", kind="callActivity", attributes='calledElement="called"') + d.end(),
            "start->s, s->end",
            d.process(
                "called",
                d.start("c0") + d.gateway("parallel", "f") + d.waits("w") + d.end("stop", d.TERMINATE) + d.end("c1"),
                "c0->f, f->w, f->stop, w->c1",
            ),
        ),
        "start c0 f stop s end",
        cancelled="w",
    ),
    Behaviour(
        "Terminate event",
        "end event",
        "in one instance of a multi-instance sub-process ends that instance only",
        d.drawn(
            d.start()
            + d.sub(
                "s",
                d.start("s0") + d.end("stop", d.TERMINATE),
                "s0->stop",
                loop="<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>",
            )
            + d.end(),
            "start->s, s->end",
        ),
        "start s0 s0 stop stop s s s end",
    ),
    Behaviour(
        "Multiple event",
        "intermediate throw event",
        "throws each of its events",
        d.drawn(
            d.start()
            + d.gateway("parallel", "f")
            + d.catch("c1", d.SIGNAL)
            + d.catch("c2", d.MESSAGE)
            + d.throw("t", d.SIGNAL + d.MESSAGE)
            + d.end("x1")
            + d.end("x2")
            + d.end(),
            "start->f, f->c1, f->c2, f->t, t->end, c1->x1, c2->x2",
        ),
        "start f t c1 c2 end x1 x2",
    ),
    Behaviour(
        "Multiple event",
        "end event",
        "throws each of its events",
        d.drawn(
            d.start()
            + d.gateway("parallel", "f")
            + d.catch("c1", d.SIGNAL)
            + d.catch("c2", d.MESSAGE)
            + d.end("t", d.SIGNAL + d.MESSAGE)
            + d.end("x1")
            + d.end("x2"),
            "start->f, f->c1, f->c2, f->t, c1->x1, c2->x2",
        ),
        "start f t c1 c2 x1 x2",
    ),
    Behaviour(
        "Cancel event",
        "end event",
        "leaves its transaction by the cancel boundary event, its other branches stopped",
        d.drawn(
            d.start()
            + d.sub(
                "s",
                d.start("s0") + d.gateway("parallel", "f") + d.waits("w") + d.end("no", d.CANCEL) + d.end("s1"),
                "s0->f, f->w, f->no, w->s1",
                kind="transaction",
            )
            + d.boundary("b", "s", d.CANCEL)
            + d.OUT
            + d.end(),
            d.OUT_LINKS,
        ),
        "start s0 f no b x other",
        cancelled="w s",
    ),
    Behaviour(
        "Timer event (cycle)",
        "boundary event, non-interrupting",
        "happens as often as it says",
        d.drawn(
            d.start()
            + d.waits("w")
            + d.boundary("b", "w", d.timer("R3/PT10S", "timeCycle"), interrupting=False)
            + d.end("told")
            + d.end(),
            "start->w, w->end, b->told",
        ),
        "start b told b told b told",
        state="waiting",
        seconds=30,
    ),
    Behaviour(
        "Timer event (cycle)",
        "boundary event, non-interrupting",
        "begins at a moment where it says so",
        d.drawn(
            d.start()
            + d.waits("w")
            + d.boundary("b", "w", d.timer("R2/2026-01-01T01:00:00Z/PT1H", "timeCycle"), interrupting=False)
            + d.end("told")
            + d.end(),
            "start->w, w->end, b->told",
        ),
        "start b told b told",
        state="waiting",
        seconds=7200,
    ),
    Behaviour(
        "Timer event (cycle)",
        "boundary event, non-interrupting",
        "without a number goes on for ever",
        d.drawn(
            d.start()
            + d.waits("w")
            + d.boundary("b", "w", d.timer("R/PT1H", "timeCycle"), interrupting=False)
            + d.end("told")
            + d.end(),
            "start->w, w->end, b->told",
        ),
        "start b told b told b told",
        state="waiting",
        arguments=("--max-wait", "11000"),
    ),
    Behaviour(
        "Timer event (duration)",
        "intermediate catch event",
        "may be worked out by FEEL",
        d.drawn(d.start() + d.catch("c", d.timer('="PT" + string(x) + "S"')) + d.end(), "start->c, c->end"),
        "start c end",
        seconds=7,
        arguments=("--vars", '{"x": 7}'),
    ),
    Behaviour(
        "Timer event (duration)",
        "intermediate catch event",
        "that is too long for --max-wait waits",
        d.drawn(d.start() + d.catch("c", d.timer("P1Y")) + d.end(), "start->c, c->end"),
        "start",
        state="waiting",
        arguments=("--max-wait", "3600"),
    ),
    Behaviour(
        "Timer event (duration)",
        "boundary event, interrupting",
        "doesn't happen once its activity is done",
        d.drawn(
            d.start() + d.task("a", kind="userTask") + d.boundary("b", "a", d.timer("PT1S")) + d.end("late") + d.end(),
            "start->a, a->end, b->late",
        ),
        "start a end",
    ),
    Behaviour(
        "Timer event (cycle)",
        "start event",
        "begins the process as often as it says",
        d.drawn(d.start("start", d.timer("R3/PT10S", "timeCycle")) + d.task("a") + d.end(), "start->a, a->end"),
        "start a end start a end start a end",
        seconds=20,
    ),
    Behaviour(
        "Timer event (cycle)",
        "start event",
        "without a number begins it as long as --max-wait allows",
        d.drawn(d.start("start", d.timer("R/PT1H", "timeCycle")) + d.end(), "start->end"),
        "start end start end",
        arguments=("--max-wait", "7200"),
    ),
    Behaviour(
        "Conditional event",
        "start event",
        "doesn't begin the process while its condition doesn't hold",
        d.drawn(d.start("start", d.CONDITION) + d.end(), "start->end"),
        state="waiting",
        arguments=("--vars", '{"x": 1}'),
    ),
    Behaviour(
        "Timer event (duration)",
        "boundary event, interrupting",
        "on a call activity stops the called process",
        d.between(
            d.task("w", kind="callActivity", attributes='calledElement="called"')
            + d.boundary("b", "w", d.timer())
            + d.end("other"),
            "start->w, w->end, b->other",
            d.process("called", d.start("c0") + d.waits("c") + d.end("c1"), "c0->c, c->c1"),
        ),
        "start c0 b other",
        cancelled="c w",
        seconds=10,
    ),
    Behaviour(
        "Message event",
        "boundary event, interrupting",
        "stops a user task that nobody has done yet",
        d.between(
            d.task("a", kind="userTask") + d.boundary("b", "a", d.MESSAGE) + d.end("other"),
            "start->a, a->end, b->other",
        ),
        "start b other",
        cancelled="a",
        arguments=("--message", "M"),
    ),
)
