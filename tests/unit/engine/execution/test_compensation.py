"""Compensation and transactions (BPMN 2.0, 10.7, 13.5.5)."""

from engine import CaseState, StepEvent
from tests.unit.engine.case_player import Play, diagram, flows

START = '<startEvent id="start"/><endEvent id="end"/>'


def undoable(id_: str, more: str = "") -> str:
    """A task with a compensation handler that writes down its name."""
    return (
        f'<task id="{id_}">{more}</task><boundaryEvent id="{id_}_b" attachedToRef="{id_}"><compensateEventDefinition/>'
        f'</boundaryEvent><task id="undo_{id_}" isForCompensation="true"/>'
        f'<association id="{id_}_l" sourceRef="{id_}_b" targetRef="undo_{id_}"/>'
    )


def throw(more: str = "", id_: str = "t") -> str:
    return f'<intermediateThrowEvent id="{id_}"><compensateEventDefinition {more}/></intermediateThrowEvent>'


def sub(body: str, links: str, *, kind: str = "subProcess", id_: str = "s", attributes: str = "") -> str:
    return f'<{kind} id="{id_}" {attributes}>{body}{flows(links)}</{kind}>'


def undone(play: Play) -> list[str]:
    return [element for element in play.path if element.startswith("undo")]


def test_a_throw_undoes_what_was_completed_the_last_first_and_waits_for_it():
    xml = diagram(START + undoable("a") + undoable("b") + undoable("c") + throw(), "start->a, a->b, b->t, t->c, c->end")
    play = Play(xml)
    assert play.path == ["start", "a", "b", "undo_b", "undo_a", "t", "c", "end"]
    assert play.state is CaseState.COMPLETED


def test_the_activity_that_was_undone_is_told_in_the_trace():
    seen = []

    class Told(Play):
        def _take(self, outcome):
            seen.extend(s.element for s in outcome.steps if s.event is StepEvent.COMPENSATED)
            return super()._take(outcome)

    Told(diagram(START + undoable("a") + throw(), "start->a, a->t, t->end"))
    assert seen == ["a"]


def test_a_throw_that_names_an_activity_undoes_only_that():
    xml = diagram(START + undoable("a") + undoable("b") + throw('activityRef="a"'), "start->a, a->b, b->t, t->end")
    assert undone(Play(xml)) == ["undo_a"]


def test_what_was_not_completed_or_is_undone_already_is_not_undone():
    again = throw(id_="again")
    xml = diagram(START + undoable("a") + undoable("never") + throw() + again, "start->a, a->t, t->again, again->end")
    assert undone(Play(xml)) == ["undo_a"]


def test_an_end_event_undoes_before_the_case_ends():
    end = '<endEvent id="end"><compensateEventDefinition/></endEvent>'
    play = Play(diagram('<startEvent id="start"/>' + undoable("a") + end, "start->a, a->end"))
    assert play.path == ["start", "a", "undo_a", "end"]
    assert play.state is CaseState.COMPLETED


def test_a_handler_that_waits_holds_the_throw_and_outlives_a_snapshot():
    waiting = undoable("a").replace('<task id="undo_a"', '<userTask id="undo_a"')
    play = Play(diagram(START + waiting + throw(), "start->a, a->t, t->end"))
    assert (play.open, play.path) == (["undo_a"], ["start", "a"])
    assert play.complete("undo_a").state is CaseState.COMPLETED


def test_a_throw_that_does_not_wait_goes_on_at_once():
    xml = diagram(
        START
        + undoable("a").replace('<task id="undo_a"', '<userTask id="undo_a"')
        + throw('waitForCompletion="false"'),
        "start->a, a->t, t->end",
    )
    play = Play(xml)
    assert (play.open, play.path, play.state) == (["undo_a"], ["start", "a", "t", "end"], CaseState.RUNNING)
    assert play.complete("undo_a").state is CaseState.COMPLETED


def test_a_round_of_a_loop_is_undone_for_each_time_it_was_done():
    body = START + '<exclusiveGateway id="x"/>' + undoable("a") + throw()
    script = '<scriptTask id="n" miz:result="i"><script>i + 1</script></scriptTask>'
    play = Play(diagram(body + script, "start->a, a->n, n->x, x->a: i < 2, x->t: i = 2, t->end"), {"i": 0})
    assert undone(play) == ["undo_a", "undo_a"]


def test_each_instance_of_a_multi_instance_is_undone_with_its_own_item():
    loop = '<multiInstanceLoopCharacteristics isSequential="true" miz:collection="[1, 2, 3]" miz:item="i"/>'
    handler = '<scriptTask id="undo_a" isForCompensation="true"><script>{log: append(log, i)}</script></scriptTask>'
    body = undoable("a", loop).replace('<task id="undo_a" isForCompensation="true"/>', handler)
    assert Play(diagram(START + body + throw(), "start->a, a->t, t->end"), {"log": []}).data["log"] == [3, 2, 1]


def test_a_completed_sub_process_without_a_handler_is_undone_from_inside():
    inner = sub('<startEvent id="s0"/><endEvent id="s1"/>' + undoable("a") + undoable("b"), "s0->a, a->b, b->s1")
    play = Play(diagram(START + inner + undoable("c") + throw(), "start->s, s->c, c->t, t->end"))
    assert undone(play) == ["undo_c", "undo_b", "undo_a"]
    assert play.path.count("s") == 1


def test_a_sub_process_with_a_handler_is_undone_by_it_alone():
    inner = sub('<startEvent id="s0"/><endEvent id="s1"/>' + undoable("a"), "s0->a, a->s1")
    handler = (
        '<boundaryEvent id="sb" attachedToRef="s"><compensateEventDefinition/></boundaryEvent>'
        '<task id="undo_s" isForCompensation="true"/><association id="sl" sourceRef="sb" targetRef="undo_s"/>'
    )
    assert undone(Play(diagram(START + inner + handler + throw(), "start->s, s->t, t->end"))) == ["undo_s"]


def test_a_compensation_event_sub_process_undoes_its_sub_process():
    beside = sub(
        '<startEvent id="e0"><compensateEventDefinition/></startEvent><task id="undo_own"/><endEvent id="e1"/>'
        + throw(),
        "e0->undo_own, undo_own->t, t->e1",
        id_="e",
        attributes='triggeredByEvent="true"',
    )
    inner = sub('<startEvent id="s0"/><endEvent id="s1"/>' + undoable("a") + beside, "s0->a, a->s1")
    play = Play(diagram(START + inner + throw(id_="out"), "start->s, s->out, out->end"))
    assert undone(play) == ["undo_own", "undo_a"]
    assert play.state is CaseState.COMPLETED


def test_an_error_event_sub_process_undoes_what_the_scope_around_it_completed():
    beside = sub(
        '<startEvent id="e0"><errorEventDefinition errorRef="E"/></startEvent><endEvent id="e1"/>' + throw(),
        "e0->t, t->e1",
        id_="e",
        attributes='triggeredByEvent="true"',
    )
    end = '<endEvent id="end"><errorEventDefinition errorRef="E"/></endEvent>'
    body = '<startEvent id="start"/>' + undoable("a") + end + beside
    play = Play(diagram(body, "start->a, a->end", roots='<error id="E" errorCode="1"/>'))
    assert (undone(play), play.state) == (["undo_a"], CaseState.COMPLETED)


def test_a_cancelled_transaction_is_undone_before_its_cancel_event_goes_on():
    inner = sub(
        '<startEvent id="s0"/><endEvent id="s1"><cancelEventDefinition/></endEvent><parallelGateway id="f"/>'
        '<userTask id="open"/>' + undoable("a") + undoable("b"),
        "s0->f, f->open, f->a, a->b, b->s1",
        kind="transaction",
    )
    caught = '<boundaryEvent id="c" attachedToRef="s"><cancelEventDefinition/></boundaryEvent><task id="after"/>'
    play = Play(diagram(START + inner + caught, "start->s, s->end, c->after, after->end"))
    assert play.path == ["start", "s0", "f", "a", "b", "undo_b", "undo_a", "s1", "c", "after", "end"]
    assert play.cancelled == ["open", "s"]
    assert play.state is CaseState.COMPLETED
