"""Several things at once: scopes in scopes, events in loops, races."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

OUT = d.task("x") + d.end("other")
TWO = "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>"
ONE_BY_ONE = '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>'
MM = ("--message", "M", "--message", "M")
ESP_X = d.esp("e", d.MESSAGE, interrupting=False)
CALLED = d.process("called", d.start("c0") + d.waits("c") + d.end("c1"), "c0->c, c->c1")
FAILING = d.process("called", d.start("c0") + d.end("bad", d.ERROR), "c0->bad")


def _call(id_: str, inner: str = "") -> str:
    return d.task(id_, kind="callActivity", attributes='calledElement="called"', inner=inner)


BEHAVIOURS = (
    Behaviour(
        "Event sub-process",
        "in each instance of a multi-instance sub-process",
        "belongs to that instance",
        d.between(
            d.sub("s", d.start("s0") + d.waits("w") + d.end("s1") + d.esp("e", d.MESSAGE), "s0->w, w->s1", loop=TWO),
            "start->s, s->end",
        ),
        "start s0 s0 e0 x e1 e s e0 x e1 e s s end",
        cancelled="w w",
        arguments=MM,
    ),
    Behaviour(
        "Event sub-process",
        "non-interrupting",
        "runs as often as its event comes",
        d.between(d.waits("w") + ESP_X, "start->w, w->end"),
        "start e0 x e1 e e0 x e1 e",
        state="waiting",
        arguments=MM,
    ),
    Behaviour(
        "Event sub-process",
        "in parallel with another",
        "both run",
        d.between(
            d.waits("w")
            + ESP_X
            + d.sub(
                "g",
                d.start("g0", d.SIGNAL, 'isInterrupting="false"') + d.end("g1"),
                "g0->g1",
                attributes='triggeredByEvent="true"',
            ),
            "start->w, w->end",
        ),
        "start e0 x e1 e g0 g1 g",
        state="waiting",
        arguments=("--message", "M", "--signal", "S"),
    ),
    Behaviour(
        "Event sub-process",
        "interrupting, of the process",
        "stops called processes too",
        d.between(_call("a") + d.esp("e", d.timer()), "start->a, a->end", CALLED),
        "start c0 e0 x e1 e",
        cancelled="c a",
        seconds=10,
    ),
    Behaviour(
        "Event sub-process",
        "interrupting",
        "stops another one that runs",
        d.between(
            d.waits("w")
            + d.esp(
                "e", d.MESSAGE, interrupting=False, body=d.waits("inner") + d.end("e1"), links="e0->inner, inner->e1"
            )
            + d.sub("g", d.start("g0", d.timer()) + d.end("g1"), "g0->g1", attributes='triggeredByEvent="true"'),
            "start->w, w->end",
        ),
        "start e0 g0 g1 g",
        cancelled="w inner e",
        arguments=("--message", "M"),
    ),
    Behaviour(
        "Event sub-process",
        "in an event sub-process",
        "catches what that throws",
        d.between(
            d.waits("w")
            + d.esp(
                "e",
                d.timer(),
                body=d.end("bad", d.ERROR)
                + d.sub("g", d.start("g0", d.ERROR) + d.end("g1"), "g0->g1", attributes='triggeredByEvent="true"'),
                links="e0->bad",
            ),
            "start->w, w->end",
        ),
        "start e0 bad g0 g1 g e",
        cancelled="w",
    ),
    Behaviour(
        "Event sub-process",
        "terminate end event in it",
        "ends only itself",
        d.between(
            d.waits("w")
            + d.esp(
                "e",
                d.timer(),
                interrupting=False,
                body=d.waits("inner") + d.end("stop", d.TERMINATE),
                links="e0->inner, e0->stop",
            ),
            "start->w, w->end",
        ),
        "start e0 stop e",
        state="waiting",
        cancelled="inner",
    ),
    Behaviour(
        "Event sub-process",
        "boundary event inside",
        "works as anywhere",
        d.between(
            d.waits("w")
            + d.esp(
                "e",
                d.timer(),
                body=d.waits("inner") + d.boundary("b", "inner", d.timer()) + d.end("e1"),
                links="e0->inner, inner->e1, b->e1",
            ),
            "start->w, w->end",
        ),
        "start e0 b e1 e",
        cancelled="w inner",
        seconds=20,
    ),
    Behaviour(
        "Boundary event",
        "two on one activity",
        "the earlier one counts",
        d.between(
            d.waits("w")
            + d.boundary("late", "w", d.timer("PT20S"))
            + d.boundary("b", "w", d.timer())
            + OUT
            + d.end("no"),
            "start->w, w->end, b->x, x->other, late->no",
        ),
        "start b x other",
        cancelled="w",
        seconds=10,
    ),
    Behaviour(
        "Boundary event",
        "two on one activity",
        "one takes its own flow, then the other stops the activity",
        d.between(
            d.waits("w")
            + d.boundary("n", "w", d.timer(), interrupting=False)
            + d.boundary("b", "w", d.timer("PT20S"))
            + OUT
            + d.end("told"),
            "start->w, w->end, n->told, b->x, x->other",
        ),
        "start n told b x other",
        cancelled="w",
        seconds=20,
    ),
    Behaviour(
        "Boundary event",
        "inside each instance of a multi-instance sub-process",
        "stops that activity only",
        d.between(
            d.sub(
                "s",
                d.start("s0") + d.waits("w") + d.boundary("b", "w", d.timer()) + d.end("s1"),
                "s0->w, w->s1, b->s1",
                loop=TWO,
            ),
            "start->s, s->end",
        ),
        "start s0 s0 b s1 s b s1 s s end",
        cancelled="w w",
        seconds=10,
    ),
    Behaviour(
        "Boundary event",
        "interrupting, before a parallel join",
        "leaves the join without a partner",
        d.between(
            d.gateway("parallel", "f", "j")
            + d.task("a")
            + d.waits("w")
            + d.boundary("b", "w", d.timer())
            + d.end("other"),
            "start->f, f->a, f->w, a->j, w->j, j->end, b->other",
        ),
        "start f a b other",
        state="waiting",
        cancelled="w",
    ),
    Behaviour(
        "Boundary event",
        "on a sequential multi-instance activity",
        "stops the instance that runs and those to come",
        d.between(
            d.waits("w", ONE_BY_ONE) + d.boundary("b", "w", d.timer()) + d.end("other"), "start->w, w->end, b->other"
        ),
        "start b other",
        cancelled="w w",
    ),
    Behaviour(
        "Boundary event",
        "leading back to its activity",
        "begins it again",
        d.between(
            d.script("n", "{i: i + 1}")
            + d.gateway("exclusive", "m", "g", attributes='default="g.w.3"').replace('id="m" default="g.w.3"', 'id="m"')
            + d.waits("w")
            + d.boundary("b", "w", d.timer()),
            "start->m, m->n, n->g, g->w, g->end: i > 2, w->end, b->m",
        ),
        "start m n g b m n g b m n g end",
        cancelled="w w",
        seconds=20,
        arguments=("--vars", '{"i": 0}'),
    ),
    Behaviour(
        "Error event",
        "from a called process in a multi-instance call in a sub-process",
        "finds the boundary event outside of all",
        d.between(
            d.sub("s", d.start("s0") + _call("a", TWO) + d.end("s1"), "s0->a, a->s1")
            + d.boundary("b", "s", d.ERROR)
            + OUT,
            "start->s, s->end, b->x, x->other",
            FAILING,
        ),
        "start s0 c0 c0 bad b x other",
        cancelled="a a a s",
    ),
    Behaviour(
        "Error event",
        "from one instance of a multi-instance call",
        "is caught on the activity as a whole",
        d.between(_call("a", TWO) + d.boundary("b", "a", d.ERROR) + OUT, "start->a, a->end, b->x, x->other", FAILING),
        "start c0 c0 bad b x other",
        cancelled="a a a",
    ),
    Behaviour(
        "Escalation event",
        "from each instance of a multi-instance sub-process",
        "is told once for each",
        d.between(
            d.sub("s", d.start("s0") + d.throw("up", d.ESCALATION) + d.end("s1"), "s0->up, up->s1", loop=TWO)
            + d.boundary("b", "s", d.ESCALATION, interrupting=False)
            + d.end("told"),
            "start->s, s->end, b->told",
        ),
        "start s0 s0 up up b s1 b s1 told s told s s end",
    ),
    Behaviour(
        "Compensation event",
        "of a multi-instance sub-process",
        "undoes each instance from inside",
        d.between(
            d.sub("s", d.start("s0") + d.undoable("a") + d.end("s1"), "s0->a, a->s1", loop=ONE_BY_ONE)
            + d.throw("t", d.COMPENSATE),
            "start->s, s->t, t->end",
        ),
        "start s0 a s1 s s0 a s1 s s undo_a undo_a t end",
        compensated="a s a s",
    ),
    Behaviour(
        "Compensation event",
        "nested sub-processes",
        "undoes them from the last to the first, however deep",
        d.between(
            d.sub(
                "s",
                d.start("s0")
                + d.undoable("a")
                + d.sub("r", d.start("r0") + d.undoable("b") + d.end("r1"), "r0->b, b->r1")
                + d.undoable("c")
                + d.end("s1"),
                "s0->a, a->r, r->c, c->s1",
            )
            + d.throw("t", d.COMPENSATE),
            "start->s, s->t, t->end",
        ),
        "start s0 a r0 b r1 r c s1 s undo_c undo_b undo_a t end",
        compensated="c b r a s",
    ),
    Behaviour(
        "Compensation event",
        "in parallel branches",
        "undoes in the reverse order of completion",
        d.between(
            d.gateway("parallel", "f", "j")
            + d.undoable("a")
            + d.catch("t1", d.timer())
            + d.undoable("b")
            + d.throw("t", d.COMPENSATE),
            "start->f, f->t1, t1->a, f->b, a->j, b->j, j->t, t->end",
        ),
        "start f b t1 a j undo_a undo_b t end",
        compensated="a b",
    ),
    Behaviour(
        "Compensation handler",
        "that waits",
        "holds what comes after",
        d.between(
            d.undoable("a", handler='<receiveTask id="undo_a" isForCompensation="true" messageRef="msg-m"/>')
            + d.throw("t", d.COMPENSATE),
            "start->a, a->t, t->end",
        ),
        "start a undo_a t end",
        compensated="a",
        arguments=("--message", "M"),
    ),
    Behaviour(
        "Conditional event",
        "boundary event, non-interrupting",
        "happens each time its condition turns true",
        d.between(
            d.gateway("parallel", "f")
            + d.waits("w")
            + d.boundary("b", "w", d.CONDITION, interrupting=False)
            + d.end("told")
            + d.script("p", "{x: 9}")
            + d.catch("t1", d.timer())
            + d.script("q", "{x: 0}")
            + d.catch("t2", d.timer())
            + d.script("r", "{x: 8}")
            + d.end("done"),
            "start->f, f->w, w->end, b->told, f->p, p->t1, t1->q, q->t2, t2->r, r->done",
        ),
        "start f p b told t1 q t2 r done b told",
        state="waiting",
    ),
    Behaviour(
        "Inclusive gateway",
        "split into an exclusive merge",
        "passes each token by itself",
        d.between(
            d.gateway("inclusive", "f") + d.task("a", "b", "c") + d.gateway("exclusive", "m"),
            "start->f, f->a: true, f->b: true, a->m, b->m, m->c, c->end",
        ),
        "start f a b m m c c end end",
    ),
    Behaviour(
        "Inclusive gateway",
        "three branches, one of which loops",
        "joins when the loop is left",
        d.between(
            d.gateway("inclusive", "f", "j")
            + d.task("a")
            + d.gateway("exclusive", "m", "g", attributes='default="g.j.7"').replace('id="m" default="g.j.7"', 'id="m"')
            + d.script("n", "{i: i + 1}"),
            "start->f, f->a: true, f->m: true, a->j, m->n, n->g, g->m: i < 3, g->j, j->end",
        ),
        "start f a m n g m n g m n g j end",
        arguments=("--vars", '{"i": 0}'),
    ),
    Behaviour(
        "Signal event",
        "from inside of a sub-process",
        "may reach its own boundary event and others at once",
        d.between(
            d.gateway("parallel", "f")
            + d.sub("s", d.start("s0") + d.end("bang", d.SIGNAL), "s0->bang")
            + d.boundary("b", "s", d.SIGNAL)
            + d.catch("c", d.SIGNAL)
            + d.end("heard")
            + d.end("other"),
            "start->f, f->c, f->s, s->end, b->other, c->heard",
        ),
        "start f s0 bang c b heard other",
        cancelled="s",
    ),
    Behaviour(
        "Terminate event",
        "in one of several cases",
        "ends that one only",
        f"{d.HEAD}{d.ROOTS}{d.process('P', d.start('p0') + d.end('p1', d.TERMINATE), 'p0->p1')}{d.process('Q', d.start('q0') + d.task('q') + d.end('q1'), 'q0->q, q->q1')}</definitions>".encode(),
        "p0 p1 q0 q q1",
        arguments=("--process", "P", "--process", "Q"),
    ),
)
