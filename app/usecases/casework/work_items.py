"""What a clerk does with a work item: claim it, complete it, hand it on. And what the applicant and the front desk
complete themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.cases import audit_log, case_store, item_changes, item_store
from app.data.cases.audit_log import Audit, Line
from app.data.errors import NotFound
from app.data.people import person_store
from app.policy import access
from app.policy.access import ItemPlace
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.usecases.attendance import appointments
from app.usecases.cases import advance
from app.usecases.casework.errors import NoSuchLane, NotClaimed, WorkItemDone, WorkItemTaken
from app.usecases.errors import WorkItemClosed
from app.usecases.intake import form_answers
from app.usecases.organisation import routing
from app.usecases.services.content import ServiceContent
from app.usecases.services.versions import content_of
from app.vocabulary import ItemAudience, ItemState, Role

if TYPE_CHECKING:
    from app.data.models import Case, Submission, WorkItem
    from forms.definition import Form


def place_of(item: "WorkItem") -> ItemPlace:
    """What policy needs to know of a work item."""
    return ItemPlace(role=item.role, unit_id=item.unit_id, candidates=tuple(item.candidates))


def claim_work_item(*, item_id: UUID, by: Actor, now: datetime) -> "WorkItem":
    """Take an item to work on. Claiming one's own again changes nothing.

    Raises NotPermitted, WorkItemTaken (naming who was first) or WorkItemClosed."""
    return claim_locked(item_store.get_item_for_update(item_id), by=by, now=now)


def claim_locked(item: "WorkItem", *, by: Actor, now: datetime) -> "WorkItem":
    """`claim_work_item` for an item that the caller has locked. Raises what it raises."""
    _require_staff_item(by, item)
    if item.state is ItemState.CLAIMED and item.claimed_by_id == by.person_id:
        return item
    _require_open(item)
    item_changes.claim(item, by.person_id, at=now)
    _note(Audit.ITEM_CLAIM, item, by=by, now=now)
    return item


def release_work_item(*, item_id: UUID, by: Actor, now: datetime) -> "WorkItem":
    """Put an item back. Its holder may, and a supervisor of its unit. Raises NotPermitted or WorkItemClosed."""
    item = item_store.get_item_for_update(item_id)
    _require_live(item)
    supervises = item.unit_id in by.units(Role.SUPERVISOR)
    if item.claimed_by_id != by.person_id and not supervises:
        raise NotPermitted
    item_changes.release(item)
    _note(Audit.ITEM_RELEASE, item, by=by, now=now)
    return item


def hand_over(*, item_id: UUID, lane_id: str, reason: str, by: Actor, now: datetime) -> "WorkItem":
    """Give an item to another lane of the process; it is open there. Raises NoSuchLane, NotPermitted or NotClaimed."""
    item = item_store.get_item_for_update(item_id)
    _require_holder(by, item)
    case = item.case
    lane = next((lane for lane in content_of(case.version_id).facts.lanes if lane.id == lane_id), None)
    if lane is None or lane.role is None:
        raise NoSuchLane
    came_from = {"lane": item.lane, "role": item.role, "unit": str(item.unit_id), "candidates": list(item.candidates)}
    unit = engine.lane_unit(lane, known_answers(case.id), now=now)
    item_changes.place(item, lane=lane.id, role=access.listed_role(lane.role, ()), unit_id=routing.unit_for(case, unit))
    item_changes.name_candidates(item, ())
    item_changes.release(item)
    _note(Audit.ITEM_HAND_OVER, item, by=by, now=now, detail={"lane": lane_id, "reason": reason, "from": came_from})
    return item


@dataclass(frozen=True, slots=True)
class Held:
    """An item that its holder may complete now, locked with its case until the end of the transaction."""

    item: "WorkItem"
    content: ServiceContent
    #: what was answered in the case so far, and what the process found out
    known: Mapping[str, object]

    @property
    def form(self) -> "Form | None":
        """What has to be filled in, if anything."""
        return self.content.form(self.item.form) if self.item.form else None


def hold(*, item_id: UUID, case_id: UUID | None = None, by: Actor) -> Held:
    """The item (of this case) that `by` may complete.

    Raises NotFound, NotClaimed, WorkItemTaken, WorkItemClosed or NotPermitted."""
    item = item_store.get_item_for_update(item_id)
    if case_id not in (None, item.case_id):
        raise NotFound
    _require_holder(by, item)
    return _held(item)


def complete_held(held: Held, *, typed: Mapping[str, object], by: Actor, now: datetime) -> "Case":
    """A clerk finishes an item that is held, with the answers of its form; the process moves on.

    Raises FormRefused; then nothing has changed."""
    return _complete(held, typed, by=by, now=now)


def complete_work_item(*, item_id: UUID, typed: Mapping[str, object], by: Actor, now: datetime) -> "Case":
    """`hold` and `complete_held` in one. Raises what they raise; then nothing has changed."""
    return _complete(hold(item_id=item_id, by=by), typed, by=by, now=now)


def complete_own_item(*, item_id: UUID, typed: Mapping[str, object], by: Actor, now: datetime) -> "Case":
    """The applicant does what the case waits for. Raises FormRefused, NotYours or WorkItemClosed."""
    item = item_store.get_item_for_update(item_id)
    case = item.case
    access.require_owner(by, owner_id=case.applicant_id)
    if item.audience is not ItemAudience.APPLICANT:
        raise NotPermitted
    _require_live(item)
    return _complete(_held(item), typed, by=by, now=now)


def complete_attendance(*, item_id: UUID, typed: Mapping[str, object], by: Actor, now: datetime) -> "Case":
    """A front-desk operator received the applicant. Raises FormRefused, NotPermitted or WorkItemClosed."""
    item = item_store.get_item_for_update(item_id)
    if item.audience is not ItemAudience.DESK or not appointments.receives(by, item):
        raise NotPermitted
    _require_live(item)
    case = _complete(_held(item), typed, by=by, now=now)  # first: a refused form must leave no presence behind
    appointments.mark_attended(item, by=by, now=now)
    return case


def _held(item: "WorkItem") -> Held:
    return Held(item, content_of(item.case.version_id), known_to(item))


def _complete(held: Held, typed: Mapping[str, object], *, by: Actor, now: datetime) -> "Case":
    item = held.item
    case = item.case
    answers = _answers(held, typed, by=by, now=now)
    item_changes.finish(item, by=by.person_id, at=now)
    done = Line(Audit.ITEM_COMPLETE, {"item": str(item.id), "element": item.element}, by.person_id)
    advance.take_step(
        case,
        partial(engine.complete, task_id=item.task_id, answers=answers),
        lines=[done],
        now=now,
        by=by.person_id,
    )
    return case


def _answers(held: Held, typed: Mapping[str, object], *, by: Actor, now: datetime) -> dict[str, object]:
    item, form = held.item, held.form
    if form is None:
        return {}
    applicant = item.case.applicant
    answers = form_answers.accept(form, typed, applicant=applicant, case_id=item.case_id, known=held.known, now=now)
    case_store.add_submission(
        case_id=item.case_id,
        form=form.id,
        element=item.element,
        audience=item.audience,
        answers=answers,
        at=now,
        by_id=by.person_id,
    )
    form_answers.attach(form, answers, case_id=item.case_id)
    if item.audience is ItemAudience.APPLICANT:
        form_answers.remember(form, answers, applicant=applicant, now=now)
    return answers


def item_of_applicant(case: "Case", item_id: UUID) -> "WorkItem":
    """An item of this case that the applicant has to do. Raises NotFound or WorkItemClosed."""
    item = item_store.get_item(item_id)
    if item.case_id != case.id or item.audience is not ItemAudience.APPLICANT:
        raise NotFound
    _require_live(item)
    return item


def known_answers(case_id: UUID) -> dict[str, object]:
    """Everything that was answered in a case so far, later answers over earlier ones."""
    return _merged(case_store.list_answers(case_id))


def answers_in(submissions: Iterable["Submission"]) -> dict[str, object]:
    """The same, of submissions that were read already."""
    return _merged(submission.answers for submission in submissions)


def _merged(each: Iterable[Mapping[str, object]]) -> dict[str, object]:
    known: dict[str, object] = {}
    for answers in each:
        known.update(answers)
    return known


def known_to(item: "WorkItem") -> dict[str, object]:
    """What the form of an item may show and decide by: all answers so far, and what the process found out itself."""
    return {**known_answers(item.case_id), **item.facts}


def _require_staff_item(by: Actor, item: "WorkItem") -> None:
    if item.audience is not ItemAudience.STAFF:
        raise NotPermitted
    access.require_work_on(by, place_of(item))


def _require_holder(by: Actor, item: "WorkItem") -> None:
    _require_live(item)
    if item.audience is not ItemAudience.STAFF:
        raise NotPermitted
    if item.claimed_by_id == by.person_id:
        return
    access.require_work_on(by, place_of(item))
    if item.claimed_by_id is not None:
        raise WorkItemTaken(name=person_store.get_person(item.claimed_by_id).name)
    raise NotClaimed


def _require_open(item: "WorkItem") -> None:
    _require_live(item)
    if item.claimed_by_id is not None:
        raise WorkItemTaken(name=person_store.get_person(item.claimed_by_id).name)


def _require_live(item: "WorkItem") -> None:
    if item.state in item_store.LIVE:
        return
    if item.audience is ItemAudience.STAFF and item.closed_by_id is not None:
        raise WorkItemDone(name=person_store.get_person(item.closed_by_id).name)
    raise WorkItemClosed


def _note(
    kind: Audit, item: "WorkItem", *, by: Actor, now: datetime, detail: Mapping[str, object] | None = None
) -> None:
    about = {"item": str(item.id), "element": item.element, **(detail or {})}
    audit_log.record(kind, case_id=item.case_id, at=now, by=by.person_id, detail=about)
