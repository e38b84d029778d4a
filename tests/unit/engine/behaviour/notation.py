"""One process as different tools write it down: prefixes, absent parts, pictures, names of languages."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
X = ("--vars", '{"x": 7}')


def _prefixed(prefix: str, more: str = "") -> bytes:
    """A process whose every element has a prefix."""
    p = f"{prefix}:" if prefix else ""
    name = f"xmlns:{prefix}" if prefix else "xmlns"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{p}definitions {name}="{MODEL}" {XSI} targetNamespace="t" {more}>'
        f'<{p}process id="case" isExecutable="true"><{p}startEvent id="start"><{p}outgoing>f1</{p}outgoing></{p}startEvent>'
        f'<{p}sequenceFlow id="f1" sourceRef="start" targetRef="g"/><{p}exclusiveGateway id="g" default="f3"/>'
        f'<{p}sequenceFlow id="f2" sourceRef="g" targetRef="a"><{p}conditionExpression xsi:type="{p}tFormalExpression">'
        f"x &gt; 5</{p}conditionExpression></{p}sequenceFlow>"
        f'<{p}sequenceFlow id="f3" sourceRef="g" targetRef="end"/><{p}task id="a"/>'
        f'<{p}sequenceFlow id="f4" sourceRef="a" targetRef="end"/><{p}endEvent id="end"/></{p}process></{p}definitions>'
    ).encode()


XPATH = 'xsi:type="tFormalExpression" language="http://www.w3.org/1999/XPath"'


def _condition(text: str, attributes: str = "", definitions: str = "") -> bytes:
    head = d.HEAD.replace(">", f" {definitions}>") if definitions else d.HEAD
    flow = (
        '<sequenceFlow id="f2" sourceRef="g" targetRef="a">'
        f'<conditionExpression {attributes}>{text}</conditionExpression></sequenceFlow><sequenceFlow id="f3" '
        'sourceRef="g" targetRef="end"/>'
    )
    body = d.start() + d.gateway("exclusive", "g", attributes='default="f3"') + d.task("a") + d.end() + flow
    return f'{head}<process id="case" isExecutable="true">{body}{d.flows("start->g, a->end")}</process></definitions>'.encode()


def _plain(kind: str, what: str, xml: bytes, done: str = "start g a end", arguments: tuple[str, ...] = X) -> Behaviour:
    return Behaviour("Notation", kind, what, xml, done, arguments=arguments)


def _file(text: str) -> bytes:
    return text.encode()


SIMPLE = d.start() + d.task("a") + d.end() + d.flows("start->a, a->end")
DEFAULTS = SIMPLE.replace("<task ", '<task completionQuantity="1" startQuantity="1" isForCompensation="false" ')
DI = (
    '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' id="di"><bpmndi:BPMNPlane id="pl" bpmnElement="case"><bpmndi:BPMNShape id="sh" bpmnElement="a"><dc:Bounds x="1" y="1" '
    'width="100" height="80"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>'
)

BEHAVIOURS = (
    _plain("prefix", "bpmn:", _prefixed("bpmn")),
    _plain("prefix", "bpmn2:", _prefixed("bpmn2")),
    _plain("prefix", "semantic:", _prefixed("semantic")),
    _plain("prefix", "none (the default namespace)", _prefixed("")),
    _plain("prefix", "any other", _prefixed("x")),
    _plain(
        "definitions",
        "expressionLanguage and typeLanguage of another kind don't matter for FEEL",
        _prefixed(
            "", 'expressionLanguage="http://www.w3.org/1999/XPath" typeLanguage="http://www.w3.org/2001/XMLSchema"'
        ),
    ),
    _plain(
        "definitions",
        "exporter and its version are passed over",
        _prefixed("bpmn", 'exporter="Some Modeler" exporterVersion="5.1" id="defs" name="n"'),
    ),
    _plain(
        "picture",
        "with diagram interchange",
        _file(f'{d.HEAD}<process id="case" isExecutable="true">{SIMPLE}</process>{DI}</definitions>'),
        "start a end",
    ),
    _plain(
        "picture",
        "without",
        _file(f'{d.HEAD}<process id="case" isExecutable="true">{SIMPLE}</process></definitions>'),
        "start a end",
    ),
    _plain(
        "isExecutable",
        "false: runs when asked to",
        _file(f'{d.HEAD}<process id="case" isExecutable="false">{SIMPLE}</process></definitions>'),
        "start a end",
    ),
    _plain(
        "isExecutable", "absent", _file(f'{d.HEAD}<process id="case">{SIMPLE}</process></definitions>'), "start a end"
    ),
    _plain(
        "isExecutable",
        "1",
        _file(f'{d.HEAD}<process id="case" isExecutable="1">{SIMPLE}</process></definitions>'),
        "start a end",
    ),
    _plain(
        "attributes",
        "processType, isClosed, completionQuantity 1 and other defaults",
        _file(
            f'{d.HEAD}<process id="case" processType="None" isClosed="false" isExecutable="true">{DEFAULTS}</process></definitions>'
        ),
        "start a end",
    ),
    _plain(
        "text",
        "documentation, annotations, groups and categories are passed over",
        _file(
            f'{d.HEAD}<category id="cat"><categoryValue id="cv" value="v"/></category><process id="case" isExecutable="true"><documentation>about</documentation>{SIMPLE}<textAnnotation id="ta"><text>note</text></textAnnotation><association id="as" sourceRef="ta" targetRef="a"/><group id="gr" categoryValueRef="cv"/></process></definitions>'
        ),
        "start a end",
    ),
    _plain(
        "text",
        "comments and processing instructions are passed over",
        _file(
            f'{d.HEAD}<!-- a --><process id="case" isExecutable="true"><?x y?>{SIMPLE}<!-- b --></process></definitions>'
        ),
        "start a end",
    ),
    _plain("text", "blanks around a condition", _condition("\n      x &gt; 5\n   ")),
    _plain("text", "a condition as CDATA", _condition("<![CDATA[x > 5]]>")),
    _plain(
        "encoding",
        "UTF-16 with Persian names",
        f'<?xml version="1.0" encoding="UTF-16"?>{d.HEAD}<process id="case" name="صدور" isExecutable="true">{SIMPLE}</process></definitions>'.encode(
            "utf-16"
        ),
        "start a end",
    ),
    _plain(
        "encoding",
        "with a byte order mark",
        b"\xef\xbb\xbf" + _file(f'{d.HEAD}<process id="case" isExecutable="true">{SIMPLE}</process></definitions>'),
        "start a end",
    ),
    _plain(
        "ids",
        "like the library's own",
        d.diagram(d.start("Start") + d.task("End") + d.end("Root"), "Start->End, End->Root"),
        "Start End Root",
    ),
    _plain(
        "ids",
        "with dots, dashes and Persian letters",
        d.diagram(d.start("شروع") + d.task("a-b.c_d") + d.end("پایان"), "شروع->a-b.c_d, a-b.c_d->پایان"),
        "شروع a-b.c_d پایان",
    ),
    _plain(
        "ids",
        "qualified references to messages",
        d.diagram(
            d.start() + d.catch("a", '<messageEventDefinition xmlns:tns="test" messageRef="tns:msg-m"/>') + d.end(),
            "start->a, a->end",
            roots=d.ROOTS,
        ),
        "start a end",
        ("--message", "M"),
    ),
    Behaviour(
        "Notation",
        "ids",
        "qualified attachedToRef",
        d.diagram(
            d.start()
            + d.waits("w")
            + d.boundary("a", "w", d.timer()).replace('attachedToRef="w"', 'attachedToRef="tns:w" xmlns:tns="test"')
            + d.end(),
            "start->w, w->end, a->end",
            roots=d.ROOTS,
        ),
        "start a end",
        cancelled="w",
    ),
    _plain(
        "order",
        "flows before the elements that they join",
        d.diagram(d.flows("start->a, a->end") + d.start() + d.task("a") + d.end(), ""),
        "start a end",
    ),
    _plain(
        "order",
        "an end before its start",
        d.diagram(d.end() + d.task("a") + d.start(), "start->a, a->end"),
        "start a end",
    ),
    _plain("condition", "xsi:type tExpression", _condition("x &gt; 5", 'xsi:type="tExpression"')),
    _plain(
        "condition",
        "language FEEL by its address",
        _condition("x &gt; 5", 'xsi:type="tFormalExpression" language="https://www.omg.org/spec/DMN/20191111/FEEL/"'),
    ),
    _plain("condition", "simple XPath, the usual one of the standard", _condition("getDataObject('x') &gt; 5", XPATH)),
    _plain("condition", "with a leading = as FEEL editors write it", _condition("=x &gt; 5")),
    _plain("condition", "empty: as if there were none", _condition(""), "start g a end"),
    Behaviour(
        "Notation",
        "condition",
        "that calls code of another language is refused",
        _condition("order.total() > 5", 'xsi:type="tFormalExpression" language="http://www.java.com/java"'),
        refused="a.equals(b)",
    ),
    Behaviour("Notation", "condition", "that isn't FEEL is refused", _condition("x &gt;"), refused="FEEL"),
    Behaviour("Notation", "file", "that isn't XML is refused", b"hello", refused="XML"),
    Behaviour("Notation", "file", "that isn't BPMN is refused", b"<a/>", refused="BPMN"),
    Behaviour(
        "Notation",
        "file",
        "with a document type is refused",
        b'<!DOCTYPE a [<!ENTITY x "y">]>' + _prefixed("")[38:],
        refused="DOCTYPE",
    ),
    Behaviour(
        "Notation",
        "file",
        "with a flow to nowhere is refused",
        d.diagram(d.start() + d.end(), "start->gone"),
        refused="gone",
    ),
    Behaviour(
        "Notation",
        "file",
        "with an id twice is refused",
        d.diagram(d.start() + d.task("end") + d.end(), "start->end"),
        refused="end",
    ),
)

BY_REFERENCE = (
    Behaviour(
        "Event definition by reference",
        "end event",
        "terminate",
        d.drawn(
            d.start()
            + d.gateway("parallel", "f")
            + d.waits("w")
            + d.end("stop", "<eventDefinitionRef>def</eventDefinitionRef>")
            + d.end(),
            "start->f, f->w, f->stop, w->end",
            '<terminateEventDefinition id="def"/>',
        ),
        "start f stop",
        state="terminated",
        cancelled="w",
    ),
    Behaviour(
        "Event definition by reference",
        "end event",
        "error, caught by one by reference",
        d.between(
            d.sub("s", d.start("s0") + d.end("bad", "<eventDefinitionRef>def</eventDefinitionRef>"), "s0->bad")
            + d.boundary("b", "s", "<eventDefinitionRef>def</eventDefinitionRef>"),
            "start->s, s->end, b->end",
            '<errorEventDefinition id="def" errorRef="err-1"/>',
        ),
        "start s0 bad b end",
        cancelled="s",
    ),
    Behaviour(
        "Event definition by reference",
        "intermediate throw event",
        "link",
        d.between(
            d.throw("t", "<eventDefinitionRef>def</eventDefinitionRef>")
            + d.catch("c", "<eventDefinitionRef>def</eventDefinitionRef>"),
            "start->t, c->end",
            '<linkEventDefinition id="def" name="L"/>',
        ),
        "start t c end",
    ),
    Behaviour(
        "Event definition by reference",
        "boundary event",
        "compensation",
        d.between(
            d.undoable("a").replace(d.COMPENSATE, "<eventDefinitionRef>def</eventDefinitionRef>")
            + d.throw("t", "<eventDefinitionRef>def</eventDefinitionRef>"),
            "start->a, a->t, t->end",
            '<compensateEventDefinition id="def"/>',
        ),
        "start a undo_a t end",
        compensated="a",
    ),
    Behaviour(
        "Event definition by reference",
        "boundary event",
        "cancel",
        d.between(
            d.sub(
                "s",
                d.start("s0") + d.end("no", "<eventDefinitionRef>def</eventDefinitionRef>"),
                "s0->no",
                kind="transaction",
            )
            + d.boundary("b", "s", "<eventDefinitionRef>def</eventDefinitionRef>"),
            "start->s, s->end, b->end",
            '<cancelEventDefinition id="def"/>',
        ),
        "start s0 no b end",
        cancelled="s",
    ),
    Behaviour(
        "Event definition by reference",
        "together with one inside",
        "makes a multiple event",
        d.between(
            d.catch("c", d.MESSAGE + "<eventDefinitionRef>def</eventDefinitionRef>"),
            "start->c, c->end",
            '<timerEventDefinition id="def"><timeDuration>PT10S</timeDuration></timerEventDefinition>',
        ),
        "start c end",
        seconds=10,
    ),
    Behaviour(
        "Event definition by reference",
        "that isn't there",
        "is refused",
        d.between(d.catch("c", "<eventDefinitionRef>gone</eventDefinitionRef>"), "start->c, c->end"),
        refused="gone",
    ),
    Behaviour(
        "Notation",
        "truth values",
        "1 and 0 are true and false",
        d.between(
            d.waits("w")
            + d.boundary("b", "w", d.timer())
            .replace('cancelActivity="false"', "")
            .replace("<boundaryEvent", '<boundaryEvent cancelActivity="0"')
            + d.end("other"),
            "start->w, w->end, b->other",
        ),
        "start b other",
        state="waiting",
    ),
)
REFUSED = (
    Behaviour(
        "Task",
        "startQuantity",
        "begins when so many tokens have come",
        d.diagram(
            d.start() + d.gateway("parallel", "f") + d.task("a", attributes='startQuantity="2"') + d.end(),
            "start->f, f->a, f->a, a->end",
        ),
        "start f a end",
    ),
    Behaviour(
        "Task",
        "completionQuantity",
        "lets so many tokens leave",
        d.diagram(
            d.start() + d.task("a", attributes='completionQuantity="2"') + d.task("b") + d.end(),
            "start->a, a->b, b->end",
        ),
        "start a b b end end",
    ),
    Behaviour(
        "Choreography",
        "a file of its own",
        "isn't a process",
        f'{d.HEAD}<choreography id="ch"><startEvent id="start"/></choreography></definitions>'.encode(),
        refused="process",
    ),
    Behaviour(
        "Call activity",
        "without the process that it calls",
        "is refused",
        d.diagram(d.start() + d.task("a", kind="callActivity") + d.end(), "start->a, a->end"),
        refused="calls",
    ),
    Behaviour(
        "Timer event (duration)",
        "without a time",
        "is refused",
        d.diagram(d.start() + d.catch("a", "<timerEventDefinition/>") + d.end(), "start->a, a->end"),
        refused="timer",
    ),
    Behaviour(
        "Standard loop",
        "without condition and maximum",
        "is refused",
        d.diagram(d.start() + d.task("a", inner="<standardLoopCharacteristics/>") + d.end(), "start->a, a->end"),
        refused="condition",
    ),
    Behaviour(
        "Multi-instance",
        "without number and collection",
        "is refused",
        d.diagram(d.start() + d.task("a", inner="<multiInstanceLoopCharacteristics/>") + d.end(), "start->a, a->end"),
        refused="loopCardinality",
    ),
)
BEHAVIOURS = (*BEHAVIOURS, *BY_REFERENCE, *REFUSED)
