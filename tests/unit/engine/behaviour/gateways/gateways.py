"""Exclusive and parallel gateways (BPMN 2.0.2, 10.6.2, 10.6.4, 13.4)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

X = ("--vars", '{"x": 7}')

COUNT = d.script("n", "{i: i + 1}")

ZERO = ("--vars", '{"i": 0}')

EXCLUSIVE = (
    Behaviour(
        "Exclusive gateway",
        "split",
        "takes the first flow whose condition holds, in the order of the file",
        d.between(d.gateway("exclusive", "g") + d.task("a", "b"), "start->g, g->a: x > 1, g->b: x > 5, a->end, b->end"),
        "start g a end",
        arguments=X,
    ),
    Behaviour(
        "Exclusive gateway",
        "split",
        "takes the default flow when no condition holds",
        d.between(
            d.gateway("exclusive", "g", attributes='default="g.b.2"') + d.task("a", "b"),
            "start->g, g->a: x > 9, g->b, a->end, b->end",
        ),
        "start g b end",
        arguments=X,
    ),
    Behaviour(
        "Exclusive gateway",
        "split",
        "doesn't take the default flow first, wherever it stands in the file",
        d.between(
            d.gateway("exclusive", "g", attributes='default="g.b.1"') + d.task("a", "b"),
            "start->g, g->b, g->a: x > 1, a->end, b->end",
        ),
        "start g a end",
        arguments=X,
    ),
    Behaviour(
        "Exclusive gateway",
        "split",
        "with no way out is an incident that names it",
        d.between(d.gateway("exclusive", "g") + d.task("a", "b"), "start->g, g->a: x > 8, g->b: x > 9, a->end, b->end"),
        "start",
        state="incident",
        incident=("g", "No way out"),
        arguments=X,
    ),
    Behaviour(
        "Exclusive gateway",
        "split",
        "takes what isn't true for false: null and numbers are no reason",
        d.between(
            d.gateway("exclusive", "g", attributes='default="g.b.2"') + d.task("a", "b"),
            "start->g, g->a: missing, g->b, a->end, b->end",
        ),
        "start g b end",
    ),
    Behaviour(
        "Exclusive gateway",
        "merge",
        "passes every token on by itself",
        d.between(
            d.gateway("parallel", "f") + d.task("a", "b") + d.gateway("exclusive", "m") + d.task("c"),
            "start->f, f->a, f->b, a->m, b->m, m->c, c->end",
        ),
        "start f a b m m c c end end",
    ),
    Behaviour(
        "Exclusive gateway",
        "loop",
        "leads back until its condition fails",
        d.between(
            d.gateway("exclusive", "m") + COUNT + d.gateway("exclusive", "g", attributes='default="g.end.4"'),
            "start->m, m->n, n->g, g->m: i < 3, g->end",
        ),
        "start m n g m n g m n g end",
        data={"i": 3},
        arguments=ZERO,
    ),
    Behaviour(
        "Exclusive gateway",
        "merge and split in one",
        "passes and decides",
        d.between(
            d.gateway("parallel", "f") + d.gateway("exclusive", "g", attributes='default="g.b.4"') + d.task("a", "b"),
            "start->f, f->g, f->g, g->a: x > 9, g->b, a->end, b->end",
        ),
        "start f g g b b end end",
        arguments=X,
    ),
)

PARALLEL = (
    Behaviour(
        "Parallel gateway",
        "split and join",
        "runs all branches and waits for all",
        d.between(
            d.gateway("parallel", "f", "j") + d.task("a", "b", "c"),
            "start->f, f->a, f->b, f->c, a->j, b->j, c->j, j->end",
        ),
        "start f a b c j end",
    ),
    Behaviour(
        "Parallel gateway",
        "join",
        "waits for the slowest branch",
        d.between(
            d.gateway("parallel", "f", "j") + d.task("a") + d.catch("c", d.timer()),
            "start->f, f->a, f->c, a->j, c->j, j->end",
        ),
        "start f a c j end",
        seconds=10,
    ),
    Behaviour(
        "Parallel gateway",
        "join",
        "for which a branch never comes waits for ever",
        d.between(
            d.gateway("parallel", "j") + d.gateway("exclusive", "g", attributes='default="g.b.2"') + d.task("a", "b"),
            "start->g, g->a: x > 5, g->b, a->j, b->j, j->end",
        ),
        "start g a",
        state="waiting",
        arguments=X,
    ),
    Behaviour(
        "Parallel gateway",
        "join",
        "takes one token of each flow; a second one on a flow waits for its partner",
        d.between(
            d.gateway("parallel", "f", "j") + d.gateway("exclusive", "m") + d.task("a", "b", "c"),
            "start->f, f->a, f->b, f->c, a->m, b->m, m->j, c->j, j->end",
        ),
        "start f a b c m m j end",
        state="waiting",
    ),
    Behaviour(
        "Parallel gateway",
        "join and split in one",
        "waits for all, then runs all",
        d.between(
            d.gateway("parallel", "f", "j") + d.task("a", "b", "p", "q"),
            "start->f, f->a, f->b, a->j, b->j, j->p, j->q, p->end, q->end",
        ),
        "start f a b j p q end end",
    ),
    Behaviour(
        "Parallel gateway",
        "loop",
        "joins again in every round",
        d.between(
            d.gateway("exclusive", "m")
            + d.gateway("parallel", "f", "j")
            + COUNT
            + d.task("b")
            + d.gateway("exclusive", "g", attributes='default="g.end.8"'),
            "start->m, m->f, f->n, f->b, n->j, b->j, j->g, g->m: i < 2, g->end",
        ),
        "start m f n b j g m f n b j g end",
        arguments=ZERO,
    ),
    Behaviour(
        "Parallel gateway",
        "split",
        "of three in three is nine, not more",
        d.between(
            d.gateway("parallel", "f", "h1", "h2", "h3", "j1", "j2", "j3", "j")
            + "".join(d.task(f"t{k}a", f"t{k}b", f"t{k}c") for k in (1, 2, 3)),
            "start->f, "
            + ", ".join(
                f"f->h{k}, h{k}->t{k}a, h{k}->t{k}b, h{k}->t{k}c, t{k}a->j{k}, t{k}b->j{k}, t{k}c->j{k}, j{k}->j"
                for k in (1, 2, 3)
            )
            + ", j->end",
        ),
        "start f h1 h2 h3 t1a t1b t1c t2a t2b t2c t3a t3b t3c j1 j2 j3 j end",
    ),
)

BEHAVIOURS = (*EXCLUSIVE, *PARALLEL)
