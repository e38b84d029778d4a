"""Words: how the desk knows who somebody is."""

from enum import StrEnum
from typing import Final


class Assurance(StrEnum):
    """How far the desk knows that somebody is who they say; from the weakest to the strongest."""

    #: a national id that somebody said
    TOLD = "told"
    #: a code that was sent to their number came back
    MOBILE = "mobile-reached"
    #: a registry says that the number belongs to the person of this national id
    MATCHED = "matched"
    #: an operator of a front desk has seen the original card
    SEEN = "seen-at-desk"
    #: the national login vouches for them
    NATIONAL = "national-login"

    @property
    def rank(self) -> int:
        """Its place in the order, from 0; the words themselves compare as texts."""
        return _ORDER.index(self)

    def reaches(self, needed: "Assurance") -> bool:
        """Whether this is as strong as `needed`, or stronger."""
        return self.rank >= needed.rank


_ORDER: Final = tuple(Assurance)


class FactSource(StrEnum):
    """Where a fact of identity comes from."""

    #: the registry that the desk asks
    REGISTRY = "registry"


class IdentityFactName(StrEnum):
    """What a registry says of a person; the names are those of `profile` in forms."""

    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    FATHER_NAME = "father_name"
    #: an ISO date
    BIRTH_DATE = "birth_date"
