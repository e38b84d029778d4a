"""ISO 8601 as timers write it: moments, durations and repeating intervals; and cron."""

from datetime import datetime

from engine.time import BadDuration, Duration, is_cron


def is_duration(text: str) -> bool:
    """Whether the text is a duration that a promise can be made in."""
    try:
        Duration.parse(text)
    except BadDuration:
        return False
    return True


def is_moment(text: str) -> bool:
    """Whether the text is a date or a date with time."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_cycle(text: str) -> bool:
    """Whether the text is `R<n>/` with a duration, or with a moment and a duration in either order."""
    head, slash, rest = text.partition("/")
    if not slash or not head.startswith("R") or not (head == "R" or (head.isascii() and head[1:].isdecimal())):
        return False
    first, both, second = rest.partition("/")
    if not both:
        return is_duration(first)
    return (is_moment(first) and (is_duration(second) or is_moment(second))) or (
        is_duration(first) and is_moment(second)
    )


def is_moment_or_span(text: str, kind: str) -> bool:
    """Whether the text fits `timeDate`, `timeDuration` or `timeCycle`."""
    text = text.strip()
    if kind == "timeDate":
        return is_moment(text)
    return is_duration(text) if kind == "timeDuration" else is_cycle(text) or is_duration(text) or is_cron(text)
