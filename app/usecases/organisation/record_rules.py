"""What must hold between records of the organisation, beyond what each field says of itself: message by field."""

from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

from app.data.organisation import places
from app.data.services import service_store
from app.policy.administration import is_below
from app.usecases.organisation.provinces import PROVINCES
from app.vocabulary import DeskKind, Level, ServiceDelivery
from engine import Bilingual

OWN_PARENT = Bilingual(
    "این نمی‌تواند زیر خودش یا زیر یکی از زیرمجموعه‌هایش باشد.", "This can't be below itself or below one of its own."
)
OTHER_AGENCY = Bilingual("این از دستگاه دیگری است.", "This belongs to another agency.")
NO_PROVINCE = Bilingual("این نام استانی نیست.", "This isn't the name of a province.")
NO_AGENCY = Bilingual("دستگاه را بنویسید.", "Name the agency.")
SHARED = Bilingual("پیشخوان و دفتر پست از آن دستگاهی نیست.", "A counter or post office belongs to no agency.")
TOP_IS_HEADQUARTERS = Bilingual("بالای واحد ستادی واحد صف نمی‌نشیند.", "A line unit isn't above headquarters.")
DAYS_TURNED = Bilingual("پایان پیش از آغاز است.", "The end is before the beginning.")
HALF_A_POINT = Bilingual("عرض و طول جغرافیایی را با هم بنویسید.", "Give latitude and longitude together.")
NO_SUCH_SERVICE = Bilingual("این دستگاه چنین خدمتی منتشر نکرده است.", "The agency has published no such service.")
ADDRESS_WANTED = Bilingual("نشانی جای این خدمت را بنویسید.", "Give the address where this service is given.")
NOT_PUBLISHED_HERE = Bilingual("این تنها برای خدمت‌های همین میز است.", "This is only for services of this desk.")

Faults = dict[str, Bilingual]


class Units(Protocol):
    """What the rules ask of other units: as they are stored, or as a file that is being imported would leave them."""

    def agency_of(self, unit_id: UUID) -> UUID:
        """The agency of a unit. Raises NotFound."""

    def level_of(self, unit_id: UUID) -> Level:
        """The level of a unit. Raises NotFound."""

    def is_below(self, unit_id: UUID, above: UUID) -> bool:
        """Whether a unit is `above` itself or under it."""


class StoredUnits:
    """The units of the database."""

    def agency_of(self, unit_id: UUID) -> UUID:
        """The agency of a unit. Raises NotFound."""
        return places.get_unit(unit_id).agency_id

    def level_of(self, unit_id: UUID) -> Level:
        """The level of a unit. Raises NotFound."""
        return places.get_unit(unit_id).level

    def is_below(self, unit_id: UUID, above: UUID) -> bool:
        """Whether a unit is `above` itself or under it."""
        return is_below(unit_id, above, places.unit_parents())


STORED = StoredUnits()


def of_agency(record: Any | None, values: Mapping[str, Any]) -> Faults:
    """An agency: no circle of bodies above it, a province that there is."""
    parents = {agency.id: agency.parent_id for agency in places.list_agencies()}
    return _parent(record, values.get("parent_id"), parents) | _province(values, optional=True)


def of_unit(record: Any | None, values: Mapping[str, Any], units: Units = STORED) -> Faults:
    """A unit: its parent is of the same agency and not below it, its days in order."""
    faults = _province(values)
    above = values.get("parent_id")
    if above is not None:
        if units.agency_of(above) != values.get("agency_id"):
            faults["parent_id"] = OTHER_AGENCY
        elif values.get("level") is Level.HEADQUARTERS and units.level_of(above) is Level.LINE:
            faults["parent_id"] = TOP_IS_HEADQUARTERS
        elif record is not None and units.is_below(above, record.id):
            faults["parent_id"] = OWN_PARENT
    first, last = values.get("valid_from"), values.get("valid_until")
    if first is not None and last is not None and last < first:
        faults["valid_until"] = DAYS_TURNED
    return faults


def of_front_desk(record: Any | None, values: Mapping[str, Any], units: Units = STORED) -> Faults:
    """A front desk: an agency where its kind has one, its unit of that agency, a whole point on the map."""
    faults = _province(values)
    shared = values.get("kind") in (DeskKind.PISHKHAN, DeskKind.POST)
    agency_id, unit_id = values.get("agency_id"), values.get("unit_id")
    if shared and (agency_id is not None or unit_id is not None):
        faults["agency_id"] = SHARED
    if not shared and agency_id is None:
        faults["agency_id"] = NO_AGENCY
    if not shared and unit_id is not None and units.agency_of(unit_id) != agency_id:
        faults["unit_id"] = OTHER_AGENCY
    if (values.get("latitude") is None) != (values.get("longitude") is None):
        faults["latitude"] = HALF_A_POINT
    return faults


def of_registered_service(record: Any | None, values: Mapping[str, Any]) -> Faults:
    """A service of the register: published here, or with an address, or on paper; its parent of the same agency."""
    faults: Faults = {}
    delivery, service_id = values.get("delivery"), values.get("service_id")
    if delivery is ServiceDelivery.DESK:
        service = service_store.find_service(service_id) if service_id else None
        if service is None or service.agency_id != values.get("agency_id"):
            faults["service_id"] = NO_SUCH_SERVICE
    elif service_id:
        faults["service_id"] = NOT_PUBLISHED_HERE
    if delivery is ServiceDelivery.ELSEWHERE and not values.get("address"):
        faults["address"] = ADDRESS_WANTED
    siblings = {one.id: one for one in places.list_registered(values["agency_id"])}
    above = values.get("parent_id")
    if above is not None and above not in siblings:
        faults["parent_id"] = OTHER_AGENCY
    elif above is not None:
        faults |= _parent(record, above, {id_: one.parent_id for id_, one in siblings.items()})
    return faults


def _parent(record: Any | None, above: UUID | None, parents: Mapping[UUID, UUID | None]) -> Faults:
    if record is None or above is None:
        return {}
    return {"parent_id": OWN_PARENT} if is_below(above, record.id, parents) else {}


def _province(values: Mapping[str, Any], *, optional: bool = False) -> Faults:
    province = values.get("province")
    known = province in PROVINCES or (optional and province is None)
    return {} if known else {"province": NO_PROVINCE}
