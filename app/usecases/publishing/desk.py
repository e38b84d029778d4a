"""This desk as the gate wants to know it: the roles that have a worklist, who holds them, the systems set up here."""

from typing import TYPE_CHECKING

import engine
from app.data.integrations import gateways
from app.data.people import membership_store
from app.policy.access import ROLES, Permission

if TYPE_CHECKING:
    from app.data.models import Agency


def desk_of(agency: "Agency | None") -> engine.Desk:
    """What a service of this agency finds here. Where the agency isn't known, nothing is said of who holds a role."""
    roles = frozenset(role.value for role in ROLES[Permission.WORK])
    seats = membership_store.staff_of(agency.id) if agency is not None else ()
    return engine.Desk(
        roles=roles,
        persons=frozenset(str(person_id) for _, person_id in seats),
        connectors=frozenset(gateways().connectors),
        held=frozenset(role.value for role, _ in seats) if agency is not None else roles,
    )
