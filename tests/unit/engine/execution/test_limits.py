"""How many, how deep and how often: the numbers at which the engine says no."""

import pytest

import engine
from engine import CaseState, DefinitionError, IncidentCode
from engine.build.constraints import MAX_QUANTITY
from engine.execution.loops import MAX_IN_PARALLEL, MAX_INSTANCES
from tests.unit.engine.case_player import Play, diagram, flows

START = '<startEvent id="start"/><endEvent id="end"/>'
LINE = "start->a, a->end"


def several(count: str, attributes: str = "") -> bytes:
    loop = f"<multiInstanceLoopCharacteristics {attributes}><loopCardinality>{count}</loopCardinality>"
    return diagram(f'{START}<task id="a">{loop}</multiInstanceLoopCharacteristics></task>', LINE)


@pytest.mark.parametrize("count", ["0", "1", "3", "2.0"])
def test_work_is_done_as_often_as_is_said(count: str) -> None:
    for attributes in ("", 'isSequential="true"'):
        play = Play(several(count, attributes))
        assert play.state is CaseState.COMPLETED
        assert play.path.count("a") == int(float(count)) + 1  # the activity itself, and each instance


@pytest.mark.parametrize("count", ["-1", "1.5", '"3"', "true", "null", "[1]"])
def test_other_numbers_of_instances_are_an_incident(count: str) -> None:
    play = Play(several(count))
    assert "A number of instances was expected" in play.last.incidents[0].message


def test_ten_thousand_instances_are_the_most() -> None:
    assert MAX_INSTANCES == 10_000
    one_after_the_other = diagram(
        f'{START}<userTask id="a"><multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>n'
        "</loopCardinality></multiInstanceLoopCharacteristics></userTask>",
        LINE,
    )
    assert Play(one_after_the_other, {"n": 10_000}).open == ["a"]
    refused = Play(one_after_the_other, {"n": 10_001})
    assert refused.last.incidents[0].message == "10001 instances are more than 10000"


def loop_in_a_loop(inner: str) -> bytes:
    """A sub-process for each of `n`, with `inner` in it and a loop of `m` user tasks."""
    loop = "<multiInstanceLoopCharacteristics><loopCardinality>{}</loopCardinality></multiInstanceLoopCharacteristics>"
    body = f'<startEvent id="s0"/><userTask id="b">{loop.format("m")}</userTask><endEvent id="s1"/>{inner}'
    return diagram(f'{START}<subProcess id="a">{loop.format("n")}{body}{flows("s0->b, b->s1")}</subProcess>', LINE)


def test_loops_inside_of_loops_have_a_limit_together_and_go_on_when_there_is_room() -> None:
    play = Play(loop_in_a_loop(""), {"n": 60, "m": 1000})
    assert MAX_IN_PARALLEL - 2000 < len(play.open) < MAX_IN_PARALLEL
    held = len(play.last.incidents)
    assert held + len(play.open) // 1000 == 60
    assert {one.code for one in play.last.incidents} == {IncidentCode.TOO_MANY_INSTANCES}
    play.amend(m=1).retry()
    assert (len(play.last.incidents), len(play.open) % 1000) == (held - 1, 1)


def test_instances_one_after_the_other_need_no_room() -> None:
    loop = '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>9000</loopCardinality>'
    inner = f'<userTask id="c">{loop}</multiInstanceLoopCharacteristics></userTask>{flows("s0->c, c->s1")}'
    play = Play(loop_in_a_loop(inner), {"n": 40, "m": 1000})
    assert (play.open.count("c"), play.last.incidents) == (40, ())


@pytest.mark.parametrize("ways", [3, 400])
def test_tokens_that_multiply_are_stopped(ways: int) -> None:
    """Each round makes more of them, with few moves or with many."""
    links = ", ".join(f"split->t{n}, t{n}->merge" for n in range(ways))
    tasks = "".join(f'<task id="t{n}"/>' for n in range(ways))
    gateways = '<exclusiveGateway id="merge"/><parallelGateway id="split"/>'
    play = Play(diagram(f'<startEvent id="start"/>{gateways}{tasks}', f"start->merge, merge->split, {links}"))
    assert [one.code for one in play.last.incidents] == [IncidentCode.ENDLESS_LOOP]
    assert len(play.last.snapshot) < 20_000_000


def test_collection_must_be_a_list() -> None:
    loop = '<multiInstanceLoopCharacteristics miz:collection="items" miz:item="it"/>'
    xml = diagram(f'{START}<userTask id="a" miz:candidates="it">{loop}</userTask>', LINE)
    assert [task.candidates for task in Play(xml, {"items": ["x", "y"]}).last.ready] == [("x",), ("y",)]
    assert "A list was expected" in Play(xml, {"items": "x"}).last.incidents[0].message


@pytest.mark.parametrize(("maximum", "rounds"), [("1", 1), ("2", 2), ("5", 5)])
def test_loop_ends_after_its_most_rounds(maximum: str, rounds: int) -> None:
    loop = f'<standardLoopCharacteristics loopMaximum="{maximum}"><loopCondition>true</loopCondition>'
    play = Play(diagram(f'{START}<task id="a">{loop}</standardLoopCharacteristics></task>', LINE))
    assert play.path.count("a") == rounds + 1


@pytest.mark.parametrize(
    ("test_before", "condition", "rounds"),
    [
        ("true", "false", 0),
        ("false", "false", 1),
        ("true", "loopCounter &lt; 3", 3),
        ("false", "loopCounter &lt; 3", 3),
    ],
)
def test_condition_is_asked_before_or_after_each_round(test_before: str, condition: str, rounds: int) -> None:
    loop = f'<standardLoopCharacteristics testBefore="{test_before}"><loopCondition>{condition}</loopCondition>'
    play = Play(diagram(f'{START}<task id="a">{loop}</standardLoopCharacteristics></task>', LINE))
    assert play.path.count("a") == rounds + 1


@pytest.mark.parametrize("attribute", ["startQuantity", "completionQuantity"])
@pytest.mark.parametrize(
    ("text", "allowed"), [("1", True), ("1000", True), ("0", False), ("1001", False), ("x", False)]
)
def test_quantity_goes_from_one_to_a_thousand(attribute: str, text: str, allowed: bool) -> None:
    assert MAX_QUANTITY == 1_000
    xml = diagram(f'{START}<task id="a" {attribute}="{text}"/>', LINE)
    if allowed:
        assert engine.parse({"process.bpmn": xml})
    else:
        with pytest.raises(DefinitionError, match=f"{attribute} “{text}” is not a number from 1 to 1000") as refused:
            engine.parse({"process.bpmn": xml})
        assert refused.value.element == "a"


@pytest.mark.parametrize(("start", "tokens", "begun"), [(1, 1, 1), (2, 1, 0), (2, 2, 1), (3, 2, 0)])
def test_activity_begins_with_as_many_tokens_as_it_asks_for(start: int, tokens: int, begun: int) -> None:
    xml = diagram(
        f'{START}<task id="t" completionQuantity="{tokens}"/><userTask id="a" startQuantity="{start}"/>',
        "start->t, t->a, a->end",
    )
    assert Play(xml).open == ["a"] * begun


def nested(depth: int) -> bytes:
    inside = '<task id="t"/>'
    for number in range(depth):
        links = flows(f"s{number}->{'t' if number == 0 else f'n{number - 1}'}").replace('id="', f'id="f{number}', 1)
        inside = f'<subProcess id="n{number}"><startEvent id="s{number}"/>{inside}{links}</subProcess>'
    return diagram(f"{START}{inside}", f"start->n{depth - 1}, n{depth - 1}->end")


def test_sub_processes_are_nested_a_hundred_deep_at_most() -> None:
    assert engine.parse({"process.bpmn": nested(99)})
    with pytest.raises(DefinitionError):
        engine.parse({"process.bpmn": nested(101)})


def test_process_that_calls_itself_without_end_is_stopped_a_hundred_and_fifty_deep() -> None:
    play = Play(diagram(f'{START}<callActivity id="c" calledElement="case"/>', "start->c, c->end"))
    assert play.last.incidents[0].message == "“c” is nested more than 150 deep: does a process call itself?"
    assert play.path.count("start") == 150 + 1


@pytest.mark.parametrize(("ordering", "orders"), [("Sequential", ["a", "b", "a", "b", "a"]), ("Parallel", None)])
def test_ad_hoc_work_begins_anew_until_its_condition_holds(ordering: str, orders: list[str] | None) -> None:
    inside = '<userTask id="a"/><userTask id="b"/><completionCondition>n &gt;= 5</completionCondition>'
    xml = diagram(
        f'{START}<adHocSubProcess id="x" ordering="{ordering}">{inside}</adHocSubProcess>', "start->x, x->end"
    )
    play, seen = Play(xml, {"n": 0}), []
    while play.state is CaseState.RUNNING:
        assert play.open in ([["a"], ["b"]] if orders else [["a", "b"], ["a"], ["b"]])
        seen.append(play.open[0])
        play.complete(play.open[0], n=len(seen))
    assert len(seen) == 5
    assert orders is None or seen == orders


def test_each_call_of_a_connector_has_a_key_of_its_own() -> None:
    play = Play(diagram(f'{START}<serviceTask id="a" miz:connector="c"/>', LINE))
    play.fail("a", "500").retry().fail("a", "500").retry()
    assert [call.key for call in play.calls] == [f"{play.calls[0].task_id}-{number}" for number in (1, 2, 3)]


def test_association_of_a_variable_with_itself_only_says_that_it_is_used() -> None:
    data = '<dataObject id="o" name="thing"/><dataObjectReference id="d" dataObjectRef="o"/>'
    used = "<dataInputAssociation id='x'><sourceRef>d</sourceRef><targetRef>d</targetRef></dataInputAssociation>"
    xml = diagram(f'{START}{data}<userTask id="a">{used}</userTask>', LINE)
    assert Play(xml).complete("a").data == {}
    assert Play(xml, {"thing": 1}).complete("a").data == {"thing": 1}
