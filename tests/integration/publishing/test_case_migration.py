"""Running cases on their way to a newer version: what is kept, who stays behind and why, and nothing half-way."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from app.data.cases import audit_log, case_store, item_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.models import Effect, Timer, Unit
from app.data.outbox import effect_store, mailbox
from app.data.outbox.dispatch import WorkKind
from app.data.services import migration_store
from app.jobs import runner
from app.policy.actors import Actor
from app.policy.errors import NotYourAgency
from app.usecases.cases import case_steps
from app.usecases.casework import work_items
from app.usecases.errors import ReasonMissing
from app.usecases.intake import message_start
from app.usecases.publishing import case_migration
from app.usecases.publishing.errors import MigrationNotReady, NothingToMove, NotNewer
from app.vocabulary import ItemState, MigrationState, MigrationVerdict, Role, StageState
from config import Settings
from tests import contexts, factories
from tests.factories import NOW
from tests.integration import small_services
from tests.integration.killed_process import killed_while
from tests.integration.messages.test_messages import together
from tests.integration.small_services import Place, diagram

STAGES = (
    '<extensionElements><miz:stage id="s1" name="بررسی" en="Review" due="P3D"/>'
    '<miz:stage id="s2" name="پایان" en="End"/></extensionElements>'
)
RICH = (
    '<startEvent id="start"/><endEvent id="end"/><parallelGateway id="f"/><parallelGateway id="j"/>'
    '<userTask id="a" name="بررسی" miz:due="P2D" miz:priority="20" miz:stage="s1"/>'
    '<boundaryEvent id="late" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeCycle>R3/PT5H'
    '</timeCycle></timerEventDefinition></boundaryEvent><endEvent id="told"/>'
    '<userTask id="w" miz:stage="s1"><multiInstanceLoopCharacteristics miz:collection="people" miz:item="person" '
    'miz:output="said" miz:outputItem="person"/></userTask>'
    '<receiveTask id="r" name="paid" miz:key="k"/><serviceTask id="ask" miz:connector="registry" miz:result="found"/>'
    '<userTask id="last" miz:stage="s2"/>'
)
LINE = "start->f, f->a, f->w, f->r, f->ask, a->j, w->j, r->j, ask->j, j->last, last->end, late->told"
OLD = diagram(RICH, LINE)
#: other names, deadlines, order and one more step; `a` is called `check`, `late` is called `slow`
NEW = diagram(
    RICH.replace('id="a" name="بررسی" miz:due="P2D"', 'id="check" name="وارسی" miz:due="P9D"')
    .replace('id="late" attachedToRef="a"', 'id="slow" attachedToRef="check"')
    .replace("R3/PT5H", "R9/PT1H")
    + '<userTask id="more" miz:stage="s3"/>',
    "start->f, f->check, f->w, f->r, f->ask, check->j, w->j, r->j, ask->j, j->more, more->last, last->end, slow->told",
)
MAPPING = {"a": "check", "late": "slow"}


def with_stages(xml: bytes, *more: str) -> bytes:
    stages = STAGES.replace("</ext", "".join(f'<miz:stage id="{one}" name="{one}"/>' for one in more) + "</ext")
    return xml.replace(b'isExecutable="true">', b'isExecutable="true">' + stages.encode())


@pytest.fixture
def analyst(place: Place) -> Actor:
    with transaction():
        return factories.make_clerk(db.session.get_one(Unit, place.unit_id), role=Role.ANALYST)


@pytest.fixture
def clerk(place: Place) -> Actor:
    with transaction():
        return factories.make_clerk(db.session.get_one(Unit, place.unit_id))


def standing(case_id: UUID) -> dict[str, Any]:
    """All that must be the same before and after."""
    case = small_services.standing(case_id)
    items = [
        (i.task_id, i.state, i.due_at, i.claimed_by_id, i.claimed_at, i.unit_id, i.candidates, i.opened_at)
        for i in item_store.list_items(case_id)
    ]
    found = {
        "case": (case.promised_at, case.paused_at, case.accepted_at, case.status, case.wake_at, case.tracking_code),
        "items": sorted(items, key=str),
        "timers": sorted((t.task_id, t.due_at) for t in db.session.query(Timer).filter_by(case_id=case_id)),
        "effects": sorted((e.key, e.state) for e in db.session.query(Effect).filter_by(case_id=case_id)),
        "stages": [(one.due_at, one.entered_at) for one in case_store.list_stages(case_id) if one.stage == "s1"],
        "receiver": [r.task_id for r in [mailbox.find_receiver("paid", key="A")] if r is not None],
    }
    db.session.rollback()
    return found


def begun(from_id: UUID, to_id: UUID, by: Actor, **mapping: str) -> UUID:
    with transaction():
        made = case_migration.begin_migration(from_id=from_id, to_id=to_id, mapping=mapping, by=by, now=NOW)
        return made.id


def applied(migration_id: UUID, by: Actor, reason: str = "رفع خطای مهلت") -> None:
    with transaction():
        case_migration.apply_migration(migration_id=migration_id, reason=reason, by=by, now=NOW)


def verdicts(migration_id: UUID) -> dict[str, int]:
    db.session.rollback()
    found = {verdict.value: n for verdict, n in migration_store.count_verdicts(migration_id).items() if n}
    db.session.rollback()
    return found


def test_what_a_case_has_and_waits_for_is_the_same_before_and_after(place: Place, analyst: Actor, clerk: Actor) -> None:
    with transaction():
        old = small_services.publish("rich", with_stages(OLD), agency_id=place.agency_id)
    case_id = small_services.begin("rich", place.citizen, {"people": ["x", "y", "z"], "k": "A"})
    with transaction():
        by_element = {item.element: item.id for item in item_store.list_live(case_id)}
        work_items.claim_work_item(item_id=by_element["a"], by=clerk, now=NOW)
        work_items.claim_work_item(item_id=by_element["w"], by=clerk, now=NOW)
    with transaction():
        work_items.complete_work_item(item_id=by_element["w"], typed={}, by=clerk, now=NOW)
        new = small_services.publish("rich", with_stages(NEW, "s3"), agency_id=place.agency_id)
    before = standing(case_id)

    migration_id = begun(old, new, analyst, **MAPPING)
    runner.run_one(WorkKind.MIGRATION, str(migration_id), now=NOW)
    assert verdicts(migration_id) == {"can": 1}
    assert (standing(case_id), small_services.standing(case_id).version_id) == (before, old)
    db.session.rollback()
    applied(migration_id, analyst)
    runner.run_one(WorkKind.MIGRATION, str(migration_id), now=NOW)

    assert verdicts(migration_id) == {"moved": 1}
    after = standing(case_id)
    assert after == before
    case = small_services.standing(case_id)
    assert case.version_id == new
    items = {item.element: item for item in item_store.list_live(case_id)}
    assert (items["check"].name_fa, items["check"].claimed_by_id, set(items)) == (
        "وارسی",
        clerk.person_id,
        {"check", "w"},
    )
    stages = {stage.stage: stage.state for stage in case_store.list_stages(case_id)}
    assert stages == {"s1": StageState.ACTIVE, "s2": StageState.POSSIBLE, "s3": StageState.POSSIBLE}
    (moved,) = [line for line in audit_log.list_events(case_id) if line.kind == "case:migrate"]
    assert (moved.detail["reason"], moved.detail["mapping"], moved.by_id) == (
        "رفع خطای مهلت",
        MAPPING,
        analyst.person_id,
    )
    assert audit_log.chain_is_intact(case_id)
    db.session.rollback()
    _goes_on_to_its_end(case_id, clerk)


def _goes_on_to_its_end(case_id: UUID, clerk: Actor) -> None:
    with transaction():
        (task_id,) = [e.task_id for e in effect_store.list_effects(case_id) if e.element == "ask"]
        assert case_steps.answer_call(case_id=case_id, task_id=str(task_id), answer={"ok": True}, now=NOW)
    with transaction():
        receiver = mailbox.find_receiver("paid", key="A")
        assert receiver is not None
        case = case_store.get_for_update(case_id)
        case_steps.deliver_message(case, task_id=receiver.task_id, name="paid", payload={}, sender="x", now=NOW)
    for _ in range(5):
        with transaction():
            ids = [(item.id, item.state) for item in item_store.list_live(case_id)]
            for item_id, state in ids:
                if state is ItemState.OPEN:
                    work_items.claim_work_item(item_id=item_id, by=clerk, now=NOW)
                work_items.complete_work_item(item_id=item_id, typed={}, by=clerk, now=NOW)
    assert small_services.standing(case_id).closed_at == NOW
    db.session.rollback()


def test_a_case_that_cannot_move_says_why_and_stays_and_the_others_go(place: Place, analyst: Actor) -> None:
    with transaction():
        old = small_services.publish("two", TWO, agency_id=place.agency_id)
    first, second = (
        small_services.begin("two", place.citizen, {"n": 1}),
        small_services.begin("two", place.citizen, {"n": 2}),
    )
    with transaction():
        new = small_services.publish("two", TWO.replace(b'"b"', b'"c"'), agency_id=place.agency_id)
    migration_id = begun(old, new, analyst)
    runner.drain(NOW)
    assert verdicts(migration_id) == {"can": 1, "cannot": 1}
    with transaction():
        (row,) = migration_store.list_cases(migration_id, MigrationVerdict.CANNOT, after=None, size=5)
        assert (row.case_id, row.reasons[0]["element"]) == (second, "b")
        assert row.reasons[0]["fa"] == "این گام در نسخهٔ تازه نیست."
    applied(migration_id, analyst)
    runner.drain(NOW)
    assert verdicts(migration_id) == {"moved": 1, "cannot": 1}
    assert (small_services.standing(first).version_id, small_services.standing(second).version_id) == (new, old)
    with transaction():
        assert migration_store.get_migration(migration_id).state is MigrationState.DONE


TWO = diagram(
    '<startEvent id="start"/><endEvent id="end"/><exclusiveGateway id="x"/><userTask id="a"/><userTask id="b"/>',
    "start->x, x->a: n < 2, x->b: n >= 2, a->end, b->end",
)


def test_a_case_that_moves_on_between_dry_run_and_move_is_asked_again(
    place: Place, analyst: Actor, clerk: Actor
) -> None:
    line = diagram(
        '<startEvent id="start"/><endEvent id="end"/><userTask id="a"/><userTask id="b"/>', "start->a, a->b, b->end"
    )
    with transaction():
        old = small_services.publish("line", line, agency_id=place.agency_id)
    stays, ends = small_services.begin("line", place.citizen), small_services.begin("line", place.citizen)
    with transaction():
        new = small_services.publish("line", line.replace(b'"b"', b'"c"'), agency_id=place.agency_id)
    migration_id = begun(old, new, analyst)
    runner.drain(NOW)
    assert verdicts(migration_id) == {"can": 2}
    for case_id, steps in ((stays, 1), (ends, 2)):
        for _ in range(steps):
            with transaction():
                (item_id,) = [item.id for item in item_store.list_live(case_id)]
                work_items.claim_work_item(item_id=item_id, by=clerk, now=NOW)
                work_items.complete_work_item(item_id=item_id, typed={}, by=clerk, now=NOW)
    applied(migration_id, analyst)
    runner.drain(NOW)
    assert verdicts(migration_id) == {"cannot": 1, "left": 1}


def test_who_may_and_what_must_be_given(place: Place, analyst: Actor) -> None:
    with transaction():
        old = small_services.publish("two", TWO, agency_id=place.agency_id)
        stranger = factories.make_clerk(factories.make_unit(factories.make_agency("other")), role=Role.ANALYST)
    with pytest.raises(NotNewer), transaction():
        case_migration.plan_migration(from_id=old, to_id=None, mapping={}, by=analyst)
    with transaction():
        new = small_services.publish("two", TWO, agency_id=place.agency_id)
    with pytest.raises(NotYourAgency), transaction():
        case_migration.plan_migration(from_id=old, to_id=None, mapping={}, by=stranger)
    with pytest.raises(NotNewer), transaction():
        case_migration.plan_migration(from_id=new, to_id=old, mapping={}, by=analyst)
    with pytest.raises(NothingToMove):
        begun(old, new, analyst)
    with transaction():
        db.session.rollback()
    _begin_on(old, place)
    migration_id = begun(old, new, analyst)
    with pytest.raises(MigrationNotReady):
        applied(migration_id, analyst)
    runner.drain(NOW)
    with pytest.raises(ReasonMissing):
        applied(migration_id, analyst, reason="")
    with pytest.raises(NotYourAgency):
        applied(migration_id, stranger)
    applied(migration_id, analyst)
    applied(migration_id, analyst)
    runner.drain(NOW)
    applied(migration_id, analyst)
    assert verdicts(migration_id) == {"moved": 1}


def _begin_on(version_id: UUID, place: Place) -> UUID:
    """A case of an earlier version, as a draft makes one that was begun before the newer version."""
    with transaction():
        occasion = message_start.Occasion("two", version_id, None, place.citizen.person_id, {"n": 1}, "draft")
        return message_start.begin_case(occasion, now=NOW).id


def test_moved_by_two_runners_at_the_same_moment_each_case_moves_once(place: Place, analyst: Actor) -> None:
    with transaction():
        old = small_services.publish("two", TWO, agency_id=place.agency_id)
    cases = [small_services.begin("two", place.citizen, {"n": 1}) for _ in range(6)]
    with transaction():
        new = small_services.publish("two", TWO, agency_id=place.agency_id)
    migration_id = begun(old, new, analyst)
    runner.drain(NOW)
    applied(migration_id, analyst)
    together(lambda: runner.drain(NOW), lambda: runner.drain(NOW))
    runner.drain(NOW)
    assert verdicts(migration_id) == {"moved": 6}
    for case_id in cases:
        assert [line.kind for line in audit_log.list_events(case_id)].count("case:migrate") == 1
        assert audit_log.chain_is_intact(case_id)
    db.session.rollback()


def test_a_timer_that_was_due_fires_after_the_move_by_the_new_diagram(place: Place, analyst: Actor) -> None:
    timed = diagram(
        '<startEvent id="start"/><endEvent id="end"/><userTask id="a"/><intermediateCatchEvent id="t">'
        "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>",
        "start->t, t->a, a->end",
    )
    with transaction():
        old = small_services.publish("timed", timed, agency_id=place.agency_id)
    case_id = small_services.begin("timed", place.citizen)
    with transaction():
        new = small_services.publish("timed", timed.replace(b"PT1H", b"P9D"), agency_id=place.agency_id)
    migration_id = begun(old, new, analyst)
    runner.drain(NOW)
    applied(migration_id, analyst)
    runner.drain(NOW)
    runner.drain(NOW + timedelta(minutes=59))
    assert small_services.standing(case_id).active_elements == ["t"]
    db.session.rollback()
    runner.drain(NOW + timedelta(hours=1))
    assert small_services.standing(case_id).active_elements == ["a"]
    db.session.rollback()


pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


@pytest.fixture
def ready(settings: Settings) -> tuple[UUID, UUID, UUID, UUID]:
    """A migration about to move one case; no connection is open: a child must not inherit one."""
    with contexts.opened(settings):
        with transaction():
            agency = factories.make_agency()
            unit = factories.make_unit(agency)
            analyst, citizen = factories.make_clerk(unit, role=Role.ANALYST), factories.make_citizen()
            old = small_services.publish("rich", with_stages(OLD), agency_id=agency.id)
        case_id = small_services.begin("rich", citizen, {"people": ["x"], "k": "A"})
        with transaction():
            new = small_services.publish("rich", with_stages(NEW, "s3"), agency_id=agency.id)
        migration_id = begun(old, new, analyst, **MAPPING)
        runner.run_one(WorkKind.MIGRATION, str(migration_id), now=NOW)
        applied(migration_id, analyst)
    return migration_id, case_id, old, new


def test_killed_at_any_moment_of_a_move_the_case_is_whole_on_one_version(
    settings: Settings, ready: tuple[UUID, UUID, UUID, UUID]
) -> None:
    migration_id, case_id, old, new = ready
    seen = set()
    for moment in range(1, 120):
        lived = killed_while(partial(_move, migration_id, case_id), settings, moment=moment)
        with contexts.opened(settings):
            version = small_services.standing(case_id).version_id
            elements = {item.element for item in item_store.list_live(case_id)}
            assert elements == ({"a", "w"} if version == old else {"check", "w"})
            assert audit_log.chain_is_intact(case_id)
            receiver = mailbox.find_receiver("paid", key="A")
            assert receiver is not None
            db.session.rollback()
        seen.add(version)
        if lived or version == new:
            break
    assert seen == {old, new}


def _move(migration_id: UUID, case_id: UUID) -> None:
    with transaction():
        case_migration.take_case(migration_id=migration_id, case_id=case_id, now=NOW)
