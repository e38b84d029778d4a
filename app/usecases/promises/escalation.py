"""The ladder of warnings (`miz:warn`): planned with the task or the promise as outbox rows whose time is still to come,
looked at again then, and done once if what they warn of is still open and due.

When what is due moves (a pause, an extension), the row finds its time not come and waits on."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.cases import audit_log, case_store, item_changes, item_store
from app.data.cases.audit_log import Audit
from app.data.cases.projections import Standing
from app.data.organisation import places
from app.data.outbox import effect_store
from app.data.people import membership_store, person_store
from app.policy import access, promises
from app.policy.access import ItemPlace
from app.policy.days import local_day
from app.usecases.notices import notify
from app.usecases.promises.calendars import case_calendar
from app.usecases.services.versions import content_of
from app.usecases.steps.step import CaseStep
from app.vocabulary import EffectKind, Role, WarningStep

if TYPE_CHECKING:
    from app.data.models import Case, Effect, Person, WorkItem

RETRIES, BACKOFF = 20, "PT1M"
#: while a clock stands still, what hangs on it is looked at so seldom
LOOK_AGAIN = timedelta(hours=12)
RANKS = tuple(WarningStep)


def record(step: CaseStep, _before: Standing) -> None:
    """Plan the warnings of new tasks, as far as their elements have any."""
    planned = []
    for opened in step.opened:
        task = opened.task
        activity = step.content.activities.get(task.element) if task.due_at is not None else None
        if activity is None or task.due_at is None:
            continue
        for number, rung in enumerate(activity.warnings):
            at = promises.warning_moment(rung, task.due_at, clock=activity.clock, calendar=step.calendar)
            planned.append(_effect(step.case.id, number, rung, at=max(at, step.now), now=step.now, task=task))
    effect_store.add_effects(planned)


def plan_for_promise(case: "Case", facts: engine.Facts, *, now: datetime, calendar: engine.WorkingCalendar) -> None:
    """Plan the warnings of a new case's promise."""
    if case.promised_at is None:
        return
    planned = []
    for number, rung in enumerate(facts.warnings):
        at = promises.warning_moment(rung, case.promised_at, clock=facts.clock, calendar=calendar)
        planned.append(_effect(case.id, number, rung, at=max(at, now), now=now))
    effect_store.add_effects(planned)


def _effect(
    case_id: UUID,
    number: int,
    rung: engine.Warn,
    *,
    at: datetime,
    now: datetime,
    task: engine.ReadyTask | None = None,
) -> dict[str, object]:
    task_id = task.id if task else None
    return {
        "key": f"warn:{case_id}:{task_id or 'promise'}:{number}",
        "kind": EffectKind.WARNING,
        "name": rung.step.value,
        "payload": {"number": number, "task": task_id},
        "made_at": now,
        "next_at": at,
        "retries": RETRIES,
        "backoff": BACKOFF,
        "case_id": case_id,
        "element": task.element if task else None,
    }


def take(effect: "Effect", *, now: datetime) -> datetime | None:
    """Do what a rung says, if it is time; returns when to look again if it isn't yet. Nothing is left to do where the
    task or the case has ended."""
    if effect.case_id is None:
        return None
    case = case_store.get_for_update(effect.case_id)
    if case.closed_at is not None:
        return None
    number = int(effect.payload["number"])
    task_id = effect.payload["task"]
    if task_id is None:
        return _take_for_promise(case, number, now=now)
    item = item_store.find_of_task(case.id, task_id=task_id)
    return _take_for_item(case, item, number, now=now) if item is not None else None


def _take_for_item(case: "Case", item: "WorkItem", number: int, *, now: datetime) -> datetime | None:
    content = content_of(case.version_id)
    activity = content.activities.get(item.element)
    if item.state not in item_store.LIVE or item.due_at is None or activity is None:
        return None
    rung = activity.warnings[number]
    again = _not_yet(case, rung, item.due_at, clock=activity.clock, now=now)
    if again is None:
        _climb(case, item, WarningStep(rung.step.value), now=now)
    return again


def _take_for_promise(case: "Case", number: int, *, now: datetime) -> datetime | None:
    facts = content_of(case.version_id).facts
    if case.promised_at is None:
        return None
    again = _not_yet(case, facts.warnings[number], case.promised_at, clock=facts.clock, now=now)
    if again is None:
        recipients = membership_store.list_members([case.unit_id], [Role.SUPERVISOR], day=local_day(now))
        notify.tell_staff_of_promise(recipients, case, now=now)
        _note(Audit.CLOCK_WARN, case, recipients, now=now, promised=case.promised_at.isoformat())
    return again


def _not_yet(
    case: "Case", rung: engine.Warn, due_at: datetime, *, clock: engine.Clock, now: datetime
) -> datetime | None:
    """When the rung's time comes, if that is later; a standing clock is taken to run again right now."""
    calendar = case_calendar(case)
    if case.paused_at is not None:
        due_at = promises.moved_deadline(
            due_at, paused_at=case.paused_at, resumed_at=now, clock=clock, calendar=calendar
        )
    at = promises.warning_moment(rung, due_at, clock=clock, calendar=calendar)
    if at <= now:
        return None
    return at if case.paused_at is None else max(at, now + LOOK_AGAIN)


def _climb(case: "Case", item: "WorkItem", step: WarningStep, *, now: datetime) -> None:
    kind, holder = Audit.ITEM_WARN, item.claimed_by_id
    if step is WarningStep.REASSIGN and holder is not None:
        kind = Audit.ITEM_REASSIGN
        item_changes.release(item)
    elif step is WarningStep.ESCALATE:
        kind = Audit.ITEM_ESCALATE
        item_changes.release(item)
        headquarters = places.headquarters_for(case.service_id)
        item_changes.place(item, lane=item.lane, role=Role.SUPERVISOR.value, unit_id=headquarters)
        item_changes.name_candidates(item, ())
    recipients = _whom(item, step, holder=holder, day=local_day(now))
    notify.tell_staff_of_item(recipients, case, item, step, now=now)
    if item.warned is None or RANKS.index(step) > RANKS.index(item.warned):
        item_changes.warn(item, step)
    _note(kind, case, recipients, now=now, element=item.element, step=step.value)


def _whom(item: "WorkItem", step: WarningStep, *, holder: UUID | None, day: date) -> "Sequence[Person]":
    """Who is told: the holder or all who may take the task; from the second rung on its supervisors."""
    if item.unit_id is None or item.role is None:
        return []
    supervisors = membership_store.list_members([item.unit_id], [Role.SUPERVISOR], day=day)
    if step in (WarningStep.SUPERVISOR, WarningStep.ESCALATE):
        return supervisors
    if step is WarningStep.REMIND and holder is not None:
        return [person_store.get_person(holder)]
    named = _meant(item.unit_id, ItemPlace(item.role, item.unit_id, tuple(item.candidates)), day)
    return (
        named if step is WarningStep.REMIND else list({person.id: person for person in (*named, *supervisors)}.values())
    )


def _meant(unit_id: UUID, place: ItemPlace, day: date) -> "list[Person]":
    """The people of the unit that an item is for."""
    people: dict[UUID, Person] = {}
    roles: dict[UUID, set[str]] = {}
    for role in access.ROLES[access.Permission.WORK]:
        for person in membership_store.list_members([unit_id], [role], day=day):
            people[person.id] = person
            roles.setdefault(person.id, set()).add(role.value)
    meant = [person for id_, person in people.items() if access.is_meant(id_, roles[id_], place)]
    return sorted(meant, key=lambda person: (person.name, person.id))


def _note(kind: Audit, case: "Case", recipients: "Collection[Person]", *, now: datetime, **detail: object) -> None:
    names = [person.name for person in recipients]
    audit_log.record(kind, case_id=case.id, at=now, detail={**detail, "told": names})
