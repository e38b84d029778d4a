"""Which items, sets and messages fit each other, and which don't."""

import pytest

from engine.lint import lint
from tests.unit.engine.lint.diagrams import definitions, process
from tests.unit.engine.lint.findings import ERROR, WARNING, told
from tests.unit.engine.lint.item_cases import (
    IN,
    ITEMS,
    KEY,
    LINE,
    MESSAGES,
    MESSAGES_ALONE,
    OPERATION,
    PROPERTY,
    SETS,
    calling,
    listing,
    taking,
)


def structures(one: str, other: str) -> bytes:
    """A copy from data of one structure to an input of another."""
    own = f'<itemDefinition id="one" structureRef="{one}"/><itemDefinition id="other" structureRef="{other}"/>'
    return taking("one", "other").replace(ITEMS.encode(), own.encode())


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("string", "string", True),
        ("xsd:string", "string", True),
        ("java.lang.String", "xsd:string", True),
        ("Integer", "int", True),
        ("string", "", True),
        ("", "", True),
        ("java.lang.Object", "string", True),
        ("string", "xs:anyType", True),
        ("string", "integer", False),
        ("x:Order", "x:Person", False),
        ("java.lang.Boolean", "integer", False),
    ],
)
def test_structures_fit_where_nothing_says_otherwise(one: str, other: str, fit: bool) -> None:
    found = {each.rule for each in lint({"d.bpmn": structures(one, other)})}
    assert ("data-types" in found) is not fit


def test_collection_does_not_fit_one_of_its_entries() -> None:
    assert set(told("data-types", taking("numbers", "number")).values()) == {ERROR}
    assert told("data-types", taking("numbers", "numbers")) == {}
    assert told("data-types", taking("text", "number", "<transformation>1</transformation>")) == {}


def test_several_sources_need_a_transformation() -> None:
    twice = taking("text", "text").replace(b"<sourceRef>d</sourceRef>", b"<sourceRef>d</sourceRef>" * 2)
    assert set(told("data-types", twice).values()) == {ERROR}
    worked_out = twice.replace(b"</targetRef>", b"</targetRef><transformation>d</transformation>")
    assert told("data-types", worked_out) == {}


@pytest.mark.parametrize(
    ("collection", "entry", "fit"),
    [("numbers", "number", True), ("numbers", "text", False), ("numbers", "numbers", False), ("numbers", "", True)],
)
def test_item_of_an_instance_is_an_entry_of_the_collection(collection: str, entry: str, fit: bool) -> None:
    typed = f' itemSubjectRef="{entry}"' if entry else ""
    loop = (
        f"<multiInstanceLoopCharacteristics><loopDataInputRef>d</loopDataInputRef><inputDataItem id='x'{typed}/>"
        "</multiInstanceLoopCharacteristics>"
    )
    data = f'<dataObject id="d" isCollection="true" itemSubjectRef="{collection}"/>'
    diagram = process(f"{data}\ns:start <task id='a'>{loop}</task>\ne:end", LINE, beside=ITEMS)
    assert told("data-types", diagram) == ({} if fit else {"a": ERROR})


@pytest.mark.parametrize(
    ("inputs", "fit"),
    [
        ("", True),
        (IN.format("i1") + IN.format("i2"), True),
        (IN.format("i1"), False),
        (IN.format("i1") + IN.format("i2") + "<optionalInputRefs>i2</optionalInputRefs>", True),
        (IN.format("i1") + IN.format("i2") + "<whileExecutingInputRefs>i1</whileExecutingInputRefs>", True),
    ],
)
def test_sets_list_all_inputs_or_none(inputs: str, fit: bool) -> None:
    assert (told("data-set", listing(inputs, "")) == {}) is fit


def test_what_is_optional_is_among_the_inputs_and_of_this_element() -> None:
    optional = "<optionalInputRefs>i1</optionalInputRefs>"
    other = (
        f'<task id="b"><ioSpecification><dataInput id="i9"/>{SETS.format(IN.format("i9"), "")}</ioSpecification></task>'
    )
    inputs = '<dataInput id="i1"/><dataInput id="i2"/>'
    for listed, fit in ((IN.format("i2") + optional, False), (IN.format("i1") + IN.format("i9"), False)):
        task = f'<task id="a"><ioSpecification>{inputs}{SETS.format(listed, "")}</ioSpecification></task>'
        found = told("data-set", process(f"s:start {task}\n{other}\ne:end", "s>a a>b b>e"))
        assert bool(found) is not fit


def test_call_of_what_draws_no_inputs_is_not_compared() -> None:
    assert told("call-data", calling("")) == {}


RECEIVED = '<ioSpecification><dataOutput id="o1" itemSubjectRef="{}"/><inputSet/><outputSet/></ioSpecification>'
SERVED = (
    '<ioSpecification><dataInput id="i1" itemSubjectRef="{}"/><dataOutput id="o1" itemSubjectRef="{}"/><inputSet/>'
    "<outputSet/></ioSpecification>"
)
SERVED_WITH_INPUT = SERVED.replace('"o1" itemSubjectRef="{}"', '"o1" itemSubjectRef="number"')
CAUGHT = '<intermediateCatchEvent id="a"><dataOutput id="o1" itemSubjectRef="{}"/><{}/></intermediateCatchEvent>'
THROWN = '<intermediateThrowEvent id="a"><dataInput id="i1" itemSubjectRef="{}"/><{}/></intermediateThrowEvent>'
MESSAGE, SIGNAL = 'messageEventDefinition messageRef="m"', 'signalEventDefinition signalRef="g"'


@pytest.mark.parametrize(
    ("node", "fits"),
    [
        (f'<receiveTask id="a" messageRef="m">{RECEIVED}</receiveTask>', "text"),
        (f'<receiveTask id="a" operationRef="o">{RECEIVED}</receiveTask>', "text"),
        (CAUGHT.replace("<{}/>", f"<{MESSAGE}/>"), "text"),
        (THROWN.replace("<{}/>", f"<{MESSAGE}/>"), "text"),
        (THROWN.replace("<{}/>", f"<{SIGNAL}/>"), "number"),
        (f'<serviceTask id="a" operationRef="o">{SERVED.replace("{}", "text", 1)}</serviceTask>', "number"),
        (f'<serviceTask id="a" operationRef="o">{SERVED_WITH_INPUT}</serviceTask>', "text"),
    ],
)
def test_data_of_an_exchange_are_the_item_that_is_carried(node: str, fits: str) -> None:
    beside = f'{ITEMS}{MESSAGES}{OPERATION}<signal id="g" name="g" structureRef="number"/>'
    for item in ("text", "number"):
        diagram = process(f"s:start {node.format(item)}\ne:end", LINE, beside=beside)
        assert told("message-data", diagram) == ({} if item == fits else {"a": ERROR})


def test_what_is_only_drawn_is_remarked() -> None:
    task = f'<receiveTask id="a" messageRef="m">{RECEIVED.format("number")}</receiveTask>'
    drawn = process(f"s:start {task}\ne:end", LINE, beside=ITEMS + MESSAGES, attributes="")
    assert told("message-data", drawn) == {"a": WARNING}


@pytest.mark.parametrize(("carried", "fit"), [("m", True), ("n", False)])
def test_message_flow_carries_the_message_of_its_ends(carried: str, fit: bool) -> None:
    diagram = definitions(
        f'{MESSAGES_ALONE}<collaboration id="c"><participant id="x" processRef="p"/><participant id="y"/>'
        f'<messageFlow id="f" sourceRef="a" targetRef="y" messageRef="{carried}"/></collaboration>'
        '<process id="p" isExecutable="true"><startEvent id="s"/><sendTask id="a" messageRef="m"/><endEvent id="e"/>'
        '<sequenceFlow id="s1" sourceRef="s" targetRef="a"/><sequenceFlow id="s2" sourceRef="a" targetRef="e"/>'
        "</process>"
    )
    assert told("operation-message", diagram) == ({} if fit else {"f": ERROR})


def keyed(*bound: str, beside: str = "") -> bytes:
    """A process that binds these properties of a key of two."""
    bindings = "".join(
        f'<correlationPropertyBinding correlationPropertyRef="{one}"><dataPath>x</dataPath>'
        "</correlationPropertyBinding>"
        for one in bound
    )
    subscription = f'<correlationSubscription id="b" correlationKeyRef="k">{bindings}</correlationSubscription>'
    third = '<correlationProperty id="p3"><correlationPropertyRetrievalExpression messageRef="m"><messagePath>c'
    third += "</messagePath></correlationPropertyRetrievalExpression></correlationProperty>"
    task = '<receiveTask id="a" messageRef="m"/>'
    roots = MESSAGES_ALONE + KEY + beside + PROPERTY.format("m") + third
    diagram = process(f"s:start {task}\ne:end", LINE, beside=roots)
    return diagram.replace(b"</process>", f"{subscription}</process>".encode())


@pytest.mark.parametrize(
    ("bound", "fit"), [(("p1", "p2"), True), (("p1",), False), (("p1", "p2", "p3"), False), ((), False)]
)
def test_subscription_binds_the_properties_of_its_key(bound: tuple[str, ...], fit: bool) -> None:
    assert told("correlation-key", keyed(*bound)) == ({} if fit else {"b": ERROR})


def test_message_that_another_key_tells_apart_needs_no_more() -> None:
    own = '<collaboration id="c2"><correlationKey id="k2"><correlationPropertyRef>p2</correlationPropertyRef>'
    more = '<correlationPropertyRetrievalExpression messageRef="n"><messagePath>b</messagePath>'
    lacking = keyed("p1", "p2").replace(
        b'<correlationProperty id="p2">',
        f'<correlationProperty id="p2">{more}</correlationPropertyRetrievalExpression>'.encode(),
    )
    assert told("correlation-key", lacking) == {"p1": ERROR}
    told_apart = lacking.replace(b'<correlationProperty id="p1">', b"%s<correlationProperty id='p1'>", 1)
    told_apart = told_apart.replace(b"%s", f"{own}</correlationKey></collaboration>".encode())
    assert told("correlation-key", told_apart) == {}


def test_key_without_properties_and_property_read_twice() -> None:
    empty = keyed("p1", "p2", beside='<collaboration id="c3"><correlationKey id="k3"/></collaboration>')
    assert told("correlation-key", empty) == {"k3": WARNING}
    again = '<correlationPropertyRetrievalExpression messageRef="m"><messagePath>z</messagePath>'
    twice = keyed("p1", "p2").replace(
        b'<correlationProperty id="p1">',
        f'<correlationProperty id="p1">{again}</correlationPropertyRetrievalExpression>'.encode(),
    )
    assert told("correlation-key", twice) == {"p1": ERROR}


@pytest.mark.parametrize("name", ["startQuantity", "completionQuantity"])
@pytest.mark.parametrize(("value", "fit"), [("1", True), ("7", True), ("0", False), ("-1", False), ("+0", False)])
def test_quantities_are_at_least_one(name: str, value: str, fit: bool) -> None:
    diagram = process(f"s:start <task id='a' {name}='{value}'/>\ne:end", LINE)
    assert told("quantity", diagram) == ({} if fit else {"a": ERROR})


@pytest.mark.parametrize(("source", "target", "fit"), [("pi", "i1", True), ("d", "pi", False)])
def test_input_of_the_process_is_where_data_come_from_and_never_where_they_go(
    source: str, target: str, fit: bool
) -> None:
    own = f'<ioSpecification><dataInput id="pi"/>{SETS.format(IN.format("pi"), "")}</ioSpecification>'
    diagram = taking("text", "text").replace(b'<dataObject id="d"', f'{own}<dataObject id="d"'.encode())
    diagram = diagram.replace(b"<sourceRef>d<", f"<sourceRef>{source}<".encode())
    diagram = diagram.replace(b"<targetRef>i1<", f"<targetRef>{target}<".encode())
    assert bool(told("data-association", diagram)) is not fit
