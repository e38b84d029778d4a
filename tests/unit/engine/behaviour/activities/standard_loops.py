"""Standard loops (BPMN 2.0.2, 10.3.7, 13.3.6)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

ZERO = ("--vars", '{"i": 0}')


def _loop(inner: str, attributes: str = "") -> str:
    condition = f"<loopCondition>{inner}</loopCondition>" if inner else ""
    return f"<standardLoopCharacteristics {attributes}>{condition}</standardLoopCharacteristics>"


BEHAVIOURS = (
    Behaviour(
        "Standard loop",
        "test after",
        "runs at least once, and again while its condition holds",
        d.between(d.script("a", "{i: i + 1}", _loop("i &lt; 3"))),
        "start a a a a end",
        data={"i": 3},
        arguments=ZERO,
    ),
    Behaviour(
        "Standard loop",
        "test after",
        "runs once where its condition doesn't hold",
        d.between(d.script("a", "{i: i + 1}", _loop("false"))),
        "start a a end",
        data={"i": 1},
        arguments=ZERO,
    ),
    Behaviour(
        "Standard loop",
        "test before",
        "may not run at all",
        d.between(d.script("a", "{i: i + 1}", _loop("false", 'testBefore="true"'))),
        "start a end",
        data={"i": 0},
        arguments=ZERO,
    ),
    Behaviour(
        "Standard loop",
        "test before",
        "runs while its condition holds",
        d.between(d.script("a", "{i: i + 1}", _loop("i &lt; 2", 'testBefore="true"'))),
        "start a a a end",
        data={"i": 2},
        arguments=ZERO,
    ),
    Behaviour(
        "Standard loop",
        "loopMaximum",
        "stops it",
        d.between(d.script("a", "{i: i + 1}", _loop("true", 'loopMaximum="2"'))),
        "start a a a end",
        data={"i": 2},
        arguments=ZERO,
    ),
    Behaviour(
        "Standard loop",
        "loopMaximum",
        "alone counts the rounds",
        d.between(d.script("a", "{i: i + 1}", _loop("", 'loopMaximum="2"'))),
        "start a a a end",
        data={"i": 2},
        arguments=ZERO,
    ),
    Behaviour(
        "Standard loop",
        "loopCounter",
        "counts from 1 and can be asked for",
        d.between(d.script("a", "{i: i + loopCounter}", _loop("loopCounter &lt; 3"))),
        "start a a a a end",
        data={"i": 6},
        arguments=ZERO,
    ),
    Behaviour(
        "Standard loop",
        "on a sub-process",
        "runs all of it again",
        d.between(
            d.sub(
                "a", d.start("s0") + d.script("p", "{i: i + 1}") + d.end("s1"), "s0->p, p->s1", loop=_loop("i &lt; 2")
            )
        ),
        "start s0 p s1 a s0 p s1 a a end",
        arguments=ZERO,
    ),
    Behaviour(
        "Standard loop",
        "on a call activity",
        "calls again",
        d.between(
            d.task("a", kind="callActivity", attributes='calledElement="called"', inner=_loop("i &lt; 2")),
            roots=d.process("called", d.start("c0") + d.script("c", "{i: i + 1}") + d.end("c1"), "c0->c, c->c1"),
        ),
        "start c0 c c1 a c0 c c1 a a end",
        arguments=ZERO,
    ),
    Behaviour(
        "Standard loop",
        "boundary event on it",
        "stops the loop as a whole",
        d.between(
            d.waits("a", _loop("true")) + d.boundary("b", "a", d.timer()) + d.end("other"), "start->a, a->end, b->other"
        ),
        "start b other",
        cancelled="a a",
    ),
)
