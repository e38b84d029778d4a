"""What a case does must not depend on the order in which its branches were drawn: neither that of the elements in the
file nor that of the flows."""

from itertools import permutations

import pytest

from engine import CaseState
from tests.unit.engine.case_player import Play, diagram, flows

ROOTS = '<message id="m" name="M"/><signal id="s" name="S"/><message id="m2" name="M2"/>'
THROW = {
    "message": '<messageEventDefinition messageRef="m"/>',
    "signal": '<signalEventDefinition signalRef="s"/>',
}


def throw(id_: str, kind: str) -> str:
    return f'<intermediateThrowEvent id="{id_}">{THROW[kind]}</intermediateThrowEvent>'


def catch(id_: str, kind: str) -> str:
    return f'<intermediateCatchEvent id="{id_}">{THROW[kind]}</intermediateCatchEvent>'


def script(id_: str) -> str:
    return f'<scriptTask id="{id_}" miz:result="{id_}"><script>1</script></scriptTask>'


@pytest.mark.parametrize("kind", THROW)
@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
@pytest.mark.parametrize("before", [0, 3], ids=["at once", "after three steps"])
def test_what_one_branch_throws_another_catches_however_they_are_drawn(kind, order, before):
    """Two branches wait, one of them only after some steps; the third throws."""
    steps = [script(f"b{n}") for n in range(before)]
    way = [*(f"b{n}" for n in range(before)), "late"]
    branches = [
        "fork->t, t->e1",
        "fork->early, early->e2",
        ", ".join(f"{a}->{b}" for a, b in zip(["fork", *way], [*way, "e3"], strict=True)),
    ]
    elements = [throw("t", kind), catch("early", kind), "".join(steps) + catch("late", kind)]
    file = diagram(
        '<startEvent id="start"/><parallelGateway id="fork"/>'
        + "".join(elements[n] for n in order)
        + '<endEvent id="e1"/><endEvent id="e2"/><endEvent id="e3"/>',
        ", ".join(["start->fork", *(branches[n] for n in order)]),
        roots=ROOTS,
    )
    play = Play(file)
    if kind == "signal":
        assert play.state is CaseState.COMPLETED
    else:  # one of them has it; which one doesn't matter here, but the message isn't lost
        assert not play.calls
        assert len(play.last.subscriptions) == 1


@pytest.mark.parametrize("kind", THROW)
def test_branches_that_throw_to_each_other_behave_alike_whichever_is_drawn_first(kind):
    """Each throws before it waits: what both throw at the same time reaches neither."""
    one = throw("t1", kind) + catch("c1", kind), "fork->t1, t1->c1, c1->e1"
    two = throw("t2", kind) + catch("c2", kind), "fork->t2, t2->c2, c2->e2"
    found = []
    for first, second in permutations([one, two]):
        file = diagram(
            f'<startEvent id="start"/><parallelGateway id="fork"/>{first[0]}{second[0]}'
            '<endEvent id="e1"/><endEvent id="e2"/>',
            f"start->fork, {first[1]}, {second[1]}",
            roots=ROOTS,
        )
        play = Play(file)
        found.append((play.state, sorted(play.last.active), len(play.calls)))
    assert found[0] == found[1]
    assert found[0][1] == ["c1", "c2"]


@pytest.mark.parametrize("order", list(permutations(range(2))), ids=str)
def test_a_signal_from_inside_a_sub_process_reaches_a_branch_beside_it(order):
    inner = '<startEvent id="s0"/>' + throw("t", "signal") + '<endEvent id="s1"/>' + flows("s0->t, t->s1")
    elements = [f'<subProcess id="sub">{inner}</subProcess>', script("b") + catch("c", "signal")]
    links = ["fork->sub, sub->e1", "fork->b, b->c, c->e2"]
    file = diagram(
        '<startEvent id="start"/><parallelGateway id="fork"/>'
        + "".join(elements[n] for n in order)
        + '<endEvent id="e1"/><endEvent id="e2"/>',
        ", ".join(["start->fork", *(links[n] for n in order)]),
        roots=ROOTS,
    )
    assert Play(file).state is CaseState.COMPLETED
