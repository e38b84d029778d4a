"""FEEL asked from outside a running case: whether a condition holds, a value, the unit that a lane names."""

from datetime import datetime

from engine.feel import FeelError, compile_expression, is_true, to_json
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


def value_of(expression: str, data: Data, *, now: datetime) -> object:
    """The value of a FEEL expression (a leading “=” is allowed) as case data; None for what can't be evaluated."""
    try:
        compiled = compile_expression(expression.strip().removeprefix("="))
        return to_json(compiled.evaluate(data, now=DEFAULT_CALENDAR.shows(now), dates_as_text=True))
    except FeelError:
        return None


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
