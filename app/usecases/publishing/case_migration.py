"""Moving running cases to a newer version of their service: plan, dry run, then the move, each case by itself.

Promised dates, due times, claims and what people have typed stay as they were; a case that can't move says why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.cases import case_store, item_changes, item_store, projections
from app.data.cases.audit_log import Audit, Line
from app.data.cases.projections import StageRow
from app.data.services import migration_store, service_store
from app.policy import access
from app.policy.actors import Actor
from app.usecases.cases import step_record
from app.usecases.cases.case_steps import Fault
from app.usecases.errors import ReasonMissing
from app.usecases.organisation import routing
from app.usecases.promises.calendars import case_calendar
from app.usecases.publishing.errors import MigrationNotReady, NothingToMove, NotNewer
from app.usecases.services.content import ServiceContent
from app.usecases.services.versions import content_of
from app.vocabulary import ItemAudience, MigrationState, MigrationVerdict, StageState

if TYPE_CHECKING:
    from app.data.models import Case, CaseMigration, CaseStage, MigrationCase, ServiceVersion

PAGE_SIZE = 50
_FAILED = engine.Bilingual(
    "دادهٔ ذخیره‌شدهٔ پرونده با این نسخه خوانده نشد.", "The stored state of the case can't be read by this version."
)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """An element of the old diagram, where its tokens would go on, and how many cases are there now."""

    counterpart: engine.Counterpart
    cases: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a migration would do, before any case is asked."""

    old: "ServiceVersion"
    new: "ServiceVersion"
    #: newer versions to choose from, the latest first
    choices: "Sequence[ServiceVersion]"
    #: elements that have no counterpart of the same id, those first where cases are
    open_lines: Sequence[PlanLine]
    #: how many elements go on under the same id
    same: int
    running: int


def plan_migration(*, from_id: UUID, to_id: UUID | None, mapping: Mapping[str, str], by: Actor) -> Plan:
    """How cases of a version would move to a newer one (by default the latest). Raises NotFound, NotPermitted,
    NotNewer."""
    old = _version_of(from_id, by)
    choices = [one for one in service_store.list_versions(old.service_id) if one.number > old.number]
    new = next((one for one in choices if one.id == to_id), None) if to_id else next(iter(choices), None)
    if new is None:
        raise NotNewer
    definitions = content_of(old.id).definition, content_of(new.id).definition
    counts = migration_store.count_active(old.id)
    plain = engine.plan_migration(*definitions)
    chosen = {one.element: one for one in engine.plan_migration(*definitions, mapping)}
    lines = [PlanLine(chosen[one.element], counts.get(one.element, 0)) for one in plain if one.target is None]
    return Plan(
        old=old,
        new=new,
        choices=choices,
        open_lines=sorted(lines, key=lambda line: -line.cases),
        same=sum(1 for one in plain if one.target is not None),
        running=case_store.count_running(old.id),
    )


def begin_migration(
    *, from_id: UUID, to_id: UUID, mapping: Mapping[str, str], by: Actor, now: datetime
) -> "CaseMigration":
    """Start the dry run: every running case is asked, nothing is changed. Raises as `plan_migration`, and
    NothingToMove."""
    plan = plan_migration(from_id=from_id, to_id=to_id, mapping=mapping, by=by)
    if not plan.running:
        raise NothingToMove
    used = {one.counterpart.element: one.counterpart.target for one in plan.open_lines if one.counterpart.target}
    return migration_store.add_migration(
        service_id=plan.old.service_id,
        from_version_id=plan.old.id,
        to_version_id=plan.new.id,
        mapping=used,
        made_by_id=by.person_id,
        now=now,
    )


def get_migration(migration_id: UUID, *, by: Actor) -> "CaseMigration":
    """A migration, for authors of its agency. Raises NotFound or NotPermitted."""
    migration = migration_store.get_migration(migration_id)
    _require_author(migration.service_id, by)
    return migration


def verdicts_of(migration: "CaseMigration") -> Mapping[MigrationVerdict, int]:
    """How many cases stand how."""
    return migration_store.count_verdicts(migration.id)


def cases_of(migration: "CaseMigration", verdict: MigrationVerdict, *, after: UUID | None) -> "Sequence[MigrationCase]":
    """The cases of one verdict: at most one more than the page holds."""
    return migration_store.list_cases(migration.id, verdict, after=after, size=PAGE_SIZE)


def element_names(migration: "CaseMigration") -> Mapping[str, engine.Bilingual]:
    """The names of the elements of both versions that have one, by id."""
    contents = content_of(migration.to_version_id), content_of(migration.from_version_id)
    return {**contents[0].element_names, **contents[1].element_names}


def list_migrations(service_id: str, *, by: Actor) -> "Sequence[CaseMigration]":
    """The latest migrations of a service. Raises NotFound or NotPermitted."""
    _require_author(service_id, by)
    return migration_store.list_of_service(service_id)


def apply_migration(*, migration_id: UUID, reason: str, by: Actor, now: datetime) -> "CaseMigration":
    """Begin to move the cases that can. Asked again, nothing changes. Raises ReasonMissing, MigrationNotReady, NotFound
    or NotPermitted."""
    migration = migration_store.get_for_update(migration_id)
    _require_author(migration.service_id, by)
    if migration.state is MigrationState.CHECKING:
        raise MigrationNotReady
    if migration.state is not MigrationState.CHECKED:
        return migration
    if not reason:
        raise ReasonMissing
    migration.state, migration.reason, migration.made_by_id = MigrationState.MOVING, reason, by.person_id
    migration_store.announce(migration, at=now)
    return migration


def next_cases(migration_id: UUID, *, limit: int, now: datetime) -> list[UUID]:
    """The cases whose turn it is now. When none is left the migration goes on to its next state, and the list is
    empty."""
    migration = migration_store.get_for_update(migration_id)
    if migration.state not in migration_store.AT_WORK:
        return []
    left = migration_store.list_left(migration, limit=limit)
    if not left and migration.state is MigrationState.CHECKING:
        migration.state = MigrationState.CHECKED
    elif not left:
        migration.state, migration.done_at = MigrationState.DONE, now
    return left


def take_case(*, migration_id: UUID, case_id: UUID, now: datetime) -> MigrationVerdict:
    """Check one case, or move it, as the migration stands; the case is locked meanwhile. Taken twice, nothing more
    happens."""
    migration = migration_store.get_migration(migration_id)
    case = case_store.get_for_update(case_id)
    row = migration_store.get_case_for_update(migration_id, case_id)
    if row.verdict is MigrationVerdict.MOVED or migration.state not in migration_store.AT_WORK:
        return row.verdict
    if case.closed_at is not None or case.version_id != migration.from_version_id:
        row.verdict = MigrationVerdict.LEFT
        return row.verdict
    try:
        outcome = _migrated(case, migration, now=now)
    except engine.CannotMigrate as refused:
        row.verdict, row.reasons = MigrationVerdict.CANNOT, [_told(one) for one in refused.obstacles]
        return row.verdict
    except engine.EngineError:
        row.verdict, row.reasons = MigrationVerdict.CANNOT, [_told(engine.Obstacle("", _FAILED))]
        return row.verdict
    if migration.state is MigrationState.MOVING:
        _move(case, migration, outcome, now=now)
    row.verdict = MigrationVerdict.MOVED if migration.state is MigrationState.MOVING else MigrationVerdict.CAN
    return row.verdict


def note_fault(*, migration_id: UUID, case_id: UUID, fault: Fault) -> None:
    """A case broke in a way that nobody foresaw: it stays where it is and says so, and the others go on."""
    row = migration_store.get_case_for_update(migration_id, case_id)
    text = engine.Bilingual(f"خطای پیش‌بینی‌نشده: {fault.kind}: {fault.text}", fault.line)
    row.verdict, row.reasons = MigrationVerdict.CANNOT, [_told(engine.Obstacle("", text))]


def _migrated(case: "Case", migration: "CaseMigration", *, now: datetime) -> engine.Outcome:
    old, new = content_of(migration.from_version_id).definition, content_of(migration.to_version_id).definition
    return engine.migrate(old, new, case.snapshot, migration.mapping, now=now, calendar=case_calendar(case))


def _move(case: "Case", migration: "CaseMigration", outcome: engine.Outcome, *, now: datetime) -> None:
    old, new = content_of(migration.from_version_id), content_of(migration.to_version_id)
    case.version_id = migration.to_version_id
    projections.forget_waits(case.id)
    _renew_stages(case, new)
    _renew_items(case, old, new, outcome)
    detail = {
        "from": migration.from_version.number,
        "to": migration.to_version.number,
        "reason": migration.reason,
        "mapping": dict(migration.mapping),
    }
    by = migration.made_by_id
    line = Line(Audit.CASE_MIGRATE, detail, by)
    step_record.store(case, new, outcome, lines=[line], now=now, calendar=case_calendar(case), by=by)


def _renew_stages(case: "Case", new: ServiceContent) -> None:
    """The stages of the new version; what was entered in the old one stays for the citizen to see."""
    before = {row.stage: row for row in case_store.list_stages(case.id)}
    names = {stage.id: (stage.name.fa, stage.name.en or stage.name.fa) for stage in new.facts.stages}
    gone = [row for row in before.values() if row.stage not in names and row.state is not StageState.POSSIBLE]
    names = {**{row.stage: (row.name_fa, row.name_en) for row in gone}, **names}
    rows = {name: _row(before[name]) if name in before else StageRow(StageState.POSSIBLE) for name in names}
    projections.replace_stages(case.id, rows, names)


def _row(stage: "CaseStage") -> StageRow:
    return StageRow(stage.state, stage.entered_at, stage.left_at, stage.due_at)


def _renew_items(case: "Case", old: ServiceContent, new: ServiceContent, outcome: engine.Outcome) -> None:
    """Open items get name, form and stage of the new version. Whose they are, when they are due and who holds them
    stays; a lane is only changed where it is still the one that the old diagram gave."""
    live = {item.task_id: item for item in item_store.list_live(case.id)}
    for task in outcome.ready:
        item = live.get(task.id)
        if item is None:
            continue
        drawn = old.activities.get(item.element)
        item.element, item.form, item.stage = task.element, task.form, task.stage
        item.name_fa, item.name_en = task.name.fa, task.name.en or task.name.fa
        item_changes.prioritise(item, task.priority)
        item.pauses_clock = task.pauses_clock
        if item.audience is ItemAudience.STAFF and drawn is not None and item.lane == drawn.lane:
            unit_id = routing.unit_for(case, task.unit)
            item_changes.place(
                item, lane=task.lane, role=access.listed_role(task.role, item.candidates), unit_id=unit_id
            )


def _told(obstacle: engine.Obstacle) -> dict[str, str]:
    return {"element": obstacle.element, "fa": obstacle.reason.fa, "en": obstacle.reason.en}


def _version_of(version_id: UUID, by: Actor) -> "ServiceVersion":
    version = service_store.get_version(version_id)
    access.require_author(by, agency_id=version.service.agency_id)
    return version


def _require_author(service_id: str, by: Actor) -> None:
    access.require_author(by, agency_id=service_store.get_service(service_id).agency_id)
