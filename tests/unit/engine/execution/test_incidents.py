"""Incidents: each kind has its code, and one that an older release stored with a sentence alone gets it when read.

`tests/samples/snapshots/incidents-v3.json` has a case of each kind as format 3 stored it."""

import json
import zlib
from pathlib import Path
from typing import Any

import pytest

import engine
from engine import CaseState, IncidentCode, Outcome, StepFailed
from engine.legacy_incidents import coded
from tests.unit.engine.case_player import NOON, Play, diagram

OLD = json.loads(
    (Path(__file__).parents[3] / "samples" / "snapshots" / "incidents-v3.json").read_text(encoding="utf-8")
)
#: kinds that a sentence doesn't tell from another one, or that no step of ours leads to any more
NOT_AS_BEFORE = {"decision-fault": IncidentCode.DECISION_FAULT, "call-unanswered-http": IncidentCode.CALL_REFUSED}
each = pytest.mark.parametrize("old", OLD, ids=[one["name"] for one in OLD])


def definition_of(old: dict[str, Any]) -> engine.Definition:
    return engine.parse({name: text.encode() for name, text in old["files"].items()})


def begun_again(old: dict[str, Any]) -> Outcome:
    """The same case, begun by this release and brought to the same incident."""
    outcome = engine.start(definition_of(old), old["data"], now=NOON)
    if old["fails"]:
        code, message = old["fails"]
        (call,) = outcome.calls
        outcome = engine.fail_call(
            definition_of(old), outcome.snapshot, call.task_id, code=code, message=message, now=NOON
        )
    if old["name"] == "message-key-taken":
        (wait,) = outcome.subscriptions
        taken = StepFailed(IncidentCode.MESSAGE_KEY_TAKEN, message="paid", key="A", case="1234-5678-9")
        outcome = engine.hold(definition_of(old), outcome.snapshot, {wait.task_id: taken}, now=NOON)
    return outcome


@each
def test_an_incident_stored_without_a_code_gets_it_when_it_is_read(old: dict[str, Any]) -> None:
    outcome = engine.look(definition_of(old), old["snapshot"].encode(), now=NOON)
    (incident,) = outcome.incidents
    assert (incident.task_id, incident.message, incident.expression) == (old["task"], old["message"], old["expression"])
    assert incident.code == old["code"]
    assert outcome.snapshot.startswith(b"MIZ4 ")
    (again,) = engine.look(definition_of(old), outcome.snapshot, now=NOON).incidents
    assert again == incident


@each
def test_a_step_that_fails_now_has_the_sentence_of_before_and_a_code(old: dict[str, Any]) -> None:
    (incident,) = begun_again(old).incidents
    assert (incident.message, incident.expression) == (old["message"], old["expression"])
    usual = IncidentCode.CALL_REFUSED if old["fails"] else IncidentCode(old["code"])
    expected = NOT_AS_BEFORE.get(old["name"], usual)
    if old["name"] in ("call-unanswered", "connector-unknown"):
        expected = IncidentCode.CALL_UNANSWERED  # whether the desk knows a connector is the desk's to say
    assert incident.code is expected
    assert incident.code.line(incident.parameters) == incident.message


@each
def test_the_parameters_read_from_a_sentence_are_those_of_the_code(old: dict[str, Any]) -> None:
    code, parameters = coded(old["message"], old["expression"])
    assert code.line(parameters) == old["message"]


@each
def test_an_incident_stored_without_a_code_is_tried_again_and_settled(old: dict[str, Any]) -> None:
    definition, snapshot = definition_of(old), old["snapshot"].encode()
    again = engine.retry(definition, snapshot, old["task"], now=NOON)
    calls = bool(old["fails"])
    assert again.state is (CaseState.RUNNING if calls or old["name"] == "message-key-taken" else CaseState.INCIDENT)
    assert (len(again.calls) == 1) is calls
    if old["values"] is not None:
        settled = engine.resolve(definition, snapshot, old["task"], old["values"], now=NOON)
        assert settled.state is not CaseState.INCIDENT


def test_a_connector_answers_late_though_it_was_given_up() -> None:
    old = next(one for one in OLD if one["name"] == "call-refused")
    outcome = engine.answer_call(definition_of(old), old["snapshot"].encode(), old["task"], {"ok": 1}, now=NOON)
    assert ([task.element for task in outcome.ready], outcome.incidents) == (["a"], ())


def test_every_kind_is_among_the_stored_ones() -> None:
    told = {incident.code for old in OLD for incident in begun_again(old).incidents}
    since = {IncidentCode.CONNECTOR_UNKNOWN, IncidentCode.UNKNOWN, IncidentCode.DATA_TOO_LARGE}
    assert told | since == set(IncidentCode)


def test_the_desk_may_say_that_it_knows_no_such_connector() -> None:
    play = Play(
        diagram(
            '<startEvent id="start"/><serviceTask id="x" miz:connector="c"/><endEvent id="end"/>', "start->x, x->end"
        )
    )
    kind = IncidentCode.CONNECTOR_UNKNOWN
    play._take(
        engine.fail_call(
            play.definition,
            play.last.snapshot,
            play.calls[0].task_id,
            code=engine.CONNECTOR_UNREACHABLE,
            message="no connector",
            incident=kind,
            now=NOON,
        )
    )
    (incident,) = play.last.incidents
    assert (incident.code, incident.message) == (kind, "CONNECTOR_UNREACHABLE: no connector")


@pytest.mark.parametrize(
    ("sentence", "expression", "code", "parameters"),
    [
        ("Another case waits for this message", None, IncidentCode.MESSAGE_KEY_TAKEN, {}),
        ("No way out of the gateway", None, IncidentCode.NO_WAY_OUT, {}),
        ("HTTP_404: a\nb", None, IncidentCode.CALL_REFUSED, {"error": "HTTP_404", "reason": "a\nb"}),
        ("HTTP_404 was the answer", None, IncidentCode.UNKNOWN, {"reason": "HTTP_404 was the answer"}),
        ("what an author wrote", "x + y", IncidentCode.EXPRESSION_FAULT, {"reason": "what an author wrote"}),
        (
            "“P” isn't a duration; write for example P10D or PT8H30M.",
            "when",
            IncidentCode.TIME_BEYOND_CALENDAR,
            {"reason": "“P” isn't a duration; write for example P10D or PT8H30M."},
        ),
        ("12 instances are more than 10", None, IncidentCode.TOO_MANY_INSTANCES, {"count": 12, "limit": 10}),
        ("", None, IncidentCode.UNKNOWN, {"reason": ""}),
    ],
)
def test_an_old_sentence_is_told_by_its_beginning(
    sentence: str, expression: str | None, code: IncidentCode, parameters: dict[str, object]
) -> None:
    assert coded(sentence, expression) == (code, parameters)


def test_a_code_that_this_release_does_not_know_is_no_state() -> None:
    old = OLD[0]
    stored = engine.look(definition_of(old), old["snapshot"].encode(), now=NOON).snapshot
    body = stored.partition(b"\n")[2].replace(b'"no-way-out"', b'"no-such-code"')
    with pytest.raises(engine.SnapshotError):
        engine.look(definition_of(old), b"MIZ4 %08x\n" % zlib.crc32(body) + body, now=NOON)


START = '<startEvent id="start"/><endEvent id="end"/>'
ENDLESS = "for i in 1..10000000 return i"
KEYED = (
    '<collaboration id="c"><correlationKey id="k"><correlationPropertyRef>p</correlationPropertyRef></correlationKey>'
    '</collaboration><correlationProperty id="p"><correlationPropertyRetrievalExpression messageRef="m"><messagePath>'
    f"{ENDLESS}</messagePath></correlationPropertyRetrievalExpression></correlationProperty>"
    '<message id="m" name="go"/><signal id="s" name="on"/>'
)
TAKES = '<messageEventDefinition messageRef="m"/>'
RECEIVING = {
    "receive task": ('<receiveTask id="r" messageRef="m"/>', "start->r, r->b, b->end"),
    "intermediate event": (
        f'<intermediateCatchEvent id="r">{TAKES}</intermediateCatchEvent>',
        "start->r, r->b, b->end",
    ),
    "interrupting boundary event": (
        f'<userTask id="a"/><boundaryEvent id="r" attachedToRef="a">{TAKES}</boundaryEvent>',
        "start->a, a->end, r->b, b->end",
    ),
}


@pytest.mark.parametrize("receiver", RECEIVING)
def test_message_whose_key_cannot_be_read_is_taken_and_held(receiver):
    elements, links = RECEIVING[receiver]
    play = Play(diagram(START + elements + '<userTask id="b"/>', links, roots=KEYED)).deliver("go", x=1)
    assert (play.state, play.data, play.open) == (CaseState.INCIDENT, {"x": 1}, [])
    assert [(one.element, one.expression) for one in play.last.incidents] == [("r", ENDLESS)]
    assert play.retry().open == ["b"]
    assert play.data == {"x": 1}


def test_event_beside_an_activity_is_held_and_what_it_began_goes_on():
    body = (
        '<userTask id="a"/><userTask id="b"/><boundaryEvent id="r" attachedToRef="a" cancelActivity="false">'
        '<messageEventDefinition messageRef="m"/></boundaryEvent>'
    )
    play = Play(diagram(START + body, "start->a, a->end, r->b, b->end", roots=KEYED)).deliver("go", x=1)
    assert (play.open, [one.element for one in play.last.incidents]) == (["a", "b"], ["r"])
    with pytest.raises(engine.NotWaitingFor):
        play.deliver("go", x=2)
    assert [one.message for one in play.retry().last.subscriptions] == ["go"]


def test_case_that_a_message_of_unreadable_key_begins_is_held_at_its_start():
    begun = '<startEvent id="start"><messageEventDefinition messageRef="m"/></startEvent><endEvent id="end"/>'
    play = Play(diagram(begun + '<userTask id="b"/>', "start->b, b->end", roots=KEYED), {"x": 1})
    assert (play.data, [one.element for one in play.last.incidents]) == ({"x": 1}, ["start"])
    assert play.retry().open == ["b"]


@pytest.mark.parametrize("first", ["message", "signal"])
def test_event_of_several_that_cannot_wait_again_is_held_until_it_can(first):
    body = (
        '<userTask id="a"/><userTask id="b"/>'
        '<boundaryEvent id="r" attachedToRef="a" cancelActivity="false" parallelMultiple="true">'
        '<signalEventDefinition signalRef="s"/>'
        f'<messageEventDefinition messageRef="m" miz:key="if big then string({ENDLESS}) else null"/></boundaryEvent>'
    )
    play = Play(diagram(START + body, "start->a, a->end, r->b, b->end", roots=KEYED.replace(ENDLESS, "x")))

    def throw_signal() -> None:
        play._take(engine.broadcast(play.definition, play.last.snapshot, "on", now=play.now))

    happen = [lambda: play.deliver("go", big=True), throw_signal]
    for step in happen if first == "message" else reversed(happen):
        step()
    assert (play.open, [one.element for one in play.last.incidents]) == (["a", "b"], ["r"])
    assert play.last.subscriptions == ()
    assert play.retry().last.incidents
    play.amend(big=False).retry()
    assert (play.last.incidents, [one.message for one in play.last.subscriptions]) == ((), ["go"])
    play.complete("b").deliver("go")
    throw_signal()
    assert play.open == ["a", "b"]
