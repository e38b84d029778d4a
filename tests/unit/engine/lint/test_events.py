"""Event sub-processes, links, interruptions, loops and joins: diagrams that differ in one thing."""

import pytest

from engine.model import Severity
from tests.unit.engine.lint.diagrams import process
from tests.unit.engine.lint.findings import ERROR, WARNING, event, told

LINE = "s>a a>e"


def sub(inside: str, more: str = "") -> str:
    return f'<subProcess id="sub" {more}>{inside}</subProcess>'


FLOW = '<sequenceFlow id="{0}_{1}" sourceRef="{0}" targetRef="{1}"/>'


@pytest.mark.parametrize(("starts", "told_of"), [(0, True), (1, False), (2, True)])
def test_event_sub_process_has_one_start(starts: int, told_of: bool) -> None:
    inside = "".join(event("startEvent", "message", f"i{number}") for number in range(starts)) + '<endEvent id="x"/>'
    triggered = sub(inside, 'triggeredByEvent="true"')
    assert ("sub" in told("event-subprocess", process(f"s:start a:task e:end {triggered}", LINE))) is told_of
    assert told("event-subprocess", process(f"s:start {sub(inside)}\ne:end", "s>sub sub>e")) == {}


@pytest.mark.parametrize("flows", ["s>a a>e sub>e", "s>a a>e a>sub"])
def test_event_sub_process_has_no_flows(flows: str) -> None:
    inside = event("startEvent", "message", "i") + '<endEvent id="x"/>' + FLOW.format("i", "x")
    drawn = sub(inside, 'triggeredByEvent="true"')
    assert told("event-subprocess", process(f"s:start a:task e:end {drawn}", flows)) == {"sub": ERROR}
    assert told("event-subprocess", process(f"s:start a:task e:end {drawn}", LINE)) == {}


@pytest.mark.parametrize(
    ("links", "flows", "expected"),
    [
        (["throw:L", "catch:L"], "s>t c>a a>e", {}),
        (["throw:L", "catch:M"], "s>t c>a a>e", {"t": ERROR, "c": ERROR}),
        (["throw:L", "catch:L", "catch2:L"], "s>t c>a c2>a a>e", {"c2": ERROR}),
        (["throw:L", "throw2:L", "catch:L"], "s>t c>a a>e a>t2", {}),
    ],
)
def test_links_find_each_other_by_name(links: list[str], flows: str, expected: object) -> None:
    drawn = []
    for written in links:
        side, _, name = written.partition(":")
        kind = "intermediateThrowEvent" if side.startswith("throw") else "intermediateCatchEvent"
        id_ = side.replace("throw", "t").replace("catch", "c")
        drawn.append(event(kind, "link", id_, f' name="{name}"'))
    inside = "\n".join(drawn)
    assert told("link-event", process(f"s:start a:task e:end {inside}", flows)) == expected


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ("s>t c>a a>e", {}),
        ("s>t t>a c>a a>e", {"t": ERROR}),
        ("s>t a>c c>e", {"c": ERROR}),
        ("s>a a>e c>e", {"t": ERROR}),
        ("s>t s>a a>e", {"c": ERROR}),
    ],
)
def test_flow_ends_at_a_link_and_goes_on_at_the_other(flows: str, expected: object) -> None:
    links = event("intermediateThrowEvent", "link", "t", ' name="L"') + event(
        "intermediateCatchEvent", "link", "c", ' name="L"'
    )
    assert told("link-flow", process(f"s:start a:task e:end {links}", flows)) == expected


@pytest.mark.parametrize(
    ("definition", "interrupts", "told_of"),
    [
        ("error", "false", True),
        ("error", "true", False),
        ("timer", "false", False),
        ("escalation", "false", False),
    ],
)
def test_errors_always_interrupt(definition: str, interrupts: str, told_of: bool) -> None:
    definition = f"<{definition}EventDefinition/>"
    boundary = f'<boundaryEvent id="b" attachedToRef="a" cancelActivity="{interrupts}">{definition}</boundaryEvent>'
    diagram = process(f"s:start a:user e:end {boundary}", "s>a a>e b>e")
    assert told("interrupting", diagram) == ({"b": ERROR} if told_of else {})


@pytest.mark.parametrize(("definitions_", "told_of"), [(0, True), (1, True), (2, False), (3, False)])
def test_parallel_multiple_needs_two_triggers(definitions_: int, told_of: bool) -> None:
    inside = "<signalEventDefinition/>" * definitions_
    waits = f'<intermediateCatchEvent id="a" parallelMultiple="true">{inside}</intermediateCatchEvent>'
    assert told("parallel-multiple", process(f"s:start {waits}\ne:end", LINE)) == ({"a": ERROR} if told_of else {})
    single = waits.replace('"true"', '"false"')
    assert told("parallel-multiple", process(f"s:start {single}\ne:end", LINE)) == {}


def looped(nodes: str, flows: str) -> dict[str | None, Severity]:
    return told("endless-loop", process(nodes, flows))


def test_loop_without_a_way_out_is_an_error_unless_somebody_has_to_act_in_it() -> None:
    assert looped("s:start a:task b:task e:end", "s>a a>b b>a") == {"a": ERROR}
    assert looped("s:start a:user b:task e:end", "s>a a>b b>a") == {"a": WARNING}
    assert looped("s:start a:task b:xor e:end", "s>a a>b b>a[x] b>e[y]") == {}
    # a copy of the token goes out, the token itself stays
    assert looped("s:start a:task b:task e:end", "s>a a>b b>a b>e") == {"a": ERROR}
    assert looped("s:start a:task b:task e:end", "s>a a>b b>a[x] b>e[y]") == {}
    assert looped("s:start a:task e:end", "s>a a>a") == {"a": ERROR}
    timed = "<boundaryEvent id='t' attachedToRef='a'><timerEventDefinition/></boundaryEvent>"
    assert looped(f"s:start a:user b:task e:end {timed}", "s>a a>b b>a t>e") == {}


def stuck(nodes: str, flows: str) -> dict[str | None, Severity]:
    return told("join-deadlock", process(nodes, flows))


def test_parallel_join_waits_for_ever_for_a_branch_that_is_not_taken() -> None:
    choice = "s:start f:{} a:task b:task j:and e:end"
    flows = "s>f f>a[x] f>b[y] a>j b>j j>e"
    assert stuck(choice.format("xor"), flows) == {"j": ERROR}
    assert stuck(choice.format("or"), flows) == {"j": WARNING}
    assert stuck(choice.format("and"), "s>f f>a f>b a>j b>j j>e") == {}
    # an interrupting event takes one of both branches away, another one doesn't
    fork = (
        "s:start f:and a:user b:task j:and e:end x:end <boundaryEvent id='t' attachedToRef='a'{}>"
        "<timerEventDefinition/></boundaryEvent>"
    )
    assert stuck(fork.format(""), "s>f f>a f>b a>j b>j j>e t>x") == {"j": WARNING}
    assert stuck(fork.format(' cancelActivity="false"'), "s>f f>a f>b a>j b>j j>e t>x") == {}


def test_branches_side_by_side_that_meet_without_a_join_are_remarked() -> None:
    fork = "s:start f:and a:task b:task c:{} e:end"
    flows = "s>f f>a f>b a>c b>c c>e"
    assert told("unsynchronized", process(fork.format("task"), flows)) == {"c": WARNING}
    assert told("unsynchronized", process(fork.format("and"), flows)) == {}
    assert told("unsynchronized", process(fork.format("or"), flows)) == {}
    assert told("unsynchronized", process("s:start f:and a:task b:task e:end", "s>f f>a f>b a>e b>e")) == {}
    assert (
        told(
            "unsynchronized",
            process("s:start f:xor a:task b:task c:task e:end", flows.replace("f>a f>b", "f>a[x] f>b[y]")),
        )
        == {}
    )
    # they meet at the first element that both reach, not again behind it
    behind = "s>f f>a f>b a>c b>c c>d d>e"
    assert told("unsynchronized", process("s:start f:and a:task b:task c:task d:task e:end", behind)) == {"c": WARNING}
