"""How much data a case holds, takes and sends at most: beyond that what comes from outside is refused, and a step that
makes too much is an incident. Either way nothing of it is stored."""

import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from engine import CaseState, DataTooLarge, IncidentCode
from engine.data_limits import MAX_CASE_DATA, MAX_MESSAGE, MAX_SENT, Meter, size_of
from tests.limited import linux_only, outcomes
from tests.unit.engine.case_player import NOON, Play, diagram, flows
from tests.unit.engine.execution.hostile import CASES

START = '<startEvent id="start"/><endEvent id="end"/>'
HALF = "x" * (MAX_MESSAGE // 2)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


def text_of(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_size_is_at_most_the_characters_of_the_json_text(value: object) -> None:
    assert size_of(value) <= len(text_of(value))


@pytest.mark.parametrize("value", ["", "abc", "سلام", {}, [], {"a": "b"}, {"a": {"b": ["c"]}}, [[], [], {}], 0, None])
def test_size_of_texts_lists_and_objects_is_close_to_that(value: object) -> None:
    commas = text_of(value).count(",") + text_of(value).count("null")
    assert 0 <= len(text_of(value)) - size_of(value) <= commas


def test_limits_are_those_that_the_documents_tell() -> None:
    assert (MAX_CASE_DATA, MAX_MESSAGE, MAX_SENT) == (1_048_576, 262_144, 4_194_304)
    assert (engine.MAX_CASE_DATA, engine.MAX_MESSAGE) == (MAX_CASE_DATA, MAX_MESSAGE)


def of_size(size: int) -> dict[str, str]:
    """An object of one entry."""
    return {"t": "x" * (size - size_of({"t": ""}))}


WAITING = diagram(
    f'{START}<userTask id="a"/><serviceTask id="s" miz:connector="c"/><receiveTask id="r" messageRef="m"/>'
    '<parallelGateway id="g"/><parallelGateway id="h"/>',
    "start->g, g->a, g->s, g->r, a->h, s->h, r->h, h->end",
    roots='<message id="m" name="m"/>',
)


def waiting() -> Play:
    """A case that waits for a person, a connector and a message."""
    return Play(WAITING)


def test_what_comes_at_once_may_be_as_large_as_a_message() -> None:
    largest = of_size(MAX_MESSAGE)
    assert waiting().complete("a", **largest).data == largest
    assert waiting().answer("s", **largest).data == largest
    assert waiting().deliver("m", **largest).data == largest
    assert waiting().amend(**largest).data == largest


@pytest.mark.parametrize("way", ["complete", "answer", "deliver", "amend"])
def test_more_is_refused_and_the_case_still_waits(way: str) -> None:
    play, more = waiting(), of_size(MAX_MESSAGE + 1)
    before = play.last
    with pytest.raises(DataTooLarge) as refused:
        {
            "complete": lambda: play.complete("a", **more),
            "answer": lambda: play.answer("s", **more),
            "deliver": lambda: play.deliver("m", **more),
            "amend": lambda: play.amend(**more),
        }[way]()
    assert refused.value.code is IncidentCode.DATA_TOO_LARGE
    assert refused.value.parameters == {"part": "message", "size": MAX_MESSAGE + 1, "limit": MAX_MESSAGE}
    assert "262145 characters; at most 262144" in refused.value.message.en
    assert "۲۶۲۱۴۵ نویسه" in refused.value.message.fa
    assert engine.look(play.definition, before.snapshot, now=NOON).subscriptions == before.subscriptions


def test_case_may_begin_with_as_much_as_it_may_hold() -> None:
    assert Play(WAITING, of_size(MAX_CASE_DATA)).open == ["a"]
    with pytest.raises(DataTooLarge) as refused:
        Play(WAITING, of_size(MAX_CASE_DATA + 1))
    assert refused.value.parameters["part"] == "case"
    assert "داده‌های پرونده" in refused.value.message.fa


def test_what_comes_to_a_full_case_is_refused_whoever_brings_it() -> None:
    play = Play(WAITING, of_size(MAX_CASE_DATA - 100))
    for refused in (
        lambda: play.complete("a", more="x" * 200),
        lambda: play.answer("s", more="x" * 200),
        lambda: play.deliver("m", more="x" * 200),
        lambda: play.amend(more="x" * 200),
    ):
        with pytest.raises(DataTooLarge) as error:
            refused()
        assert error.value.parameters["part"] == "case"
    assert play.complete("a", more="x" * 20).data["more"] == "x" * 20


def test_what_replaces_more_than_it_brings_always_comes_in() -> None:
    play = Play(WAITING, {"a": HALF, "b": HALF, "c": HALF, "d": HALF, "e": HALF, "f": HALF, "g": HALF})
    assert play.amend(a=HALF + "x" * 1000).data["a"] == HALF + "x" * 1000
    with pytest.raises(DataTooLarge):
        play.amend(h=HALF)
    assert play.amend(a="", h=HALF).data["h"] == HALF
    assert play.amend(b=HALF[:-1]).data["b"] == HALF[:-1]


def test_case_that_holds_more_since_before_the_limit_can_shrink_and_go_on() -> None:
    play = waiting()
    head, _, text = play.last.snapshot.partition(b"\n")
    body = json.loads(text)
    body[4] = {"old": "x" * 2 * MAX_CASE_DATA}
    stored = json.dumps(body, separators=(",", ":")).encode()
    snapshot = b"%s %08x\n%s" % (head.split()[0], zlib.crc32(stored), stored)
    (task,) = play.last.ready
    with pytest.raises(DataTooLarge):
        engine.complete(play.definition, snapshot, task.id, {"more": 1}, now=NOON)
    done = engine.complete(play.definition, snapshot, task.id, {}, now=NOON)
    assert done.ready == ()
    assert engine.amend(play.definition, done.snapshot, {"old": ""}, now=NOON).data == {"old": ""}


def growing(rounds: int, size: int) -> Play:
    links = flows("start->s, s->x, x->s: n < most")
    body = (
        '<scriptTask id="s"><script>{n: n + 1, made: append(made, t)}</script></scriptTask>'
        f'<exclusiveGateway id="x" default="d"/><sequenceFlow id="d" sourceRef="x" targetRef="end"/>{links}'
    )
    return Play(diagram(START + body, ""), {"n": 0, "made": [], "t": "x" * size, "most": rounds})


def test_script_that_makes_too_much_is_an_incident_with_the_data_of_before() -> None:
    assert growing(9, 100_000).state is CaseState.COMPLETED
    play = growing(20, 100_000)
    (incident,) = play.last.incidents
    assert incident.code is IncidentCode.DATA_TOO_LARGE
    assert incident.element == "s"
    assert (incident.parameters["part"], incident.parameters["limit"]) == ("case", MAX_CASE_DATA)
    assert "More data than a case may have" in incident.message
    assert play.data["n"] == 9
    assert len(play.last.snapshot) < MAX_CASE_DATA
    play.amend(made=[])
    assert play.retry().data["n"] == 18


def test_the_same_variable_written_again_and_again_counts_once() -> None:
    body = (
        '<scriptTask id="s" miz:result="made"><script>{n: made.n + 1, t: t}</script></scriptTask>'
        '<exclusiveGateway id="x" default="d"/><sequenceFlow id="d" sourceRef="x" targetRef="end"/>'
    )
    links = flows("start->s, s->x, x->s: made.n < 200")
    play = Play(diagram(START + body + links, ""), {"made": {"n": 0}, "t": "x" * 200_000})
    assert play.state is CaseState.COMPLETED


def instances(attributes: str, inside: str, data: dict[str, object]) -> Play:
    """A task for each of several items, all at once."""
    loop = f"<multiInstanceLoopCharacteristics {attributes}/>"
    return Play(
        diagram(f"{START}{inside.format(loop=loop)}", "start->a, a->end"),
        data,
    )


CALLS = '<callActivity id="a" calledElement="inner" miz:returns="listed">{loop}</callActivity>'


def test_what_a_called_process_held_is_free_again_when_it_has_ended() -> None:
    inner = (
        '<process id="inner"><startEvent id="i"/><scriptTask id="s" miz:result="own">'
        f'<script>string join([t, t])</script></scriptTask><endEvent id="e"/>{flows("i->s, s->e")}</process>'
    )
    loop = '<multiInstanceLoopCharacteristics isSequential="true" miz:collection="items"/>'
    xml = diagram(f"{START}{CALLS.format(loop=loop)}", "start->a, a->end", roots=inner)
    assert Play(xml, {"t": "x" * 50_000, "items": [0] * 100}).state is CaseState.COMPLETED


def test_results_of_a_loop_count_together() -> None:
    attributes = 'miz:collection="items" miz:item="it" miz:output="made" miz:outputItem="string join([t, t])"'
    few = instances(attributes, '<task id="a">{loop}</task>', {"t": "x" * 50_000, "items": [1, 2, 3]})
    assert few.state is CaseState.COMPLETED
    many = instances(attributes, '<task id="a">{loop}</task>', {"t": "x" * 50_000, "items": list(range(30))})
    assert {incident.code for incident in many.last.incidents} == {IncidentCode.DATA_TOO_LARGE}


def test_items_of_a_loop_count_for_the_list_and_for_each_instance() -> None:
    attributes = 'miz:collection="for i in 1..n return t" miz:item="it"'
    few = instances(attributes, '<userTask id="a">{loop}</userTask>', {"t": "x" * 50_000, "n": 9})
    assert len(few.open) == 9
    many = instances(attributes, '<userTask id="a">{loop}</userTask>', {"t": "x" * 50_000, "n": 11})
    (incident,) = many.last.incidents
    assert incident.code is IncidentCode.DATA_TOO_LARGE


def test_ten_thousand_instances_have_room() -> None:
    attributes = 'miz:collection="items" miz:item="it"'
    play = instances(
        attributes, '<userTask id="a">{loop}</userTask>', {"items": [f"row {n:06}" for n in range(10_000)]}
    )
    assert len(play.open) == 10_000
    assert play.complete("a", done="yes").data["done"] == "yes"


SENDS = (
    '<{kind} id="a" {attributes}><extensionElements><miz:input name="{name}" value="t"/></extensionElements></{kind}>'
)


@pytest.mark.parametrize(
    ("kind", "attributes"), [("serviceTask", 'miz:connector="c"'), ("serviceTask", 'miz:notice="n"')]
)
def test_what_a_step_sends_may_be_as_large_as_a_message(kind: str, attributes: str) -> None:
    xml = diagram(START + SENDS.format(kind=kind, attributes=attributes, name="t"), "start->a, a->end")
    largest = of_size(MAX_MESSAGE)
    assert Play(xml, largest).calls[0].payload == largest
    play = Play(xml, of_size(MAX_MESSAGE + 1))
    (incident,) = play.last.incidents
    assert (incident.code, incident.parameters["part"]) == (IncidentCode.DATA_TOO_LARGE, "message")
    assert play.calls == []
    play.amend(**largest)
    assert play.retry().calls[0].payload == largest


def test_message_may_not_carry_more() -> None:
    carried = '<extensionElements><miz:input name="t" value="t"/></extensionElements>'
    thrown = f'{carried}<messageEventDefinition messageRef="m"/>'
    xml = diagram(
        f'{START}<intermediateThrowEvent id="a">{thrown}</intermediateThrowEvent>',
        "start->a, a->end",
        roots='<message id="m" name="m"/>',
    )
    assert len(Play(xml, of_size(MAX_MESSAGE - 9)).calls) == 1
    (incident,) = Play(xml, of_size(MAX_MESSAGE + 1)).last.incidents
    assert incident.code is IncidentCode.DATA_TOO_LARGE


def test_case_sends_as_much_as_sixteen_messages_in_a_step() -> None:
    attributes = 'miz:collection="for i in 1..n return i" miz:item="it"'
    sends = SENDS.format(kind="serviceTask", attributes='miz:notice="n"', name="t").replace(
        "</serviceTask>", "{loop}</serviceTask>"
    )
    data: dict[str, object] = dict(of_size(MAX_MESSAGE))
    assert len(instances(attributes, sends, {**data, "n": 16}).calls) == 16
    play = instances(attributes, sends, {**data, "n": 17})
    (incident,) = play.last.incidents
    assert (incident.parameters["part"], incident.parameters["limit"]) == ("step", MAX_SENT)
    assert len(play.retry().calls) == 17


def test_expression_that_makes_too_much_tells_of_what() -> None:
    script = '<scriptTask id="a" miz:result="made"><script>{}</script></scriptTask>'
    for text, code, limit in (
        ("string join([t, t])", IncidentCode.EXPRESSION_FAULT, "text"),
        ("for i in 1..100000 return i", IncidentCode.EXPRESSION_FAULT, "steps"),
        ("for i in 1..100 return t", IncidentCode.RESULT_NOT_JSON, "value"),
    ):
        xml = diagram(START + script.format(text), "start->a, a->end")
        (incident,) = Play(xml, {"t": "x" * 150_000}).last.incidents
        assert (incident.code, incident.parameters["limit"]) == (code, limit)


def test_meter_counts_only_near_the_limit() -> None:
    counted: list[int] = []
    meter = Meter(lambda: counted.append(1) or 1000)
    meter.held = 0
    for _ in range(100):
        meter.admit("x" * 1000)
    assert counted == []
    meter.admit("x" * (MAX_CASE_DATA - 1002))
    assert (len(counted), meter.held) == (1, MAX_CASE_DATA)
    with pytest.raises(DataTooLarge):
        Meter(lambda: 3).admit("x" * (MAX_CASE_DATA - 4))


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    return dict(zip(CASES, outcomes("tests.unit.engine.execution.hostile:outcome_of", CASES), strict=False))


@linux_only
@pytest.mark.parametrize("name", CASES)
def test_diagram_that_makes_much_of_little_rests_within_a_quarter_of_a_gigabyte(
    name: str, found: dict[str, str]
) -> None:
    assert found.get(name, "the child died at it, or before") == CASES[name][2]
