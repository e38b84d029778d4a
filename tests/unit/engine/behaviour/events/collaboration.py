"""Several pools in one file: which run, and what goes between them (BPMN 2.0.2, chapters 9 and 8.4.2)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour


def _file(*processes: str, collaboration: str = "", roots: str = "") -> bytes:
    return f"{d.HEAD}{d.ROOTS}{roots}{collaboration}{''.join(processes)}</definitions>".encode()


BOTH = ("--process", "P", "--process", "Q")
SENDER = d.process("P", d.start("p0") + d.throw("pt", d.MESSAGE) + d.end("p1"), "p0->pt, pt->p1")
RECEIVER = d.process("Q", d.start("q0") + d.catch("qc", d.MESSAGE) + d.end("q1"), "q0->qc, qc->q1")
STARTED = d.process("Q", d.start("q0", d.MESSAGE) + d.task("qa") + d.end("q1"), "q0->qa, qa->q1")
SHOUTER = d.process("P", d.start("p0") + d.throw("pt", d.SIGNAL) + d.end("p1"), "p0->pt, pt->p1")
HEARD = d.process("Q", d.start("q0", d.SIGNAL) + d.end("q1"), "q0->q1")
HEARS = d.process("Q", d.start("q0") + d.catch("qc", d.SIGNAL) + d.end("q1"), "q0->qc, qc->q1")
POOLS = '<collaboration id="co"><participant id="pp" processRef="P"/><participant id="pq" processRef="Q"/>{}</collaboration>'


def _flow(source: str, target: str, attributes: str = "") -> str:
    return f'<messageFlow id="mf_{source}" sourceRef="{source}" targetRef="{target}" {attributes}/>'


UNNAMED = "<messageEventDefinition/>"
ASKER = d.process(
    "P",
    d.start("p0") + d.task("pt", kind="sendTask") + '<receiveTask id="pr"/>' + d.end("p1"),
    "p0->pt, pt->pr, pr->p1",
)
ANSWERER = d.process("Q", d.start("q0", UNNAMED) + d.task("qa") + d.end("q1", UNNAMED), "q0->qa, qa->q1")

TWO_STARTS = d.start("plain") + d.start("sent", d.MESSAGE) + d.task("a", "b") + d.end()
TWO_WAYS = "plain->a, sent->b, a->end, b->end"
BEHAVIOURS = (
    Behaviour(
        "Process",
        "several in a file",
        "--process chooses one",
        _file(SENDER, RECEIVER),
        "q0",
        state="waiting",
        arguments=("--process", "Q"),
    ),
    Behaviour(
        "Process",
        "several in a file",
        "without --process the first that no other calls runs",
        _file(
            d.process("Q", d.start("q0") + d.end("q1"), "q0->q1"),
            d.process(
                "P",
                d.start("p0") + d.task("call", kind="callActivity", attributes='calledElement="Q"') + d.end("p1"),
                "p0->call, call->p1",
            ),
        ),
        "p0 q0 q1 call p1",
    ),
    Behaviour(
        "Process",
        "several in a file",
        "an executable one goes before one that is only drawn",
        _file(
            d.process("Q", d.start("q0") + d.end("q1"), "q0->q1").replace(
                'isExecutable="true"', 'isExecutable="false"'
            ),
            SENDER,
        ),
        "p0 pt p1",
    ),
    Behaviour(
        "Process",
        "with a plain start and one by message",
        "begins plainly where no message comes",
        d.drawn(TWO_STARTS, TWO_WAYS),
        "plain a end",
    ),
    Behaviour(
        "Process",
        "with a plain start and one by message",
        "begins by its message where that comes and nobody asks for the process",
        d.drawn(TWO_STARTS, TWO_WAYS),
        "sent b end",
        arguments=("--message", "M"),
    ),
    Behaviour(
        "Process",
        "with a plain start and one by message",
        "begins both ways where it is asked for and the message also comes",
        d.drawn(TWO_STARTS, TWO_WAYS),
        "plain a end sent b end",
        arguments=("--process", "case", "--message", "M"),
    ),
    Behaviour(
        "Process",
        "with two plain starts",
        "begins at the first, for one is triggered at a time",
        d.drawn(d.start("web") + d.start("post") + d.task("a", "b") + d.end(), "web->a, post->b, a->end, b->end"),
        "web a end",
    ),
    Behaviour(
        "Process",
        "isExecutable absent",
        "runs all the same",
        _file(d.process("P", d.start("p0") + d.end("p1"), "p0->p1").replace(' isExecutable="true"', "")),
        "p0 p1",
    ),
    Behaviour(
        "Message event",
        "between processes",
        "reaches a process that waits",
        _file(SENDER, RECEIVER),
        "q0 p0 pt p1 qc q1",
        arguments=("--process", "Q", "--process", "P"),
    ),
    Behaviour(
        "Message event",
        "between processes",
        "is kept for a process that will wait",
        _file(SENDER, RECEIVER),
        "p0 pt p1 q0 qc q1",
        arguments=BOTH,
    ),
    Behaviour(
        "Message event",
        "between processes",
        "starts a process",
        _file(SENDER, STARTED),
        "p0 pt p1 q0 qa q1",
        arguments=("--process", "P"),
    ),
    Behaviour(
        "Signal event",
        "between processes",
        "starts a process",
        _file(SHOUTER, HEARD),
        "p0 pt p1 q0 q1",
        arguments=("--process", "P"),
    ),
    Behaviour(
        "Signal event",
        "between processes",
        "reaches a process that waits",
        _file(SHOUTER, HEARS),
        "q0 p0 pt p1 qc q1",
        arguments=("--process", "Q", "--process", "P"),
    ),
    Behaviour(
        "Message flow",
        "between pools",
        "joins senders and receivers that name no message",
        _file(ASKER, ANSWERER, collaboration=POOLS.format(_flow("pt", "q0") + _flow("q1", "pr"))),
        "p0 pt q0 qa q1 pr p1",
        arguments=("--process", "P"),
    ),
    Behaviour(
        "Message flow",
        "between pools",
        "to a pool reaches the start of its process",
        _file(ASKER, ANSWERER, collaboration=POOLS.format(_flow("pt", "pq") + _flow("q1", "pr"))),
        "p0 pt q0 qa q1 pr p1",
        arguments=("--process", "P"),
    ),
    Behaviour(
        "Message flow",
        "to a black box",
        "sends and goes on",
        _file(
            d.process("P", d.start("p0") + d.task("pt", kind="sendTask") + d.end("p1"), "p0->pt, pt->p1"),
            collaboration='<collaboration id="co"><participant id="pp" processRef="P"/><participant id="out" name="Bank"/>'
            + _flow("pt", "out")
            + "</collaboration>",
        ),
        "p0 pt p1",
    ),
    Behaviour(
        "Lane",
        "nested, in a process",
        "changes nothing in how it runs",
        d.diagram(
            '<laneSet id="ls"><lane id="l1"><childLaneSet id="cl"><lane id="l2"><flowNodeRef>a</flowNodeRef></lane></childLaneSet></lane></laneSet>'
            + d.start()
            + d.task("a")
            + d.end(),
            "start->a, a->end",
            roots=d.ROOTS,
        ),
        "start a end",
    ),
    Behaviour(
        "Message event",
        "between processes",
        "begins a process that --process named before",
        _file(SENDER, STARTED),
        "p0 pt p1 q0 qa q1",
        arguments=("--process", "Q", "--process", "P"),
    ),
    Behaviour(
        "Message event",
        "start event",
        "without its message begins as if it had come, where nothing else runs",
        _file(STARTED),
        "q0 qa q1",
    ),
    Behaviour(
        "Message event",
        "start event",
        "whose message doesn't come waits while others run",
        _file(STARTED, d.process("P", d.start("p0") + d.end("p1"), "p0->p1")),
        "p0 p1",
        state="waiting",
        arguments=("--process", "P", "--process", "Q"),
    ),
)
