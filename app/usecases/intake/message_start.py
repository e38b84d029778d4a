"""A case that nobody applied for by a form: it begins by the message or signal of another case or system."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.cases import case_store
from app.data.people import person_store
from app.data.services import service_store
from app.usecases.cases import opening
from app.usecases.cases.opening import Acceptance
from app.usecases.organisation import routing
from app.vocabulary import Channel

if TYPE_CHECKING:
    from app.data.models import Case, Unit


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a case begins by. `key` makes it begin once; `origin` is the case that sent the message, if one did."""

    service_id: str
    version_id: UUID
    #: the start event, receive task or arm of a gateway that receives the message; None: it begins plainly
    element: str | None
    applicant_id: UUID
    data: Mapping[str, object]
    key: str
    origin: "Case | None" = None


def begin_case(occasion: Occasion, *, now: datetime) -> "Case":
    """Open the case for the applicant of the message, with code, promise and receipt as any other; asked again, it is
    the case that is there. Counted as having come in as its origin did, else by the portal."""
    key = "message:" + hashlib.sha256(occasion.key.encode()).hexdigest()[:48]
    known = case_store.find_by_submission(key)
    return known or _open(occasion, key, now=now)


def _open(occasion: Occasion, key: str, *, now: datetime) -> "Case":
    origin = occasion.origin
    acceptance = Acceptance(
        service_id=occasion.service_id,
        version_id=occasion.version_id,
        applicant_id=occasion.applicant_id,
        submitted_by_id=occasion.applicant_id,
        channel=origin.channel if origin is not None else Channel.PORTAL,
        front_desk_id=origin.front_desk_id if origin is not None else None,
        unit=_unit(occasion),
        key=key,
    )
    detail = {"by_message": occasion.element, "origin": origin.tracking_code if origin is not None else None}
    opened = opening.accept(acceptance, detail=detail, now=now)
    opening.start(opened, occasion.data, at=occasion.element, now=now)
    return opened.case


def _unit(occasion: Occasion) -> "Unit":
    """The unit of the case that sent the message, within one agency; else the one of the applicant's province."""
    agency_id, origin = service_store.get_service(occasion.service_id).agency_id, occasion.origin
    chosen = origin.unit_id if origin is not None and origin.service.agency_id == agency_id else None
    province = person_store.get_person(occasion.applicant_id).province
    return routing.unit_for_request(agency_id, chosen=chosen, province=province)
