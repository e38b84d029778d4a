"""How many codes are sent. None of these limits is told, and none can keep somebody out of their own account: what a
stranger does with wrong numbers counts for newcomers only, and a browser from which somebody has logged in before has a
count of its own. The table is in docs/operations.md, «Signing in».

Nothing here may be seen from outside: whether a limit was reached says who is registered."""

import ipaddress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.people import try_counts

if TYPE_CHECKING:
    from app.data.models import Person

WINDOW, DAY = timedelta(minutes=15), timedelta(days=1)
#: codes to a person in their own browser, and to whomever in strange browsers of one address
TO_OWN_BROWSER, FROM_ONE_ADDRESS = 5, 4
#: codes to a person in strange browsers of all addresses, in a window and in a day
TO_ONE_PERSON, TO_ONE_PERSON_A_DAY = 8, 20
#: codes to a number by which nobody is known, in a window and in a day
TO_ONE_NUMBER, TO_ONE_NUMBER_A_DAY = 5, 10
#: so many requests from one address, then newcomers must wait
ONE_ADDRESS = 120
#: a household has a network of IPv6 of this size, and each of its devices many addresses
IPV6_NETWORK = 64

Bucket = tuple[str, int, timedelta]


@dataclass(frozen=True, slots=True)
class Asker:
    """From where a code is asked for."""

    address: str
    #: the browser's own mark, if anybody has logged in from it before, and who
    device: str | None = None
    people: frozenset[UUID] = field(default=frozenset())

    @property
    def network(self) -> str:
        """The address, or the network of one that is a household's among millions."""
        try:
            address = ipaddress.ip_address(self.address)
        except ValueError:
            return self.address
        if address.version == 4:
            return str(address)
        return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))


def is_crowded(asker: Asker, *, now: datetime) -> bool:
    """Count a request of a browser that isn't known; whether there were too many from its address."""
    if asker.device is not None:
        return False
    return try_counts.count_try(f"code-from:{asker.network}", now=now, window=WINDOW) > ONE_ADDRESS


def may_send_to(person: "Person", asker: Asker, *, now: datetime) -> bool:
    """Count a code for somebody whose numbers fit; whether it may be sent."""
    if asker.device is not None and person.id in asker.people:
        return _all_free([(f"code-own:{person.id}:{asker.device}", TO_OWN_BROWSER, WINDOW)], now)
    buckets = [
        (f"code-person-from:{person.id}:{asker.network}", FROM_ONE_ADDRESS, WINDOW),
        (f"code-person:{person.id}", TO_ONE_PERSON, WINDOW),
        (f"code-person-day:{person.id}", TO_ONE_PERSON_A_DAY, DAY),
    ]
    return _all_free(buckets, now)


def may_send_to_number(mobile: str, asker: Asker, *, now: datetime) -> bool:
    """Count a code for a newcomer, or for numbers that don't fit; whether the former may be sent. As many counts as for
    somebody who is known, so that both take as long."""
    buckets = [
        (f"code-number-from:{mobile}:{asker.network}", FROM_ONE_ADDRESS, WINDOW),
        (f"code-number:{mobile}", TO_ONE_NUMBER, WINDOW),
        (f"code-number-day:{mobile}", TO_ONE_NUMBER_A_DAY, DAY),
    ]
    return _all_free(buckets, now)


def _all_free(buckets: list[Bucket], now: datetime) -> bool:
    """Whether there is room in all of them; what finds no room in one isn't counted in those behind it."""
    return all(try_counts.count_try(name, now=now, window=window) <= limit for name, limit, window in buckets)
