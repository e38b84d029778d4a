"""Cases of the rules about the schema, activities, pools and lanes; `cases` has the others."""

from tests.unit.engine.lint.case import Case
from tests.unit.engine.lint.diagrams import definitions, process

LINE = "s>a a>e"
GOOD = process("s:start a:task e:end", LINE)
LOOPED = "s:start <task id='a'><standardLoopCharacteristics {}>{}</standardLoopCharacteristics></task>\ne:end"
UNDONE = (
    "s:start a:task <boundaryEvent id='b' attachedToRef='a'><compensateEventDefinition/></boundaryEvent>\n"
    "<task id='u' {}/>\n{}\ne:end"
)
HANDLED = "<association id='x' sourceRef='b' targetRef='u'/>"
LANES = (
    "<laneSet id='l'><lane id='one'><flowNodeRef>a</flowNodeRef></lane><lane id='two'><flowNodeRef>{}</flowNodeRef>"
    "</lane></laneSet>\ns:start a:task e:end"
)
MESSAGE = '<message id="m" name="m"/>'
MODELED = "s:start <task id='a' xmlns:c='http://camunda.org/schema/1.0/bpmn' c:{}='1'/>\ne:end"
OBJECT = "<dataObject id='o' name='o'/>"
INPUTS = (
    "<ioSpecification><dataInput id='d'/><inputSet><dataInputRefs>d</dataInputRefs></inputSet><outputSet/>"
    "</ioSpecification><task id='t'/>"
)
REFERENCE = "<dataObjectReference id='r' dataObjectRef='o'/>"
CATCH = "<intermediateCatchEvent id='c'><{0}/></intermediateCatchEvent>"


def pools(inside: str) -> bytes:
    return definitions(
        f'<collaboration id="c"><participant id="x" processRef="p"/>{inside}</collaboration>'
        '<process id="p" isExecutable="true"><startEvent id="s"/><endEvent id="e"/>'
        '<sequenceFlow id="f" sourceRef="s" targetRef="e"/></process>'
    )


def choreography(beginner: str) -> bytes:
    return definitions(
        '<choreography id="c"><participant id="x"/><participant id="y"/><participant id="z"/>'
        '<messageFlow id="m" sourceRef="x" targetRef="y"/><startEvent id="s"/><choreographyTask id="t" name="t" '
        f'initiatingParticipantRef="{beginner}"><participantRef>x</participantRef><participantRef>y</participantRef>'
        '<messageFlowRef>m</messageFlowRef></choreographyTask><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" '
        'targetRef="t"/><sequenceFlow id="g" sourceRef="t" targetRef="e"/></choreography>'
    )


def sub_process(kind: str, inside: str) -> bytes:
    return process(f"s:start <{kind} id='a' name='a'>{inside}</{kind}>\ne:end", LINE)


def race(arm: str, more: str = "") -> bytes:
    beside = CATCH.format("messageEventDefinition messageRef='m'")
    return process(f"s:start g:race {arm}\n{beside}\n{more}\ne:end", "s>g g>c g>a c>e a>e", beside=MESSAGE)


def collected(defined: str) -> bytes:
    return process(
        "<dataObject id='o' name='o' itemSubjectRef='i'/>\ns:start a:task e:end",
        LINE,
        beside=f'<itemDefinition id="i" isCollection="{defined}"/>',
    )


def fed(id_: str, target: str) -> str:
    return (
        f"<task id='{id_}'><ioSpecification><dataInput id='{id_}_in'/><inputSet/><outputSet/></ioSpecification>"
        f"<dataInputAssociation id='{id_}_data'><sourceRef>o</sourceRef><targetRef>{target}</targetRef>"
        "</dataInputAssociation></task>"
    )


def each(behavior: str) -> bytes:
    loop = f"<multiInstanceLoopCharacteristics {behavior}><loopCardinality>2</loopCardinality>"
    return process(f"s:start <task id='a'>{loop}</multiInstanceLoopCharacteristics></task>\ne:end", LINE)


def several(more: str) -> bytes:
    start = f"<startEvent id='i' parallelMultiple='true'><messageEventDefinition messageRef='m'/>{more}</startEvent>"
    return process(f"{start}\ne:end", "i>e", beside=f"{MESSAGE}<signal id='g' name='g'/>")


MORE_CASES: dict[str, Case] = {
    # schema
    "repeated-element": Case(
        process(LOOPED.format("loopMaximum='3'", "").replace("</task>", "<standardLoopCharacteristics/></task>"), LINE),
        process(LOOPED.format("loopMaximum='3'", ""), LINE),
    ),
    "missing-element": Case(
        process("s:start <task id='a'><ioSpecification><inputSet/></ioSpecification></task>\ne:end", LINE),
        process("s:start <task id='a'><ioSpecification><inputSet/><outputSet/></ioSpecification></task>\ne:end", LINE),
    ),
    "element-order": Case(
        process("s:start <task id='a'><outgoing>a_e</outgoing><incoming>s_a</incoming></task>\ne:end", LINE),
        process("s:start <task id='a'><incoming>s_a</incoming><outgoing>a_e</outgoing></task>\ne:end", LINE),
    ),
    "missing-attribute": Case(
        process("s:start a:task e:end", LINE, beside="<resource id='r'/>"),
        process("s:start a:task e:end", LINE, beside="<resource id='r' name='r'/>"),
    ),
    "schema-attribute": Case(
        process("s:start <task id='a' isForCompensaton='false'/>\ne:end", LINE),
        process(
            "s:start <task id='a' isForCompensation='false' c:fill='red' xmlns:c='http://bpmn.io/schema/bpmn/biocolor/1.0'/>\ne:end",
            LINE,
        ),
    ),
    "schema-value": Case(
        process("s:start <task id='a' isForCompensation='no'/>\ne:end", LINE),
        process("s:start <task id='a' isForCompensation='0'/>\ne:end", LINE),
    ),
    "invalid-id": Case(
        process("s:start <task id='1 a'/>\ne:end", ""),
        process("s:start <task id='کار-۱'/>\ne:end".replace("کار-۱", "a"), LINE),
    ),
    # activities
    "instantiating": Case(
        process("s:start <receiveTask id='a' messageRef='m' instantiate='true'/>\ne:end", LINE, beside=MESSAGE),
        process("<receiveTask id='a' messageRef='m' instantiate='true'/>\ne:end", "a>e", beside=MESSAGE),
    ),
    "ad-hoc": Case(
        sub_process("adHocSubProcess", "<startEvent id='i'/><task id='t'/>"),
        sub_process("adHocSubProcess", "<task id='t'/>"),
    ),
    "boundary-host": Case(
        process(
            "s:start <subProcess id='a'><task id='t'/></subProcess>\n"
            "<boundaryEvent id='b' attachedToRef='t'><errorEventDefinition/></boundaryEvent>\ne:end",
            f"{LINE} b>e",
        ),
        process(
            "s:start <subProcess id='a'><task id='t'/></subProcess>\n"
            "<boundaryEvent id='b' attachedToRef='a'><errorEventDefinition/></boundaryEvent>\ne:end",
            f"{LINE} b>e",
        ),
    ),
    "loop": Case(process(LOOPED.format("", ""), LINE), process(LOOPED.format("loopMaximum='3'", ""), LINE)),
    "compensation-flow": Case(
        process(UNDONE.format("isForCompensation='true'", HANDLED), f"{LINE} u>e"),
        process(UNDONE.format("isForCompensation='true'", HANDLED), LINE),
    ),
    "compensation-handler": Case(
        process(UNDONE.format("", HANDLED), LINE), process(UNDONE.format("isForCompensation='true'", HANDLED), LINE)
    ),
    "compensation-target": Case(
        process(
            "s:start <subProcess id='a'><task id='t'/></subProcess>\n"
            "<endEvent id='e'><compensateEventDefinition activityRef='t'/></endEvent>",
            LINE,
        ),
        process(
            "s:start <subProcess id='a'><task id='t'/></subProcess>\n"
            "<endEvent id='e'><compensateEventDefinition activityRef='a'/></endEvent>",
            LINE,
        ),
    ),
    "unsynchronized": Case(
        process("s:start f:and a:task b:task j:xor c:task e:end", "s>f f>a f>b a>j b>j j>c c>e"),
        process("s:start f:and a:task b:task j:and c:task e:end", "s>f f>a f>b a>j b>j j>c c>e"),
    ),
    "unknown-variable": Case(
        process(
            "s:start <scriptTask id='a' miz:result='amount'><script>1</script></scriptTask>\ng:xor b:task e:end",
            "s>a a>g g>b[amuont = 1] g>e[amount = 2] b>e",
        ),
        process(
            "s:start <scriptTask id='a' miz:result='amount'><script>1</script></scriptTask>\ng:xor b:task e:end",
            "s>a a>g g>b[amount = 1] g>e[other = 2] b>e",
        ),
    ),
    # other modelers
    "without-effect": Case(
        process("s:start <userTask id='a' name='a'><potentialOwner/></userTask>\ne:end", LINE),
        process("s:start <userTask id='a' name='a'><property id='d'/></userTask>\ne:end", LINE),
    ),
    "modeler-attribute": Case(
        process(MODELED.format("jobPriority"), LINE), process(MODELED.format("asyncBefore"), LINE)
    ),
    # data
    "data-scope": Case(
        process(f"s:start <subProcess id='a'><task id='t'/>{OBJECT}</subProcess>\n{REFERENCE}\ne:end", LINE),
        process(f"s:start <subProcess id='a'><task id='t'/>{REFERENCE}</subProcess>\n{OBJECT}\ne:end", LINE),
    ),
    "data-collection": Case(collected("true"), collected("false")),
    "data-holder": Case(sub_process("subProcess", INPUTS), sub_process("subProcess", "<task id='t'/>")),
    "data-association": Case(
        process(f"{OBJECT}\ns:start {fed('a', 'b_in')}\n{fed('b', 'b_in')}\ne:end", "s>a a>b b>e"),
        process(f"{OBJECT}\ns:start {fed('a', 'a_in')}\n{fed('b', 'b_in')}\ne:end", "s>a a>b b>e"),
    ),
    # pools, lanes, conversations, choreographies
    "participant-multiplicity": Case(
        pools('<participant id="y"><participantMultiplicity minimum="3" maximum="2"/></participant>'),
        pools('<participant id="y"><participantMultiplicity minimum="2" maximum="3"/></participant>'),
    ),
    "lane-content": Case(process(LANES.format("a"), LINE), process(LANES.format("e"), LINE)),
    "conversation-link": Case(
        pools('<participant id="y"/><conversation id="k"/><conversationLink id="v" sourceRef="x" targetRef="y"/>'),
        pools('<participant id="y"/><conversation id="k"/><conversationLink id="v" sourceRef="x" targetRef="k"/>'),
    ),
    "choreography-participants": Case(choreography("z"), choreography("x")),
    "pool-process": Case(pools('<participant id="y" processRef="p"/>'), pools('<participant id="y"/>')),
    # events and gateways
    "parallel-multiple": Case(several(""), several("<signalEventDefinition signalRef='g'/>")),
    "loop-behavior": Case(each("behavior='One'"), each("behavior='All'")),
    "event-gateway-mixing": Case(
        race("<receiveTask id='a' messageRef='m'/>"),
        race(
            "<intermediateCatchEvent id='a'><timerEventDefinition><timeDuration>P1D</timeDuration>"
            "</timerEventDefinition></intermediateCatchEvent>"
        ),
    ),
}
