"""Sub-processes, called processes, global tasks, ad-hoc sub-processes (BPMN 2.0.2, 10.3.4 to 10.3.6)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

CALLED = d.process("called", d.start("c0") + d.task("c") + d.end("c1"), "c0->c, c->c1")

CALL = d.task("a", kind="callActivity", attributes='calledElement="called"')


def _ad_hoc(attributes: str, body: str, links: str = "") -> bytes:
    return d.between(d.sub("a", body, links, kind="adHocSubProcess", attributes=attributes))


DONE = "<completionCondition>i >= 2</completionCondition>"

SUBS = (
    Behaviour(
        "Sub-process",
        "in a flow",
        "runs inside and goes on when all of it has ended",
        d.between(
            d.sub(
                "a",
                d.start("s0") + d.gateway("parallel", "f") + d.task("p", "q") + d.end("s1"),
                "s0->f, f->p, f->q, p->s1, q->s1",
            )
        ),
        "start s0 f p q s1 s1 a end",
    ),
    Behaviour(
        "Sub-process",
        "in a flow",
        "shares the data around it",
        d.between(d.sub("a", d.start("s0") + d.script("p", "{y: x + 1}") + d.end("s1"), "s0->p, p->s1")),
        "start s0 p s1 a end",
        data={"y": 2},
        arguments=("--vars", '{"x": 1}'),
    ),
    Behaviour(
        "Sub-process",
        "in a flow",
        "without a start event begins wherever nothing leads to",
        d.between(d.sub("a", d.task("p", "q", "r"), "p->r")),
        "start p q r a end",
    ),
    Behaviour("Sub-process", "in a flow", "with nothing in it passes", d.between(d.sub("a", "", "")), "start a end"),
    Behaviour(
        "Sub-process",
        "nested",
        "ends from inside outwards",
        d.between(
            d.sub(
                "a",
                d.start("s0")
                + d.sub(
                    "b", d.start("t0") + d.sub("c", d.start("u0") + d.end("u1"), "u0->u1") + d.end("t1"), "t0->c, c->t1"
                )
                + d.end("s1"),
                "s0->b, b->s1",
            )
        ),
        "start s0 t0 u0 u1 c t1 b s1 a end",
    ),
    Behaviour(
        "Process",
        "without start event",
        "begins wherever nothing leads to",
        d.diagram(d.task("a", "b", "c"), "a->c, b->c", roots=d.ROOTS),
        "a b c c",
    ),
    Behaviour(
        "Process",
        "with nothing in it but a start and an end",
        "is over at once",
        d.between("", "start->end"),
        "start end",
    ),
    Behaviour(
        "Call activity",
        "in a flow",
        "runs the called process of the file",
        d.between(CALL, roots=CALLED),
        "start c0 c c1 a end",
    ),
    Behaviour(
        "Call activity",
        "in a flow",
        "finds it by a qualified name",
        d.between(
            d.task("a", kind="callActivity", attributes='calledElement="tns:called" xmlns:tns="test"'), roots=CALLED
        ),
        "start c0 c c1 a end",
    ),
    Behaviour(
        "Call activity",
        "in a flow",
        "sees the caller's data and hands over what was written",
        d.between(
            CALL, roots=d.process("called", d.start("c0") + d.script("c", "{y: x + 1}") + d.end("c1"), "c0->c, c->c1")
        ),
        "start c0 c c1 a end",
        data={"y": 2},
        arguments=("--vars", '{"x": 1}'),
    ),
    Behaviour(
        "Call activity",
        "nested",
        "calls a process that calls another",
        d.between(
            CALL,
            roots=d.process(
                "called",
                d.start("c0") + d.task("c", kind="callActivity", attributes='calledElement="third"') + d.end("c1"),
                "c0->c, c->c1",
            )
            + d.process("third", d.start("t0") + d.end("t1"), "t0->t1"),
        ),
        "start c0 t0 t1 c c1 a end",
    ),
    Behaviour(
        "Call activity",
        "recursive",
        "calls its own process until a condition ends it",
        d.diagram(
            d.start()
            + d.script("n", "{i: i + 1}")
            + d.gateway("exclusive", "g", attributes='default="g.end.3"')
            + d.task("a", kind="callActivity", attributes='calledElement="case"')
            + d.end(),
            "start->n, n->g, g->a: i < 3, g->end, a->end",
            roots=d.ROOTS,
        ),
        "start n g start n g start n g end a end a end",
        data={"i": 3},
        arguments=("--vars", '{"i": 0}'),
    ),
    Behaviour(
        "Call activity",
        "to a process that isn't there",
        "is refused",
        d.between(d.task("a", kind="callActivity", attributes='calledElement="gone"')),
        refused="gone",
    ),
    Behaviour(
        "Global task",
        "called",
        "a global user task runs",
        d.between(
            d.task("a", kind="callActivity", attributes='calledElement="g"'), roots='<globalUserTask id="g" name="g"/>'
        ),
        "start g a end",
    ),
    Behaviour(
        "Global task",
        "called",
        "a global manual task runs",
        d.between(
            d.task("a", kind="callActivity", attributes='calledElement="g"'),
            roots='<globalManualTask id="g" name="g"/>',
        ),
        "start g a end",
    ),
    Behaviour(
        "Global task",
        "called",
        "a global task runs",
        d.between(
            d.task("a", kind="callActivity", attributes='calledElement="g"'), roots='<globalTask id="g" name="g"/>'
        ),
        "start g a end",
    ),
    Behaviour(
        "Global task",
        "called",
        "a global business rule task runs",
        d.between(
            d.task("a", kind="callActivity", attributes='calledElement="g"'),
            roots='<globalBusinessRuleTask id="g" name="g"/>',
        ),
        "start g a end",
    ),
    Behaviour(
        "Global task",
        "called",
        "a global script task runs",
        d.between(
            d.task("a", kind="callActivity", attributes='calledElement="g"'),
            roots='<globalScriptTask id="g" scriptLanguage="feel"><script>{y: x + 1}</script></globalScriptTask>',
        ),
        "start g a end",
        data={"y": 2},
        arguments=("--vars", '{"x": 1}'),
    ),
    Behaviour(
        "Transaction",
        "in a flow",
        "that succeeds is a sub-process",
        d.between(d.sub("a", d.start("s0") + d.task("p") + d.end("s1"), "s0->p, p->s1", kind="transaction")),
        "start s0 p s1 a end",
    ),
)

AD_HOC = (
    Behaviour(
        "Ad-hoc sub-process",
        "parallel",
        "runs every activity once and ends",
        _ad_hoc("", d.task("p", "q")),
        "start p q a end",
    ),
    Behaviour(
        "Ad-hoc sub-process",
        "sequential",
        "runs one after the other",
        _ad_hoc('ordering="Sequential"', d.task("p", "q")),
        "start p q a end",
    ),
    Behaviour(
        "Ad-hoc sub-process",
        "sequential",
        "ends when its condition holds",
        _ad_hoc(
            'ordering="Sequential"',
            d.script("p", "{i: i + 1}") + d.script("q", "{i: i + 1}") + d.script("r", "{i: i + 1}") + DONE,
        ),
        "start p q a end",
        data={"i": 2},
        arguments=("--vars", '{"i": 0}'),
    ),
    Behaviour(
        "Ad-hoc sub-process",
        "parallel",
        "cancels the rest when its condition holds",
        _ad_hoc("", d.waits("w") + d.script("p", "{i: 2}") + DONE),
        "start p a end",
        cancelled="w",
        arguments=("--vars", '{"i": 0}'),
    ),
    Behaviour(
        "Ad-hoc sub-process",
        "parallel",
        "lets the rest finish where it shall",
        _ad_hoc(
            'cancelRemainingInstances="false"',
            d.script("p", "{i: 2}") + '<receiveTask id="w" messageRef="msg-m"/>' + DONE,
        ),
        "start p w a end",
        arguments=("--vars", '{"i": 0}', "--message", "M"),
    ),
    Behaviour(
        "Ad-hoc sub-process",
        "parallel",
        "follows the flows drawn inside",
        _ad_hoc("", d.task("p", "q", "r"), "p->r"),
        "start p q r a end",
    ),
    Behaviour(
        "Ad-hoc sub-process",
        "parallel",
        "whose condition can never hold is an incident",
        _ad_hoc("", d.task("p") + "<completionCondition>i >= 3</completionCondition>"),
        "start p p",
        state="incident",
        incident=("a", "completion condition"),
        arguments=("--vars", '{"i": 0}'),
    ),
    Behaviour(
        "Ad-hoc sub-process",
        "parallel",
        "whose condition is still false when all is done begins them again",
        _ad_hoc("", d.script("p", "{i: i + 1}") + "<completionCondition>i >= 3</completionCondition>"),
        "start p p p a end",
        data={"i": 3},
        arguments=("--vars", '{"i": 0}'),
    ),
)

BEHAVIOURS = (*SUBS, *AD_HOC)
