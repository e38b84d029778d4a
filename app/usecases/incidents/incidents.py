"""Incidents: steps that could not be done, and what people do about them. Each act is one transaction on one case,
written into its history with its reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.cases import audit_log, case_store, incident_store, item_store
from app.data.cases.audit_log import Audit, Line
from app.data.cases.incident_store import IncidentFilter, IncidentScope
from app.data.services import service_store
from app.policy import access
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.policy.presence import sends_inside
from app.usecases.cases import advance, case_steps, step_record
from app.usecases.errors import CaseClosed, ReasonMissing
from app.usecases.incidents.errors import IncidentClosed, SendsInside
from app.usecases.notices import notify
from app.usecases.services.content import ServiceContent
from app.usecases.services.versions import content_of
from app.vocabulary import CaseResult, IncidentState, Role

if TYPE_CHECKING:
    from app.data.models import Case, Incident, Service

#: how a case may end that is given up: never granted, which only its process can do
ENDINGS = (CaseResult.REFUSED, CaseResult.LAPSED, CaseResult.WITHDRAWN)
#: incidents that are tried again at once
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Failed:
    """An incident with what its page shows: where it is, what it wants, and how many fail in the same way."""

    incident: "Incident"
    case: "Case"
    content: ServiceContent
    #: the element's name, or None for a case that failed as a whole
    step: engine.Bilingual | None
    #: names that want a value, with what the case holds under them
    wanted: Mapping[str, object]
    alike: int
    is_open: bool


def reach_of(by: Actor) -> IncidentScope:
    """Whose incidents somebody may resolve: of the units they supervise, of the agencies they administer."""
    return IncidentScope(by.units(Role.SUPERVISOR), by.administered_agencies)


def list_incidents(wanted: IncidentFilter, *, by: Actor) -> "Sequence[Incident]":
    """Open incidents that `by` may resolve, oldest first: at most one more than the page holds."""
    return incident_store.list_open(reach_of(by), wanted)


def count_incidents(by: Actor) -> int:
    """How many open incidents `by` may resolve, counted up to 100."""
    return incident_store.count_open(reach_of(by))


def causes(by: Actor) -> Sequence[incident_store.Cause]:
    """What fails in the same way more than once, the most frequent first."""
    return incident_store.list_causes(reach_of(by))


def services_with_incidents(by: Actor) -> "list[Service]":
    """The services that have open incidents which `by` may resolve."""
    return [service_store.get_service(id_) for id_ in incident_store.services_with(reach_of(by))]


def step_names(incidents: "Sequence[Incident]") -> dict[UUID, engine.Bilingual]:
    """The names of the steps that failed, by incident; what has no name is left out."""
    steps = {one.id: content_of(one.case.version_id).element_names.get(one.element) for one in incidents}
    return {id_: name for id_, name in steps.items() if name is not None}


def get_failed(incident_id: UUID, *, by: Actor, now: datetime) -> Failed:
    """One incident for its page. Raises NotFound or NotPermitted."""
    incident = incident_store.get_incident(incident_id)
    case = case_store.get_case(incident.case_id)
    _require_resolver(by, case)
    audit_log.record_look(case_id=case.id, person_id=by.person_id, at=now)
    content = content_of(case.version_id)
    is_open = incident.state is IncidentState.OPEN and case.closed_at is None
    return Failed(
        incident=incident,
        case=case,
        content=content,
        step=content.element_names.get(incident.element),
        wanted=_wanted(incident, content, now=now) if is_open else {},
        alike=len(incident_store.list_alike(reach_of(by), incident, limit=MOST_AT_ONCE)),
        is_open=is_open,
    )


def list_alike(incident_id: UUID, *, by: Actor) -> list[UUID]:
    """The open incidents that fail as this one does: same service, element and cause. In the order of their cases."""
    incident = incident_store.get_incident(incident_id)
    _require_resolver(by, case_store.get_case(incident.case_id))
    return incident_store.list_alike(reach_of(by), incident, limit=MOST_AT_ONCE)


def retry(*, incident_id: UUID, by: Actor, now: datetime) -> bool:
    """Try a failed step again; whether it went well this time. Raises NotFound, NotPermitted, IncidentClosed or
    CaseClosed."""
    incident, case = _open_incident(incident_id, by=by)
    case_steps.retry_locked(incident, case, by=by, now=now)
    return incident.task_id not in {one.task_id for one in incident_store.list_open_incidents(case_id=case.id)}


def resolve(*, incident_id: UUID, values: Mapping[str, object], reason: str, by: Actor, now: datetime) -> bool:
    """Settle an incident with values given by hand: a connector's answer, a script's result, or corrected data. Whether
    that sufficed. Raises ReasonMissing, NotFound, NotPermitted, IncidentClosed or CaseClosed."""
    if not reason:
        raise ReasonMissing
    incident, case = _open_incident(incident_id, by=by)
    # the names only: what the history says can never be taken out again, and the values may be about people
    detail = {"element": incident.element, "reason": reason, "names": sorted(values)}
    outcome = advance.take_step(
        case,
        partial(engine.resolve, task_id=incident.task_id, value=values),
        lines=[Line(Audit.INCIDENT_RESOLVE, detail, by.person_id)],
        now=now,
        by=by.person_id,
    )
    return incident.task_id not in {one.task_id for one in outcome.incidents}


def give_up(*, incident_id: UUID, ending: CaseResult, reason: str, by: Actor, now: datetime) -> "Case":
    """End the case of an incident: the applicant is told the reason in these words. Raises ReasonMissing, SendsInside,
    NotFound, NotPermitted, IncidentClosed or CaseClosed."""
    if not reason or ending not in ENDINGS:
        raise ReasonMissing
    if sends_inside(reason):
        raise SendsInside
    incident, case = _open_incident(incident_id, by=by)
    detail = {"element": incident.element, "reason": reason, "ending": ending.value}
    given_up = Line(Audit.CASE_GIVE_UP, detail, by.person_id)
    step_record.give_up(case, ending)
    advance.take_step(case, _cancel, lines=[given_up], now=now, by=by.person_id)
    notify.tell_given_up(case, reason=reason, now=now)
    return case


def _cancel(
    definition: engine.Definition, snapshot: bytes, /, *, now: datetime, calendar: engine.WorkingCalendar
) -> engine.Outcome:
    """To cancel a case takes no calendar."""
    return engine.cancel(definition, snapshot, now=now)


def may_resolve_incidents(by: Actor, case: "Case", unit_ids: Collection[UUID]) -> bool:
    """Whether `by` may repair this case: supervises a unit that it is or was with, or administers its agency."""
    return access.may_resolve_incidents(by, unit_ids={*unit_ids, case.unit_id}, agency_id=case.service.agency_id)


def require_resolver(by: Actor, case: "Case") -> None:
    """Raises NotPermitted unless `by` may repair this case."""
    _require_resolver(by, case)


def _require_resolver(by: Actor, case: "Case") -> None:
    if not may_resolve_incidents(by, case, item_store.units_of_case(case.id)):
        raise NotPermitted


def _open_incident(incident_id: UUID, *, by: Actor) -> tuple["Incident", "Case"]:
    """The incident and its case, locked. Raises NotPermitted, IncidentClosed or CaseClosed."""
    case = case_store.get_for_update(incident_store.case_of_incident(incident_id))
    incident = incident_store.get_incident(incident_id)
    _require_resolver(by, case)
    if case.closed_at is not None:
        raise CaseClosed
    if incident.state is not IncidentState.OPEN:
        raise IncidentClosed
    return incident, case


def _wanted(incident: "Incident", content: ServiceContent, *, now: datetime) -> Mapping[str, object]:
    if not incident.task_id:
        return {}
    snapshot = case_store.snapshot_of(incident.case_id)
    try:
        return engine.wanted_by(content.definition, snapshot, incident.task_id, now=now)
    except engine.EngineError:
        return {}  # the page must open whatever is wrong with the case
