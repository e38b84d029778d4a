"""Correlation: which of several cases a message is for (BPMN 2.0.2, 8.4.2)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

PROPERTY = (
    '<correlationProperty id="number" name="number">{}</correlationProperty><collaboration id="co">'
    '<correlationKey id="key"><correlationPropertyRef>number'
    "</correlationPropertyRef></correlationKey></collaboration>"
)


def _reads(message: str, path: str) -> str:
    return (
        f'<correlationPropertyRetrievalExpression messageRef="{message}"><messagePath>{path}</messagePath>'
        "</correlationPropertyRetrievalExpression>"
    )


def _file(*processes: str, reads: str = _reads("msg-m", "order.number") + _reads("msg-n", "number")) -> bytes:
    return f"{d.HEAD}{d.ROOTS}{PROPERTY.format(reads)}{''.join(processes)}</definitions>".encode()


BOUND = (
    '<correlationSubscription id="cs" correlationKeyRef="key"><correlationPropertyBinding correlationPropertyRef="number">'
    "<dataPath>mine</dataPath></correlationPropertyBinding></correlationSubscription>"
)
#: waits for M about its own number
WAITING = d.process("Q", d.start("q0") + d.catch("qc", d.MESSAGE) + d.end("q1") + BOUND, "q0->qc, qc->q1")
#: begins with M, then waits for N
TALKING = d.process("Q", d.start("q0", d.MESSAGE) + d.catch("qc", d.MESSAGE_N) + d.end("q1"), "q0->qc, qc->q1")
Q = ("--process", "Q")
SENDER = d.process(
    "P",
    d.start("p0") + d.script("ps", "{order: {number: n}}") + d.throw("pt", d.MESSAGE) + d.end("p1"),
    "p0->ps, ps->pt, pt->p1",
)

BEHAVIOURS = (
    Behaviour(
        "Correlation",
        "by subscription",
        "takes the message whose properties are those of its data",
        _file(WAITING),
        "q0 qc q1",
        arguments=(*Q, "--vars", '{"mine": 7}', "--message", 'M={"order": {"number": 7}}'),
    ),
    Behaviour(
        "Correlation",
        "by subscription",
        "doesn't take the message of another",
        _file(WAITING),
        "q0",
        state="waiting",
        arguments=(*Q, "--vars", '{"mine": 7}', "--message", 'M={"order": {"number": 8}}'),
    ),
    Behaviour(
        "Correlation",
        "by key",
        "the message that begins a case fixes its key",
        _file(TALKING),
        "q0 qc q1",
        arguments=(*Q, "--message", 'M={"order": {"number": 7}}', "--message", 'N={"number": 7}'),
    ),
    Behaviour(
        "Correlation",
        "by key",
        "a message of another key doesn't reach it",
        _file(TALKING),
        "q0",
        state="waiting",
        arguments=(*Q, "--message", 'M={"order": {"number": 7}}', "--message", 'N={"number": 8}'),
    ),
    Behaviour(
        "Correlation",
        "between processes",
        "the key is read from what is thrown",
        _file(SENDER, WAITING),
        "q0 p0 ps pt p1 qc q1",
        arguments=(*Q, "--process", "P", "--vars", '{"mine": 7, "n": 7}'),
    ),
    Behaviour(
        "Correlation",
        "between processes",
        "a thrown message of another key reaches nobody",
        _file(SENDER, WAITING),
        "q0 p0 ps pt p1",
        arguments=(*Q, "--process", "P", "--vars", '{"mine": 7, "n": 8}'),
    ),
    Behaviour(
        "Correlation",
        "by miz:key",
        "takes the message of its key",
        d.between(
            '<receiveTask id="a" messageRef="msg-m" miz:key="mine"/>'
            + d.gateway("parallel", "f")
            + d.throw("t", d.MESSAGE.replace("/>", ' miz:key="other"/>')),
            "start->f, f->a, f->t, a->end, t->end",
        ),
        "start f t end",
        state="waiting",
        arguments=("--vars", '{"mine": 1, "other": 2}'),
    ),
)
