"""From an error of FEEL to the failure of a step."""

from engine.errors import StepFailed
from engine.feel import BudgetExceeded, FeelError
from engine.incident_codes import IncidentCode


def step_failed(code: IncidentCode, error: FeelError, *, expression: str) -> StepFailed:
    """The failure of a step whose expression, or what it yields, went wrong. Where that is too much of something, the
    parameter `limit` tells of what (`engine.feel.Limit`)."""
    if isinstance(error, BudgetExceeded):
        return StepFailed(code, expression=expression, reason=str(error), limit=error.limit.value)
    return StepFailed(code, expression=expression, reason=str(error))
