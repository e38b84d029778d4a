"""Inclusive and complex gateways (BPMN 2.0.2, 10.6.3, 10.6.5, 13.4.3 and 13.4.5)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

X = ("--vars", '{"x": 7}')

COUNT = d.script("n", "{i: i + 1}")

ZERO = ("--vars", '{"i": 0}')

COMPLEX_TWO = "<activationCondition>activationCount >= 2</activationCondition>"

INCLUSIVE = (
    Behaviour(
        "Inclusive gateway",
        "split and join",
        "runs the branches whose condition holds and joins those",
        d.between(
            d.gateway("inclusive", "f", "j") + d.task("a", "b", "c"),
            "start->f, f->a: x > 1, f->b: x > 5, f->c: x > 9, a->j, b->j, c->j, j->end",
        ),
        "start f a b j end",
        arguments=X,
    ),
    Behaviour(
        "Inclusive gateway",
        "split",
        "takes the default flow only when no condition holds",
        d.between(
            d.gateway("inclusive", "f", "j", attributes='default="f.c.3"').replace('id="j" default="f.c.3"', 'id="j"')
            + d.task("a", "b", "c"),
            "start->f, f->a: x > 8, f->b: x > 9, f->c, a->j, b->j, c->j, j->end",
        ),
        "start f c j end",
        arguments=X,
    ),
    Behaviour(
        "Inclusive gateway",
        "split",
        "doesn't take the default flow together with others",
        d.between(
            d.gateway("inclusive", "f", "j", attributes='default="f.c.3"').replace('id="j" default="f.c.3"', 'id="j"')
            + d.task("a", "b", "c"),
            "start->f, f->a: x > 1, f->b: x > 9, f->c, a->j, b->j, c->j, j->end",
        ),
        "start f a j end",
        arguments=X,
    ),
    Behaviour(
        "Inclusive gateway",
        "split",
        "with no way out is an incident",
        d.between(d.gateway("inclusive", "f") + d.task("a", "b"), "start->f, f->a: x > 8, f->b: x > 9, a->end, b->end"),
        "start",
        state="incident",
        incident=("f", "No way out"),
        arguments=X,
    ),
    Behaviour(
        "Inclusive gateway",
        "join",
        "doesn't wait for a branch that ended elsewhere",
        d.between(
            d.gateway("inclusive", "f", "j")
            + d.task("a", "b")
            + d.gateway("exclusive", "g", attributes='default="g.other.6"')
            + d.end("other"),
            "start->f, f->a: true, f->b: true, a->j, b->g, g->j: x > 9, g->other, j->end",
        ),
        "start f a b g other j end",
        arguments=X,
    ),
    Behaviour(
        "Inclusive gateway",
        "join",
        "waits for a branch that takes time",
        d.between(
            d.gateway("inclusive", "f", "j") + d.task("a") + d.catch("c", d.timer()),
            "start->f, f->a: true, f->c: true, a->j, c->j, j->end",
        ),
        "start f a c j end",
        seconds=10,
    ),
    Behaviour(
        "Inclusive gateway",
        "join",
        "of parallel branches joins all",
        d.between(
            d.gateway("parallel", "f") + d.gateway("inclusive", "j") + d.task("a", "b"),
            "start->f, f->a, f->b, a->j, b->j, j->end",
        ),
        "start f a b j end",
    ),
    Behaviour(
        "Inclusive gateway",
        "join",
        "of an exclusive choice passes the one that comes",
        d.between(
            d.gateway("exclusive", "g", attributes='default="g.b.2"') + d.gateway("inclusive", "j") + d.task("a", "b"),
            "start->g, g->a: x > 5, g->b, a->j, b->j, j->end",
        ),
        "start g a j end",
        arguments=X,
    ),
    Behaviour(
        "Inclusive gateway",
        "join",
        "inside a loop joins again in every round",
        d.between(
            d.gateway("exclusive", "m")
            + d.gateway("inclusive", "f", "j")
            + COUNT
            + d.task("b")
            + d.gateway("exclusive", "g", attributes='default="g.end.8"'),
            "start->m, m->f, f->n: true, f->b: i < 1, n->j, b->j, j->g, g->m: i < 2, g->end",
        ),
        "start m f n b j g m f n j g end",
        arguments=ZERO,
    ),
    Behaviour(
        "Inclusive gateway",
        "join",
        "that the loop leads back to doesn't wait for itself",
        d.between(
            d.gateway("inclusive", "j") + COUNT + d.gateway("exclusive", "g", attributes='default="g.end.4"'),
            "start->j, j->n, n->g, g->j: i < 3, g->end",
        ),
        "start j n g j n g j n g end",
        arguments=ZERO,
    ),
    Behaviour(
        "Inclusive gateway",
        "join",
        "nested in another waits for its own branches only",
        d.between(
            d.gateway("inclusive", "f", "f2", "j2", "j") + d.task("a", "b", "c"),
            "start->f, f->f2: true, f->c: true, f2->a: true, f2->b: true, a->j2, b->j2, j2->j, c->j, j->end",
        ),
        "start f f2 c a b j2 j end",
    ),
    Behaviour(
        "Inclusive gateway",
        "join",
        "may be fed by a boundary event of a branch that was stopped",
        d.between(
            d.gateway("inclusive", "f", "j") + d.task("a") + d.waits("w") + d.boundary("b", "w", d.timer()),
            "start->f, f->a: true, f->w: true, a->j, w->j, b->j, j->end",
        ),
        "start f a b j end",
        cancelled="w",
        seconds=10,
    ),
)

BESIDE = (
    Behaviour(
        "Inclusive gateway",
        "join",
        "waits for an activity whose boundary event took its own flow",
        d.between(
            d.sub("s", d.start("s0") + d.catch("w", d.timer("PT20S")) + d.end("s1"), "s0->w, w->s1")
            + d.boundary("b", "s", d.timer(), interrupting=False)
            + d.task("r")
            + d.gateway("inclusive", "j"),
            "start->s, s->j, b->r, r->j, j->end",
        ),
        "start s0 b r w s1 s j end",
    ),
)
COMPLEX = (
    Behaviour(
        "Complex gateway",
        "join",
        "activates when its condition holds, and takes in the late ones",
        d.between(
            d.gateway("parallel", "f")
            + d.gateway("complex", "j", inner=COMPLEX_TWO)
            + d.task("a", "b", "c")
            + d.task("d"),
            "start->f, f->a, f->b, f->c, a->j, b->j, c->j, j->d, d->end",
        ),
        "start f a b c j d end",
    ),
    Behaviour(
        "Complex gateway",
        "join",
        "two of three: the third arrives later and starts nothing",
        d.between(
            d.gateway("parallel", "f")
            + d.gateway("complex", "j", inner=COMPLEX_TWO)
            + d.task("a", "b")
            + d.catch("c", d.timer())
            + d.task("d"),
            "start->f, f->a, f->b, f->c, a->j, b->j, c->j, j->d, d->end",
        ),
        "start f a b j d end c",
        seconds=10,
    ),
    Behaviour(
        "Complex gateway",
        "split",
        "takes the flows whose condition holds",
        d.between(
            d.gateway("complex", "g") + d.task("a", "b", "c"),
            "start->g, g->a: x > 1, g->b: x > 5, g->c: x > 9, a->end, b->end, c->end",
        ),
        "start g a b end end",
        arguments=X,
    ),
    Behaviour(
        "Complex gateway",
        "split",
        "takes its default flow when no condition holds",
        d.between(
            d.gateway("complex", "g", attributes='default="g.b.2"') + d.task("a", "b"),
            "start->g, g->a: x > 9, g->b, a->end, b->end",
        ),
        "start g b end",
        arguments=X,
    ),
)

BEHAVIOURS = (*INCLUSIVE, *BESIDE, *COMPLEX)
