"""Incidents as releases up to snapshot format 3 stored them: a sentence, and no code. The only place that may look into
one; frozen, since nobody writes such sentences any more."""

import re
from collections.abc import Mapping
from typing import Final

from engine.incident_codes import CONNECTOR_UNREACHABLE, IncidentCode

#: how those sentences began, in the order in which they are tried; what the groups catch are the parameters
_SENTENCES: Final = tuple(
    (re.compile(pattern, re.DOTALL), code)
    for pattern, code in (
        (
            r"Another case waits for this message(?:: “(?P<message>.*)”, key “(?P<key>.*)”, case (?P<case>.*))?",
            IncidentCode.MESSAGE_KEY_TAKEN,
        ),
        (r"No way out of (?:“(?P<element>[^”]*)”)?", IncidentCode.NO_WAY_OUT),
        (r"The process goes round", IncidentCode.ENDLESS_LOOP),
        (r"“(?P<element>[^”]*)” is nested more than (?P<limit>\d+) deep", IncidentCode.NESTED_TOO_DEEP),
        (r"The decision has no result: (?P<reason>.*)", IncidentCode.DECISION_WITHOUT_RESULT),
        (r"The result can't be kept as case data: (?P<reason>.*)", IncidentCode.RESULT_NOT_JSON),
        (r"Only a context can become variables by itself", IncidentCode.RESULT_UNNAMED),
        (r"A time was expected, not (?P<value>.*)", IncidentCode.TIME_EXPECTED),
        (r"“(?P<value>.*)” is not an ISO 8601 moment or duration$", IncidentCode.TIME_UNREADABLE),
        (r"“(?P<value>.*)” is not a repeating interval$", IncidentCode.CYCLE_UNREADABLE),
        (
            (
                r"(?P<reason>(?:The calendar has no working time there|Calendars cover the years|"
                r"The cron expression names a day that never comes|“.*” isn't a (?:duration|cron expression)|"
                r"“.*” isn't a number from \d+ to \d+ of a cron expression).*)"
            ),
            IncidentCode.TIME_BEYOND_CALENDAR,
        ),
        (r"A list was expected to go through", IncidentCode.LIST_EXPECTED),
        (r"A number of instances was expected, not (?P<value>.*)", IncidentCode.COUNT_EXPECTED),
        (r"(?P<count>\d+) instances are more than (?P<limit>\d+)", IncidentCode.TOO_MANY_INSTANCES),
        (r"All activities are done, and the completion condition", IncidentCode.COMPLETION_NOT_REACHED),
        (
            rf"(?P<error>{CONNECTOR_UNREACHABLE}): (?P<reason>no connector «.*» is configured)",
            IncidentCode.CONNECTOR_UNKNOWN,
        ),
        (rf"(?P<error>{CONNECTOR_UNREACHABLE}|HTTP_5\d\d): (?P<reason>.*)", IncidentCode.CALL_UNANSWERED),
        (r"(?P<error>[A-Z][A-Z0-9_]*): (?P<reason>.*)", IncidentCode.CALL_REFUSED),
    )
)


def coded(sentence: str, expression: str | None) -> tuple[IncidentCode, dict[str, str | int]]:
    """The code and parameters of an incident that was stored with a sentence alone."""
    for pattern, code in _SENTENCES:
        found = pattern.match(sentence)
        if found is not None:
            return code, _parameters(found.groupdict())
    return IncidentCode.EXPRESSION_FAULT if expression else IncidentCode.UNKNOWN, {"reason": sentence}


def _parameters(caught: Mapping[str, str | None]) -> dict[str, str | int]:
    known = {name: value for name, value in caught.items() if value is not None}
    return {name: int(value) if name in ("count", "limit") else value for name, value in known.items()}
