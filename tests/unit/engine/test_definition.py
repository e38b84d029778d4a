"""A bundle as a definition: what is read of it, how much of it there may be, and what begins a case."""

import pytest

import engine
from engine import DefinitionError, NotWaitingFor, parse
from engine.definition import MAX_BUNDLE, MAX_PROCESSES
from engine.time import NaiveMoment
from tests.unit.engine.case_player import HEAD, NOON, Play, diagram, flows

PLAIN = diagram('<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>', "s->a, a->e")
MESSAGES = '<message id="m" name="come"/><message id="n" name="pay"/><signal id="g" name="alarm"/>'


def begun_by(*starts: str) -> bytes:
    inside = "".join(starts) + '<userTask id="a"/><endEvent id="e"/>'
    ids = [start.partition('id="')[2].partition('"')[0] for start in starts]
    return diagram(inside, ", ".join(f"{id_}->a" for id_ in ids) + ", a->e", roots=MESSAGES)


def message(id_: str, reference: str = "m") -> str:
    return f'<startEvent id="{id_}"><messageEventDefinition messageRef="{reference}"/></startEvent>'


SIGNAL = '<startEvent id="g1"><signalEventDefinition signalRef="g"/></startEvent>'
BOTH = (
    '<startEvent id="b1" parallelMultiple="{}"><messageEventDefinition messageRef="m"/>'
    '<messageEventDefinition messageRef="n"/></startEvent>'
)


def test_definition_of_one_content_is_read_once() -> None:
    assert parse({"process.bpmn": PLAIN}) is parse({"process.bpmn": PLAIN, "package.yaml": b"x", "letters/a": b"y"})
    assert parse({"process.bpmn": PLAIN}) is not parse({"process.bpmn": PLAIN, "forms/f.form": b"{}"})
    assert parse({"process.bpmn": PLAIN}) is not parse({"process.bpmn": PLAIN}, process="case")


def test_content_hash_is_that_of_what_the_engine_reads_in_any_order() -> None:
    files = {"process.bpmn": PLAIN, "forms/a.form": b"1", "forms/b.form": b"2"}
    assert parse(files).content_hash == parse(dict(reversed(files.items()))).content_hash
    assert parse(files).content_hash != parse(files | {"forms/b.form": b"3"}).content_hash
    assert parse(files).content_hash != parse({**files, "forms/a.form": b"12", "forms/b.form": b""}).content_hash
    assert parse(files).diagram == PLAIN


def test_bundle_without_process_is_refused() -> None:
    with pytest.raises(DefinitionError, match=r"no process\.bpmn"):
        parse({"forms/a.form": b"{}"})


def test_bundle_weighs_32_mebibytes_at_most() -> None:
    assert MAX_BUNDLE == 32 * 1024 * 1024
    rest = MAX_BUNDLE - len(PLAIN)
    assert parse({"process.bpmn": PLAIN, "forms/f.form": bytes(rest), "other": b"x"})
    with pytest.raises(DefinitionError, match="bigger than 32 MB"):
        parse({"process.bpmn": PLAIN, "forms/f.form": bytes(rest + 1)})


def calling(count: int) -> bytes:
    """`count` processes, each of which calls the next."""
    made = []
    for number in range(count):
        work = f'<callActivity id="c{number}" calledElement="p{number + 1}"/>'
        inside = work if number + 1 < count else f'<task id="c{number}"/>'
        around = f'<startEvent id="s{number}"/>{inside}<endEvent id="e{number}"/>'
        links = flows(f"s{number}->c{number}, c{number}->e{number}").replace('id="', f'id="f{number}.', 1)
        made.append(f'<process id="p{number}" isExecutable="{str(number == 0).lower()}">{around}{links}</process>')
    return f"{HEAD}{''.join(made)}</definitions>".encode()


def test_two_hundred_processes_may_call_each_other() -> None:
    assert MAX_PROCESSES == 200
    assert len(parse({"process.bpmn": calling(200)}).specs) == 200
    with pytest.raises(DefinitionError, match="More than 200 processes"):
        parse({"process.bpmn": calling(201)})


def test_process_that_is_called_must_be_there() -> None:
    call = '<startEvent id="s"/><callActivity id="c" calledElement="x"/><endEvent id="e"/>'
    with pytest.raises(DefinitionError, match="no process “x” to call"):
        parse({"process.bpmn": diagram(call, "s->c, c->e")})


def test_what_begins_a_case() -> None:
    assert parse({"process.bpmn": PLAIN}).begins_plainly
    asked = parse({"process.bpmn": begun_by(message("m1"), SIGNAL, message("n1", "n"))})
    assert not asked.begins_plainly
    assert asked.begun_by == (("message", "come", "m1"), ("signal", "alarm", "g1"), ("message", "pay", "n1"))
    assert [asked.started_by(*one) for one in (("message", "come"), ("signal", "alarm"), ("message", "alarm"))] == [
        "m1",
        "g1",
        None,
    ]
    assert list(asked.started_together()) == []


def test_start_that_needs_several_messages_is_begun_by_none_of_them_alone() -> None:
    together = parse({"process.bpmn": begun_by(BOTH.format("true"))})
    assert (together.started_by("message", "come"), together.begun_by) == (None, ())
    assert list(together.started_together()) == [("b1", frozenset({("message", "come"), ("message", "pay")}))]
    either = parse({"process.bpmn": begun_by(BOTH.format("false"))})
    assert either.started_by("message", "pay") == "b1"
    assert either.begun_by == (("message", "come", "b1"), ("message", "pay", "b1"))
    assert list(either.started_together()) == []


def test_case_begins_at_the_start_that_was_named_or_at_the_first() -> None:
    definition = parse({"process.bpmn": begun_by(message("m1"), SIGNAL)})
    for at, path in ((None, "m1"), ("m1", "m1"), ("g1", "g1")):
        outcome = engine.start(definition, {}, now=NOON, at=at)
        assert path in [step.element for step in outcome.steps]
        assert [task.element for task in outcome.ready] == ["a"]
    with pytest.raises(NotWaitingFor) as refused:
        engine.start(definition, {}, now=NOON, at="x")
    assert refused.value.element == "x"


def test_moments_are_aware() -> None:
    naive = NOON.replace(tzinfo=None)
    snapshot = Play(PLAIN).last.snapshot
    definition = parse({"process.bpmn": PLAIN})
    with pytest.raises(NaiveMoment):
        engine.start(definition, {}, now=naive)
    with pytest.raises(NaiveMoment):
        engine.fire_timers(definition, snapshot, now=naive)
    with pytest.raises(NaiveMoment):
        engine.look(definition, snapshot, now=naive)


def test_each_case_has_a_key_of_its_own() -> None:
    definition = parse({"process.bpmn": PLAIN})
    ids = {engine.start(definition, {}, now=NOON).ready[0].id for _ in range(20)}
    assert len(ids) == 20


@pytest.mark.parametrize(("name", "sent"), [('name="told"', "told"), ("", "m")])
def test_message_without_reference_is_called_as_its_flow_says(name: str, sent: str) -> None:
    other = '<process id="q"><startEvent id="w"><messageEventDefinition/></startEvent></process>'
    pools = '<participant id="x" processRef="case"/><participant id="y" processRef="q"/>'
    flow = '<messageFlow id="f" sourceRef="a" targetRef="w" messageRef="m"/>'
    roots = f'<message id="m" {name}/><collaboration id="c">{pools}{flow}</collaboration>{other}'
    throw = '<intermediateThrowEvent id="a"><messageEventDefinition/></intermediateThrowEvent>'
    xml = diagram(f'<startEvent id="s"/>{throw}<endEvent id="e"/>', "s->a, a->e", roots=roots)
    assert [call.name for call in Play(xml).calls] == [sent]


def test_first_of_the_ids_that_are_used_twice_is_named() -> None:
    tasks = "".join(f'<task id="{id_}"/>' for id_ in "abba")
    xml = diagram(f'<startEvent id="s"/>{tasks}<endEvent id="e"/>', "s->a, a->e")
    with pytest.raises(DefinitionError, match="The id “a” is used twice") as refused:
        parse({"process.bpmn": xml})
    assert refused.value.element == "a"
