"""From a bundle to its findings: read what can be read, run every rule, name the places, sort."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from engine.definition import parse
from engine.desk import Desk
from engine.dialect import Element, XmlError, miz, parse_xml, read_diagram
from engine.dialect.names import local_part
from engine.errors import DefinitionError
from engine.findings import Finding
from engine.lint.diagram import Diagram
from engine.lint.expressions import size_of_expressions
from engine.lint.messages.fixes import Locator
from engine.lint.messages.named_places import finding_of
from engine.lint.messages.order import worst_first
from engine.lint.messages.rule_texts import with_rule_texts
from engine.lint.registry import RULES, LintRule, Problem, diagram_rule
from engine.lint.service import Service, read_form
from engine.model import Bilingual, Severity

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


#: what somebody else says of a bundle, such as the package that shows forms: findings of its files
Judge = Callable[[Mapping[str, bytes]], Iterable[Finding]]


def lint(
    bundle: Mapping[str, bytes],
    *,
    publishing: bool = False,
    desk: Desk | None = None,
    judges: Iterable[Judge] = (),
) -> tuple[Finding, ...]:
    """All findings of a bundle at once, worst first (`engine.lint.messages.order`); empty when there is nothing to say.

    `publishing` adds what only a service must have: forms, audiences, outcomes, a promise. `desk` is where it is to
    run: roles, people and systems that aren't there are errors; without it, publishing says what is unchecked. `judges`
    add what they find; an error of theirs at a place where a rule has found one already is left out. Never raises."""
    service, findings = _read(bundle, publishing=publishing, desk=desk)
    rules = [rule for rule in RULES.values() if publishing or not rule.publishing]
    forms = {form.file: form for form in service.forms.values()}
    locator = Locator(bundle)
    main = service.diagrams[0].file if service.diagrams else "process.bpmn"
    for diagram in service.diagrams:
        findings += (finding_of(rule, told, diagram.file, forms, locator) for rule, told in _of_diagram(diagram, rules))
    for rule in rules:
        if rule.service is not None:
            told = islice(rule.service(service), MAX_FINDINGS)
            findings += (finding_of(rule, problem, main, forms, locator) for problem in told)
    findings += _judged(bundle, judges, findings)
    if not any(finding.severity is Severity.ERROR for finding in findings):
        refused = RULES["unsupported"]
        findings += (finding_of(refused, problem, main, forms, locator) for problem in _refusals(service, bundle))
    return worst_first(with_rule_texts(finding) for finding in findings)


def _read(bundle: Mapping[str, bytes], *, publishing: bool, desk: Desk | None) -> tuple[Service, list[Finding]]:
    """The bundle as the rules see it, and its files that can't be read as XML."""
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
            findings.append(Finding(file, None, "unreadable", Severity.ERROR, error.text, line=error.line))
    forms = {f.id: f for f in (read_form(file, bundle[file]) for file in looked_at if file.endswith(".form"))}
    service = Service(
        tuple(diagrams),
        forms,
        frozenset(decisions),
        frozenset(bundle),
        decision_files,
        texts={file: bundle[file] for file in looked_at if _TEXTS.fullmatch(file)},
        written={file: bundle[file] for file in looked_at if file.endswith((".yaml", ".json", ".form"))},
        package=bundle.get("package.yaml", b""),
        called=tuple(_called(bundle)),
        desk=desk,
        called_forms=tuple(read_form(file, bundle[file]) for file in sorted(bundle) if _CALLED_FORM.fullmatch(file)),
        unreadable=frozenset(finding.file for finding in findings),
    )
    return service, findings


def _judged(bundle: Mapping[str, bytes], judges: Iterable[Judge], findings: list[Finding]) -> list[Finding]:
    """What the judges add to the findings of the rules."""
    known = {(finding.file, finding.element) for finding in findings if finding.severity is Severity.ERROR}
    blind = {file for file, element in known if element is None}
    return [
        finding
        for judge in judges
        for finding in judge(bundle)
        if (finding.file, finding.element) not in known and finding.file not in blind
    ]


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
                    f"موتور این نمودار را اجرا نمی‌کند: {error.text.fa}. آن را اصلاح کنید.",
                    f"The engine refuses this diagram: {error.text.en}. Correct it.",
                    file=diagram.file,
                    place=error.element,
                )


def _needs_other_files(diagram: Diagram, service: Service) -> bool:
    """Whether a diagram that is looked at alone calls processes or decisions which stand elsewhere."""
    processes = {process.get("id") for process in diagram.of("process")}
    called = {local_part(call.get("calledElement")) for call in diagram.of("callActivity")}
    decisions = {task.get(miz("decision")) for task in diagram.of("businessRuleTask")} - {None}
    return not called <= processes or not decisions <= service.decisions


def _of_diagram(diagram: Diagram, rules: list[LintRule]) -> list[tuple[LintRule, Problem]]:
    """The problems of one diagram in the order of the file. What isn't BPMN gets one only."""
    if diagram.kind[diagram.root] != "definitions":
        rules = [RULES["not-bpmn"]]
    found = [
        (rule, problem)
        for rule in rules
        if rule.diagram is not None
        for problem in islice(rule.diagram(diagram), MAX_FINDINGS)
    ]
    found.sort(key=lambda pair: _line(pair[1].element))
    return found


def _line(element: Element | None) -> int:
    line = None if element is None else element.sourceline
    return line if isinstance(line, int) else 0
