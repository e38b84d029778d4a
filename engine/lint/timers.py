"""Constant times tried out: cycles without length, ends before their beginning, texts that are no time."""

from collections.abc import Iterator
from datetime import datetime

from engine.dialect import Element, miz
from engine.dialect.names import text_of
from engine.feel import text_of as plain
from engine.lint.diagram import Diagram
from engine.lint.iso import is_moment_or_span
from engine.lint.registry import WARNING, Problem, diagram_rule
from engine.lint.types.inference import constant_value
from engine.lint.types.places import MAX_READ
from engine.lint.types.sources import syntax
from engine.model import Severity
from engine.time import BadDuration, Duration

_TIMES = ("timeDate", "timeDuration", "timeCycle")
_NOTHING = Duration()


@diagram_rule("timer-sense")
def find_times_without_sense(diagram: Diagram) -> Iterator[Problem]:
    """Constant times that can't be meant: a cycle that repeats at once for ever, one that ends before it begins, FEEL
    whose value is no time (BPMN 2.0.2, 10.5.5; ISO 8601)."""
    for element, written, kind in _times(diagram):
        text = written if is_moment_or_span(written, kind) else _constant(written)
        told = None if text is None else _fault(text, kind)
        if told is not None:
            severity, fa, en = told
            grade = diagram.grade(element)
            yield Problem(element, fa, en, WARNING if WARNING in (severity, grade) else grade)


def _times(diagram: Diagram) -> Iterator[tuple[Element, str, str]]:
    for time in diagram.of(*_TIMES):
        yield time, text_of(time), diagram.kind[time]
    for element in diagram.with_dialect[:MAX_READ]:
        if element.get(miz("due")):
            yield element, (element.get(miz("due")) or "").strip(), "timeDuration"


def _constant(written: str) -> str | None:
    """The text that FEEL without variables gives; None for any other."""
    node = syntax(written)
    constant, value = (False, None) if node is None else constant_value(written, node, {})
    return plain(value).strip('"') if constant and value is not None else None


def _fault(text: str, kind: str) -> tuple[Severity, str, str] | None:
    """What is wrong with a constant time, in both languages."""
    if not is_moment_or_span(text, kind) and not is_moment_or_span(text, "timeDate"):
        return (
            Severity.ERROR,
            f"زمان «{text}» نه تاریخ است و نه مدت؛ مانند P10D یا PT8H بنویسید.",
            f"has the time “{text}”, which is neither a date nor a duration; write P10D or PT8H.",
        )
    head, _, rest = text.partition("/")
    if head.startswith("R") and rest:
        return _cycle_fault(text, rest)
    if kind == "timeDuration" and _span(text) == _NOTHING and text.startswith("P"):
        return (
            WARNING,
            f"مدت «{text}» صفر است و زمان‌سنج بی‌درنگ رخ می‌دهد؛ مدت را بنویسید.",
            f"has the duration “{text}”, which is none: the timer fires at once. Write how long it is.",
        )
    return None


def _cycle_fault(text: str, rest: str) -> tuple[Severity, str, str] | None:
    parts = rest.split("/")
    spans = [span for part in parts if (span := _span(part)) is not None]
    moments = [part for part in parts if _span(part) is None]
    if _NOTHING in spans:
        return (
            Severity.ERROR,
            f"دورهٔ «{text}» طولی ندارد و پی‌درپی تکرار می‌شود؛ فاصله را بنویسید، مانند R/P1D.",
            f"has the cycle “{text}”, which has no length and repeats without a pause; write how long, as in R/P1D.",
        )
    if len(moments) == 2 and not _in_order(*moments):
        return (
            Severity.ERROR,
            f"دورهٔ «{text}» پیش از آغاز پایان می‌یابد؛ دو زمان را جابه‌جا کنید.",
            f"has the cycle “{text}”, which ends before it begins; change the two moments.",
        )
    return None


def _in_order(first: str, second: str) -> bool:
    one, other = datetime.fromisoformat(first), datetime.fromisoformat(second)
    return one.replace(tzinfo=None) < other.replace(tzinfo=None) if one.tzinfo != other.tzinfo else one < other


def _span(text: str) -> Duration | None:
    try:
        return Duration.parse(text)
    except BadDuration:
        return None
