"""Elements of small diagrams as XML. Ids are given; whatever else an element needs has a plain default."""

from tests.unit.engine.case_player import HEAD, diagram, flows

__all__ = [
    "HEAD",
    "boundary",
    "catch",
    "diagram",
    "end",
    "esp",
    "flows",
    "process",
    "script",
    "start",
    "sub",
    "task",
    "throw",
]

#: roots that the diagrams of this folder refer to
ROOTS = (
    '<message id="msg-m" name="M"/><message id="msg-n" name="N"/><message id="msg-never" name="never"/>'
    '<signal id="sig-s" name="S"/><signal id="sig-s2" name="S2"/>'
    '<error id="err-1" name="E" errorCode="E1"/><error id="err-2" name="E2" errorCode="E2"/>'
    '<escalation id="esc-1" name="Up" escalationCode="U1"/><escalation id="esc-2" name="Up2" escalationCode="U2"/>'
)
MESSAGE = '<messageEventDefinition messageRef="msg-m"/>'
MESSAGE_N = '<messageEventDefinition messageRef="msg-n"/>'
SIGNAL = '<signalEventDefinition signalRef="sig-s"/>'
ERROR = '<errorEventDefinition errorRef="err-1"/>'
ERROR_2 = '<errorEventDefinition errorRef="err-2"/>'
ANY_ERROR = "<errorEventDefinition/>"
ESCALATION = '<escalationEventDefinition escalationRef="esc-1"/>'
ANY_ESCALATION = "<escalationEventDefinition/>"
TERMINATE = "<terminateEventDefinition/>"
CANCEL = "<cancelEventDefinition/>"
COMPENSATE = "<compensateEventDefinition/>"
CONDITION = "<conditionalEventDefinition><condition>x &gt; 5</condition></conditionalEventDefinition>"


def drawn(body: str, links: str, roots: str = "") -> bytes:
    """A file with one process and the roots that the diagrams of this folder refer to."""
    return diagram(body, links, roots=ROOTS + roots)


def between(body: str, links: str = "start->a, a->end", roots: str = "") -> bytes:
    """The same, with a start and an end around it."""
    return drawn(start() + body + end(), links, roots)


def timer(text: str = "PT10S", kind: str = "timeDuration") -> str:
    return f"<timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition>"


def start(id_: str = "start", inner: str = "", attributes: str = "") -> str:
    return f'<startEvent id="{id_}" {attributes}>{inner}</startEvent>'


def end(id_: str = "end", inner: str = "") -> str:
    return f'<endEvent id="{id_}">{inner}</endEvent>'


def task(*ids: str, kind: str = "task", inner: str = "", attributes: str = "") -> str:
    return "".join(f'<{kind} id="{id_}" {attributes}>{inner}</{kind}>' for id_ in ids)


def script(id_: str, text: str, inner: str = "", attributes: str = "") -> str:
    return f'<scriptTask id="{id_}" {attributes}>{inner}<script>{text}</script></scriptTask>'


def waits(id_: str, inner: str = "") -> str:
    """A receive task for a message that nobody sends."""
    return f'<receiveTask id="{id_}" messageRef="msg-never">{inner}</receiveTask>'


def catch(id_: str, inner: str = "", attributes: str = "") -> str:
    return f'<intermediateCatchEvent id="{id_}" {attributes}>{inner}</intermediateCatchEvent>'


def throw(id_: str, inner: str = "") -> str:
    return f'<intermediateThrowEvent id="{id_}">{inner}</intermediateThrowEvent>'


def boundary(id_: str, host: str, inner: str, *, interrupting: bool = True, attributes: str = "") -> str:
    cancel = "" if interrupting else 'cancelActivity="false"'
    return f'<boundaryEvent id="{id_}" attachedToRef="{host}" {cancel} {attributes}>{inner}</boundaryEvent>'


def gateway(kind: str, *ids: str, attributes: str = "", inner: str = "") -> str:
    return "".join(f'<{kind}Gateway id="{id_}" {attributes}>{inner}</{kind}Gateway>' for id_ in ids)


def sub(id_: str, body: str, links: str, *, kind: str = "subProcess", attributes: str = "", loop: str = "") -> str:
    return f'<{kind} id="{id_}" {attributes}>{loop}{body}{flows(links)}</{kind}>'


def esp(
    id_: str, definition: str, *, interrupting: bool = True, attributes: str = "", body: str = "", links: str = ""
) -> str:
    """An event sub-process: its start e0, a task x, its end e1."""
    begin = start("e0", definition, f'isInterrupting="{str(interrupting).lower()}" {attributes}')
    return sub(
        id_, begin + (body or task("x") + end("e1")), links or "e0->x, x->e1", attributes='triggeredByEvent="true"'
    )


def undoable(id_: str, inner: str = "", handler: str = "") -> str:
    """A task with a compensation handler `undo_…`."""
    return (
        task(id_, inner=inner)
        + boundary(f"{id_}_b", id_, COMPENSATE)
        + (handler or task(f"undo_{id_}", attributes='isForCompensation="true"'))
        + f'<association id="{id_}_l" associationDirection="One" sourceRef="{id_}_b" targetRef="undo_{id_}"/>'
    )


def process(id_: str, body: str, links: str) -> str:
    return f'<process id="{id_}" isExecutable="true">{body}{flows(links)}</process>'


def throwing_sub(thrown: str, *, more: str = "", links: str = "", at_end: bool = True) -> str:
    """A sub-process `s` that throws at its end `bad` (or at `bad` on its way to `s1`)."""
    if at_end:
        return sub("s", start("s0") + end("bad", thrown) + more, f"s0->bad {links}")
    return sub(
        "s",
        start("s0") + throw("bad", thrown) + task("after") + end("s1") + more,
        "s0->bad, bad->after, after->s1",
    )


#: where the exception flow of a boundary event `b` leads
OUT = task("x") + end("other")

#: a boundary event `b` on a sub-process `s`
OUT_LINKS = "start->s, s->end, b->x, x->other"


def io(inputs: str = "", outputs: str = "") -> str:
    """An ioSpecification from lines such as `in1 price`."""
    made = [
        f'<dataInput id="{id_}" name="{name}"/>' for id_, name in (line.split() for line in inputs.split(",") if line)
    ]
    made += [
        f'<dataOutput id="{id_}" name="{name}"/>' for id_, name in (line.split() for line in outputs.split(",") if line)
    ]
    return f"<ioSpecification>{''.join(made)}<inputSet/><outputSet/></ioSpecification>"


def data_input(source: str, target: str, inner: str = "") -> str:
    named = f"<sourceRef>{source}</sourceRef>" if source else ""
    return f"<dataInputAssociation>{named}<targetRef>{target}</targetRef>{inner}</dataInputAssociation>"


def data_output(source: str, target: str, inner: str = "") -> str:
    named = f"<sourceRef>{source}</sourceRef>" if source else ""
    return f"<dataOutputAssociation>{named}<targetRef>{target}</targetRef>{inner}</dataOutputAssociation>"


def assign(worked_out: str, to: str) -> str:
    return f"<assignment><from>{worked_out}</from><to>{to}</to></assignment>"
