"""What an administrator may act on: a national one on everything, an agency's on the agency, a unit's on that unit and
those below it. Pure: the tree of units comes in as facts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.vocabulary import Level, Role

#: what a unit's administrator may give: no role that reaches beyond the unit
ROLES_OF_A_UNIT = frozenset({Role.CLERK, Role.EXPERT, Role.SUPERVISOR, Role.FRONT_DESK})


@dataclass(frozen=True, slots=True)
class AdministrationScope:
    """The agencies and units that somebody administers; `national`: all of them, and what no agency owns."""

    national: bool = False
    agencies: frozenset[UUID] = frozenset()
    units: frozenset[UUID] = frozenset()

    def has_agency(self, agency_id: UUID | None) -> bool:
        """Whether the agency as a whole is theirs; without one, whether what no agency owns is."""
        return self.national or agency_id in self.agencies

    def has_unit(self, unit_id: UUID | None, *, agency_id: UUID | None) -> bool:
        """Whether a unit, or what belongs to it, is theirs."""
        return self.has_agency(agency_id) or unit_id in self.units

    def may_give(self, role: Role, unit_id: UUID | None, *, agency_id: UUID | None) -> bool:
        """Whether they may give or end this role in a unit or at its desk."""
        if role is Role.NATIONAL_ADMINISTRATOR:
            return self.national
        return self.has_agency(agency_id) or (unit_id in self.units and role in ROLES_OF_A_UNIT)


#: of the command line: whoever may run it may read the database anyway
EVERYTHING = AdministrationScope(national=True)


def scope_of(actor: Actor | None, parents: Mapping[UUID, UUID | None]) -> AdministrationScope:
    """What `actor` administers; `parents` names the unit above each unit. None stands for the command line."""
    if actor is None:
        return EVERYTHING
    own = {
        seat.unit_id
        for seat in actor.seats
        if seat.role is Role.ADMINISTRATOR and seat.unit_id is not None and seat.level is Level.LINE
    }
    return AdministrationScope(
        national=Role.NATIONAL_ADMINISTRATOR in actor.roles,
        agencies=actor.administered_agencies,
        units=_with_those_below(own, parents),
    )


def check(allowed: bool) -> None:
    """Raises NotPermitted unless `allowed`."""
    if not allowed:
        raise NotPermitted


def is_below(unit_id: UUID, above: UUID, parents: Mapping[UUID, UUID | None]) -> bool:
    """Whether a unit is `above` itself or under it. A circle in `parents` ends the search."""
    seen: set[UUID] = set()
    at: UUID | None = unit_id
    while at is not None and at not in seen:
        if at == above:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def _with_those_below(own: Collection[UUID], parents: Mapping[UUID, UUID | None]) -> frozenset[UUID]:
    if not own:
        return frozenset()
    return frozenset(unit for unit in {*parents, *own} if any(is_below(unit, above, parents) for above in own))
