"""Diagrams whose expressions make much of little, each with the code of the incident that they end in, if in one."""

from engine import IncidentCode
from tests.unit.engine.case_player import Play, diagram, flows

START = '<startEvent id="start"/><endEvent id="end"/>'
ONE = "start->a, a->end"
TEXT = {"t": "x" * 190_000}
LOOP = '<multiInstanceLoopCharacteristics miz:collection="for i in 1..3000 return i" miz:item="it"/>'
SCRIPT = '<scriptTask id="a" {attributes}><script>{text}</script>{loop}</scriptTask>'


def script(text: str, *, attributes: str = "", loop: str = "") -> bytes:
    return diagram(START + SCRIPT.format(text=text, attributes=attributes, loop=loop), ONE)


def rounds(text: str, attributes: str = "") -> bytes:
    """A script again and again."""
    links = flows("start->a, a->x, x->a: true")
    default = '<exclusiveGateway id="x" default="d"/><sequenceFlow id="d" sourceRef="x" targetRef="end"/>'
    return diagram(START + SCRIPT.format(text=text, attributes=attributes, loop="") + default + links, "")


def each(element: str) -> bytes:
    """An element for each of three thousand items."""
    return diagram(START + element.format(loop=LOOP), ONE, roots='<message id="m" name="m"/>')


CASES: dict[str, tuple[bytes, dict[str, object], str]] = {
    "a long text many times": (
        script("for i in 1..6000 return t", attributes='miz:result="r"'),
        {**TEXT},
        IncidentCode.RESULT_NOT_JSON,
    ),
    "a variable more in each round": (
        rounds('context([{key: "v" + string(n), value: t}, {key: "n", value: n + 1}])'),
        {**TEXT, "n": 0},
        IncidentCode.DATA_TOO_LARGE,
    ),
    "a list that grows in each round": (
        rounds("{l: append(l, t)}"),
        {**TEXT, "l": []},
        IncidentCode.DATA_TOO_LARGE,
    ),
    "a long text in each instance, the last of which stays": (
        each('<scriptTask id="a" miz:result="r"><script>t</script>{loop}</scriptTask>'),
        {**TEXT},
        "",
    ),
    "a long text as the result of each instance": (
        each('<task id="a">{loop}</task>').replace(
            b'miz:item="it"', b'miz:item="it" miz:output="r" miz:outputItem="t"'
        ),
        {**TEXT},
        IncidentCode.DATA_TOO_LARGE,
    ),
    "long names of those who may do each of many tasks": (
        each('<userTask id="a" miz:candidates="[t]">{loop}</userTask>'),
        {**TEXT},
        IncidentCode.DATA_TOO_LARGE,
    ),
    "long keys of many messages": (
        each('<receiveTask id="a" messageRef="m" miz:key="t + string(it)">{loop}</receiveTask>'),
        {**TEXT},
        IncidentCode.DATA_TOO_LARGE,
    ),
    "long payloads of many calls": (
        each(
            '<serviceTask id="a" miz:connector="c"><extensionElements><miz:input name="t" value="t"/>'
            "</extensionElements>{loop}</serviceTask>"
        ),
        {**TEXT},
        IncidentCode.DATA_TOO_LARGE,
    ),
    "a long message in each round": (
        diagram(
            f'{START}<sendTask id="a" messageRef="m"><extensionElements><miz:input name="t" value="t"/>'
            '</extensionElements></sendTask><exclusiveGateway id="x" default="d"/>'
            f'<sequenceFlow id="d" sourceRef="x" targetRef="end"/>{flows("start->a, a->x, x->a: true")}',
            "",
            roots='<message id="m" name="m"/>',
        ),
        {**TEXT},
        IncidentCode.DATA_TOO_LARGE,
    ),
    "long values that are no number of instances": (
        each(
            '<subProcess id="a"><startEvent id="i"/><task id="b"><multiInstanceLoopCharacteristics><loopCardinality>t'
            "</loopCardinality></multiInstanceLoopCharacteristics></task>" + flows("i->b") + "{loop}</subProcess>"
        ),
        {**TEXT},
        IncidentCode.COUNT_EXPECTED,
    ),
}


def outcome_of(name: str) -> str:
    """The kind of the incidents of the case, which is stored and read again."""
    xml, data, _ = CASES[name]
    return ", ".join(sorted({incident.code.value for incident in Play(xml, data).last.incidents}))
