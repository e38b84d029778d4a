"""What members of staff show at a login, beyond the code by SMS that everybody types."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.vocabulary import Role, StaffFactor, StaffLogin

if TYPE_CHECKING:
    from app.policy.actors import Seat

#: who publishes services, gives roles or changes what all agencies share
STRONG_ROLES: Final = frozenset({Role.ADMINISTRATOR, Role.NATIONAL_ADMINISTRATOR, Role.ANALYST})


@dataclass(frozen=True, slots=True)
class LoginRules:
    """How members of staff log in here."""

    login: StaffLogin = StaffLogin.SMS
    factor: StaffFactor = StaffFactor.ROLES

    def wants_password(self, roles: Collection[Role]) -> bool:
        """Whether somebody who holds these roles types a password."""
        return self.login is StaffLogin.PASSWORD and bool(roles)

    def wants_factor(self, roles: Collection[Role]) -> bool:
        """Whether these roles hold only with a second factor."""
        if self.factor is StaffFactor.ALL:
            return bool(roles)
        return self.factor is StaffFactor.ROLES and not STRONG_ROLES.isdisjoint(roles)

    def held(self, seats: "tuple[Seat, ...]", *, has_factor: bool) -> "tuple[Seat, ...]":
        """The seats that count in a session: what wants a second factor is held only where one was shown."""
        return seats if has_factor else tuple(seat for seat in seats if not self.wants_factor((seat.role,)))
