"""Diagrams that break the rules of items and messages, and nearly the same ones that don't."""

from tests.unit.engine.lint.case import Case
from tests.unit.engine.lint.diagrams import arrows, definitions, elements, process

LINE = "s>a a>e"
ITEMS = (
    '<itemDefinition id="text" structureRef="string"/><itemDefinition id="number" structureRef="integer"/>'
    '<itemDefinition id="numbers" structureRef="integer" isCollection="true"/>'
)
MESSAGES = '<message id="m" name="m" itemRef="text"/><message id="n" name="n" itemRef="number"/>'
OPERATION = (
    '<interface id="i" name="i"><operation id="o" name="o"><inMessageRef>m</inMessageRef>'
    "<outMessageRef>n</outMessageRef></operation></interface>"
)
HELD = '<dataObject id="d" itemSubjectRef="{}"/>'
SETS = "<inputSet>{}</inputSet><outputSet>{}</outputSet>"
IN, OUT = "<dataInputRefs>{}</dataInputRefs>", "<dataOutputRefs>{}</dataOutputRefs>"
PROPERTY = (
    '<correlationProperty id="p1"><correlationPropertyRetrievalExpression messageRef="m"><messagePath>a</messagePath>'
    '</correlationPropertyRetrievalExpression></correlationProperty><correlationProperty id="p2">'
    '<correlationPropertyRetrievalExpression messageRef="{}"><messagePath>b</messagePath>'
    "</correlationPropertyRetrievalExpression></correlationProperty>"
)
KEY = (
    '<collaboration id="c"><participant id="x" processRef="p"/><correlationKey id="k" name="k">'
    "<correlationPropertyRef>p1</correlationPropertyRef><correlationPropertyRef>p2</correlationPropertyRef>"
    "</correlationKey></collaboration>"
)


def taking(source: str, target: str, more: str = "") -> bytes:
    """A task whose input of one kind comes from data of another."""
    inputs = f'<dataInput id="i1" itemSubjectRef="{target}"/>{SETS.format(IN.format("i1"), "")}'
    association = (
        f"<dataInputAssociation><sourceRef>d</sourceRef><targetRef>i1</targetRef>{more}</dataInputAssociation>"
    )
    task = f'<task id="a"><ioSpecification>{inputs}</ioSpecification>{association}</task>'
    return process(f"{HELD.format(source)}\ns:start {task}\ne:end", LINE, beside=ITEMS)


def listing(inputs: str, outputs: str) -> bytes:
    own = '<dataInput id="i1"/><dataInput id="i2"/><dataOutput id="o1"/>'
    task = f'<task id="a"><ioSpecification>{own}{SETS.format(inputs, outputs)}</ioSpecification></task>'
    return process(f"s:start {task}\ne:end", LINE)


def calling(inside: str) -> bytes:
    """A call activity with one input, and a process that has others."""
    mine = f'<ioSpecification><dataInput id="i1"/>{SETS.format(IN.format("i1"), "")}</ioSpecification>'
    called = f'<process id="q">{inside}<startEvent id="s2"/><endEvent id="e2"/>{arrows("s2>e2")}</process>'
    call = f'<callActivity id="a" calledElement="q">{mine}</callActivity>'
    return definitions(
        f'{called}<process id="p" name="p" isExecutable="true">{elements(f"s:start {call}")}{elements("e:end")}'
        f"{arrows(LINE)}</process>"
    )


def called_with(*ids: str) -> str:
    inputs = "".join(f'<dataInput id="{id_}"/>' for id_ in ids)
    listed = "".join(IN.format(id_) for id_ in ids)
    return f"<ioSpecification>{inputs}{SETS.format(listed, '')}</ioSpecification>"


def sending(item: str) -> bytes:
    inputs = f'<dataInput id="i1" itemSubjectRef="{item}"/>{SETS.format(IN.format("i1"), "")}'
    task = f'<sendTask id="a" messageRef="m"><ioSpecification>{inputs}</ioSpecification></sendTask>'
    return process(f"s:start {task}\ne:end", LINE, beside=ITEMS + MESSAGES)


def operating(message: str) -> bytes:
    task = f'<sendTask id="a" messageRef="{message}" operationRef="o"/>'
    return process(f"s:start {task}\ne:end", LINE, beside=ITEMS + MESSAGES + OPERATION)


def told_apart(second: str) -> bytes:
    task = '<receiveTask id="a" messageRef="m"/>'
    return process(f"s:start {task}\ne:end", LINE, beside=MESSAGES_ALONE + KEY + PROPERTY.format(second))


def enough(condition: str) -> bytes:
    """A complex gateway that joins two branches."""
    join = f'<complexGateway id="j">{condition}</complexGateway>'
    return process(f"s:start f:and a:task b:task {join}\ne:end", "s>f f>a f>b a>j b>j j>e")


def together(key: str) -> bytes:
    """A case that two messages begin."""
    arms = "".join(
        f'<intermediateCatchEvent id="on_{one}"><messageEventDefinition messageRef="{one}"/></intermediateCatchEvent>\n'
        for one in ("m", "n")
    )
    gateway = '<eventBasedGateway id="g" instantiate="true" eventGatewayType="Parallel"/>'
    flows = "g>on_m g>on_n on_m>e on_n>e"
    return process(f"{gateway}\n{arms}e:end", flows, beside=MESSAGES_ALONE + key)


def conversing(inner: str, outer: str) -> bytes:
    """A call of the conversation of others, in which `z` takes part."""
    pair = f"<innerParticipantRef>{inner}</innerParticipantRef><outerParticipantRef>{outer}</outerParticipantRef>"
    call = (
        '<callConversation id="v" calledCollaborationRef="c2"><participantRef>x</participantRef><participantRef>y'
        f"</participantRef><participantAssociation>{pair}</participantAssociation></callConversation>"
    )
    pools = f'<collaboration id="c"><participant id="x" processRef="p"/><participant id="y"/>{call}</collaboration>'
    others = '<collaboration id="c2"><participant id="z"/></collaboration>'
    return process("s:start a:task e:end", LINE, beside=pools + others)


READ = (
    '<correlationPropertyRetrievalExpression messageRef="{}"><messagePath>a</messagePath>'
    "</correlationPropertyRetrievalExpression>"
)
TOGETHER = (
    '<collaboration id="c"><participant id="x" processRef="p"/><correlationKey id="k"><correlationPropertyRef>p1'
    "</correlationPropertyRef></correlationKey></collaboration>"
    f'<correlationProperty id="p1">{READ.format("m")}{READ.format("n")}</correlationProperty>'
)
MESSAGES_ALONE = '<message id="m" name="m"/><message id="n" name="n"/>'
STATE = '<dataState id="z" name="new"/>'

ITEM_CASES: dict[str, Case] = {
    "data-types": Case(taking("text", "number"), taking("number", "number")),
    "data-set": Case(
        listing(IN.format("i1"), OUT.format("o1")), listing(IN.format("i1") + IN.format("i2"), OUT.format("o1"))
    ),
    "call-data": Case(calling(called_with("j1", "j2")), calling(called_with("j1"))),
    "data-state": Case(
        process(f'<dataObject id="d">{STATE}</dataObject>\ns:start a:task e:end', LINE),
        process(
            f'<dataObject id="d"/>\n<dataObjectReference id="r" dataObjectRef="d">{STATE}</dataObjectReference>\n'
            "s:start a:task e:end",
            LINE,
        ),
    ),
    "quantity": Case(
        process('s:start <task id="a" startQuantity="0"/>\ne:end', LINE),
        process('s:start <task id="a" startQuantity="1"/>\ne:end', LINE),
    ),
    "message-data": Case(sending("number"), sending("text")),
    "operation-message": Case(operating("n"), operating("m")),
    "parallel-start": Case(together(""), together(TOGETHER)),
    "complex-activation": Case(enough(""), enough("<activationCondition>activationCount >= 1</activationCondition>")),
    "participant-association": Case(conversing("x", "y"), conversing("z", "y")),
    "correlation-key": Case(told_apart("n"), told_apart("m")),
}
