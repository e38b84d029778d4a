"""Sequence flows: several, conditional, default, none (BPMN 2.0.2, 8.4.13, 13.2.1)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

X = ("--vars", '{"x": 7}')

BEHAVIOURS = (
    Behaviour(
        "Sequence flow",
        "several out of an activity",
        "are all taken",
        d.between(d.task("a", "b", "c"), "start->a, a->b, a->c, b->end, c->end"),
        "start a b c end end",
    ),
    Behaviour(
        "Sequence flow",
        "several out of a start event",
        "are all taken",
        d.between(d.task("b", "c"), "start->b, start->c, b->end, c->end"),
        "start b c end end",
    ),
    Behaviour(
        "Sequence flow",
        "several out of a catch event",
        "are all taken",
        d.between(d.catch("t", d.timer()) + d.task("b", "c"), "start->t, t->b, t->c, b->end, c->end"),
        "start t b c end end",
    ),
    Behaviour(
        "Sequence flow",
        "several out of a boundary event",
        "are all taken",
        d.between(
            d.waits("w") + d.boundary("x", "w", d.timer()) + d.task("b", "c"),
            "start->w, w->end, x->b, x->c, b->end, c->end",
        ),
        "start x b c end end",
        cancelled="w",
    ),
    Behaviour(
        "Sequence flow",
        "several into an activity",
        "each token runs it once",
        d.between(d.gateway("parallel", "f") + d.task("a"), "start->f, f->a, f->a, a->end"),
        "start f a a end end",
    ),
    Behaviour(
        "Sequence flow",
        "conditional, out of an activity",
        "are taken where the condition holds, in addition to unconditional ones",
        d.between(d.task("a", "b", "c", "e"), "start->a, a->b: x > 5, a->c: x > 9, a->e, b->end, c->end, e->end"),
        "start a b e end end",
        arguments=X,
    ),
    Behaviour(
        "Sequence flow",
        "default, out of an activity",
        "is taken when no condition holds",
        d.between(
            d.task("a", attributes='default="a.c.2"') + d.task("b", "c"), "start->a, a->b: x > 9, a->c, b->end, c->end"
        ),
        "start a c end",
        arguments=X,
    ),
    Behaviour(
        "Sequence flow",
        "default, out of an activity",
        "is not taken when a condition holds",
        d.between(
            d.task("a", attributes='default="a.c.2"') + d.task("b", "c"), "start->a, a->b: x > 5, a->c, b->end, c->end"
        ),
        "start a b end",
        arguments=X,
    ),
    Behaviour(
        "Sequence flow",
        "default, out of an activity",
        "is taken together with an unconditional one when no condition holds",
        d.between(
            d.task("a", attributes='default="a.c.2"') + d.task("b", "c", "e"),
            "start->a, a->b: x > 9, a->c, a->e, b->end, c->end, e->end",
        ),
        "start a c e end end",
        arguments=X,
    ),
    Behaviour(
        "Sequence flow",
        "conditional, out of an activity",
        "none of which holds is an incident, and the work isn't done twice",
        d.between(d.task("a", "b", "c"), "start->a, a->b: x > 8, a->c: x > 9, b->end, c->end"),
        "start",
        state="incident",
        incident=("a", "No way out"),
        arguments=X,
    ),
    Behaviour(
        "Sequence flow",
        "conditional, out of a sub-process",
        "are taken where the condition holds",
        d.between(
            d.sub("s", d.start("s0") + d.end("s1"), "s0->s1", attributes='default="s.c.2"') + d.task("b", "c"),
            "start->s, s->b: x > 5, s->c, b->end, c->end",
        ),
        "start s0 s1 s b end",
        arguments=X,
    ),
    Behaviour(
        "Sequence flow",
        "none out of an activity",
        "ends the branch there",
        d.between(d.gateway("parallel", "f") + d.task("a", "b"), "start->f, f->a, f->b, b->end"),
        "start f a b end",
    ),
    Behaviour(
        "Sequence flow",
        "conditional, out of a gateway",
        "whose condition can't be worked out counts as not holding",
        d.between(
            d.gateway("exclusive", "g", attributes='default="g.end.2"') + d.task("a"),
            'start->g, g->a: duration("x") > x, g->end, a->end',
        ),
        "start g end",
        arguments=X,
    ),
)
