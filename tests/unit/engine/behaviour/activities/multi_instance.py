"""Multi-instance activities (BPMN 2.0.2, 10.3.7, 13.3.7)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

LIST = ("--vars", '{"items": [3, 4, 5], "log": []}')


def _many(inner: str, attributes: str = "") -> str:
    return f"<multiInstanceLoopCharacteristics {attributes}>{inner}</multiInstanceLoopCharacteristics>"


def _times(number: str, more: str = "", attributes: str = "") -> str:
    return _many(f"<loopCardinality>{number}</loopCardinality>{more}", attributes)


OVER = 'miz:collection="items" miz:item="item"'

INSIDE = d.start("s0") + d.task("p") + d.end("s1")

TOLD = d.boundary("b", "a", d.SIGNAL, interrupting=False) + d.end("told")

SIGNALLED = '<signalEventDefinition id="def" signalRef="sig-s"/>'


def _behaving(attributes: str, inner: str = "") -> bytes:
    loop = _times("3", inner, 'isSequential="true" ' + attributes)
    return d.between(d.task("a", inner=loop) + TOLD, "start->a, a->end, b->told", roots=SIGNALLED)


MULTI = (
    Behaviour(
        "Multi-instance", "parallel", "by a number", d.between(d.task("a", inner=_times("3"))), "start a a a a end"
    ),
    Behaviour(
        "Multi-instance",
        "sequential",
        "by a number",
        d.between(d.task("a", inner=_times("3", "", 'isSequential="true"'))),
        "start a a a a end",
    ),
    Behaviour(
        "Multi-instance",
        "parallel",
        "by a number that FEEL works out",
        d.between(d.task("a", inner=_times("count(items)"))),
        "start a a a a end",
        arguments=LIST,
    ),
    Behaviour(
        "Multi-instance",
        "parallel",
        "of zero instances passes",
        d.between(d.task("a", inner=_times("0"))),
        "start a end",
    ),
    Behaviour(
        "Multi-instance",
        "parallel",
        "by something that is no number is an incident",
        d.between(d.task("a", inner=_times('"three"'))),
        "start",
        state="incident",
        incident=("a", "number of instances"),
    ),
    Behaviour(
        "Multi-instance",
        "sequential",
        "over a collection, each with its item",
        d.between(d.script("a", "{log: append(log, item)}", _many("", 'isSequential="true" ' + OVER))),
        "start a a a a end",
        data={"log": [3, 4, 5]},
        arguments=LIST,
    ),
    Behaviour(
        "Multi-instance",
        "parallel",
        "over a collection, each with its item",
        d.between(d.script("a", "{log: append(log, item)}", _many("", OVER))),
        "start a a a a end",
        data={"log": [3, 4, 5]},
        arguments=LIST,
    ),
    Behaviour(
        "Multi-instance",
        "parallel",
        "the item isn't left in the data",
        d.between(d.script("a", "{log: item}", _many("", OVER))),
        "start a a a a end",
        data={"log": 5, "items": [3, 4, 5]},
        arguments=LIST,
    ),
    Behaviour(
        "Multi-instance",
        "parallel",
        "collects results in the order of the items",
        d.between(d.script("a", "{y: item * 2}", _many("", OVER + ' miz:output="out" miz:outputItem="y"'))),
        "start a a a a end",
        data={"out": [6, 8, 10]},
        arguments=LIST,
    ),
    Behaviour(
        "Multi-instance",
        "sequential",
        "collects results in the order of the items",
        d.between(
            d.script(
                "a", "{y: item * 2}", _many("", 'isSequential="true" ' + OVER + ' miz:output="out" miz:outputItem="y"')
            )
        ),
        "start a a a a end",
        data={"out": [6, 8, 10]},
        arguments=LIST,
    ),
    Behaviour(
        "Multi-instance",
        "loopDataInputRef",
        "names a data object of the process and its items",
        d.between(
            '<dataObject id="items" isCollection="true"/>'
            + d.script(
                "a",
                "{log: append(log, item)}",
                _many('<loopDataInputRef>items</loopDataInputRef><inputDataItem id="in1" name="item"/>'),
            )
        ),
        "start a a a a end",
        data={"log": [3, 4, 5]},
        arguments=LIST,
    ),
    Behaviour(
        "Multi-instance",
        "loopDataOutputRef",
        "collects what each instance leaves in its item",
        d.between(
            '<dataObject id="items" isCollection="true"/><dataObject id="out" isCollection="true"/>'
            + d.script(
                "a",
                "{y: item * 2}",
                _many(
                    '<loopDataInputRef>items</loopDataInputRef><loopDataOutputRef>out</loopDataOutputRef><inputDataItem id="in1" name="item"/><outputDataItem id="out1" name="y"/>'
                ),
            )
        ),
        "start a a a a end",
        data={"out": [6, 8, 10]},
        arguments=LIST,
    ),
    Behaviour(
        "Multi-instance",
        "loopCounter",
        "numbers the instances from 1",
        d.between(d.script("a", "{log: append(log, loopCounter)}", _times("3"))),
        "start a a a a end",
        data={"log": [1, 2, 3]},
        arguments=LIST,
    ),
    Behaviour(
        "Multi-instance",
        "attributes",
        "numberOfInstances can be asked for inside",
        d.between(d.script("a", "{log: append(log, numberOfInstances)}", _times("2", "", 'isSequential="true"'))),
        "start a a a end",
        data={"log": [2, 2]},
        arguments=LIST,
    ),
    Behaviour(
        "Multi-instance",
        "attributes",
        "nrOfInstances and its like serve as well",
        d.between(
            d.task(
                "a",
                inner=_times(
                    "3",
                    "<completionCondition>nrOfCompletedInstances / nrOfInstances > 0.5 and nrOfActiveInstances = 0</completionCondition>",
                    'isSequential="true"',
                ),
            )
        ),
        "start a a a end",
    ),
    Behaviour(
        "Multi-instance",
        "completionCondition",
        "stops a sequential one early",
        d.between(
            d.task(
                "a",
                inner=_times(
                    "5",
                    "<completionCondition>numberOfCompletedInstances >= 2</completionCondition>",
                    'isSequential="true"',
                ),
            )
        ),
        "start a a a end",
    ),
    Behaviour(
        "Multi-instance",
        "completionCondition",
        "cancels what still runs of a parallel one",
        d.between(
            d.sub(
                "a",
                d.start("s0") + d.gateway("exclusive", "g", attributes='default="g.w.1"') + d.waits("w") + d.end("s1"),
                "s0->g, g->w, g->s1: loopCounter = 1, w->s1",
                loop=_times("3", "<completionCondition>numberOfCompletedInstances >= 1</completionCondition>"),
            )
        ),
        "start s0 s0 s0 g g g s1 a a end",
        cancelled="w a w a",
    ),
    Behaviour(
        "Multi-instance",
        "completionCondition",
        "may look at the data that instances leave",
        d.between(
            d.script(
                "a",
                "{stop: item = 4}",
                _many("<completionCondition>stop</completionCondition>", 'isSequential="true" ' + OVER),
            )
        ),
        "start a a a end",
        arguments=LIST,
    ),
    Behaviour(
        "Multi-instance",
        "on a sub-process",
        "runs it once for each, all at once",
        d.between(d.sub("a", INSIDE, "s0->p, p->s1", loop=_times("2"))),
        "start s0 s0 p p s1 s1 a a a end",
    ),
    Behaviour(
        "Multi-instance",
        "on a sub-process",
        "sequentially",
        d.between(d.sub("a", INSIDE, "s0->p, p->s1", loop=_times("2", "", 'isSequential="true"'))),
        "start s0 p s1 a s0 p s1 a a end",
    ),
    Behaviour(
        "Multi-instance",
        "on a call activity",
        "calls the process once for each",
        d.between(
            d.task(
                "a",
                kind="callActivity",
                attributes='calledElement="called"',
                inner=_many("", 'isSequential="true" ' + OVER),
            ),
            roots=d.process(
                "called", d.start("c0") + d.script("c", "{log: append(log, item)}") + d.end("c1"), "c0->c, c->c1"
            ),
        ),
        "start c0 c c1 a c0 c c1 a c0 c c1 a a end",
        data={"log": [3, 4, 5]},
        arguments=LIST,
    ),
    Behaviour(
        "Multi-instance",
        "nested",
        "in another multi-instance",
        d.between(
            d.sub(
                "a",
                d.start("s0") + d.task("p", inner=_times("2")) + d.end("s1"),
                "s0->p, p->s1",
                loop=_times("2", "", 'isSequential="true"'),
            )
        ),
        "start s0 p p p s1 a s0 p p p s1 a a end",
    ),
    Behaviour(
        "Multi-instance",
        "boundary event on it",
        "non-interrupting, happens once for the whole",
        d.between(
            d.waits("a", _times("2")) + d.boundary("b", "a", d.timer(), interrupting=False) + d.end("other"),
            "start->a, a->end, b->other",
        ),
        "start b other",
        state="waiting",
    ),
    Behaviour(
        "Multi-instance",
        "of user tasks",
        "each is completed once",
        d.between(d.task("a", kind="userTask", inner=_times("3"))),
        "start a a a a end",
    ),
    Behaviour(
        "Multi-instance",
        "of receive tasks",
        "each takes one message",
        d.between('<receiveTask id="a" messageRef="msg-m">' + _times("2") + "</receiveTask>"),
        "start a a a end",
        arguments=("--message", "M", "--message", "M"),
    ),
    Behaviour(
        "Multi-instance",
        "with flows out",
        "goes on once when all are done",
        d.between(d.task("a", inner=_times("2")) + d.task("b", "c"), "start->a, a->b, a->c, b->end, c->end"),
        "start a a a b c end end",
    ),
)

BEHAVIOURS = (
    Behaviour(
        "Multi-instance", "behavior", "All: no event is thrown", _behaving('behavior="All"'), "start a a a a end"
    ),
    Behaviour(
        "Multi-instance",
        "behavior",
        "None: an event for every instance that completes",
        _behaving('behavior="None" noneBehaviorEventRef="def"'),
        "start a b a told b a a told b end told",
    ),
    Behaviour(
        "Multi-instance",
        "behavior",
        "One: an event for the first instance that completes",
        _behaving('behavior="One" oneBehaviorEventRef="def"'),
        "start a b a told a a end",
    ),
    Behaviour(
        "Multi-instance",
        "behavior",
        "Complex: an event where its condition holds",
        _behaving(
            'behavior="Complex"',
            '<complexBehaviorDefinition><condition>numberOfCompletedInstances = 2</condition><event id="thrown"><signalEventDefinition signalRef="sig-s"/></event></complexBehaviorDefinition>',
        ),
        "start a a b a a told end",
    ),
)

BEHAVIOURS = (*MULTI, *BEHAVIOURS)
