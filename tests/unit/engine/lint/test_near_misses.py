"""Each condition of a rule on its own: diagrams that differ in one thing, and whether the rule speaks there."""

import pytest

from engine.lint import lint
from engine.lint.gate import MAX_FINDINGS
from engine.lint.iso import is_cycle, is_duration, is_moment, is_moment_or_span
from engine.model import Severity
from tests.unit.engine.lint.drawing import definitions, process

LINE = "s>a a>e"
ERROR, WARNING = Severity.ERROR, Severity.WARNING


def told(rule: str, diagram: bytes, *, publishing: bool = False) -> dict[str | None, Severity]:
    """Where the rule speaks, and how gravely."""
    found = lint({"process.bpmn": diagram}, publishing=publishing)
    return {finding.element: finding.severity for finding in found if finding.rule == rule}


def event(kind: str, definition: str, id_: str, more: str = "") -> str:
    inside = f"<{definition}EventDefinition{more}/>" if definition else ""
    return f'<{kind} id="{id_}">{inside}</{kind}>'


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


@pytest.mark.parametrize(
    ("text", "moment", "duration", "cycle"),
    [
        ("2026-05-01", True, False, False),
        ("2026-05-01T10:00:00+03:30", True, False, False),
        ("2026-13-01", False, False, False),
        ("P3D", False, True, False),
        ("PT1H30M", False, True, False),
        ("R/P1D", False, False, True),
        ("R3/PT1H", False, False, True),
        ("R3/2026-05-01/P1D", False, False, True),
        ("R3/2026-05-01/2026-05-02", False, False, True),
        ("R3/P1D/2026-05-01", False, False, True),
        ("R3/P1D/P1D", False, False, False),
        ("R3/2026-05-01", False, False, False),
        ("R3", False, False, False),
        ("Rx/P1D", False, False, False),
        ("3/P1D", False, False, False),
        ("R3/", False, False, False),
        ("P1D/R3", False, False, False),
        ("", False, False, False),
    ],
)
def test_times_are_those_of_iso_8601(text: str, moment: bool, duration: bool, cycle: bool) -> None:
    assert (is_moment(text), is_duration(text), is_cycle(text)) == (moment, duration, cycle)
    assert is_moment_or_span(f" {text} ", "timeDate") is moment
    assert is_moment_or_span(text, "timeDuration") is duration
    assert is_moment_or_span(text, "timeCycle") is (cycle or duration)


def test_cycle_may_be_cron() -> None:
    assert is_moment_or_span("0 9 * * MON", "timeCycle")
    assert not is_moment_or_span("0 9 * * MON", "timeDuration")


def warned(
    warning: str, *, task: str = 'miz:due="P2D" miz:audience="staff"', attributes: str = ""
) -> dict[object, object]:
    owner = f'<userTask id="a" name="a" {task}><extensionElements>{warning}</extensionElements></userTask>'
    diagram = process(f"s:start {owner}\ne:end", LINE, attributes=f'isExecutable="true" {attributes}')
    return {**told("warning-incomplete", diagram)}


@pytest.mark.parametrize(
    ("warning", "complete"),
    [
        ('<miz:warn do="remind" before="P1D"/>', True),
        ('<miz:warn do="remind" after="PT2H"/>', True),
        ('<miz:warn do="remind"/>', False),
        ('<miz:warn do="remind" before="P1D" after="P1D"/>', False),
        ('<miz:warn do="remind" before="soon"/>', False),
        ('<miz:warn do="shout" before="P1D"/>', False),
        ('<miz:warn before="P1D"/>', False),
    ],
)
def test_warning_has_one_duration_and_a_known_step(warning: str, complete: bool) -> None:
    assert warned(warning) == ({} if complete else {"a": ERROR})


def test_warning_refers_to_something_that_is_due() -> None:
    remind = '<miz:warn do="remind" before="P1D"/>'
    assert warned(remind, task='miz:audience="staff"') == {"a": ERROR}


@pytest.mark.parametrize(
    ("response", "do", "complete"),
    [
        ('miz:responseTime="P3D"', "supervisor", True),
        ('miz:responseTime="P3D"', "remind", False),
        ("", "supervisor", False),
    ],
)
def test_warning_of_the_promise_tells_supervisors_of_a_promise(response: str, do: str, complete: bool) -> None:
    inside = f'<extensionElements><miz:warn do="{do}" before="P1D"/></extensionElements>'
    diagram = process(f"{inside}\ns:start a:task e:end", LINE, attributes=f'isExecutable="true" {response}')
    assert told("warning-incomplete", diagram) == ({} if complete else {"p": ERROR})


@pytest.mark.parametrize(
    ("attendance", "lacking"),
    [
        ('<miz:attendance reason="r" duration="PT5M"><miz:bring name="n"/></miz:attendance>', None),
        ('<miz:attendance duration="PT5M"><miz:bring name="n"/></miz:attendance>', "reason"),
        ('<miz:attendance reason=" " duration="PT5M"><miz:bring name="n"/></miz:attendance>', "reason"),
        ('<miz:attendance reason="r"><miz:bring name="n"/></miz:attendance>', "duration"),
        ('<miz:attendance reason="r" duration="soon"><miz:bring name="n"/></miz:attendance>', "duration"),
        ('<miz:attendance reason="r" duration="PT5M"/>', "bring"),
        ("", "attendance"),
    ],
)
def test_presence_is_announced_with_reason_duration_and_papers(attendance: str, lacking: str | None) -> None:
    for audience in ("desk", "staff"):
        task = (
            f'<userTask id="a" name="a" miz:audience="{audience}"><extensionElements>{attendance}</extensionElements>'
        )
        found = lint({"process.bpmn": process(f"s:start {task}</userTask>\ne:end", LINE)})
        said = [f.message.en for f in found if f.rule == "attendance-incomplete"]
        assert len(said) == (lacking is not None and audience == "desk")
        assert all(f"(lacking: {lacking})" in text for text in said)
        elsewhere = [f.element for f in found if f.rule == "attendance-elsewhere"]
        assert elsewhere == (["a"] if attendance and audience == "staff" else [])


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


def test_two_hundred_findings_of_one_rule_are_told() -> None:
    assert MAX_FINDINGS == 200
    for count, expected in ((199, 199), (200, 200), (201, 200)):
        tasks = "".join(f'<userTask id="n{n}"/>' for n in range(count))
        found = lint({"d.bpmn": process(f"s:start e:end {tasks}", "s>e")})
        assert sum(finding.rule == "unnamed" for finding in found) == expected


@pytest.mark.parametrize(
    ("attribute", "value", "fits"),
    [
        ("isForCompensation", "true", True),
        ("isForCompensation", "0", True),
        ("isForCompensation", "yes", False),
        ("startQuantity", "1", True),
        ("startQuantity", "-2", True),
        ("startQuantity", "1.5", False),
        ("startQuantity", "", False),
    ],
)
def test_values_are_those_of_the_schema(attribute: str, value: str, fits: bool) -> None:
    diagram = process(f's:start <task id="a" {attribute}="{value}"/>\ne:end', LINE)
    assert told("schema-value", diagram) == ({} if fits else {"a": ERROR})


@pytest.mark.parametrize(
    ("id_", "fits"),
    [("a", True), ("_a", True), ("کار", True), ("a-1.b", True), ("1a", False), ("a b", False), ("x:y", False)],
)
def test_ids_are_names_of_xml(id_: str, fits: bool) -> None:
    found = told("invalid-id", definitions(f'<process id="p"><task id="{id_}"/></process>'))
    assert found == ({} if fits else {id_: ERROR})


TASK_WITH_INPUT = (
    '<userTask id="{0}" name="{0}"><ioSpecification><dataInput id="in{0}"/><inputSet/><outputSet/></ioSpecification>{1}'
    "</userTask>"
)
INTO = "<dataInputAssociation id='x'><sourceRef>d</sourceRef><targetRef>{}</targetRef></dataInputAssociation>"


def associated(target: str) -> bytes:
    """A diagram whose task `a` fills that data input."""
    tasks = f"{TASK_WITH_INPUT.format('a', INTO.format(target))}\n{TASK_WITH_INPUT.format('b', '')}"
    data = '<dataObject id="o"/>\n<dataObjectReference id="d" dataObjectRef="o"/>'
    diagram = process(f"s:start {tasks}\n{data}\ne:end", "s>a a>b b>e")
    return diagram.replace(b"<definitions ", b'<definitions xmlns:own="urn:test" ', 1)


@pytest.mark.parametrize(
    ("target", "rule", "where"),
    [
        ("ina", "data-association", {}),
        ("inb", "data-association", {"x": ERROR}),
        ("own:inb", "data-association", {"x": ERROR}),  # a prefix of this file changes nothing
        ("own:ina", "data-association", {}),
        ("d", "data-association", {}),
        ("nowhere", "data-association", {}),
        ("nowhere", "dangling-reference", {"x": ERROR}),
        ("own:ina", "dangling-reference", {}),
    ],
)
def test_input_that_is_filled_is_the_elements_own(target: str, rule: str, where: object) -> None:
    assert told(rule, associated(target)) == where


@pytest.mark.parametrize(
    ("known", "used", "told_of"),
    [
        ("applicant", "aplicant", True),
        ("applicant", "applicant", False),
        ("applicant", "weather", False),
        ("citys", "city", True),  # four letters are enough to be meant
        ("ages", "age", False),  # three are alike by accident
    ],
)
def test_name_that_is_nearly_a_known_one_is_told(known: str, used: str, told_of: bool) -> None:
    script = f'<scriptTask id="a" miz:result="{known}"><script>1</script></scriptTask>'
    diagram = process(f"s:start {script}\ng:xor b:task e:end", f"s>a a>g g>b[{used} > 1] g>e[{used} = 1] b>e")
    found = [f for f in lint({"d.bpmn": diagram}) if f.rule == "unknown-variable"]
    assert bool(found) is told_of
    assert all(f"Did you mean “{known}”?" in finding.message.en for finding in found)
