"""Each condition of the rules of gateways and conditional flows on its own: diagrams that differ in one thing."""

import pytest

from tests.unit.engine.lint.diagrams import process
from tests.unit.engine.lint.findings import ERROR, WARNING, event, told

LINE = "s>a a>e"


def catch(definition: str, id_: str = "a") -> str:
    return event("intermediateCatchEvent", definition, id_)


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ("s>g g>a[x] g>b a>e b>e", {"g_b": ERROR}),
        # a drawing without any condition is only remarked on
        ("s>g g>a g>b a>e b>e", {"g_a": WARNING, "g_b": WARNING}),
        ("s>g g>a[x] g>b[y] a>e b>e", {}),
        ("s>g g>a a>b b>e", {}),
    ],
)
def test_each_way_out_of_a_deciding_gateway_has_a_condition(flows: str, expected: object) -> None:
    for kind in ("xor", "or"):
        assert told("condition-missing", process(f"s:start g:{kind} a:task b:task e:end", flows)) == expected
    assert told("condition-missing", process("s:start g:and a:task b:task e:end", "s>g g>a g>b a>e b>e")) == {}


def test_default_needs_no_condition_and_has_none() -> None:
    gateway = '<exclusiveGateway id="g" default="g_b"/>'
    plain = process(f"s:start {gateway}\na:task b:task e:end", "s>g g>a[x] g>b a>e b>e")
    assert told("condition-missing", plain) == told("default-condition", plain) == {}
    doubled = process(f"s:start {gateway}\na:task b:task e:end", "s>g g>a[x] g>b[y] a>e b>e")
    assert told("default-condition", doubled) == {"g_b": ERROR}
    drawn = doubled.replace(b'isExecutable="true"', b"")
    assert told("default-condition", drawn) == {"g_b": WARNING}


def test_default_is_one_of_the_elements_own_ways_out() -> None:
    gateway = '<exclusiveGateway id="g" default="{}"/>'
    for default, expected in (("g_b", {}), ("a_e", {"g": ERROR}), ("s_g", {"g": ERROR})):
        diagram = process(f"s:start {gateway.format(default)}\na:task b:task e:end", "s>g g>a[x] g>b[y] a>e b>e")
        assert told("default-elsewhere", diagram) == expected


@pytest.mark.parametrize(
    ("source", "told_of"),
    [("s:start", True), ("s:start x:and", True), ("s:start x:xor", False), ("s:start x:task", False)],
)
def test_conditions_stand_where_they_are_asked(source: str, told_of: bool) -> None:
    last = source.rpartition(" ")[2].partition(":")[0]
    before = "" if last == "s" else f"s>{last} "
    diagram = process(f"{source} a:task b:task e:end", f"{before}{last}>a[q] {last}>b[r] a>e b>e")
    assert told("condition-place", diagram) == ({f"{last}_a": ERROR, f"{last}_b": ERROR} if told_of else {})


def test_condition_on_the_only_way_out_of_work_stops_it() -> None:
    assert told("condition-alone", process("s:start a:task e:end", "s>a a>e[x]")) == {"a_e": ERROR}
    assert told("condition-alone", process("s:start a:task b:task e:end", "s>a a>e[x] a>b[y] b>e")) == {}
    assert told("condition-alone", process("s:start a:task e:end", LINE)) == {}


SHAPES = {
    "joins": "s:start f:xor a:task b:task g:{} e:end|s>f f>a[x] f>b[y] a>g b>g g>e",
    "splits": "s:start g:{} a:task b:task e:end|s>g g>a[x] g>b[y] a>e b>e",
    "both": "s:start f:xor a:task b:task g:{} c:task d:task e:end|s>f f>a[x] f>b[y] a>g b>g g>c[x] g>d[y] c>e d>e",
    "neither": "s:start a:task g:{} e:end|s>a a>g g>e",
}


def shape(name: str, kind: str) -> bytes:
    nodes, _, flows = SHAPES[name].format(kind).partition("|")
    return process(nodes, flows)


@pytest.mark.parametrize(
    ("direction", "fitting"),
    [
        ("Converging", {"joins", "neither"}),
        ("Diverging", {"splits", "neither"}),
        ("Mixed", {"both"}),
        ("Unspecified", set(SHAPES)),
        (" Mixed ", {"both"}),
    ],
)
def test_direction_of_a_gateway_is_that_of_its_flows(direction: str, fitting: set[str]) -> None:
    for name in SHAPES:
        diagram = shape(name, "or").replace(b'id="g" name="g"', f'id="g" gatewayDirection="{direction}"'.encode())
        assert told("gateway-direction", diagram) == ({} if name in fitting else {"g": ERROR})


def test_gateway_that_joins_and_splits_is_hard_to_read_and_one_that_does_neither_is_idle() -> None:
    for name in SHAPES:
        for kind, mixing in (("or", True), ("and", True), ("xor", False)):
            mixed, idle = {"g": WARNING} if name == "both" and mixing else {}, {"g": WARNING}
            assert told("gateway-mixing", shape(name, kind)) == mixed
            assert told("idle-gateway", shape(name, kind)) == (idle if name == "neither" else {})


def race(*targets: str, flows: str = "", gateway: str = '<eventBasedGateway id="g"/>') -> bytes:
    ids = "ab"[: len(targets)]
    links = " ".join(f"g>{id_} {id_}>e" for id_ in ids)
    return process(f"s:start {gateway}\n" + "\n".join(targets) + "\ne:end", f"s>g {links} {flows}")


RECEIVE = '<receiveTask id="{}" name="r"/>'


@pytest.mark.parametrize(
    ("diagram", "expected"),
    [
        (race(catch("message"), catch("timer", "b")), {}),
        (race(catch("signal"), catch("conditional", "b")), {}),
        (race(RECEIVE.format("a"), RECEIVE.format("b")), {}),
        (race(catch("message")), {"g": ERROR}),
        (race(catch("message"), '<task id="b"/>'), {"b": ERROR}),
        (race(catch("message"), catch("link", "b")), {"b": ERROR}),
        (race(catch("message"), event("intermediateThrowEvent", "message", "b")), {"b": ERROR}),
        (race(catch("message"), catch("timer", "b"), flows="a>b"), {"b": ERROR}),
        (
            race(
                RECEIVE.format("a"),
                RECEIVE.format("b"),
                flows="",
            ).replace(
                b"</process>",
                b'<boundaryEvent id="x" attachedToRef="b"><timerEventDefinition/></boundaryEvent></process>',
            ),
            {"b": ERROR},
        ),
    ],
)
def test_what_follows_an_event_based_gateway_waits_for_something(diagram: bytes, expected: object) -> None:
    assert told("event-gateway", diagram) == expected


def test_parallel_event_gateway_begins_a_case_by_messages_only() -> None:
    parallel = '<eventBasedGateway id="g" instantiate="true" eventGatewayType="Parallel"/>'
    assert told("event-gateway", race(catch("message"), catch("message", "b"), gateway=parallel)) == {}
    assert told("event-gateway", race(catch("message"), catch("timer", "b"), gateway=parallel)) == {"b": ERROR}
    exclusive = parallel.replace("Parallel", "Exclusive")
    assert told("event-gateway", race(catch("message"), catch("timer", "b"), gateway=exclusive)) == {}


@pytest.mark.parametrize(
    ("targets", "mixed"),
    [
        ((catch("message"), RECEIVE.format("b")), True),
        ((catch("timer"), RECEIVE.format("b")), False),
        ((catch("message"), catch("message", "b")), False),
        ((RECEIVE.format("a"), RECEIVE.format("b")), False),
    ],
)
def test_receive_tasks_and_message_events_do_not_follow_one_gateway(targets: tuple[str, ...], mixed: bool) -> None:
    assert told("event-gateway-mixing", race(*targets)) == ({"g": ERROR} if mixed else {})


LISTED = '<{} id="{}"><linkEventDefinition id="{}_d" name="{}">{}</linkEventDefinition></{}>'
THROW, CATCH = "intermediateThrowEvent", "intermediateCatchEvent"


def linked(thrown: str = "", caught: str = "", *, more: str = "", into: str = "") -> bytes:
    """Two links, `x` with what its halves list; `more` stands beside them, `into` inside of a sub-process."""
    halves = [
        *((THROW, "tx", "x", thrown), (CATCH, "cx", "x", caught)),
        *((THROW, "ty", "y", ""), (CATCH, "cy", "y", "")),
    ]
    drawn = "\n".join(LISTED.format(kind, id_, id_, name, inner, kind) for kind, id_, name, inner in halves)
    return process(f"s:start f:and {drawn}\n{more}\n{into}\ne:end", "s>f f>tx f>ty cx>e cy>e")


@pytest.mark.parametrize(
    ("thrown", "caught", "where"),
    [
        ("", "", set()),
        ("<target>cx_d</target>", "<source>tx_d</source>", set()),
        ("<target>cy_d</target>", "", {"tx"}),
        ("", "<source>ty_d</source>", {"cx"}),
        ("", "<source>tx_d</source><source>ty_d</source>", {"cx"}),
    ],
)
def test_link_lists_halves_of_its_own_name(thrown: str, caught: str, where: set[str]) -> None:
    assert set(told("link-event", linked(thrown, caught))) == where


def test_link_has_one_target_and_any_number_of_sources_at_its_own_level() -> None:
    source = LISTED.format(THROW, "t2", "t2", "x", "", THROW)
    target = LISTED.format(CATCH, "c2", "c2", "x", "", CATCH)
    assert told("link-event", linked(more=source)) == {}
    assert told("link-event", linked(more=target)) == {"c2": ERROR}
    assert told("link-event", linked(into=f'<subProcess id="a">{source}</subProcess>')) == {"t2": ERROR}
    assert told("link-event", linked(into=f'<subProcess id="a">{target}</subProcess>')) == {"c2": ERROR}


def test_activation_condition_is_for_joins() -> None:
    condition = "<activationCondition>activationCount > 0</activationCondition>"
    gateway = f'<complexGateway id="g">{condition}</complexGateway>'
    alone = process(f"s:start {gateway}\na:task b:task e:end", "s>g g>a[x] g>b[y] a>e b>e")
    assert told("complex-activation", alone) == {"g": WARNING}
    assert told("complex-activation", process("s:start <complexGateway id='g'/>\ne:end", "s>g g>e")) == {}
