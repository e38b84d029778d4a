"""Who acts, as a plain value: handed to every use case and every query. Another system acts as a `Sender`."""

from dataclasses import dataclass
from uuid import UUID

from app.vocabulary import Level, Role


@dataclass(frozen=True, slots=True)
class Seat:
    """One role of a member of staff, in a unit or at a front desk."""

    role: Role
    unit_id: UUID | None = None
    front_desk_id: UUID | None = None
    agency_id: UUID | None = None
    #: of the unit; None at a front desk
    level: Level | None = None
    #: whose seat it is, where it is held as their substitute
    absent_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A logged-in person. Everybody is a citizen; seats make a member of staff."""

    person_id: UUID
    name: str
    seats: tuple[Seat, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held in any place."""
        return frozenset(seat.role for seat in self.seats)

    def desks(self) -> frozenset[UUID]:
        """The front desks this person works at."""
        return frozenset(s.front_desk_id for s in self.seats if s.front_desk_id is not None)

    def units(self, *roles: Role) -> frozenset[UUID]:
        """The units in which this person holds one of `roles` (any role if none is named)."""
        return frozenset(s.unit_id for s in self.seats if s.unit_id is not None and (not roles or s.role in roles))

    def agencies(self, *roles: Role) -> frozenset[UUID]:
        """The agencies in which this person holds one of `roles` (any role if none is named)."""
        return frozenset(s.agency_id for s in self.seats if s.agency_id is not None and (not roles or s.role in roles))

    @property
    def administered_agencies(self) -> frozenset[UUID]:
        """The agencies that this person administers as a whole: by a seat in headquarters, not in a line unit."""
        return frozenset(
            seat.agency_id
            for seat in self.seats
            if seat.role is Role.ADMINISTRATOR and seat.agency_id is not None and seat.level is not Level.LINE
        )


@dataclass(frozen=True, slots=True)
class Sender:
    """Another system that has shown its token, and the names of the messages that it may send."""

    name: str
    messages: frozenset[str]
