"""Compensation and transactions (BPMN 2.0.2, 10.5.6, 10.7, 13.5.5)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour


def _undo(activity: str = "", waits: str = "") -> str:
    named = f'activityRef="{activity}"' if activity else ""
    return f"<compensateEventDefinition {named} {waits}/>"


A, B, C = (d.undoable(name) for name in "abc")
OPEN = d.start() + d.end()
INNER = d.sub("s", d.start("s0") + A + B + d.end("s1"), "s0->a, a->b, b->s1")
HANDLED = (
    d.boundary("sb", "s", d.COMPENSATE)
    + d.task("undo_s", attributes='isForCompensation="true"')
    + '<association id="sl" sourceRef="sb" targetRef="undo_s"/>'
)
LOOP = '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>'
OUT = d.task("x") + d.end("other")

BEHAVIOURS = (
    Behaviour(
        "Compensation event",
        "intermediate throw event",
        "undoes what was completed, the last first, and then goes on",
        d.drawn(OPEN + A + B + d.throw("t", _undo()), "start->a, a->b, b->t, t->end"),
        "start a b undo_b undo_a t end",
        compensated="b a",
    ),
    Behaviour(
        "Compensation event",
        "end event",
        "undoes before it ends",
        d.drawn(d.start() + A + B + d.end("end", _undo()), "start->a, a->b, b->end"),
        "start a b undo_b undo_a end",
        compensated="b a",
    ),
    Behaviour(
        "Compensation event",
        "intermediate throw event",
        "that names an activity undoes only that one",
        d.drawn(OPEN + A + B + d.throw("t", _undo("a")), "start->a, a->b, b->t, t->end"),
        "start a b undo_a t end",
        compensated="a",
    ),
    Behaviour(
        "Compensation event",
        "intermediate throw event",
        "undoes nothing that wasn't completed",
        d.drawn(OPEN + A + B + d.throw("t", _undo()), "start->a, a->t, t->b, b->end"),
        "start a undo_a t b end",
        compensated="a",
    ),
    Behaviour(
        "Compensation event",
        "intermediate throw event",
        "undoes nothing twice",
        d.drawn(OPEN + A + d.throw("t", _undo()) + d.throw("u", _undo()), "start->a, a->t, t->u, u->end"),
        "start a undo_a t u end",
        compensated="a",
    ),
    Behaviour(
        "Compensation event",
        "intermediate throw event",
        "undoes an activity as often as it was completed",
        d.drawn(
            OPEN
            + A
            + d.script("n", "{i: i + 1}")
            + d.gateway("exclusive", "m")
            + d.gateway("exclusive", "g", attributes='default="g.t.5"')
            + d.throw("t", _undo()),
            "start->m, m->a, a->n, n->g, g->m: i < 2, g->t, t->end",
        ),
        "start m a n g m a n g undo_a undo_a t end",
        compensated="a a",
        arguments=("--vars", '{"i": 0}'),
    ),
    Behaviour(
        "Compensation event",
        "intermediate throw event",
        "with waitForCompletion=false goes on at once",
        d.drawn(
            OPEN
            + d.undoable("a", handler='<receiveTask id="undo_a" isForCompensation="true" messageRef="msg-m"/>')
            + d.throw("t", _undo("", 'waitForCompletion="false"')),
            "start->a, a->t, t->end",
        ),
        "start a t end undo_a",
        compensated="a",
        arguments=("--message", "M"),
    ),
    Behaviour(
        "Compensation event",
        "boundary event",
        "has a handler that runs only when asked",
        d.drawn(OPEN + A, "start->a, a->end"),
        "start a end",
    ),
    Behaviour(
        "Compensation event",
        "boundary event",
        "on a multi-instance activity undoes each instance",
        d.drawn(OPEN + d.undoable("a", LOOP) + d.throw("t", _undo()), "start->a, a->t, t->end"),
        "start a a a a undo_a undo_a undo_a t end",
        compensated="a a a",
    ),
    Behaviour(
        "Compensation event",
        "boundary event",
        "on a sub-process: its handler alone undoes it",
        d.drawn(OPEN + INNER + HANDLED + d.throw("t", _undo()), "start->s, s->t, t->end"),
        "start s0 a b s1 s undo_s t end",
        compensated="s",
    ),
    Behaviour(
        "Compensation event",
        "boundary event",
        "on a call activity: its handler undoes it",
        d.drawn(
            OPEN
            + d.task("s", kind="callActivity", attributes='calledElement="called"')
            + HANDLED
            + d.throw("t", _undo()),
            "start->s, s->t, t->end",
            d.process("called", d.start("c0") + d.end("c1"), "c0->c1"),
        ),
        "start c0 c1 s undo_s t end",
        compensated="s",
    ),
    Behaviour(
        "Compensation event",
        "intermediate throw event",
        "undoes a completed sub-process from inside",
        d.drawn(OPEN + INNER + C + d.throw("t", _undo()), "start->s, s->c, c->t, t->end"),
        "start s0 a b s1 s c undo_c undo_b undo_a t end",
        compensated="c b a s",
    ),
    Behaviour(
        "Compensation event",
        "intermediate throw event",
        "that names a sub-process undoes what is inside of it",
        d.drawn(OPEN + INNER + C + d.throw("t", _undo("s")), "start->s, s->c, c->t, t->end"),
        "start s0 a b s1 s c undo_b undo_a t end",
        compensated="b a s",
    ),
    Behaviour(
        "Compensation event",
        "intermediate throw event",
        "in a sub-process undoes only what that has completed",
        d.drawn(
            OPEN + C + d.sub("s", d.start("s0") + A + d.throw("t", _undo()) + d.end("s1"), "s0->a, a->t, t->s1"),
            "start->c, c->s, s->end",
        ),
        "start c s0 a undo_a t s1 s end",
        compensated="a",
    ),
    Behaviour(
        "Compensation event",
        "event sub-process start, interrupting",
        "undoes its sub-process in its own way",
        d.drawn(
            OPEN
            + d.sub("s", d.start("s0") + A + d.end("s1") + d.esp("e", d.COMPENSATE), "s0->a, a->s1")
            + d.throw("t", _undo()),
            "start->s, s->t, t->end",
        ),
        "start s0 a s1 s e0 x e1 e t end",
        compensated="s",
    ),
    Behaviour(
        "Compensation event",
        "in an error event sub-process",
        "undoes what the scope had completed",
        d.drawn(
            d.start()
            + A
            + B
            + d.end("bad", d.ERROR)
            + d.esp("e", d.ERROR, body=d.throw("t", _undo()) + d.end("e1"), links="e0->t, t->e1"),
            "start->a, a->b, b->bad",
        ),
        "start a b bad e0 undo_b undo_a t e1 e",
        compensated="b a",
    ),
    Behaviour(
        "Compensation event",
        "after a boundary error",
        "undoes what was completed before",
        d.drawn(
            OPEN
            + A
            + d.script("w", 'throw error("E1")')
            + d.boundary("b", "w", d.ERROR)
            + d.throw("t", _undo())
            + d.end("other"),
            "start->a, a->w, w->end, b->t, t->other",
        ),
        "start a b undo_a t other",
        cancelled="w",
        compensated="a",
    ),
    Behaviour(
        "Compensation handler",
        "a sub-process",
        "runs as a whole",
        d.drawn(
            OPEN
            + d.undoable(
                "a",
                handler=d.sub(
                    "undo_a",
                    d.start("h0") + d.task("h") + d.end("h1"),
                    "h0->h, h->h1",
                    attributes='isForCompensation="true"',
                ),
            )
            + d.throw("t", _undo()),
            "start->a, a->t, t->end",
        ),
        "start a h0 h h1 undo_a t end",
        compensated="a",
    ),
    Behaviour(
        "Compensation handler",
        "a script",
        "changes the data",
        d.drawn(
            OPEN
            + d.undoable("a", handler=d.script("undo_a", "{y: 0}", attributes='isForCompensation="true"'))
            + d.throw("t", _undo()),
            "start->a, a->t, t->end",
        ),
        "start a undo_a t end",
        compensated="a",
        data={"y": 0},
        arguments=("--vars", '{"y": 1}'),
    ),
    Behaviour(
        "Compensation handler",
        "association drawn backwards",
        "is found all the same",
        d.drawn(
            OPEN
            + A.replace('sourceRef="a_b" targetRef="undo_a"', 'sourceRef="undo_a" targetRef="a_b"')
            + d.throw("t", _undo()),
            "start->a, a->t, t->end",
        ),
        "start a undo_a t end",
        compensated="a",
    ),
    Behaviour(
        "Transaction",
        "cancelled",
        "is undone, the last first, before its cancel boundary event goes on",
        d.drawn(
            OPEN
            + d.sub("s", d.start("s0") + A + B + d.end("no", d.CANCEL), "s0->a, a->b, b->no", kind="transaction")
            + d.boundary("cb", "s", d.CANCEL)
            + OUT,
            "start->s, s->end, cb->x, x->other",
        ),
        "start s0 a b undo_b undo_a no cb x other",
        cancelled="s",
        compensated="b a",
    ),
    Behaviour(
        "Transaction",
        "cancelled",
        "stops its open branches first",
        d.drawn(
            OPEN
            + d.sub(
                "s",
                d.start("s0") + d.gateway("parallel", "f") + d.waits("w") + A + d.end("no", d.CANCEL) + d.end("s1"),
                "s0->f, f->w, f->a, a->no, w->s1",
                kind="transaction",
            )
            + d.boundary("cb", "s", d.CANCEL)
            + OUT,
            "start->s, s->end, cb->x, x->other",
        ),
        "start s0 f a undo_a no cb x other",
        cancelled="w s",
        compensated="a",
    ),
    Behaviour(
        "Transaction",
        "cancelled by a sub-process inside",
        "stops at once, and is undone from inside outwards",
        d.drawn(
            OPEN
            + d.sub(
                "s",
                d.start("s0")
                + A
                + d.gateway("parallel", "f")
                + d.waits("w")
                + d.sub("n", d.start("n0") + B + d.end("no", d.CANCEL), "n0->b, b->no")
                + d.end("s1"),
                "s0->a, a->f, f->w, f->n, w->s1, n->s1",
                kind="transaction",
            )
            + d.boundary("cb", "s", d.CANCEL)
            + OUT,
            "start->s, s->end, cb->x, x->other",
        ),
        "start s0 a f n0 b undo_b no undo_a cb x other",
        cancelled="w n s",
        compensated="b a",
    ),
    Behaviour(
        "Transaction",
        "cancelled",
        "undoes what a sub-process that still ran had completed",
        d.drawn(
            OPEN
            + d.sub(
                "s",
                d.start("s0")
                + d.gateway("parallel", "f")
                + d.sub("n", d.start("n0") + A + d.waits("w") + d.end("n1"), "n0->a, a->w, w->n1")
                + d.catch("c", d.timer())
                + d.end("no", d.CANCEL)
                + d.end("s1"),
                "s0->f, f->n, n->s1, f->c, c->no",
                kind="transaction",
            )
            + d.boundary("cb", "s", d.CANCEL)
            + OUT,
            "start->s, s->end, cb->x, x->other",
        ),
        "start s0 f n0 a c undo_a no cb x other",
        cancelled="w n s",
        compensated="a n",
    ),
    Behaviour(
        "Transaction",
        "hazard",
        "an error leaves it without undoing",
        d.drawn(
            OPEN
            + d.sub("s", d.start("s0") + A + d.end("bad", d.ERROR), "s0->a, a->bad", kind="transaction")
            + d.boundary("b", "s", d.ERROR)
            + OUT,
            "start->s, s->end, b->x, x->other",
        ),
        "start s0 a bad b x other",
        cancelled="s",
    ),
    Behaviour(
        "Transaction",
        "succeeded",
        "can be undone later",
        d.drawn(
            OPEN
            + d.sub("s", d.start("s0") + A + d.end("s1"), "s0->a, a->s1", kind="transaction")
            + d.throw("t", _undo()),
            "start->s, s->t, t->end",
        ),
        "start s0 a s1 s undo_a t end",
        compensated="a s",
    ),
    Behaviour(
        "Transaction",
        "cancelled, without a boundary event",
        "is undone and ends its branch there",
        d.drawn(
            OPEN
            + d.gateway("parallel", "f")
            + d.sub("s", d.start("s0") + A + d.end("no", d.CANCEL), "s0->a, a->no", kind="transaction")
            + d.task("q"),
            "start->f, f->s, f->q, s->end, q->end",
        ),
        "start f q s0 end a undo_a no",
        cancelled="s",
        compensated="a",
    ),
    Behaviour(
        "Compensation event",
        "end event",
        "together with others undoes first, then throws them",
        d.drawn(
            d.start()
            + A
            + d.gateway("parallel", "f")
            + d.catch("c", d.SIGNAL)
            + d.end("heard")
            + d.end("end", _undo() + d.SIGNAL),
            "start->f, f->c, c->heard, f->a, a->end",
        ),
        "start f a undo_a end c heard",
        compensated="a",
    ),
)
