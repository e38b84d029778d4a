"""What a member of staff finds on a case's page: what they may do now, who holds the rest, and its documents.

Reading only, but for the retry of a failed step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.cases import incident_store
from app.data.correspondence import document_store
from app.data.errors import NotFound
from app.policy import access
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.usecases.cases import case_file, case_steps
from app.usecases.cases.case_file import CaseFile
from app.usecases.casework import work_items
from app.usecases.casework.work_items import place_of
from app.usecases.intake import documents
from app.vocabulary import ItemAudience, ItemState, Role
from forms.definition import Form
from forms.lists.opened import without_asked

if TYPE_CHECKING:
    from app.data.models import Case, Document, WorkItem

LIVE = (ItemState.OPEN, ItemState.CLAIMED)


@dataclass(frozen=True, slots=True)
class Doable:
    """The live items of a case as one person sees them."""

    #: claimed by this person: to be completed, released, handed over
    held: Sequence["WorkItem"]
    #: open, and theirs to take
    free: Sequence["WorkItem"]
    #: with a colleague, or of another lane or unit
    others: Sequence["WorkItem"]
    #: with the applicant or a front desk
    outside: Sequence["WorkItem"]
    #: whether a question to the applicant may be asked now
    may_ask: bool
    #: whether failed steps may be retried and colleagues' items released
    supervises: bool

    def find_held(self, item_id: UUID | None) -> "WorkItem | None":
        """The held item of this id, or the most urgent one."""
        chosen = [item for item in self.held if item_id in (None, item.id)]
        return chosen[0] if chosen else None


def doable_on(file: CaseFile, *, by: Actor) -> Doable:
    """What `by` may do on a case now."""
    live = sorted(
        (i for i in file.items if i.state in LIVE), key=lambda item: (item.urgency_order, item.due_order, item.id)
    )
    staff = [item for item in live if item.audience is ItemAudience.STAFF]
    held = [item for item in staff if item.claimed_by_id == by.person_id]
    free = [item for item in staff if item.state is ItemState.OPEN and access.may_work_on(by, place_of(item))]
    asked = any(question.answered_at is None for question in file.questions)
    works_on_it = any(item in held or access.may_work_on(by, place_of(item)) for item in staff)
    return Doable(
        held=held,
        free=free,
        others=[item for item in staff if item not in held and item not in free],
        outside=[item for item in live if item.audience is not ItemAudience.STAFF],
        may_ask=works_on_it and not asked and file.case.closed_at is None,
        supervises=_supervises(by, file),
    )


def lanes_beside(file: CaseFile, item: "WorkItem") -> list[engine.Lane]:
    """The lanes that an item may be handed to: those of staff, but its own."""
    return [lane for lane in file.content.facts.lanes if lane.role is not None and lane.id != item.lane]


def form_of(file: CaseFile, item: "WorkItem") -> Form | None:
    """The form of a work item, if it has one."""
    return file.content.form(item.form) if item.form else None


def known_besides(item: "WorkItem", form: Form) -> Mapping[str, object]:
    """What is known to an item without what its form asks anew."""
    return besides(form, work_items.known_to(item))


def besides(form: Form, known: Mapping[str, object]) -> Mapping[str, object]:
    """What is known without what this form asks anew: an earlier round must not answer this one. What it may show and
    not ask stays."""
    return without_asked(form, known)


def open_case_document(*, case_id: UUID, document_id: UUID, by: Actor, now: datetime) -> tuple["Document", bytes]:
    """A document of this case and its content; the look is recorded. Raises NotFound or NotPermitted."""
    case_file.look_at(case_id=case_id, by=by, now=now)
    if document_store.get_document(document_id).case_id != case_id:
        raise NotFound
    return documents.open_document(document_id=document_id, by=by, now=now)


def retry_incident(*, incident_id: UUID, by: Actor, now: datetime) -> "Case":
    """A supervisor tries a failed step again. Raises NotFound, NotPermitted or CaseClosed."""
    incident = incident_store.get_incident(incident_id)
    case = case_file.look_at(case_id=incident.case_id, by=by, now=now)
    if not _supervises(by, case_file.file_of(case)):
        raise NotPermitted
    return case_steps.retry_incident(incident_id=incident_id, by=by, now=now)


def _supervises(by: Actor, file: CaseFile) -> bool:
    units = {item.unit_id for item in file.items if item.unit_id is not None} | {file.case.unit_id}
    return bool(by.units(Role.SUPERVISOR) & units)
