"""What isn't truly executed, or can't be read, is refused by name; nothing is silently ignored."""

import pytest

import engine
from engine import DefinitionError
from tests.unit.engine.case_player import HEAD, diagram, flows

START = '<startEvent id="start"/><endEvent id="end"/>'
TIED = '<boundaryEvent id="x" attachedToRef="t"><compensateEventDefinition/><errorEventDefinition/></boundaryEvent>'
ONE = '<process id="case"><startEvent id="s"/></process>'


@pytest.mark.parametrize(
    ("elements", "links", "element"),
    [
        ('<task id="x" startQuantity="two"/>', "start->x, x->end", "x"),
        ('<task id="x" completionQuantity="0"/>', "start->x, x->end", "x"),
        ('<receiveTask id="x" instantiate="true"/>', "start->x, x->end", "x"),
        ('<eventBasedGateway id="x" instantiate="true"/>', "start->end", "x"),
        (
            '<task id="t"/><boundaryEvent id="x" attachedToRef="t"><compensateEventDefinition/></boundaryEvent>',
            "start->t, t->end",
            "x",
        ),
        ('<eventBasedGateway id="x"/><task id="t"/>', "start->x, x->t", "x"),
        ('<scriptTask id="x" scriptFormat="javascript"><script>load(1)</script></scriptTask>', "start->x, x->end", "x"),
        ('<scriptTask id="x"><script>1 +</script></scriptTask>', "start->x, x->end", "x"),
        ('<task id="x"><standardLoopCharacteristics/></task>', "start->x, x->end", "x"),
        ('<task id="x"><multiInstanceLoopCharacteristics/></task>', "start->x, x->end", "x"),
        ('<callActivity id="x"/>', "start->x, x->end", "x"),
        ('<userTask id="x" miz:due="soon +"/>', "start->x, x->end", "x"),
        ('<boundaryEvent id="x" attachedToRef="gone"><errorEventDefinition/></boundaryEvent>', "start->end", "x"),
        ('<task id="t"/><boundaryEvent id="x" attachedToRef="t"/>', "start->t, t->end", "x"),
        ('<intermediateThrowEvent id="x"><linkEventDefinition name="L"/></intermediateThrowEvent>', "start->x", "x"),
        ('<intermediateCatchEvent id="x"><timerEventDefinition/></intermediateCatchEvent>', "start->x, x->end", "x"),
        ('<task id="t"/>' + TIED, "start->t, t->end", "x"),
        (
            '<intermediateCatchEvent id="x"><messageEventDefinition messageRef="no"/></intermediateCatchEvent>',
            "start->x, x->end",
            "x",
        ),
        (
            '<task id="x"><dataInputAssociation><transformation>a</transformation></dataInputAssociation></task>',
            "start->x, x->end",
            "x",
        ),
        (
            '<task id="x"><dataInputAssociation><assignment><from>a</from></assignment></dataInputAssociation></task>',
            "start->x, x->end",
            "x",
        ),
        ('<endEvent id="x"><cancelEventDefinition/></endEvent>', "start->x", "x"),
        ('<task id="end"/>', "start->end", "end"),
        ("", "start->nowhere", "start.nowhere.0"),
        ("", "start->end: ((", "start.end.0"),
    ],
)
def test_element_is_refused_by_name(elements, links, element):
    with pytest.raises(DefinitionError) as refused:
        engine.parse({"process.bpmn": diagram(START + elements, links)})
    assert refused.value.element == element
    assert element in str(refused.value)


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"no xml",
        b"<a/>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        f"{HEAD}</definitions>".encode(),
        f'{HEAD}<process id="case"><callActivity id="c" calledElement="gone"/></process></definitions>'.encode(),
        HEAD.encode() + b"<process>" * 300,
    ],
)
def test_file_that_is_no_process_is_refused(xml):
    with pytest.raises(DefinitionError):
        engine.parse({"process.bpmn": xml})


def test_bundle_without_a_diagram_or_with_a_broken_decision_is_refused():
    with pytest.raises(DefinitionError):
        engine.parse({"fees.dmn": b"<a/>"})
    with pytest.raises(DefinitionError, match=r"fees\.dmn"):
        engine.parse({"process.bpmn": f"{HEAD}{ONE}</definitions>".encode(), "fees.dmn": b"<a/>"})


def test_deeply_nested_sub_processes_are_refused():
    inner, links = START, flows("start->end")
    for number in range(110):
        named = inner.replace('"start"', f'"s{number}"').replace('"end"', f'"e{number}"')
        inner = f'<subProcess id="sub{number}">{named}</subProcess>'
    with pytest.raises(DefinitionError):
        engine.parse({"process.bpmn": f'{HEAD}<process id="case">{inner}{links}</process></definitions>'.encode()})


def test_same_content_gives_the_same_definition():
    xml = diagram(START, "start->end")
    one = engine.parse({"process.bpmn": xml, "package.yaml": b"1"})
    assert engine.parse({"package.yaml": b"2", "process.bpmn": xml}) is one
    assert engine.parse({"process.bpmn": xml, "forms/a.form": b"{}"}).content_hash != one.content_hash


def test_process_is_chosen_by_id():
    other = f'<process id="other"><startEvent id="o"/><userTask id="t"/>{flows("o->t")}</process>'
    xml = diagram(START, "start->end", roots=other)
    assert engine.parse({"process.bpmn": xml}).process_id == "case"
    assert engine.parse({"process.bpmn": xml}, process="other").process_id == "other"
    with pytest.raises(DefinitionError):
        engine.parse({"process.bpmn": xml}, process="third")


def test_a_chain_of_five_thousand_tasks_is_read_and_run():
    ids = [f"t{number}" for number in range(5000)]
    links = ",".join(f"{a}->{b}" for a, b in zip(["start", *ids], [*ids, "end"], strict=True))
    definition = engine.parse({"process.bpmn": diagram(START + "".join(f'<task id="{i}"/>' for i in ids), links)})
    from tests.unit.engine.case_player import NOON

    assert engine.start(definition, {}, now=NOON).state is engine.CaseState.COMPLETED


def test_a_loop_that_never_waits_is_stopped_as_an_incident():
    from tests.unit.engine.case_player import Play

    play = Play(
        diagram(START + '<exclusiveGateway id="x"/><task id="t"/>', "start->t, t->x, x->t: true, x->end: false")
    )
    assert play.state is engine.CaseState.INCIDENT
