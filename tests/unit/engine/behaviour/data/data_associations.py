"""Data associations: what goes into an element and comes out of it (BPMN 2.0.2, 10.4.2, 13.3.2)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

ONE = ("--vars", '{"order": {"price": 3, "count": 4}}')
ORDER = '<dataObject id="order"/>'


BEHAVIOURS = (
    Behaviour(
        "Data input association",
        "to an activity",
        "copies into its input",
        d.between(ORDER + d.script("a", "{y: given.price}", d.io("i given") + d.data_input("order", "i"))),
        "start a end",
        data={"y": 3},
        arguments=ONE,
    ),
    Behaviour(
        "Data input association",
        "to an activity",
        "what is its own isn't left in the data",
        d.between(ORDER + d.script("a", "{given: 1}", d.io("i given") + d.data_input("order", "i"))),
        "start a end",
        data={"order": {"price": 3, "count": 4}},
        arguments=ONE,
    ),
    Behaviour(
        "Data input association",
        "transformation",
        "works out the input",
        d.between(
            ORDER
            + d.script(
                "a",
                "{y: given}",
                d.io("i given")
                + d.data_input("order", "i", "<transformation>order.price * order.count</transformation>"),
            )
        ),
        "start a end",
        data={"y": 12},
        arguments=ONE,
    ),
    Behaviour(
        "Data input association",
        "assignment",
        "writes to parts of the input",
        d.between(
            ORDER
            + d.script(
                "a",
                "{y: given}",
                d.io("i given")
                + d.data_input(
                    "order", "i", d.assign("order.price", "given.p") + d.assign("order.count + 1", "given.c")
                ),
            )
        ),
        "start a end",
        data={"y": {"p": 3, "c": 5}},
        arguments=ONE,
    ),
    Behaviour(
        "Data output association",
        "from an activity",
        "copies from its output",
        d.between(ORDER + d.script("a", "{y: 7}", d.io("", "o y") + d.data_output("o", "order"))),
        "start a end",
        data={"order": 7},
    ),
    Behaviour(
        "Data output association",
        "transformation",
        "works out what is kept",
        d.between(
            ORDER
            + d.script(
                "a", "{y: 7}", d.io("", "o y") + d.data_output("o", "order", "<transformation>y * 2</transformation>")
            )
        ),
        "start a end",
        data={"order": 14},
    ),
    Behaviour(
        "Data output association",
        "assignment",
        "writes to part of a data object",
        d.between(
            ORDER + d.script("a", "{y: 7}", d.io("", "o y") + d.data_output("o", "order", d.assign("y", "order.price")))
        ),
        "start a end",
        data={"order": {"price": 7, "count": 4}},
        arguments=ONE,
    ),
    Behaviour(
        "Data output association",
        "from a user task",
        "keeps its answer",
        d.between(ORDER + d.task("a", kind="userTask", inner=d.io("", "o y") + d.data_output("o", "order"))),
        "start a end",
        data={"order": 9},
        arguments=("--answers", '{"a": {"y": 9}}'),
    ),
    Behaviour(
        "Data output association",
        "from a catch event",
        "keeps what came",
        d.between(ORDER + d.catch("a", '<dataOutput id="o" name="got"/>' + d.data_output("o", "order") + d.MESSAGE)),
        "start a end",
        data={"order": {"k": 1}},
        arguments=("--message", 'M={"k": 1}'),
    ),
    Behaviour(
        "Data output association",
        "from a boundary event",
        "keeps what came",
        d.between(
            ORDER
            + d.waits("w")
            + d.boundary("a", "w", '<dataOutput id="o" name="k"/>' + d.data_output("o", "order") + d.MESSAGE),
            "start->w, w->end, a->end",
        ),
        "start a end",
        cancelled="w",
        data={"order": 1},
        arguments=("--message", 'M={"k": 1}'),
    ),
    Behaviour(
        "Data input association",
        "to a throw event",
        "is what the message brings",
        d.between(
            ORDER
            + d.gateway("parallel", "f")
            + d.catch("c", '<dataOutput id="o" name="got"/>' + d.data_output("o", "order") + d.MESSAGE)
            + d.throw(
                "a", '<dataInput id="i" name="got"/>' + d.data_input("", "i", d.assign("20 + 1", "got")) + d.MESSAGE
            ),
            "start->f, f->c, f->a, c->end, a->end",
        ),
        "start f a c end end",
        data={"order": 21},
    ),
    Behaviour(
        "Data input association",
        "to a call activity",
        "gives the called process its input",
        d.between(
            ORDER
            + d.task(
                "a",
                kind="callActivity",
                attributes='calledElement="called"',
                inner=d.io("i given", "o result") + d.data_input("order", "i") + d.data_output("o", "order"),
            ),
            roots=d.process(
                "called", d.start("c0") + d.script("c", "{result: given.price + 1}") + d.end("c1"), "c0->c, c->c1"
            ),
        ),
        "start c0 c c1 a end",
        data={"order": 4},
        arguments=ONE,
    ),
    Behaviour(
        "Data input association",
        "to a multi-instance activity",
        "gives it its collection",
        d.between(
            '<dataObject id="do" name="list"/>'
            + d.script(
                "a",
                "{log: append(log, item)}",
                d.io("i many")
                + d.data_input("do", "i")
                + '<multiInstanceLoopCharacteristics><loopDataInputRef>i</loopDataInputRef><inputDataItem id="it" name="item"/></multiInstanceLoopCharacteristics>',
            )
        ),
        "start a a a end",
        data={"log": [5, 6]},
        arguments=("--vars", '{"list": [5, 6], "log": []}'),
    ),
    Behaviour(
        "Data output association",
        "from a multi-instance activity",
        "keeps its collection",
        d.between(
            '<dataObject id="do" name="list"/><dataObject id="res" name="results"/>'
            + d.script(
                "a",
                "{y: item * 2}",
                d.io("i many", "o outs")
                + d.data_input("do", "i")
                + d.data_output("o", "res")
                + '<multiInstanceLoopCharacteristics><loopDataInputRef>i</loopDataInputRef><loopDataOutputRef>o</loopDataOutputRef><inputDataItem id="it" name="item"/><outputDataItem id="ot" name="y"/></multiInstanceLoopCharacteristics>',
            )
        ),
        "start a a a end",
        data={"results": [10, 12]},
        arguments=("--vars", '{"list": [5, 6]}'),
    ),
    Behaviour(
        "Data input association",
        "drawn only",
        "to a task without inputs changes nothing",
        d.between(
            '<dataObject id="do"/><dataObjectReference id="ref" name="order" dataObjectRef="do"/>'
            + d.task("a", inner='<property id="pp" name="__targetRef_placeholder"/>' + d.data_input("ref", "pp"))
        ),
        "start a end",
        data={"order": {"price": 3, "count": 4}},
        arguments=ONE,
    ),
    Behaviour(
        "Data output association",
        "from a compensation handler",
        "keeps what it leaves",
        d.between(
            ORDER
            + d.undoable(
                "a",
                handler=d.script(
                    "undo_a", "{y: 0}", d.io("", "o y") + d.data_output("o", "order"), 'isForCompensation="true"'
                ),
            )
            + d.throw("t", d.COMPENSATE),
            "start->a, a->t, t->end",
        ),
        "start a undo_a t end",
        compensated="a",
        data={"order": 0},
        arguments=ONE,
    ),
)
