"""What tasks, sub-processes, called processes and loops do."""

from datetime import timedelta

import pytest

from engine import Audience, CallKind, CaseState
from tests.unit.engine.case_player import NOON, Play, diagram, flows

START = '<startEvent id="start"/><endEvent id="end"/>'


def test_user_task_says_for_whom_until_when_and_in_which_lane():
    lanes = (
        '<laneSet id="ls"><lane id="l" name="کارشناس" miz:role="clerk" miz:unit="&quot;headquarters&quot;">'
        "<flowNodeRef>a</flowNodeRef></lane></laneSet>"
    )
    task = (
        '<userTask id="a" name="بررسی" miz:form="f" miz:due="PT4H" '
        'miz:clock="calendar" miz:priority="80" miz:candidates="[who]"/>'
    )
    play = Play(diagram(lanes + START + task, "start->a, a->end"), {"who": "sara"})
    (ready,) = play.last.ready
    assert (ready.audience, ready.form, ready.role, ready.unit) == (Audience.STAFF, "f", "clerk", "headquarters")
    assert (ready.due_at, ready.priority, ready.candidates) == (NOON + timedelta(hours=4), 80, ("sara",))
    assert play.amend(who="reza").last.ready[0].candidates == ("reza",)
    assert play.last.ready[0].due_at == NOON + timedelta(hours=4)


@pytest.mark.parametrize(
    ("change", "owner"),
    [
        ({"name": "زهرا"}, {"name": "زهرا", "phone": "021", "at": {"city": "قم", "lines": [1, 2]}}),
        ({"at": {"city": "یزد"}}, {"name": "علی", "phone": "021", "at": {"city": "یزد", "lines": [1, 2]}}),
        ({"at": {"lines": [3]}}, {"name": "علی", "phone": "021", "at": {"city": "قم", "lines": [3]}}),
        ({"at": None, "new": {"x": 1}}, {"name": "علی", "phone": "021", "at": None, "new": {"x": 1}}),
        ({}, {"name": "علی", "phone": "021", "at": {"city": "قم", "lines": [1, 2]}}),
        (None, None),
        ("علی", "علی"),
    ],
)
def test_corrected_context_keeps_the_entries_that_the_correction_does_not_name(change, owner):
    data = {"owner": {"name": "علی", "phone": "021", "at": {"city": "قم", "lines": [1, 2]}}, "rest": 1}
    play = Play(diagram(START + '<userTask id="a"/>', "start->a, a->end"), data)
    assert play.amend(owner=change).data == {"owner": owner, "rest": 1}


def test_script_sets_one_variable_or_the_entries_of_a_context():
    scripts = (
        '<scriptTask id="a" miz:result="sum"><script>x + 1</script></scriptTask>'
        '<scriptTask id="b" scriptFormat="feel"><script>{p: sum * 2, q: [1, 2]}</script></scriptTask>'
    )
    play = Play(diagram(START + scripts, "start->a, a->b, b->end"), {"x": 1})
    assert play.data == {"x": 1, "sum": 2, "p": 4, "q": [1, 2]}


def test_connector_is_called_with_inputs_and_its_answer_mapped_by_outputs():
    task = (
        '<serviceTask id="a" miz:connector="http" miz:retries="2" miz:backoff="PT5M"><extensionElements>'
        '<miz:input name="id" value="=national_id"/><miz:output name="alive" value="=status = &quot;ok&quot;"/>'
        "</extensionElements></serviceTask>"
    )
    play = Play(diagram(START + task, "start->a, a->end"), {"national_id": "1"})
    (call,) = play.calls
    assert (call.kind, call.name, call.payload, call.retries, call.backoff) == (
        CallKind.CONNECTOR,
        "http",
        {"id": "1"},
        2,
        "PT5M",
    )
    assert play.state is CaseState.RUNNING
    assert play.answer("a", status="ok").data == {"national_id": "1", "alive": True}
    assert play.state is CaseState.COMPLETED


@pytest.mark.parametrize(
    ("before", "outputs", "after"),
    [
        ({"out": {"z": 1}}, {"out.y": "r"}, {"out": {"z": 1, "y": 7}}),
        ({}, {"out.y": "r", "out.deep.x": "r + 1"}, {"out": {"y": 7, "deep": {"x": 8}}}),
        ({"out": 3}, {"out.y": "r"}, {"out": {"y": 7}}),
        ({"out": {"y": {"a": 1}}}, {"out.y": "r"}, {"out": {"y": 7}}),
    ],
)
def test_output_with_dots_is_an_entry_of_a_context(before, outputs, after):
    mapped = "".join(f'<miz:output name="{name}" value="{value}"/>' for name, value in outputs.items())
    task = f'<serviceTask id="a" miz:connector="x"><extensionElements>{mapped}</extensionElements></serviceTask>'
    play = Play(diagram(START + task, "start->a, a->end"), before)
    assert play.answer("a", r=7).data == after


@pytest.mark.parametrize("kind", ["scriptTask", "serviceTask"])
def test_result_with_dots_is_an_entry_of_a_context(kind):
    task = {
        "scriptTask": '<scriptTask id="a" miz:result="out.n"><script>1 + 1</script></scriptTask>',
        "serviceTask": '<serviceTask id="a" miz:connector="x" miz:result="out.n"/>',
    }[kind]
    play = Play(diagram(START + task, "start->a, a->end"), {"out": {"z": 1}})
    if kind == "serviceTask":
        play.answer("a", r=7)
    assert play.data == {"out": {"z": 1, "n": 2 if kind == "scriptTask" else {"r": 7}}}


def test_inputs_with_dots_are_entries_of_what_a_connector_and_a_called_process_get():
    inputs = '<extensionElements><miz:input name="who.name" value="n"/></extensionElements>'
    play = Play(
        diagram(f'{START}<serviceTask id="a" miz:connector="x">{inputs}</serviceTask>', "start->a, a->end"), {"n": "m"}
    )
    assert play.calls[0].payload == {"who": {"name": "m"}}
    called = (
        '<process id="other"><startEvent id="o0"/><scriptTask id="w" miz:result="got"><script>who.name</script>'
        f'</scriptTask><endEvent id="o1"/>{flows("o0->w, w->o1")}</process>'
    )
    call = f'<callActivity id="c" calledElement="other">{inputs}</callActivity>'
    play = Play(diagram(START + call, "start->c, c->end", roots=called), {"n": "m"})
    assert play.data == {"n": "m", "got": "m"}


def test_failed_connector_goes_to_its_error_event_or_becomes_an_incident():
    task = '<serviceTask id="a" miz:connector="http" miz:result="r"/><userTask id="by_hand"/>'
    caught = '<boundaryEvent id="b" attachedToRef="a"><errorEventDefinition errorRef="e"/></boundaryEvent>'
    xml = diagram(
        START + task + caught, "start->a, a->end, b->by_hand, by_hand->end", roots='<error id="e" errorCode="404"/>'
    )
    assert Play(xml).fail("a", "404").open == ["by_hand"]
    play = Play(xml).fail("a", "500")
    assert (play.state, play.last.incidents[0].element) == (CaseState.INCIDENT, "a")
    play.retry()
    assert len({call.key for call in play.calls}) == 2
    assert play.answer("a", ok=1).data == {"r": {"ok": 1}}


def test_notice_is_sent_and_nothing_awaited():
    play = Play(diagram(START + '<sendTask id="n" miz:notice="received"/>', "start->n, n->end"))
    assert [(c.kind, c.name) for c in play.calls] == [(CallKind.NOTICE, "received")]
    assert play.state is CaseState.COMPLETED


def test_sub_process_shares_the_data_and_ends_before_what_follows():
    inner = (
        f'<subProcess id="s"><startEvent id="s0"/><userTask id="w"/>'
        f'<endEvent id="s1"/>{flows("s0->w, w->s1")}</subProcess>'
    )
    play = Play(diagram(START + inner, "start->s, s->end")).complete("w", x=1)
    assert play.path == ["start", "s0", "w", "s1", "s", "end"]
    assert play.data == {"x": 1}


def test_called_process_sees_the_data_and_hands_over_what_it_wrote():
    called = (
        f'<process id="other"><startEvent id="o0"/><userTask id="w" '
        f'name="کار"/><endEvent id="o1"/>{flows("o0->w, w->o1")}</process>'
    )
    xml = diagram(START + '<callActivity id="c" calledElement="other"/>', "start->c, c->end", roots=called)
    play = Play(xml, {"a": 1})
    assert play.open == ["w"]
    assert play.last.ready[0].name.fa == "کار"
    assert play.amend(a=2).complete("w", b=3).data == {"a": 2, "b": 3}
    assert play.path == ["start", "o0", "w", "o1", "c", "end"]


def test_a_process_that_calls_itself_for_ever_is_an_incident():
    xml = diagram(START + '<callActivity id="c" calledElement="case"/>', "start->c, c->end")
    play = Play(xml)
    assert (play.state, play.last.incidents[0].element) == (CaseState.INCIDENT, "c")


LOOP = (
    '<userTask id="a"><standardLoopCharacteristics {}><loopCondition>'
    "more</loopCondition></standardLoopCharacteristics></userTask>"
)


def test_standard_loop_tests_after_each_round():
    play = Play(diagram(START + LOOP.format(""), "start->a, a->end")).complete("a", more=True)
    assert play.open == ["a"]
    assert play.complete("a", more=False).state is CaseState.COMPLETED
    assert play.path == ["start", "a", "a", "a", "end"]


def test_standard_loop_tested_before_may_run_never_and_stops_at_its_maximum():
    xml = diagram(START + LOOP.format('testBefore="true" loopMaximum="2"'), "start->a, a->end")
    assert Play(xml, {"more": False}).state is CaseState.COMPLETED
    assert Play(xml, {"more": True}).complete("a").complete("a").state is CaseState.COMPLETED


def multi(attributes: str, inner: str, body: str = "") -> bytes:
    loop = f"<multiInstanceLoopCharacteristics {attributes}>{inner}</multiInstanceLoopCharacteristics>"
    return diagram(START + f'<userTask id="a">{loop}</userTask>{body}', "start->a, a->end")


def test_parallel_multi_instance_collects_results_in_the_order_of_its_items():
    xml = multi(
        'miz:collection="people" miz:item="person" miz:output="answers" '
        'miz:outputItem="person + &quot; &quot; + say" miz:candidates="x"',
        "",
    )
    play = Play(xml, {"people": ["ali", "sara"]})
    assert play.open == ["a", "a"]
    assert [task.local["person"] for task in play.last.ready] == ["ali", "sara"]
    second = play.last.ready[1].id
    import engine

    play._take(engine.complete(play.definition, play.last.snapshot, second, {"say": "no"}, now=play.now))
    assert play.complete("a", say="yes").data == {"people": ["ali", "sara"], "answers": ["ali yes", "sara no"]}
    assert play.state is CaseState.COMPLETED


def test_sequential_multi_instance_goes_one_by_one_through_data_references():
    inner = '<loopDataInputRef>people</loopDataInputRef><inputDataItem id="p" name="person"/>'
    play = Play(multi('isSequential="true"', inner), {"people": ["ali", "sara"]})
    assert len(play.last.ready) == 1
    play.complete("a", x=1)
    assert play.data == {"people": ["ali", "sara"], "x": 1}
    assert play.complete("a", y=2).state is CaseState.COMPLETED


def test_completion_condition_ends_a_multi_instance_early():
    inner = (
        "<loopCardinality>3</loopCardinality><completionCondition>numberOfCompletedInstances >= 2</completionCondition>"
    )
    play = Play(multi("", inner)).complete("a").complete("a")
    assert play.state is CaseState.COMPLETED
    assert play.cancelled == ["a"]


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_multi_instance_over_nothing_passes_on(sequential):
    assert Play(multi(f'isSequential="{sequential}" miz:collection="[]"', "")).state is CaseState.COMPLETED


def test_multi_instance_over_what_is_no_list_is_an_incident():
    play = Play(multi('miz:collection="people"', ""), {"people": 3})
    assert play.state is CaseState.INCIDENT
    assert play.amend(people=[1]).retry().open == ["a"]


def test_boundary_event_stops_all_instances():
    timer = (
        '<boundaryEvent id="b" attachedToRef="a"><timerEventDefinition>'
        "<timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"
    )
    loop = "<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>"
    xml = diagram(START + f'<userTask id="a">{loop}</userTask>{timer}', "start->a, a->end, b->end")
    play = Play(xml).wait(hours=1)
    assert play.state is CaseState.COMPLETED
    assert play.cancelled == ["a", "a", "a", "a"]


def test_ids_named_like_the_library_s_own_nodes_stay():
    xml = diagram('<startEvent id="Start"/><userTask id="End"/><endEvent id="Root"/>', "Start->End, End->Root")
    assert Play(xml).complete("End").path == ["Start", "End", "Root"]
