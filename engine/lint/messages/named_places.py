"""From a problem to the finding that people read: the place named as they know it, and what its rule says of it."""

from collections.abc import Mapping

from engine.dialect import Element, local_name, miz
from engine.findings import Finding
from engine.lint.messages.code_marks import with_code_marks
from engine.lint.messages.fixes import Locator
from engine.lint.registry import LintRule, Problem
from engine.lint.service import FormFile
from engine.model import Bilingual


def finding_of(rule: LintRule, problem: Problem, file: str, forms: Mapping[str, FormFile], locator: Locator) -> Finding:
    """The finding of a problem. `file` is where it stands unless it says so itself, `forms` are by file, `locator`
    finds what its changes are to replace."""
    where = problem.file or file
    label, place = _named(problem, forms.get(where))
    fa = _in_front(label.fa, place, "«", "»") + with_code_marks(problem.fa)
    message = Bilingual(fa, _in_front(label.en, place, "“", "”") + problem.en)
    line = None if problem.element is None else problem.element.sourceline
    return Finding(
        where,
        place,
        rule.id,
        problem.severity or rule.severity,
        message,
        label=label if any(label) else None,
        line=line if isinstance(line, int) and line > 0 else None,
        consequence=problem.consequence,
        remedy=problem.remedy,
        fixes=locator.fixes(where, place, problem.changes) if problem.changes else (),
    )


def _named(problem: Problem, form: FormFile | None) -> tuple[Bilingual, str | None]:
    """What people call the place, and its id."""
    if problem.element is not None:
        named = _nearest_with_id(problem.element)
        place = problem.place or (named.get("id") if named is not None else None)
        persian = _one_line(named, "name")
        return Bilingual(persian, _one_line(named, miz("en")) or persian), place
    label = form.label_of(problem.place) if form is not None and problem.place else Bilingual("", "")
    return label, problem.place


def _in_front(label: str, place: str | None, opening: str, closing: str) -> str:
    if not place:
        return ""
    return f"{opening}{label}{closing} ({place}): " if label else f"{place}: "


def _one_line(element: Element | None, attribute: str) -> str:
    return "" if element is None else " ".join((element.get(attribute) or "").split())


def _nearest_with_id(element: Element) -> Element | None:
    """The element itself or the one around it that an editor can show: not a part of it such as an expression."""
    current: Element | None = element
    while current is not None and (not current.get("id") or _is_part(current)):
        current = current.getparent()
    return current


def _is_part(element: Element) -> bool:
    kind, parent = local_name(element), element.getparent()
    if kind.endswith("EventDefinition"):
        return parent is not None and local_name(parent) != "definitions"
    return not kind or kind in _PARTS


_PARTS = frozenset(
    """ioSpecification inputSet outputSet loopCharacteristics standardLoopCharacteristics assignment extensionElements
    multiInstanceLoopCharacteristics complexBehaviorDefinition participantMultiplicity resourceAssignmentExpression
    resourceParameterBinding expression formalExpression conditionExpression condition completionCondition loopCondition
    loopCardinality activationCondition transformation from to timeDate timeDuration timeCycle messagePath dataPath
    dataState documentation""".split()  # noqa: SIM905 - a list of words reads better
)
