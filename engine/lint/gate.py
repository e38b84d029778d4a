"""From a bundle to its findings: read what can be read, run every rule, name the elements, sort."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from engine.definition import parse
from engine.desk import Desk
from engine.dialect import Element, XmlError, local_name, miz, parse_xml, read_diagram
from engine.dialect.names import local_part
from engine.errors import DefinitionError
from engine.lint.diagram import Diagram
from engine.lint.expressions import size_of_expressions
from engine.lint.registry import RULES, LintRule, Problem, diagram_rule
from engine.lint.service import Service, read_form
from engine.model import Bilingual, Finding, Severity

#: of one rule in one file; nobody reads more
MAX_FINDINGS = 200
#: bundles of services that this one calls: judged when they were published
ELSEWHERE = "called/"
_CALLED_FORM = re.compile(r"called/.+\.form")
_TEXTS = re.compile(r"letters/.+\.yaml|notices\.yaml")
#: characters that all expressions and scripts of one file may have together
MAX_EXPRESSIONS = 250_000
_TOO_MUCH = Bilingual(
    f"عبارت‌ها و اسکریپت‌های پرونده روی هم از {MAX_EXPRESSIONS} نویسه بیش‌ترند و بازرسی نشدند. "
    "آن را به چند فرایند بخش کنید.",
    f"The expressions and scripts of the file have more than {MAX_EXPRESSIONS} characters together and weren't "
    "checked. Divide it into several processes.",
)
#: executable processes of one file that are tried
MAX_PROCESSES = 20


@diagram_rule("unreadable")
def refuse_unreadable(diagram: Diagram) -> Iterator[Problem]:
    """Told while reading (`_read`): a file that got as far as being a diagram can be read."""
    yield from ()


@diagram_rule("not-bpmn")
def refuse_other_xml(diagram: Diagram) -> Iterator[Problem]:
    """XML whose root isn't BPMN 2.0 `definitions`."""
    if diagram.kind[diagram.root] != "definitions":
        yield Problem(
            None,
            "این فایل BPMN 2.0 نیست (ریشه آن definitions نیست). آن را در ویرایشگر BPMN دوباره ذخیره کنید.",
            "This is not a BPMN 2.0 file (its root isn't definitions). Save it again from a BPMN editor.",
        )


def lint(bundle: Mapping[str, bytes], *, publishing: bool = False, desk: Desk | None = None) -> tuple[Finding, ...]:
    """All findings of a bundle, diagram by diagram, in the order of the file; empty when there is nothing to say.

    `publishing` adds what only a service must have: forms, audiences, outcomes, a promise. `desk` is where it is to
    run: roles, people and systems that aren't there are errors; without it, publishing says what is unchecked. Never
    raises."""
    findings: list[Finding] = []
    diagrams: list[Diagram] = []
    decisions: set[str] = set()
    decision_files: dict[str, bytes] = {}
    looked_at = [file for file in sorted(bundle) if not file.startswith(ELSEWHERE)]
    for file in looked_at:
        try:
            if file.endswith(".dmn"):
                decisions.update(e.get("id", "") for e in parse_xml(bundle[file]).iter("{*}decision"))
                decision_files[file] = bundle[file]
            elif file.endswith((".bpmn", ".xml")):
                read = read_diagram(bundle[file])
                if size_of_expressions(read.root) > MAX_EXPRESSIONS:
                    raise XmlError("too-big", _TOO_MUCH)
                diagrams.append(Diagram(file, read.root, publishing=publishing, remarks=read.remarks))
        except XmlError as error:
            findings.append(Finding(file, None, "unreadable", Severity.ERROR, error.text))
    forms = {f.id: f for f in (read_form(file, bundle[file]) for file in looked_at if file.endswith(".form"))}
    service = Service(
        tuple(diagrams),
        forms,
        frozenset(decisions),
        frozenset(bundle),
        decision_files,
        texts={file: bundle[file] for file in looked_at if _TEXTS.fullmatch(file)},
        written={file: bundle[file] for file in looked_at if file.endswith((".yaml", ".json", ".form"))},
        called=tuple(_called(bundle)),
        desk=desk,
        called_forms=tuple(read_form(file, bundle[file]) for file in sorted(bundle) if _CALLED_FORM.fullmatch(file)),
    )
    rules = [rule for rule in RULES.values() if publishing or not rule.publishing]
    for diagram in diagrams:
        findings += _of_diagram(diagram, rules)
    main = diagrams[0].file if diagrams else "process.bpmn"
    for rule in rules:
        if rule.service is not None:
            findings += (_finding(rule, problem, main) for problem in islice(rule.service(service), MAX_FINDINGS))
    if not any(finding.severity is Severity.ERROR for finding in findings):
        findings += (_finding(RULES["unsupported"], problem, main) for problem in _refusals(service, bundle))
    return tuple(findings)


def _called(bundle: Mapping[str, bytes]) -> Iterator[Diagram]:
    """The diagrams of services that this one calls, as far as they can be read."""
    for file in sorted(bundle):
        if file.startswith(ELSEWHERE) and file.endswith(".bpmn"):
            try:
                yield Diagram(file, read_diagram(bundle[file]).root)
            except XmlError:
                continue


def _refusals(service: Service, bundle: Mapping[str, bytes]) -> Iterator[Problem]:
    """What the engine itself says against each executable process that no rule objects to."""
    for diagram in service.diagrams:
        for process in islice(filter(diagram.runs, diagram.of("process")), MAX_PROCESSES):
            if not diagram.publishing and _needs_other_files(diagram, service):
                continue
            try:
                parse({**bundle, "process.bpmn": bundle[diagram.file]}, process=process.get("id"))
            except DefinitionError as error:
                yield Problem(
                    None,
                    f"موتور این نمودار را اجرا نمی‌کند: {error}. آن را اصلاح کنید.",
                    f"The engine refuses this diagram: {error}. Correct it.",
                    file=diagram.file,
                    place=error.element,
                )


def _needs_other_files(diagram: Diagram, service: Service) -> bool:
    """Whether a diagram that is looked at alone calls processes or decisions which stand elsewhere."""
    processes = {process.get("id") for process in diagram.of("process")}
    called = {local_part(call.get("calledElement")) for call in diagram.of("callActivity")}
    decisions = {task.get(miz("decision")) for task in diagram.of("businessRuleTask")} - {None}
    return not called <= processes or not decisions <= service.decisions


def _of_diagram(diagram: Diagram, rules: list[LintRule]) -> list[Finding]:
    """The findings of one diagram in the order of the file. What isn't BPMN gets one finding only."""
    if diagram.kind[diagram.root] != "definitions":
        rules = [RULES["not-bpmn"]]
    found = [
        (problem, rule)
        for rule in rules
        if rule.diagram is not None
        for problem in islice(rule.diagram(diagram), MAX_FINDINGS)
    ]
    found.sort(key=lambda pair: _line(pair[0].element))
    return [_finding(rule, problem, diagram.file) for problem, rule in found]


def _line(element: Element | None) -> int:
    line = None if element is None else element.sourceline
    return line if isinstance(line, int) else 0


def _finding(rule: LintRule, problem: Problem, file: str) -> Finding:
    element, place = problem.element, problem.place
    fa, en = problem.fa, problem.en
    if element is not None:
        named, place = _nearest_with_id(element), problem.place
        place = place or (named.get("id") if named is not None else None)
        persian = _one_line(named, "name")
        english = _one_line(named, miz("en")) or persian
        fa = f"{f'«{persian}» ({place})' if persian else place}: {fa}" if place else fa
        en = f"{f'“{english}” ({place})' if english else place}: {en}" if place else en
    elif place:
        fa, en = f"{place}: {fa}", f"{place}: {en}"
    return Finding(problem.file or file, place, rule.id, problem.severity or rule.severity, Bilingual(fa, en))


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
