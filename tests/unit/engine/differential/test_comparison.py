"""Which reorderings count as the same run, and which don't."""

import pytest

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour
from tests.unit.engine.differential.comparison import same_course
from tests.unit.engine.differential.difference import Difference, difference, not_compared
from tests.unit.engine.differential.library_run import End, LibraryOutcome
from tests.unit.engine.differential.own_run import Course

FORK = d.between(
    d.gateway("parallel", "f", "j") + d.task("a", "b", "p", "q"), "start->f, f->a, f->b, a->p, b->q, p->j, q->j, j->end"
)
CHOICE = d.between(
    d.gateway("parallel", "f") + d.gateway("exclusive", "g") + d.gateway("inclusive", "j") + d.task("a"),
    "start->f, f->a, f->g, a->j, g->j: x, g->other: y, j->end",
)
LOOP = d.between(d.gateway("exclusive", "m", "g") + d.task("a"), "start->m, m->a, a->g, g->m: x, g->end: y")
THROW = d.between(
    d.gateway("parallel", "f") + d.throw("t", d.SIGNAL) + d.catch("c", d.SIGNAL), "start->f, f->t, f->c, t->end, c->end"
)
BESIDE = d.between(
    d.sub("s", d.start("s0") + d.task("p") + d.end("s1") + d.esp("e", d.ERROR), "s0->p, p->s1"), "start->s, s->end"
)


def course(text: str) -> Course:
    """Elements, each with its second where that isn't 0: `a b@10`."""
    return tuple((name, int(second or 0)) for name, _, second in (part.partition("@") for part in text.split()))


@pytest.mark.parametrize(
    ("xml", "one", "other"),
    [
        (FORK, "start f a b p q j end", "start f b q a p j end"),
        (FORK, "start f a b p@5 q j@5 end@5", "start f b q a p@5 j@5 end@5"),
        (CHOICE, "start f a g other j end", "start f a g j end other"),
        (LOOP, "start m a g m a g end", "start m a g m a g end"),
        (THROW, "start f t c end end", "start f t end c end"),
        (BESIDE, "start s0 e0 p x e1 e s1 s end", "start s0 p e0 x e1 s1 e s end"),
    ],
)
def test_what_runs_side_by_side_may_do_so_in_any_order(xml: bytes, one: str, other: str) -> None:
    assert same_course(xml, course(one), course(other))


@pytest.mark.parametrize(
    ("xml", "one", "other"),
    [
        (FORK, "start f a b p q j end", "start f a b p q j"),  # once less
        (FORK, "start f a b p q j end", "start f a b p j q end"),  # the join doesn't wait
        (FORK, "start f a b p q j end", "start f p a b q j end"),  # against the flow
        (FORK, "start f a b p@5 q j@5 end@5", "start f a b p q@5 j@5 end@5"),  # another one waits
        (LOOP, "start m a g m a g end", "start m a g end m a g"),
        (THROW, "start f t c end end", "start f c t end end"),  # caught before it is thrown
        (BESIDE, "start s0 p e0 x e1 e s end", "start e0 s0 p x e1 e s end"),  # before its scope
        (BESIDE, "start s0 p e0 x e1 e s end", "start s0 p s e0 x e1 e end"),  # goes on behind the sub-process
    ],
)
def test_order_along_flows_events_and_scopes_counts(xml: bytes, one: str, other: str) -> None:
    assert not same_course(xml, course(one), course(other))


SHOWN = Behaviour("", "", "", FORK, "start f", "waiting", cancelled="a a", data={"x": 1})


@pytest.mark.parametrize(
    ("outcome", "found"),
    [
        (LibraryOutcome(End.REFUSED), Difference.REFUSED),
        (LibraryOutcome(End.RAISED), Difference.RAISES),
        (LibraryOutcome(End.ENDLESS), Difference.ENDLESS),
        (LibraryOutcome(End.WAITING), Difference.CANCELLED),
    ],
)
def test_the_first_thing_that_differs_is_told(outcome: LibraryOutcome, found: Difference) -> None:
    assert difference(SHOWN, (), outcome) is found


@pytest.mark.parametrize(
    ("end", "untaken", "data", "found"),
    [
        (End.WAITING, (), {}, Difference.END),
        (End.ENDED, ("M",), {"x": 1}, Difference.UNTAKEN),
        (End.ENDED, (), {"x": 2}, Difference.DATA),
        (End.ENDED, (), {"x": 1, "y": 1}, None),
    ],
)
def test_end_messages_and_data_count(
    end: End, untaken: tuple[str, ...], data: dict[str, object], found: Difference | None
) -> None:
    shown = Behaviour("", "", "", FORK, "", "completed", data={"x": 1})
    assert difference(shown, (), LibraryOutcome(end, (), data, untaken=untaken)) is found


@pytest.mark.parametrize(
    ("xml", "compared"),
    [
        (FORK, True),
        (FORK.replace(b'<task id="a" ', b'<task id="a" miz:key="x"'), False),
        (d.between(d.script("a", 'throw error("E1")')), False),
        (d.between(d.catch("a", d.timer("R/PT1H", "timeCycle"))), True),
        (d.between(d.catch("a", d.timer("0 8 * * *", "timeCycle"))), False),
        (d.between(d.script("a", "{x: 1}", attributes='scriptFormat="text/feel"')), True),
        (d.between(d.script("a", "x = 1", attributes='scriptFormat="groovy"')), False),
    ],
)
def test_what_bpmn_doesnt_say_is_not_compared(xml: bytes, compared: bool) -> None:
    assert (not_compared(Behaviour("", "", "", xml)) is None) is compared


def test_a_refusal_is_not_compared() -> None:
    assert not_compared(Behaviour("", "", "", b"not even XML", refused="XML")) is not None
