"""Diagrams that break one rule of the specification each, with the element that breaks it."""

from tests.unit.engine.lint.diagrams import definitions, process

LINE = "s>a a>e"
CONTINUES = 'cancelActivity="false"'
MESSAGE = '<message id="m" name="m"/>'
MESSAGED = 'messageRef="m"'
CATCH = '<intermediateCatchEvent id="{}"><{}EventDefinition {}/></intermediateCatchEvent>'
THROW = '<intermediateThrowEvent id="{}"><{}EventDefinition/></intermediateThrowEvent>'
TIMED = (
    '<intermediateCatchEvent id="{}"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>'
    "</intermediateCatchEvent>"
)
INSIDE = '<startEvent id="i1"/><endEvent id="i2"/><sequenceFlow id="i3" sourceRef="i1" targetRef="i2"/>'


def line(element: str, *, beside: str = "", attributes: str = 'isExecutable="true"') -> bytes:
    """A start event, the element `a`, an end event."""
    return process(f"s:start {element}\ne:end", LINE, beside=beside, attributes=attributes)


def event(kind: str, definition: str, more: str = "") -> str:
    return f'<{kind} id="a" {more}><{definition}EventDefinition/></{kind}>'


def attached(definition: str, more: str = "", host: str = "a") -> str:
    return f'<boundaryEvent id="b" attachedToRef="{host}" {more}>{definition}</boundaryEvent>'


def looped(inside: str) -> str:
    return f'<userTask id="a" name="a">{inside}</userTask>'


def start_in(kind: str, start: str) -> str:
    inside = f'{start}<endEvent id="i2"/><sequenceFlow id="i3" sourceRef="i1" targetRef="i2"/>'
    return f'<{kind} id="a">{inside}</{kind}>'


def beside(start: str, more: str = "") -> bytes:
    """A process with an event sub-process `v`."""
    inside = f'{start}<endEvent id="i2"/><sequenceFlow id="i3" sourceRef="i1" targetRef="i2"/>{more}'
    return process(f's:start a:task e:end <subProcess id="v" triggeredByEvent="true">{inside}</subProcess>', LINE)


def pools(flow: str, more: str = "") -> bytes:
    return definitions(
        f'<collaboration id="c"><participant id="x" processRef="p"/><participant id="y" processRef="q"/>{flow}'
        '</collaboration><process id="p"><startEvent id="s"/><task id="a"/><exclusiveGateway id="g"/><endEvent id="e"/>'
        '<sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="g"/>'
        '<sequenceFlow id="f3" sourceRef="g" targetRef="e"/></process><process id="q"><startEvent id="s2"/>'
        f'<task id="a2"/>{TIMED.format("t2")}<endEvent id="e2"/><sequenceFlow id="h1" sourceRef="s2" targetRef="a2"/>'
        '<sequenceFlow id="h2" sourceRef="a2" targetRef="t2"/><sequenceFlow id="h3" sourceRef="t2" targetRef="e2"/>'
        f"{more}</process>"
    )


BROKEN: dict[str, tuple[bytes, str]] = {
    # schema
    "flow without source": (process("s:start e:end <sequenceFlow id='f' targetRef='e'/>", "s>e"), "f"),
    "boundary event without host": (
        process("s:start a:task <boundaryEvent id='b'><errorEventDefinition/></boundaryEvent>\ne:end", f"{LINE} b>e"),
        "b",
    ),
    "link without name": (process(f"s:start {CATCH.format('a', 'link', '')}\ne:end", "s>e a>e"), "a"),
    "unknown direction": (line("<exclusiveGateway id='a' gatewayDirection='Both'/>"), "a"),
    "unknown behavior": (
        line(
            looped(
                "<multiInstanceLoopCharacteristics behavior='Some'><loopCardinality>2</loopCardinality>"
                "</multiInstanceLoopCharacteristics>"
            )
        ),
        "a",
    ),
    "flag that is none": (line("<task id='a'/>", attributes='isExecutable="yes"'), "p"),
    "two conditions on a flow": (
        process(
            "s:start g:xor a:task e:end <sequenceFlow id='f' sourceRef='g' targetRef='a'><conditionExpression>x"
            "</conditionExpression><conditionExpression>y</conditionExpression></sequenceFlow>",
            "s>g g>e[z] a>e",
        ),
        "f",
    ),
    "two times in a timer": (
        line(TIMED.format("a").replace("</timerE", "<timeDate>2026-01-01</timeDate></timerE")),
        "a",
    ),
    "data association without target": (
        line(
            "<task id='a'><dataOutputAssociation id='o'><sourceRef>d</sourceRef></dataOutputAssociation></task>",
            beside="",
        ).replace(b"<startEvent", b"<dataObject id='d'/><startEvent", 1),
        "o",
    ),
    "operation without message": (
        line("<task id='a'/>", beside="<interface id='n' name='n'><operation id='o' name='o'/></interface>"),
        "o",
    ),
    "interface without operation": (line("<task id='a'/>", beside="<interface id='n' name='n'/>"), "n"),
    "task in the definitions": (definitions("<task id='a'/>"), "a"),
    "lane outside of a lane set": (line("<task id='a'/><lane id='l'/>"), "l"),
    "message flow in a process": (line("<task id='a'/><messageFlow id='k' sourceRef='a' targetRef='e'/>"), "k"),
    "default of a parallel gateway": (line("<parallelGateway id='a' default='a_e'/>"), "a"),
    "id with a blank": (process("s:start <task id='a b'/>\ne:end", "s>e"), "a b"),
    # references
    "flow into nothing": (process("s:start a:task e:end", "s>a a>gone a>e"), "a_gone"),
    "flow into a data object": (
        line("<task id='a'/>").replace(
            b"</process>", b"<dataObject id='d'/><sequenceFlow id='k' sourceRef='a' targetRef='d'/></process>"
        ),
        "k",
    ),
    "event of an unknown message": (line(CATCH.format("a", "message", 'messageRef="gone"')), "a"),
    "event of a signal that is a message": (line(CATCH.format("a", "signal", 'signalRef="m"'), beside=MESSAGE), "a"),
    "participant of an unknown process": (
        definitions("<collaboration id='c'><participant id='x' processRef='gone'/></collaboration>"),
        "x",
    ),
    "lane with an unknown element": (
        process("<laneSet id='l'><lane id='n'><flowNodeRef>gone</flowNodeRef></lane></laneSet>\ns:start e:end", "s>e"),
        "n",
    ),
    "lane with a flow": (
        process("<laneSet id='l'><lane id='n'><flowNodeRef>s_e</flowNodeRef></lane></laneSet>\ns:start e:end", "s>e"),
        "n",
    ),
    "call of a message": (line("<callActivity id='a' calledElement='m'/>", beside=MESSAGE), "a"),
    "association with nothing": (line("<task id='a'/><association id='k' sourceRef='a' targetRef='gone'/>"), "k"),
    "reference to no data object": (line("<task id='a'/><dataObjectReference id='k' dataObjectRef='gone'/>"), "k"),
    "boundary event on a gateway": (
        process(f"s:start g:xor a:task {attached('<errorEventDefinition/>', host='g')}\ne:end", "s>g g>a a>e b>e"),
        "b",
    ),
    "incoming that is a task": (line("<task id='a'><incoming>s</incoming></task>"), "a"),
    # flows
    "flow between pools": (
        pools("", "").replace(
            b'</process><process id="q">',
            b"<sequenceFlow id='k' sourceRef='a' targetRef='a2'/></process><process id=\"q\">",
        ),
        "k",
    ),
    "flow out of a sub-process": (
        process(f"s:start <subProcess id='a'>{INSIDE}<task id='t'/></subProcess>\ne:end", f"{LINE} t>e"),
        "t_e",
    ),
    "message flow within a pool": (pools("<messageFlow id='k' sourceRef='a' targetRef='x'/>"), "k"),
    "message flow to a gateway": (pools("<messageFlow id='k' sourceRef='a2' targetRef='g'/>"), "k"),
    "message flow from a start event": (pools("<messageFlow id='k' sourceRef='s' targetRef='a2'/>"), "k"),
    "message flow to an end event": (pools("<messageFlow id='k' sourceRef='a' targetRef='e2'/>"), "k"),
    "message flow to a timer": (pools("<messageFlow id='k' sourceRef='a' targetRef='t2'/>"), "k"),
    "message flow to a data object": (
        pools("<messageFlow id='k' sourceRef='a' targetRef='d'/>", "<dataObject id='d'/>"),
        "k",
    ),
    # events
    "flow into a start event": (process("s:start a:task g:xor e:end", "s>a a>g g>e[x] g>s[y]"), "s"),
    "flow out of an end event": (process("s:start a:task e:end e2:end", f"{LINE} e>e2"), "e"),
    "flow into a boundary event": (
        process(f"s:start a:task {attached('<errorEventDefinition/>')}\ne:end", f"{LINE} b>e s>b"),
        "b",
    ),
    "boundary event without trigger": (process(f"s:start a:task {attached('')}\ne:end", f"{LINE} b>e"), "b"),
    "boundary event that terminates": (
        process(f"s:start a:task {attached('<terminateEventDefinition/>')}\ne:end", f"{LINE} b>e"),
        "b",
    ),
    "process that an error begins": (process(f"{event('startEvent', 'error')}\ne:end", "a>e"), "a"),
    "process that compensation begins": (process(f"{event('startEvent', 'compensate')}\ne:end", "a>e"), "a"),
    "catching event that terminates": (line(event("intermediateCatchEvent", "terminate")), "a"),
    "catching event without trigger": (line("<intermediateCatchEvent id='a'/>"), "a"),
    "throwing event with a time": (line(THROW.format("a", "timer")), "a"),
    "throwing event with an error": (line(THROW.format("a", "error")), "a"),
    "end event with a time": (process(f"s:start {event('endEvent', 'timer')}", "s>a"), "a"),
    "end event with a link": (
        process("s:start <endEvent id='a'><linkEventDefinition name='x'/></endEvent>", "s>a"),
        "a",
    ),
    "sub-process that a message begins": (
        line(
            start_in("subProcess", '<startEvent id="i1"><messageEventDefinition messageRef="m"/></startEvent>'),
            beside=MESSAGE,
        ),
        "i1",
    ),
    "event sub-process that nothing begins": (beside('<startEvent id="i1"/>'), "i1"),
    "event sub-process with two starts": (
        beside(
            '<startEvent id="i1"><signalEventDefinition/></startEvent>',
            '<startEvent id="i4"><signalEventDefinition/></startEvent>'
            '<sequenceFlow id="i5" sourceRef="i4" targetRef="i2"/>',
        ),
        "v",
    ),
    "event sub-process in the flow": (
        beside('<startEvent id="i1"><signalEventDefinition/></startEvent>').replace(
            b"</process>", b'<sequenceFlow id="k" sourceRef="a" targetRef="v"/></process>'
        ),
        "v",
    ),
    "error that does not interrupt": (
        process(f"s:start a:task {attached('<errorEventDefinition/>', CONTINUES)}\ne:end", f"{LINE} b>e"),
        "b",
    ),
    "cancel end outside of a transaction": (process(f"s:start {event('endEvent', 'cancel')}", "s>a"), "a"),
    "cancel boundary on a task": (
        process(f"s:start a:task {attached('<cancelEventDefinition/>')}\ne:end", f"{LINE} b>e"),
        "b",
    ),
    "thrown error without code": (
        process(
            "s:start <endEvent id='a'><errorEventDefinition errorRef='r'/></endEvent>",
            "s>a",
            beside="<error id='r' name='r'/>",
        ),
        "a",
    ),
    "link that leads nowhere": (
        process(
            "s:start <intermediateThrowEvent id='a'><linkEventDefinition name='x'/></intermediateThrowEvent>\ne:end",
            "s>a s>e",
        ),
        "a",
    ),
    "link with two targets": (
        process(
            "s:start <intermediateThrowEvent id='t'><linkEventDefinition name='x'/></intermediateThrowEvent>\n"
            "<intermediateCatchEvent id='c'><linkEventDefinition name='x'/></intermediateCatchEvent>\n"
            "<intermediateCatchEvent id='a'><linkEventDefinition name='x'/></intermediateCatchEvent>\ne:end",
            "s>t c>e a>e",
        ),
        "a",
    ),
    "conditional event without condition": (line(CATCH.format("a", "conditional", "")), "a"),
    # gateways
    "converging gateway that splits": (
        process(
            "s:start <exclusiveGateway id='a' gatewayDirection='Converging'/>\nb:task e:end", "s>a a>b[x] a>e[y] b>e"
        ),
        "a",
    ),
    "event gateway with one way": (
        process(f"s:start <eventBasedGateway id='a'/>\n{TIMED.format('t')}\ne:end", "s>a a>t t>e"),
        "a",
    ),
    "event gateway before a task": (
        process(f"s:start <eventBasedGateway id='g'/>\n{TIMED.format('t')}\na:user e:end", "s>g g>t g>a t>e a>e"),
        "a",
    ),
    "event gateway with a condition": (
        process(
            f"s:start <eventBasedGateway id='g'/>\n{TIMED.format('t')}\n{TIMED.format('u')}\ne:end",
            "s>g g>t[x] g>u t>e u>e",
        ),
        "g_t",
    ),
    "event after an event gateway with another way in": (
        process(
            f"s:start f:and <eventBasedGateway id='g'/>\n{TIMED.format('t')}\n{TIMED.format('u')}\ne:end",
            "s>f f>g f>t g>t g>u t>e u>e",
        ),
        "t",
    ),
    "parallel event gateway in the flow": (
        process(
            f"s:start <eventBasedGateway id='a' eventGatewayType='Parallel'/>\n{TIMED.format('t')}\n"
            f"{TIMED.format('u')}\ne:end",
            "s>a a>t a>u t>e u>e",
        ),
        "a",
    ),
    "parallel event gateway that begins with a timer": (
        process(
            "<eventBasedGateway id='g' eventGatewayType='Parallel' instantiate='true'/>\n"
            f"{CATCH.format('c', 'message', MESSAGED)}\n{TIMED.format('a')}\ne:end",
            "g>c g>a c>e a>e",
            beside=MESSAGE,
        ),
        "a",
    ),
    "receive task with boundary event after an event gateway": (
        process(
            f"s:start g:race <receiveTask id='a' messageRef='m'/>\n{TIMED.format('t')}\n"
            f"{attached('<errorEventDefinition/>')}\ne:end",
            "s>g g>a g>t a>e t>e b>e",
            beside=MESSAGE,
        ),
        "a",
    ),
    "condition after a parallel gateway": (
        process("s:start g:and a:task b:task e:end", "s>g g>a[x] g>b a>e b>e"),
        "g_a",
    ),
    "condition after a start event": (process("s:start a:task e:end", "s>a[x] a>e"), "s_a"),
    "condition on the only way": (process("s:start a:task e:end", "s>a a>e[x]"), "a_e"),
    "default that leaves another": (
        process("s:start <exclusiveGateway id='g' default='s_g'/>\na:task e:end", "s>g g>a[x] g>e[y] a>e"),
        "g",
    ),
    "default with a condition": (
        process("s:start <exclusiveGateway id='g' default='g_a'/>\na:task e:end", "s>g g>a[x] g>e[y] a>e"),
        "g_a",
    ),
    # activities
    "instances of which the first throws nobody knows what": (
        line(
            looped(
                "<multiInstanceLoopCharacteristics behavior='One'><loopCardinality>2</loopCardinality>"
                "</multiInstanceLoopCharacteristics>"
            )
        ),
        "a",
    ),
    "list of flows that contradicts them": (
        process("s:start <task id='a'><outgoing>s_a</outgoing></task>\ne:end", LINE),
        "a",
    ),
    "receive task that begins a case in the flow": (
        line("<receiveTask id='a' messageRef='m' instantiate='true'/>", beside=MESSAGE),
        "a",
    ),
    "ad-hoc sub-process with a start": (
        line("<adHocSubProcess id='a'><startEvent id='i'/><task id='t'/></adHocSubProcess>"),
        "i",
    ),
    "compensation in the flow": (
        process(
            f"s:start a:task {attached('<compensateEventDefinition/>')}\n<task id='u' isForCompensation='true'/>\n"
            "<association id='k' sourceRef='b' targetRef='u'/>\ne:end",
            "s>a a>u u>e",
        ),
        "u",
    ),
    "compensation without handler": (
        process(f"s:start a:task {attached('<compensateEventDefinition/>')}\ne:end", LINE),
        "b",
    ),
    "compensation by a usual task": (
        process(
            f"s:start a:task u:task {attached('<compensateEventDefinition/>')}\n"
            "<association id='k' sourceRef='b' targetRef='u'/>\ne:end",
            LINE,
        ),
        "u",
    ),
    "several instances of nothing": (line(looped("<multiInstanceLoopCharacteristics/>")), "a"),
    "loop without condition": (line(looped("<standardLoopCharacteristics/>")), "a"),
    # soundness
    "end without start": (process("a:task e:end", "a>e"), "p"),
    "start without end": (process("s:start a:task", "s>a"), "p"),
    "task that nothing reaches": (process("s:start a:task x:task e:end", f"{LINE} x>e"), "x"),
    "task that leads nowhere": (process("s:start g:xor a:task x:task e:end", "s>g g>a[p] g>x[q] a>e"), "x"),
    "join of alternatives": (process("s:start g:xor a:task b:task j:and e:end", "s>g g>a[x] g>b[y] a>j b>j j>e"), "j"),
    "loop that nothing leaves": (process("s:start a:task b:task e:end", "s>a a>b b>a"), "a"),
    "boundary event that leads nowhere": (
        process(f"s:start a:task {attached('<errorEventDefinition/>')}\ne:end", LINE),
        "b",
    ),
    "extension that must be understood": (
        process(
            "s:start a:task e:end",
            LINE,
            beside="<extension id='k' xmlns:x='urn:x' definition='x:y' mustUnderstand='true'/>",
        ),
        "k",
    ),
    # data, pools and lanes
    "lane with an element of another process": (
        pools("", "<laneSet id='l'><lane id='n'><flowNodeRef>a</flowNodeRef></lane></laneSet>"),
        "n",
    ),
    "more participants at least than at most": (
        pools("<participant id='z'><participantMultiplicity minimum='3' maximum='2'/></participant>"),
        "z",
    ),
}
