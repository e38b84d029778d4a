"""What clocks and warnings of a diagram must say to be kept: what begins the promise, and what a warning refers to; and
constant times tried out: cycles without length, ends before their beginning, texts that are no time."""

from collections.abc import Iterator
from datetime import datetime

from engine.dialect import Element, miz
from engine.dialect.names import children, extensions, text_of
from engine.feel import text_of as plain
from engine.lint.diagram import Diagram
from engine.lint.iso import is_duration, is_moment_or_span
from engine.lint.registry import WARNING, Problem, diagram_rule
from engine.lint.types.inference import constant_value
from engine.lint.types.places import MAX_READ
from engine.lint.types.sources import syntax
from engine.model import Audience, ClockStart, Severity, WarnStep
from engine.time import BadDuration, Duration


@diagram_rule("file-complete-unmarked")
def require_completion(diagram: Diagram) -> Iterator[Problem]:
    """A promise that counts from the complete file says at which element the file is complete."""
    marked = {diagram.process_of(node) for node in diagram.elements if node.get(miz("fileComplete")) == "true"}
    for process in diagram.of("process"):
        if process.get(miz("clockStart")) == ClockStart.FILE_COMPLETE and process not in marked:
            yield Problem(
                process,
                "زمان پاسخ از تکمیل پرونده شمرده می‌شود ولی هیچ عنصری miz:fileComplete ندارد؛ "
                "آن را روی نخستین کار پس از تکمیل بنویسید.",
                "counts its promise from the complete file, but no element has miz:fileComplete; set it on the first "
                "task after completion.",
            )


@diagram_rule("warning-incomplete")
def require_whole_warnings(diagram: Diagram) -> Iterator[Problem]:
    """A warning names one duration, before or after something that is due, and a step that can be taken there."""
    for owner in diagram.of("process", "userTask"):
        for warning in extensions(owner, "warn"):
            misplaced = _fault_of_task if diagram.kind[owner] == "userTask" else _fault_of_process
            problem = _fault(warning) or misplaced(owner, warning)
            if problem is not None:
                yield Problem(owner, *problem)


@diagram_rule("stage-due")
def require_due_stages(diagram: Diagram) -> Iterator[Problem]:
    """The `due` of a stage is a duration."""
    for process in diagram.of("process"):
        for stage in extensions(process, "stage"):
            due = (stage.get("due") or "").strip()
            if due and not is_duration(due):
                yield Problem(
                    process,
                    f"مهلت مرحله («{due}») مدت ISO 8601 نیست؛ مثلاً P5D بنویسید.",
                    f"has a stage whose due “{due}” isn't an ISO 8601 duration; write for example P5D.",
                )


def _fault(warning: Element) -> tuple[str, str] | None:
    """What is wrong with a warning, in both languages."""
    spans = [(warning.get(name) or "").strip() for name in ("before", "after") if warning.get(name) is not None]
    if len(spans) != 1 or not is_duration(spans[0]):
        return (
            "هشدار باید دقیقاً یکی از before و after را با مدت ISO 8601 داشته باشد، مانند P1D.",
            "has a warning that needs exactly one of before and after, an ISO 8601 duration such as P1D.",
        )
    step = (warning.get("do") or "").strip()
    if step not in list(WarnStep):
        return (
            f"گام هشدار «{step}» شناخته نیست؛ یکی از {'، '.join(WarnStep)} را بنویسید.",
            f"has a warning with the unknown step “{step}”; write one of {', '.join(WarnStep)}.",
        )
    return None


def _fault_of_process(process: Element, warning: Element) -> tuple[str, str] | None:
    if process.get(miz("responseTime")) is None:
        return (
            "هشدار به چیزی که مهلت دارد نیاز دارد؛ miz:responseTime را بنویسید.",
            "has a warning but nothing that is due; write miz:responseTime.",
        )
    if warning.get("do") != WarnStep.SUPERVISOR:
        return (
            "هشدار زمان پاسخ فقط سرپرست را خبر می‌کند؛ do را supervisor بنویسید.",
            'warns of the promise, which only supervisors are told of; write do="supervisor".',
        )
    return None


def _fault_of_task(task: Element, _warning: Element) -> tuple[str, str] | None:
    if task.get(miz("due")) is None or task.get(miz("audience")) != Audience.STAFF:
        return (
            "هشدار فقط برای کار کارکنان با مهلت (miz:due) است.",
            "has a warning, which only a staff task with miz:due can have.",
        )
    return None


_TIMES = ("timeDate", "timeDuration", "timeCycle")
_NOTHING = Duration()


@diagram_rule("timer-sense")
def find_times_without_sense(diagram: Diagram) -> Iterator[Problem]:
    """Constant times that can't be meant: a cycle that repeats at once for ever, one that ends before it begins, FEEL
    whose value is no time (BPMN 2.0.2, 10.5.5; ISO 8601)."""
    for element, written, kind in _constant_times(diagram):
        text = written if is_moment_or_span(written, kind) else _constant(written)
        told = None if text is None else _time_fault(text, kind)
        if told is not None:
            severity, fa, en = told
            grade = diagram.grade(element)
            yield Problem(element, fa, en, WARNING if WARNING in (severity, grade) else grade)


def _constant_times(diagram: Diagram) -> Iterator[tuple[Element, str, str]]:
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


def _time_fault(text: str, kind: str) -> tuple[Severity, str, str] | None:
    """What is wrong with a constant time, in both languages."""
    if not is_moment_or_span(text, kind) and not is_moment_or_span(text, "timeDate"):
        return (
            Severity.ERROR,
            f"زمان «{text}» نه تاریخ است و نه مدت؛ مانند P10D یا PT8H بنویسید.",
            f"has the time “{text}”, which is neither a date nor a duration; write P10D or PT8H.",
        )
    head, _, rest = text.partition("/")
    if head.startswith("R") and rest:
        return _cycle_time_fault(text, rest)
    if kind != "timeDate" and _span(text) == _NOTHING and text.startswith("P"):
        return (
            WARNING,
            f"مدت «{text}» صفر است و زمان‌سنج بی‌درنگ رخ می‌دهد؛ مدت را بنویسید.",
            f"has the duration “{text}”, which is none: the timer fires at once. Write how long it is.",
        )
    return None


def _cycle_time_fault(text: str, rest: str) -> tuple[Severity, str, str] | None:
    parts = rest.split("/")
    spans = [span for part in parts if (span := _span(part)) is not None]
    moments = [part for part in parts if _span(part) is None]
    if text[1:].partition("/")[0].isdecimal() and int(text[1:].partition("/")[0]) == 0:
        return (
            Severity.ERROR,
            f"دورهٔ «{text}» صفر بار رخ می‌دهد؛ تعداد را بنویسید یا R بی عدد بگذارید.",
            f"has the cycle “{text}”, which never happens; write how often, or R without a number.",
        )
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


@diagram_rule("timer-rounds", WARNING)
def find_rounds_that_never_come(diagram: Diagram) -> Iterator[Problem]:
    """A cycle of several rounds at an event that happens once: an intermediate event, or one that interrupts. Its first
    round counts alone (BPMN 2.0.2, 10.5.4: “a specific time-date or a specific cycle”); rounds from a moment on, or
    by cron, say which that is."""
    for event in diagram.of("intermediateCatchEvent", "boundaryEvent", "startEvent"):
        if not _happens_once(diagram, event):
            continue
        for cycle in (c for d in diagram.definitions(event) for c in children(d, "timeCycle")):
            text = text_of(cycle)
            if is_moment_or_span(text, "timeCycle") and _has_later_rounds(text):
                yield Problem(
                    event,
                    f"دورهٔ «{text}» چند نوبت دارد، ولی این رویداد فقط یک بار رخ می‌دهد و نوبت نخست به حساب می‌آید؛ "
                    "به جای آن مدت یا تاریخ بنویسید.",
                    f"has the cycle “{text}” of several rounds, but happens only once, at the first; write a duration "
                    "or a date instead.",
                )


def _has_later_rounds(text: str) -> bool:
    """Whether a cycle says that more than one round is meant. An endless one from a moment on says which one it is."""
    count, slash, rest = text.partition("/")
    return bool(slash) and (is_duration(rest.partition("/")[0]) if count == "R" else count[1:].lstrip("0") != "1")


def _happens_once(diagram: Diagram, event: Element) -> bool:
    """Whether an event is over when it has happened: it stands in the flow or interrupts."""
    kind, scope = diagram.kind[event], event.getparent()
    if kind == "startEvent":
        inside = scope is not None and scope.get("triggeredByEvent") == "true"
        return inside and event.get("isInterrupting", "true") in ("true", "1")
    return kind == "intermediateCatchEvent" or event.get("cancelActivity", "true") in ("true", "1")


def _in_order(first: str, second: str) -> bool:
    one, other = datetime.fromisoformat(first), datetime.fromisoformat(second)
    return one.replace(tzinfo=None) < other.replace(tzinfo=None) if one.tzinfo != other.tzinfo else one < other


def _span(text: str) -> Duration | None:
    try:
        return Duration.parse(text)
    except BadDuration:
        return None
