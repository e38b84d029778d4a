"""What clocks and warnings of a diagram must say to be kept: what begins the promise, and what a warning refers to."""

from collections.abc import Iterator

from engine.dialect import miz
from engine.dialect.names import extensions
from engine.dialect.xml import Element
from engine.lint.diagram import Diagram
from engine.lint.iso import is_duration
from engine.lint.registry import Problem, diagram_rule
from engine.model import Audience, ClockStart, WarnStep


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
