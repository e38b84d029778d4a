"""The words of the dialect: which `miz:` attributes and elements stand where, and what their values look like."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from engine.dialect.names import ACTIVITIES, EVENTS
from engine.lint.iso import is_duration, is_moment
from engine.model import Audience, Clock, ClockStart, EndResult

#: a check of a value, and what is expected in Persian and English
Value = tuple[Callable[[str], bool], str, str]


def _one_of(*choices: str) -> Value:
    return choices.__contains__, "یکی از " + "، ".join(choices), "one of " + ", ".join(choices)


def _is_positive_duration(text: str) -> bool:
    return is_duration(text) and any(digit in text for digit in "123456789")


def _number(limit: int) -> Value:
    def fits(text: str) -> bool:
        return text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= limit

    return fits, f"عددی از ۰ تا {limit}", f"a number from 0 to {limit}"


def _due(text: str) -> bool:
    from engine.lint.expressions import feel_fault  # it imports the rules' registry, which this table must not

    return is_duration(text) or is_moment(text) or not (text.startswith("P") or feel_fault(text))


TEXT: Value = (lambda text: bool(text.strip()), "متن", "a text")
#: FEEL is looked at by the rule `feel`
FEEL: Value = (lambda text: bool(text.strip()), "عبارت FEEL", "a FEEL expression")
SPAN: Value = (_is_positive_duration, "مدت ISO 8601 مانند P10D یا PT4H", "an ISO 8601 duration such as P10D or PT4H")
SPANS: Value = (
    lambda text: bool(text.split()) and all(map(_is_positive_duration, text.split())),
    "مدت‌های ISO 8601 با فاصله، مانند P2D P4D",
    "ISO 8601 durations with blanks between, such as P2D P4D",
)
DUE: Value = (_due, "مدت ISO 8601 مانند P2D یا عبارت FEEL", "an ISO 8601 duration such as P2D, or FEEL")
FLAG = _one_of("true", "false")
CLOCK = _one_of(*Clock)
RETRIES = _number(100)
PRIORITY = _number(1000)

_PERSON: Mapping[str, Value] = {
    "audience": _one_of(*Audience),
    "form": TEXT,
    "due": DUE,
    "clock": CLOCK,
    "priority": PRIORITY,
    "candidates": FEEL,
    "pausesClock": FLAG,
}
_CALL: Mapping[str, Value] = {
    "connector": TEXT,
    "retries": RETRIES,
    "backoff": SPAN,
    "result": TEXT,
    "pausesClock": FLAG,
}
_END: Mapping[str, Value] = {"outcome": _one_of(*EndResult), "letter": TEXT}

#: attributes by kind of BPMN element; `en` is welcome everywhere, `stage` and `fileComplete` on activities and events
ATTRIBUTES: Mapping[str, Mapping[str, Value]] = {
    "process": {
        "responseTime": SPAN,
        "clock": CLOCK,
        "clockStart": _one_of(*ClockStart),
        "questionDue": SPAN,
        "questionReminders": SPANS,
        "legalLimit": SPAN,
        "legalClock": CLOCK,
    },
    "lane": {"role": TEXT, "unit": FEEL},
    "startEvent": {"form": TEXT, "key": FEEL},
    "userTask": _PERSON,
    "manualTask": _PERSON,
    "serviceTask": _CALL,
    "sendTask": {**_CALL, "notice": TEXT, "key": FEEL},
    "receiveTask": {"key": FEEL, "pausesClock": FLAG},
    "callActivity": {"passes": _one_of("all", "listed"), "returns": _one_of("all", "listed")},
    "businessRuleTask": {**_CALL, "decision": TEXT},
    "scriptTask": {"result": TEXT},
    "intermediateCatchEvent": {"key": FEEL, "pausesClock": FLAG},
    "boundaryEvent": {"key": FEEL},
    "intermediateThrowEvent": {"key": FEEL},
    "endEvent": {**_END, "key": FEEL},
    "messageEventDefinition": {"key": FEEL},
    "timerEventDefinition": {"clock": CLOCK},
    "dataInputAssociation": {"each": FLAG},
    "dataOutputAssociation": {"each": FLAG},
    "multiInstanceLoopCharacteristics": {"collection": FEEL, "item": TEXT, "output": TEXT, "outputItem": FEEL},
}
#: elements of the dialect: the BPMN elements (or dialect elements) they may stand in
ELEMENTS: Mapping[str, frozenset[str]] = {
    "stage": frozenset({"process"}),
    "warn": frozenset({"process", "userTask"}),
    "attendance": frozenset({"userTask"}),
    "bring": frozenset({"attendance"}),
    "input": frozenset(
        {"serviceTask", "sendTask", "businessRuleTask", "callActivity", "intermediateThrowEvent", "endEvent"}
    ),
    "output": frozenset({"serviceTask", "sendTask", "businessRuleTask", "callActivity"}),
}
#: attributes of the dialect's elements (without prefix): True where needed
ELEMENT_ATTRIBUTES: Mapping[str, Mapping[str, bool]] = {
    "stage": {"id": True, "name": True, "en": False, "due": False},
    "warn": {"do": True, "before": False, "after": False},
    "attendance": {"reason": False, "reasonEn": False, "duration": False},
    "bring": {"name": True, "en": False},
    "input": {"name": True, "value": True},
    "output": {"name": True, "value": True},
}


@lru_cache(maxsize=256)
def attributes_of(kind: str) -> Mapping[str, Value]:
    """The attributes of the dialect that an element of this kind may carry."""
    known = {**ATTRIBUTES.get(kind, {}), "en": TEXT}
    if kind in ACTIVITIES | EVENTS:
        known["stage"] = TEXT
        known["fileComplete"] = FLAG
    return known
