"""What somebody shows after the code by SMS, before their session is opened."""

from enum import StrEnum

from app.policy.actors import Actor
from app.policy.staff_login import LoginRules
from app.usecases.identity import credentials


class Step(StrEnum):
    """What is asked for. What is there already comes before what is set up: who has an app shows it first."""

    PASSWORD = "password"  # noqa: S105 - the name of a step
    FACTOR = "factor"
    NEW_PASSWORD = "new-password"  # noqa: S105 - the name of a step
    ENROLMENT = "enrolment"


def next_step(actor: Actor, *, has_password: bool, has_factor: bool, rules: LoginRules) -> Step | None:
    """What `actor` (with all their seats) shows next; None: the session may be opened. `has_password`, `has_factor`:
    whether they were shown in this login already."""
    found = credentials.credentials_of(actor.person_id)
    wants_password = rules.wants_password(actor.roles) and not has_password
    wants = {
        Step.PASSWORD: wants_password and found.password_since is not None,
        Step.FACTOR: not has_factor and found.app_since is not None,
        Step.NEW_PASSWORD: wants_password,
        Step.ENROLMENT: not has_factor and rules.wants_factor(actor.roles),
    }
    return next((step for step, is_wanted in wants.items() if is_wanted), None)
