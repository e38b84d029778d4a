"""Data objects, stores, properties and variables: who sees them (BPMN 2.0.2, 10.4.1)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

ONE = ("--vars", '{"order": {"price": 3, "count": 4}}')
ORDER = '<dataObject id="order"/>'


BEHAVIOURS = (
    Behaviour(
        "Data object",
        "in a process",
        "is a variable by its id",
        d.between(ORDER + d.script("a", "{order: 5}")),
        "start a end",
        data={"order": 5},
    ),
    Behaviour(
        "Data object",
        "in a process",
        "is a variable by its name",
        d.between(
            '<dataObject id="do" name="order"/>' + d.script("a", "{y: 2}", d.io("", "o y") + d.data_output("o", "do"))
        ),
        "start a end",
        data={"order": 2},
    ),
    Behaviour(
        "Data object",
        "by reference",
        "is a variable by the name of the reference",
        d.between(
            '<dataObject id="do"/><dataObjectReference id="ref" name="order" dataObjectRef="do"/>'
            + d.script("a", "{y: 2}", d.io("", "o y") + d.data_output("o", "ref"))
        ),
        "start a end",
        data={"order": 2},
    ),
    Behaviour(
        "Data object",
        "by reference",
        "all references are one variable",
        d.between(
            '<dataObject id="do"/><dataObjectReference id="r1" name="order" dataObjectRef="do"/><dataObjectReference id="r2" dataObjectRef="do"/>'
            + d.script("a", "{y: 2}", d.io("", "o y") + d.data_output("o", "r2"))
            + d.script("b", "{z: y + 1}", d.io("i y", "p z") + d.data_input("r1", "i") + d.data_output("p", "r1")),
            "start->a, a->b, b->end",
        ),
        "start a b end",
        data={"order": 3},
    ),
    Behaviour(
        "Data object",
        "in a sub-process",
        "is gone with it",
        d.between(
            d.sub(
                "a",
                '<dataObject id="inner"/>'
                + d.start("s0")
                + d.script("p", "{inner: 5}")
                + d.script("q", "{y: inner + 1}")
                + d.end("s1"),
                "s0->p, p->q, q->s1",
            )
            + d.script("b", "{seen: inner}"),
            "start->a, a->b, b->end",
        ),
        "start s0 p q s1 a b end",
        data={"y": 6, "seen": None},
    ),
    Behaviour(
        "Data object",
        "in a sub-process",
        "hides one of that name outside",
        d.between(
            d.sub(
                "a",
                ORDER.replace('"order"', '"inner" name="order"')
                + d.start("s0")
                + d.script("p", "{order: 5}")
                + d.end("s1"),
                "s0->p, p->s1",
            )
        ),
        "start s0 p s1 a end",
        data={"order": 1},
        arguments=("--vars", '{"order": 1}'),
    ),
    Behaviour(
        "Data object",
        "in a called process",
        "isn't the caller's",
        d.between(
            d.task("a", kind="callActivity", attributes='calledElement="called"'),
            roots=d.process(
                "called",
                '<dataObject id="own"/>' + d.start("c0") + d.script("c", "{own: 5, y: 2}") + d.end("c1"),
                "c0->c, c->c1",
            ),
        ),
        "start c0 c c1 a end",
        data={"own": 1, "y": 2},
        arguments=("--vars", '{"own": 1}'),
    ),
    Behaviour(
        "Data object",
        "in a multi-instance sub-process",
        "each instance has its own",
        d.between(
            d.sub(
                "a",
                '<dataObject id="mine"/>'
                + d.start("s0")
                + d.script("p", "{mine: loopCounter}")
                + d.task("w", kind="userTask")
                + d.script("q", "{log: append(log, mine)}")
                + d.end("s1"),
                "s0->p, p->w, w->q, q->s1",
                loop="<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>",
            )
        ),
        "start s0 s0 p p w q s1 a w q s1 a a end",
        data={"log": [1, 2]},
        arguments=("--vars", '{"log": []}'),
    ),
    Behaviour(
        "Data store",
        "by reference",
        "is kept among the data",
        d.between(
            '<dataStoreReference id="ref" name="register" dataStoreRef="store"/>'
            + d.script("a", "{y: 2}", d.io("", "o y") + d.data_output("o", "ref")),
            roots='<dataStore id="store"/>',
        ),
        "start a end",
        data={"register": 2},
    ),
    Behaviour(
        "Property",
        "of a process",
        "is a variable",
        d.diagram(
            '<property id="pr" name="total"/>'
            + d.start()
            + d.script("a", "{y: 2}", d.io("", "o y") + d.data_output("o", "pr"))
            + d.end(),
            "start->a, a->end",
            roots=d.ROOTS,
        ),
        "start a end",
        data={"total": 2},
    ),
    Behaviour(
        "Data object",
        "whose name has blanks",
        "can be gone through",
        d.between(
            '<dataObject id="do"/><dataObjectReference id="ref" name="open items" dataObjectRef="do"/>'
            + d.script(
                "a",
                "{log: append(log, item)}",
                '<multiInstanceLoopCharacteristics><loopDataInputRef>ref</loopDataInputRef><inputDataItem id="it" name="item"/></multiInstanceLoopCharacteristics>',
            )
        ),
        "start a a a end",
        data={"log": [5, 6]},
        arguments=("--vars", '{"open items": [5, 6], "log": []}'),
    ),
    Behaviour(
        "Variables",
        "in parallel branches",
        "are seen by all at once, and nothing old comes back at the join",
        d.between(
            d.gateway("parallel", "f", "j")
            + d.script("a", "{x: 2}")
            + d.catch("t", d.timer())
            + d.script("b", "{y: x + 1}"),
            "start->f, f->a, f->t, t->b, a->j, b->j, j->end",
        ),
        "start f a t b j end",
        data={"x": 2, "y": 3},
        arguments=("--vars", '{"x": 1}'),
    ),
    Behaviour(
        "Variables",
        "at the start",
        "may be of any JSON type",
        d.between(d.script("a", '{t: [b, n = null, s + "!", l[2], o.k + 1.5]}')),
        "start a end",
        data={"t": [True, True, "hi!", 20, 2.5]},
        arguments=("--vars", '{"b": true, "n": null, "s": "hi", "l": [10, 20], "o": {"k": 1}}'),
    ),
)
