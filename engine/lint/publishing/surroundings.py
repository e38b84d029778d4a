"""What a diagram names outside of its bundle: roles, groups, persons and connectors of the desk where it is to run.

Without a desk nothing of it can be checked, and that is said once."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from engine.desk import Desk
from engine.dialect import Element, miz
from engine.feel import Budget, FeelError, NotData, compile_expression, to_json
from engine.lint.diagram import Diagram
from engine.lint.registry import WARNING, Problem, service_rule
from engine.lint.service import Service

_CALLING = ("serviceTask", "sendTask", "businessRuleTask")
_WORKING = ("userTask", "manualTask")
#: for lists of names
_SMALL = Budget(steps=10_000)


@service_rule("role-unknown")
def find_unknown_roles(service: Service) -> Iterator[Problem]:
    """Lanes of a role that the desk doesn't have: no worklist would ever show their tasks. Where nobody holds the role
    at the moment, only supervisors see them."""
    for diagram, lane, role in _roles(service) if service.desk is not None else ():
        desk = service.desk or Desk()
        if role not in desk.roles:
            yield Problem(
                lane,
                f"نقش «{role}» در این میز نیست و کارهای این خط در کارتابل هیچ‌کس نمی‌آید. {_meant_fa(role, desk.roles)}",
                f"has the role “{role}”, which this desk doesn't have: its tasks would be in nobody's worklist. "
                f"{_meant_en(role, desk.roles)}",
                file=diagram.file,
                changes=_near(role, desk.roles),
            )
        elif role not in desk.held:
            yield Problem(
                lane,
                f"اکنون هیچ‌کس نقش «{role}» را ندارد و کارهای این خط تنها نزد سرپرست واحد می‌آید؛ نقش را به کسی بدهید.",
                f"has the role “{role}”, which nobody holds now, so that only the unit's supervisors see its tasks; "
                "give the role to somebody.",
                WARNING,
                file=diagram.file,
            )


@service_rule("candidate-unknown")
def find_unknown_candidates(service: Service) -> Iterator[Problem]:
    """Groups and persons that a task names (`miz:candidates`, candidate groups of other modelers: groups are roles) and
    that the desk doesn't have. Names that only the case's data tell can't be checked."""
    for diagram, task, written in _candidates(service) if service.desk is not None else ():
        desk = service.desk or Desk()
        if written.strip() in desk.bodies:
            yield Problem(
                task,
                f"نامزد «{written.strip()}» بی گیومه است و نام یک متغیر خوانده می‌شود، نه نقش؛ آن را میان دو گیومه "
                'راست (") بنویسید.',
                f"names the candidate “{written.strip()}” without quotation marks, which is a variable and no role; "
                f'write "{written.strip()}" with them.',
                file=diagram.file,
            )
        for name in named_candidates(written):
            if name not in desk.bodies | desk.persons:
                yield Problem(
                    task,
                    f"«{name}» نه نقش یا گروهی در این میز است و نه کارمندی؛ کار در کارتابل هیچ‌کس نمی‌آید. "
                    f"{_meant_fa(name, desk.bodies)}",
                    f"is given to “{name}”, which is no role, group or member of staff of this desk: it would be in "
                    f"nobody's worklist. {_meant_en(name, desk.bodies)}",
                    file=diagram.file,
                )
            elif name in desk.bodies - desk.held:
                yield Problem(
                    task,
                    f"به «{name}» داده شده که اکنون هیچ‌کس آن را ندارد و تنها سرپرست واحد کار را می‌بیند؛ نقش را به کسی "
                    "بدهید.",
                    f"is given to “{name}”, which nobody is now, so that only the unit's supervisors see it; give the "
                    "role to somebody.",
                    WARNING,
                    file=diagram.file,
                )


@service_rule("connector-unknown")
def find_unknown_connectors(service: Service) -> Iterator[Problem]:
    """Connectors that aren't set up at the desk: every case would stop there as an incident."""
    for diagram, task, name in _connectors(service) if service.desk is not None else ():
        known = service.desk.connectors if service.desk is not None else frozenset()
        if name not in known:
            yield Problem(
                task,
                f"رابط «{name}» که نمودار نام می‌برد در این سامانه تنظیم نشده است و هر پرونده این‌جا می‌ایستد. "
                f"{_meant_fa(name, known)}",
                f"names the connector “{name}”, which isn't set up here: every case would stop at it. "
                f"{_meant_en(name, known)}",
                file=diagram.file,
                changes=_near(name, known),
            )


@service_rule("desk-unchecked", WARNING, publishing=True)
def tell_what_is_unchecked(service: Service) -> Iterator[Problem]:
    """Nobody told the gate which roles, persons, connectors and languages the desk has."""
    if service.desk is None:
        named = (
            ("نقش", "roles", (role for _, _, role in _roles(service))),
            ("نامزد", "candidates", (name for _, _, text in _candidates(service) for name in named_candidates(text))),
            ("رابط", "connectors", (name for _, _, name in _connectors(service))),
        )
        found = [(fa, en, ", ".join(dict.fromkeys(names))) for fa, en, names in named]
        told_fa = "".join(f"، {fa} ({names})" for fa, _, names in found if names)
        told_en = "".join(f", {en} ({names})" for _, en, names in found if names)
        yield Problem(
            None,
            f"بررسی نشد، چون میز مقصد داده نشده است: زبان‌ها{told_fa}. با --desk میز را بدهید.",
            f"Unchecked, since no desk was given: languages{told_en}. Give one with --desk.",
        )


def named_candidates(written: str) -> tuple[str, ...]:
    """The names that a list of candidates holds whatever the case's data are; none where data decide."""
    try:
        compiled = compile_expression(written.strip().removeprefix("=").strip())
        value = None if compiled.names else to_json(compiled.evaluate({}, budget=_SMALL))
    except (FeelError, NotData):
        return ()
    values = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(one for one in values if isinstance(one, str)))


def _roles(service: Service) -> Iterator[tuple[Diagram, Element, str]]:
    for diagram in service.diagrams:
        for lane in diagram.of("lane"):
            role = (lane.get(miz("role")) or "").strip()
            if role and diagram.runs(lane):
                yield diagram, lane, role


def _candidates(service: Service) -> Iterator[tuple[Diagram, Element, str]]:
    for diagram in service.diagrams:
        for task in diagram.of(*_WORKING):
            written = task.get(miz("candidates"))
            if written and diagram.runs(task):
                yield diagram, task, written


def _connectors(service: Service) -> Iterator[tuple[Diagram, Element, str]]:
    for diagram in service.diagrams:
        for task in diagram.of(*_CALLING):
            name = (task.get(miz("connector")) or "").strip()
            if name and diagram.runs(task):
                yield diagram, task, name


def _near(name: str, known: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The change to the one name that is meant, where there is one."""
    return tuple((name, near) for near in get_close_matches(name, sorted(known), 1, 0.7))


def _meant_fa(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, sorted(known), 1, 0.7)
    choices = "، ".join(sorted(known))
    return f"آیا «{near[0]}» منظور است؟" if near else f"یکی از این‌ها را بنویسید: {choices or '—'}."


def _meant_en(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, sorted(known), 1, 0.7)
    choices = ", ".join(sorted(known))
    return f"Did you mean “{near[0]}”?" if near else f"Write one of: {choices or '—'}."
