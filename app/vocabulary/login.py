"""Words: How members of staff log in."""

from enum import StrEnum


class StaffLogin(StrEnum):
    """What members of staff show first."""

    #: the code by SMS, as citizens do
    SMS = "sms"
    #: the code by SMS, and then a password
    PASSWORD = "password"  # noqa: S105 - the name of a way


class StaffFactor(StrEnum):
    """Who needs an authenticator app. Whoever has set one up is asked for its code in any case."""

    #: whoever administers, or writes services
    ROLES = "roles"
    #: all members of staff
    ALL = "all"
    #: nobody
    ENROLLED = "enrolled"
