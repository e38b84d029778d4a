"""FEEL asked from outside a running case: does a condition hold, which unit does a lane name."""

from datetime import datetime

from engine.feel import FeelError, compile_expression, is_true
from engine.model import Data, Lane
from engine.time import DEFAULT_CALENDAR


def holds(expression: str, data: Data, *, now: datetime) -> bool:
    """Whether a FEEL condition (a leading “=” is allowed) yields true; what can't be evaluated doesn't hold."""
    try:
        return is_true(
            compile_expression(expression.strip().removeprefix("=")).evaluate(
                data, now=DEFAULT_CALENDAR.shows(now), dates_as_text=True
            )
        )
    except FeelError:
        return False


def lane_unit(lane: Lane, data: Data, *, now: datetime) -> str | None:
    """What the `unit` of a lane yields, "headquarters" or "case"; None where it has none or yields no text."""
    if lane.unit is None:
        return None
    try:
        value = compile_expression(lane.unit.strip().removeprefix("=")).evaluate(
            data, now=DEFAULT_CALENDAR.shows(now), dates_as_text=True
        )
    except FeelError:
        return None
    return value if isinstance(value, str) else None
