"""Regular expressions of form authors: only those that can't run away are let in.

A repeated group that itself repeats, as in (a+)+, makes matching exponential; such patterns are refused at parse."""

import re

from forms.errors import BadPattern

MOST_CHARACTERS = 200
_UNBOUNDED = re.compile(r"[*+]|\{\d*,\d*\}")
_ESCAPED_OR_CLASS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")


def require_safe_pattern(key: str, pattern: str) -> None:
    """Raises BadPattern for a pattern that is too long, doesn't compile or nests repetitions."""
    if len(pattern) > MOST_CHARACTERS:
        raise BadPattern(key=key, reason=f"> {MOST_CHARACTERS}")
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise BadPattern(key=key, reason=error) from error
    if _nests_repetition(_ESCAPED_OR_CLASS.sub("x", pattern)):
        raise BadPattern(key=key, reason="(…+)+")


def _nests_repetition(pattern: str) -> bool:
    """Whether a group that holds a repetition or an alternative is itself repeated; back references count as such."""
    open_groups: list[bool] = []
    for place, character in enumerate(pattern):
        rest = pattern[place + 1 :]
        if character == "(":
            open_groups.append(False)
        elif character == ")" and open_groups:
            repeats_inside = open_groups.pop()
            repeated = bool(_UNBOUNDED.match(rest))
            if repeats_inside and repeated:
                return True
            if open_groups and (repeats_inside or repeated):
                open_groups[-1] = True
        elif open_groups and (character == "|" or _UNBOUNDED.match(pattern[place:])):
            open_groups[-1] = True
    return False
