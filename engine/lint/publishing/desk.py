"""What the desk demands of a service: somebody to do each task, presence announced properly, stages, answers."""

from collections.abc import Iterator

from engine.dialect import Element, miz
from engine.dialect.names import children, extensions
from engine.lint.diagram import Diagram
from engine.lint.iso import is_duration
from engine.lint.publishing.surroundings import named_candidates
from engine.lint.registry import WARNING, Problem, diagram_rule, service_rule
from engine.lint.service import Service
from engine.model import Audience


@diagram_rule("audience-missing", publishing=True)
def require_audiences(diagram: Diagram) -> Iterator[Problem]:
    """A user task says whose work it is."""
    for task in diagram.of("userTask"):
        if diagram.runs(task) and not task.get(miz("audience")):
            yield Problem(
                task,
                "نمی‌گوید کار چه کسی است؛ miz:audience را applicant، staff یا desk بنویسید.",
                "doesn't say whose work it is; set miz:audience to applicant, staff or desk.",
            )


@diagram_rule("attendance-incomplete")
def require_whole_attendances(diagram: Diagram) -> Iterator[Problem]:
    """Who must come in person learns beforehand why, for how long and with what (P3)."""
    for task in diagram.of("userTask"):
        if task.get(miz("audience")) != Audience.DESK:
            continue
        found = next(extensions(task, "attendance"), None)
        lacking = ["attendance"]
        if found is not None:
            lacking = [name for name in ("reason", "duration") if not (found.get(name) or "").strip()]
            lacking += [] if any(item.tag == miz("bring") for item in found) else ["bring"]
            if "duration" not in lacking and not is_duration(found.get("duration", "")):
                lacking.append("duration")
        if lacking:
            fa, en = "، ".join(lacking), ", ".join(lacking)
            yield Problem(
                task,
                f"حضور می‌خواهد ولی اعلام آن کامل نیست ({fa})؛ در miz:attendance دلیل، مدت و مدارک همراه را بنویسید.",
                f"asks people to come without saying all (lacking: {en}); write reason, duration and what to bring "
                "in miz:attendance.",
            )


@diagram_rule("attendance-elsewhere")
def find_attendance_elsewhere(diagram: Diagram) -> Iterator[Problem]:
    """Attendance on a task that isn't done at a front desk: nobody may be received anywhere else (P1, P2)."""
    for task in diagram.of("userTask"):
        if next(extensions(task, "attendance"), None) is not None and task.get(miz("audience")) != Audience.DESK:
            yield Problem(
                task,
                "miz:attendance دارد ولی کار میز خدمت نیست؛ miz:audience را desk کنید یا حضور را بردارید.",
                "has a miz:attendance but is no desk task; set miz:audience to desk or remove the attendance.",
            )


@diagram_rule("stage-unused", WARNING)
def find_unused_stages(diagram: Diagram) -> Iterator[Problem]:
    """Declared stages that no element belongs to: the citizen will never see them."""
    for process in diagram.of("process"):
        used = {(element.get(miz("stage")) or "").strip() for element in process.iter()}
        for stage in extensions(process, "stage"):
            if stage.get("id") and stage.get("id") not in used:
                yield Problem(
                    process,
                    f"مرحله «{stage.get('id')}» به هیچ کاری داده نشده است؛ آن را به کارها بدهید یا بردارید.",
                    f"declares the stage “{stage.get('id')}”, but no element belongs to it; assign or remove it.",
                )


@diagram_rule("stage-twice")
def find_doubled_stages(diagram: Diagram) -> Iterator[Problem]:
    """Two stages of one id."""
    for process in diagram.of("process"):
        seen: set[str] = set()
        for stage in extensions(process, "stage"):
            id_ = stage.get("id", "")
            if id_ in seen:
                yield Problem(
                    process,
                    f"مرحله «{id_}» دو بار تعریف شده است؛ یکی را بردارید.",
                    f"declares the stage “{id_}” twice; remove one.",
                )
            seen.add(id_)


@diagram_rule("stages-missing", publishing=True)
def require_stages(diagram: Diagram) -> Iterator[Problem]:
    """The citizen follows stages (I5): declared ones, or lanes to derive them from."""
    for process in diagram.of("process"):
        staged = (
            next(extensions(process, "stage"), None) is not None or next(children(process, "laneSet"), None) is not None
        )
        if diagram.runs(process) and not staged:
            yield Problem(
                process,
                "نه مرحله دارد و نه خط شنا، پس متقاضی چیزی برای پیگیری نمی‌بیند؛ miz:stage تعریف کنید.",
                "has neither stages nor lanes, so the applicant has nothing to follow; declare miz:stage.",
            )


@diagram_rule("promise-missing", publishing=True)
def require_a_promise(diagram: Diagram) -> Iterator[Problem]:
    """A service in which people work says when the answer will be given (I3)."""
    for process in diagram.of("process"):
        waits = any(diagram.process_of(task) is process for task in diagram.of("userTask", "manualTask", "receiveTask"))
        if diagram.runs(process) and waits and not process.get(miz("responseTime")):
            yield Problem(
                process,
                "زمان پاسخ ندارد؛ miz:responseTime را بنویسید، مثلاً P10D.",
                "has no response time; write miz:responseTime, for example P10D.",
            )


@service_rule("lane-role-missing", publishing=True)
def require_roles(service: Service) -> Iterator[Problem]:
    """Staff work says whose it is: by a lane with a role, or by a group among its candidates."""
    for diagram in service.diagrams:
        lanes = _with_role(diagram)
        for task in filter(diagram.runs, diagram.of("userTask", "manualTask")):
            around = {task.get("id", ""), *(scope.get("id", "") for scope in task.iterancestors())}
            # a manual task without audience is staff's
            audience = task.get(miz("audience")) or (Audience.STAFF if diagram.kind[task] == "manualTask" else "")
            if audience == Audience.STAFF and lanes.isdisjoint(around) and not _names_group(task, service):
                yield Problem(
                    task,
                    "کار کارمند است ولی نه خط شنای آن نقشی (miz:role) دارد و نه نامزدی از نقش‌ها؛ معلوم نیست کار کیست. "
                    "آن را در خطی با نقش بگذارید.",
                    "is staff work, but neither has its lane a role (miz:role) nor is a role among its candidates, so "
                    "that it is nobody's; put it in a lane with a role.",
                    file=diagram.file,
                )


def _with_role(diagram: Diagram) -> frozenset[str]:
    """The ids of what stands in lanes with a role."""
    found = set()
    for reference in diagram.of("flowNodeRef"):
        lane = reference.getparent()
        while lane is not None and diagram.kind.get(lane) in ("lane", "childLaneSet"):
            if lane.get(miz("role")):
                found.add((reference.text or "").strip())
            lane = lane.getparent()
    return frozenset(found - {""})


def _names_group(task: Element, service: Service) -> bool:
    """Whether a group is among the candidates for sure; without a desk any name may be one."""
    names = named_candidates(task.get(miz("candidates")) or "null")
    return any(service.desk is None or name in service.desk.bodies for name in names)
