"""Which element of a new version may take over from which of the old one, and why another may not."""

import pytest

import engine
from engine import parse, plan_migration
from tests.unit.engine.case_player import NOON, Play, diagram, flows

ROOTS = '<message id="m" name="come"/><message id="n" name="pay"/><signal id="g" name="alarm"/>'
MESSAGE, OTHER = '<messageEventDefinition messageRef="m"/>', '<messageEventDefinition messageRef="n"/>'
SIGNAL, TIMER = (
    '<signalEventDefinition signalRef="g"/>',
    "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>",
)
EVENT = "The kind of event that it waits for has changed."
ARMS = "The events that it waits for have changed."
ORDER = "It runs together where it ran one by one, or the other way."
OUTPUT = "The way in which the results of its instances are collected has changed."


def version(element: str, more: str = "") -> engine.Definition:
    return parse(
        {"process.bpmn": diagram(f'<startEvent id="s"/>{element}<endEvent id="e"/>', f"s->a, a->e{more}", roots=ROOTS)}
    )


def reason(old: str, new: str, more: str = "") -> str | None:
    """Why tokens at `a` can't go on in the new version."""
    found = {one.element: one for one in plan_migration(version(old, more), version(new, more))}["a"]
    assert (found.target is None) == (found.reason is not None)
    assert found.reason is None or found.reason.fa
    return found.reason.en if found.reason else None


def task(kind: str, inside: str = "", more: str = "") -> str:
    return f'<{kind} id="a" name="a" {more}>{inside}</{kind}>'


def catch(inside: str, more: str = "") -> str:
    return f'<intermediateCatchEvent id="a" {more}>{inside}</intermediateCatchEvent>'


def several(more: str = "") -> str:
    cardinality = "<loopCardinality>2</loopCardinality>"
    return f"<multiInstanceLoopCharacteristics {more}>{cardinality}</multiInstanceLoopCharacteristics>"


def ad_hoc(ordering: str) -> str:
    return f'<adHocSubProcess id="a" ordering="{ordering}"><task id="x"/><task id="y"/></adHocSubProcess>'


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (task("userTask"), task("userTask", more='miz:due="P1D" miz:form="f" miz:candidates="x"'), None),
        (task("userTask"), task("manualTask"), "Its kind has changed from “userTask” to “manualTask”."),
        (task("task"), task("userTask"), "Its kind has changed from “task” to “userTask”."),
        (catch(MESSAGE), catch(MESSAGE), None),
        (catch(MESSAGE), catch(OTHER), None),
        (catch(MESSAGE), catch(SIGNAL), EVENT),
        (catch(TIMER), catch(TIMER.replace("PT1H", "P9D")), None),
        (catch(TIMER), catch(MESSAGE), EVENT),
        (catch(MESSAGE + SIGNAL), catch(OTHER + SIGNAL), None),
        (catch(MESSAGE + SIGNAL), catch(SIGNAL + MESSAGE), EVENT),
        (catch(MESSAGE + SIGNAL), catch(MESSAGE), EVENT),
        (catch(MESSAGE + SIGNAL), catch(MESSAGE + SIGNAL, 'parallelMultiple="true"'), EVENT),
        (task("userTask", several()), task("userTask"), "Its kind has changed from “userTaskLoop” to “userTask”."),
        (task("userTask", several()), task("userTask", several()), None),
        (
            task("userTask", several()),
            task("manualTask", several()),
            "Its kind has changed from “userTaskLoop” to “manualTaskLoop”.",
        ),
        (task("userTask", several()), task("userTask", several('isSequential="true"')), ORDER),
        (task("userTask", several()), task("userTask", several('miz:output="all" miz:outputItem="x"')), OUTPUT),
        (
            task("userTask", several('miz:output="all" miz:outputItem="x"')),
            task("userTask", several('miz:output="other" miz:outputItem="y"')),
            None,
        ),
        (ad_hoc("Parallel"), ad_hoc("Parallel"), None),
        (ad_hoc("Parallel"), ad_hoc("Sequential"), ORDER),
    ],
)
def test_element_takes_over_where_it_waits_alike(old: str, new: str, why: str | None) -> None:
    assert reason(old, new) == why
    assert reason(old, old) is None


def race(*arms: str) -> tuple[str, str]:
    waits = "".join(
        f'<intermediateCatchEvent id="w{number}">{arm}</intermediateCatchEvent>' for number, arm in enumerate(arms)
    )
    return f'<eventBasedGateway id="a"/>{waits}', "".join(
        f", a->w{number}, w{number}->e" for number in range(len(arms))
    )


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ((MESSAGE, TIMER), (OTHER, TIMER), None),
        ((MESSAGE, TIMER), (TIMER, MESSAGE), ARMS),
        ((MESSAGE, TIMER), (MESSAGE, TIMER, SIGNAL), ARMS),
    ],
)
def test_gateway_waits_for_the_same_kinds_of_events(
    old: tuple[str, ...], new: tuple[str, ...], why: str | None
) -> None:
    def drawn(arms: tuple[str, ...]) -> engine.Definition:
        nodes, links = race(*arms)
        return parse(
            {"process.bpmn": diagram(f'<startEvent id="s"/>{nodes}<endEvent id="e"/>', f"s->a{links}", roots=ROOTS)}
        )

    found = {one.element: one.reason for one in plan_migration(drawn(old), drawn(new))}["a"]
    assert (found.en if found else None) == why


def test_elements_are_paired_by_the_mapping_else_by_their_ids() -> None:
    old = version(task("userTask"))
    new = parse({"process.bpmn": diagram('<startEvent id="s"/><userTask id="z"/><endEvent id="e"/>', "s->z, z->e")})
    vanished = {one.element: one for one in plan_migration(old, new)}
    assert [one.element for one in plan_migration(old, new)] == ["s", "a", "e"]
    assert (vanished["a"].target, vanished["a"].reason.en) == (None, "It isn't in the new version.")  # type: ignore[union-attr]
    assert list(vanished["a"].candidates) == ["z"]
    assert (vanished["s"].target, vanished["s"].reason) == ("s", None)
    mapped = {one.element: one for one in plan_migration(old, new, {"a": "z"})}
    assert (mapped["a"].target, mapped["a"].reason) == ("z", None)
    wrong = {one.element: one for one in plan_migration(old, new, {"a": "e"})}
    assert wrong["a"].target is None


def test_parts_of_loops_and_of_events_stand_for_no_element() -> None:
    looped = version(task("userTask", several()))
    assert [one.element for one in plan_migration(looped, looped)] == ["s", "a", "e"]
    waits = version(catch(MESSAGE + SIGNAL))
    assert [one.element for one in plan_migration(waits, waits)] == ["s", "a", "e"]


FORK = '<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>'


def test_branches_that_run_side_by_side_do_not_come_one_after_the_other() -> None:
    old = parse({"process.bpmn": diagram(FORK, "s->f, f->a, f->b, a->e, b->e")})
    new = parse({"process.bpmn": diagram(FORK, "s->f, f->a, a->b, b->e")})
    snapshot = engine.start(old, {}, now=NOON).snapshot
    with pytest.raises(engine.CannotMigrate) as refused:
        engine.migrate(old, new, snapshot, {}, now=NOON)
    assert [obstacle.element for obstacle in refused.value.obstacles] == ["a"]
    assert "comes after it in the new version" in refused.value.obstacles[0].reason.en
    # where only one of them is left there is nothing to be in order
    play = Play(diagram(FORK, "s->f, f->a, f->b, a->e, b->e")).complete("b")
    moved = engine.migrate(old, new, play.last.snapshot, {}, now=NOON)
    assert [task.element for task in moved.ready] == ["a"]


JOIN = FORK + '<parallelGateway id="j"/><task id="c"/>'


def test_join_of_the_new_version_does_not_wait_for_a_branch_that_has_passed() -> None:
    old = parse({"process.bpmn": diagram(JOIN, "s->f, f->a, f->b, a->c, b->e, c->j, j->e")})
    new = parse({"process.bpmn": diagram(JOIN, "s->f, f->a, f->b, a->c, b->j, c->j, j->e")})
    play = Play(diagram(JOIN, "s->f, f->a, f->b, a->c, b->e, c->j, j->e"))
    both = engine.migrate(old, new, play.last.snapshot, {}, now=NOON)
    assert sorted(task.element for task in both.ready) == ["a", "b"]
    play.complete("b")
    with pytest.raises(engine.CannotMigrate) as refused:
        engine.migrate(old, new, play.last.snapshot, {}, now=NOON)
    assert [obstacle.element for obstacle in refused.value.obstacles] == ["j"]
    assert "it would wait for a branch" in refused.value.obstacles[0].reason.en


def test_way_into_a_gateway_is_that_of_the_same_id_or_from_the_same_element() -> None:
    links = "s->f, f->a, f->b, a->j, b->j, j->c, c->e"
    old = parse({"process.bpmn": diagram(JOIN, links)})
    play = Play(diagram(JOIN, links)).complete("b")
    renamed = parse({"process.bpmn": diagram(JOIN, "s->f, f->b, f->a, b->j, a->j, j->c, c->e")})
    moved = engine.migrate(old, renamed, play.last.snapshot, {}, now=NOON)
    ended = engine.complete(renamed, moved.snapshot, moved.ready[0].id, {}, now=NOON)
    assert ended.state is engine.CaseState.COMPLETED
    gone = parse({"process.bpmn": diagram(JOIN + '<task id="d"/>', "s->f, f->a, f->b, a->j, b->d, d->j, j->c, c->e")})
    with pytest.raises(engine.CannotMigrate) as refused:
        engine.migrate(old, gone, play.last.snapshot, {}, now=NOON)
    assert ("j", "The way by which the case came to this gateway isn't in the new version.") in [
        (obstacle.element, obstacle.reason.en) for obstacle in refused.value.obstacles
    ]


def test_step_that_moved_into_a_sub_process_is_elsewhere() -> None:
    old = version(task("userTask"))
    inside = (
        f'<subProcess id="p"><startEvent id="i"/>{task("userTask")}{flows("i->a").replace("a.0", "x.0")}</subProcess>'
    )
    new = parse({"process.bpmn": diagram(f'<startEvent id="s"/>{inside}<endEvent id="e"/>', "s->p, p->e")})
    snapshot = engine.start(old, {}, now=NOON).snapshot
    with pytest.raises(engine.CannotMigrate, match="another sub-process"):
        engine.migrate(old, new, snapshot, {}, now=NOON)


def test_token_that_waits_at_a_join_is_there_by_the_same_flow_as_before() -> None:
    links = "s->f, f->a, f->b, a->j, b->j, j->c, c->e"
    old = parse({"process.bpmn": diagram(JOIN, links)})
    newer = parse(
        {"process.bpmn": diagram(JOIN.replace('<userTask id="a"/>', '<userTask id="a" name="again"/>'), links)}
    )
    play = Play(diagram(JOIN, links)).complete("b")
    moved = engine.migrate(old, newer, play.last.snapshot, {}, now=NOON)
    assert [task.element for task in moved.ready] == ["a"]
    ended = engine.complete(newer, moved.snapshot, moved.ready[0].id, {}, now=NOON)
    assert ended.state is engine.CaseState.COMPLETED


@pytest.mark.parametrize(("behind", "refused"), [(59, True), (60, False)])
def test_sixty_branches_are_compared_with_each_other(behind: int, refused: bool) -> None:
    """A branch that the new version puts behind the first one is noticed among the first sixty."""
    count = 61
    nodes = '<startEvent id="s"/><parallelGateway id="f"/><endEvent id="e"/>'
    nodes += "".join(f'<userTask id="t{number}"/>' for number in range(count))
    before = "s->f, " + ", ".join(f"f->t{number}, t{number}->e" for number in range(count))
    after = before.replace(f"f->t{behind}, ", "").replace("t0->e", f"t0->t{behind}")
    old, new = (parse({"process.bpmn": diagram(nodes, links)}) for links in (before, after))
    snapshot = engine.start(old, {}, now=NOON).snapshot
    if refused:
        with pytest.raises(engine.CannotMigrate, match="comes after it in the new version"):
            engine.migrate(old, new, snapshot, {}, now=NOON)
    else:
        assert len(engine.migrate(old, new, snapshot, {}, now=NOON).ready) == count


def test_join_counts_branches_that_have_arrived_already() -> None:
    nodes = JOIN + '<parallelGateway id="p"/><userTask id="u"/><userTask id="v"/>'
    before = "s->f, f->a, f->b, a->j, b->j, j->c, c->e"
    after = "s->f, f->a, f->b, a->p, b->j, p->u, p->v, u->j, v->j, j->c, c->e"
    play = Play(diagram(nodes, before)).complete("b")
    new = parse({"process.bpmn": diagram(nodes, after)})
    outcome = engine.migrate(play.definition, new, play.last.snapshot, {}, now=NOON)
    for element in ("a", "u", "v"):
        assert outcome.state is engine.CaseState.RUNNING
        task_id = next(task.id for task in outcome.ready if task.element == element)
        outcome = engine.complete(new, outcome.snapshot, task_id, {}, now=NOON)
    assert outcome.state is engine.CaseState.COMPLETED


def test_way_into_a_gateway_that_only_splits_does_not_matter() -> None:
    nodes = '<startEvent id="s"/><inclusiveGateway id="x"/><userTask id="b"/><userTask id="t"/><endEvent id="e"/>'
    play = Play(diagram(nodes, "s->x, x->b: n > 5, x->e: n > 6, b->e"), {"n": 1})
    assert [incident.element for incident in play.last.incidents] == ["x"]
    new = parse({"process.bpmn": diagram(nodes, "s->t, t->x, x->b: n > 0, x->e: n > 6, b->e")})
    moved = engine.migrate(play.definition, new, play.last.snapshot, {}, now=NOON)
    assert [incident.element for incident in moved.incidents] == ["x"]
    retried = engine.retry(new, moved.snapshot, moved.incidents[0].task_id, now=NOON)
    assert [task.element for task in retried.ready] == ["b"]
