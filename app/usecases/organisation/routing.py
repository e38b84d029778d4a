"""Which unit works on a case, and which front desks may receive its applicant."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.cases import item_store
from app.data.organisation import places
from app.usecases.errors import NoSuchPlace
from app.usecases.organisation.provinces import province_name
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import Case, FrontDesk, Unit, WorkItem

#: what a lane says whose work headquarters do
CENTRAL = '"headquarters"'


def unit_for(case: "Case", lane_unit: str | None) -> UUID:
    """The unit of a lane: headquarters of the agency if the lane says so, else the unit that took the case."""
    if lane_unit == "headquarters":
        return places.headquarters_for(case.service_id)
    return case.unit_id


def unit_for_request(agency_id: UUID, *, chosen: UUID | None, province: str | None) -> "Unit":
    """The unit that a new request goes to: the chosen one, else the line unit of the province, else headquarters.

    Raises NoSuchPlace if the chosen unit isn't the agency's."""
    units = places.list_units(agency_id)
    if chosen is not None:
        found = next((unit for unit in units if unit.id == chosen), None)
        if found is None:
            raise NoSuchPlace
        return found
    near = next((unit for unit in units if unit.province == province and unit.level == "line"), None)
    return near or places.headquarters(agency_id)


def is_central(facts: engine.Facts) -> bool:
    """Whether headquarters do all the work of a service, so that there is no unit to choose."""
    lanes = [lane for lane in facts.lanes if lane.role]
    return bool(lanes) and all((lane.unit or "").strip() == CENTRAL for lane in lanes)


def unit_at_work(facts: engine.Facts, taken_in_by: "Unit") -> "Unit":
    """The unit that will work on a request: the one that takes it in, unless headquarters do it all."""
    return places.headquarters(taken_in_by.agency_id) if is_central(facts) else taken_in_by


def units_on(case: "Case", facts: engine.Facts, items: "Iterable[WorkItem]") -> list["Unit"]:
    """The units that have a case in hand now: those of its open items, else the one that would work on it."""
    live = (item for item in items if item.state in item_store.LIVE)
    ids = dict.fromkeys(item.unit_id for item in live if item.unit_id is not None)
    return [places.get_unit(unit_id) for unit_id in ids] or [unit_at_work(facts, case.unit)]


def units_of(agency_id: UUID) -> Sequence["Unit"]:
    """The units of an agency that a request may go to."""
    return places.list_units(agency_id)


def desks_by_province() -> list[tuple[Bilingual, list["FrontDesk"]]]:
    """Every place at which people are received, province by province in alphabetical order (P1)."""
    found: dict[str, list[FrontDesk]] = {}
    for desk in places.list_desks():
        found.setdefault(desk.province, []).append(desk)
    named = [(province_name(slug), desks) for slug, desks in found.items()]
    return sorted(named, key=lambda pair: pair[0].fa)


def agency_names() -> dict[UUID, Bilingual]:
    """The names of the agencies by their id."""
    return {agency.id: Bilingual(agency.name_fa, agency.name_en) for agency in places.list_agencies()}


def desks_for(case: "Case") -> Sequence["FrontDesk"]:
    """The front desks where the applicant may be received, the likeliest first (P1)."""
    desks = list(places.list_desks_for(case.service.agency_id, province=case.province))
    came_in_at = case.front_desk_id
    return sorted(desks, key=lambda desk: desk.id != came_in_at) if came_in_at else desks
