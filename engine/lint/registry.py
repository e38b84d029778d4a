"""The rules of the publish gate: each has an id, a severity, a check and a page `docs/lint/<id>.md`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.dialect import Element
from engine.lint.diagram import Diagram
from engine.lint.service import Service
from engine.model import Bilingual, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check found: where, why and what to do about it. The element is named in front of the text later.

    The two texts are enough; whatever else is None is taken from the rule (`engine.lint.messages.rule_texts`)."""

    element: Element | None
    fa: str
    en: str
    #: None: that of the rule
    severity: Severity | None = None
    #: a file of the bundle other than the diagram, and the id of the place there
    file: str | None = None
    place: str | None = None
    #: what comes of it and what to do, where that is another thing than the rule says
    consequence: Bilingual | None = None
    remedy: Bilingual | None = None
    #: safe changes, each of which makes it go away: the whole text at the place as it is written (an expression, the
    #: value or the name of an attribute), and what to write instead; `engine.lint.messages.fixes` finds it in the file
    changes: tuple[tuple[str, str], ...] = ()


DiagramCheck = Callable[[Diagram], Iterator[Problem]]
ServiceCheck = Callable[[Service], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class LintRule:
    """A rule; exactly one of its two checks is set."""

    id: str
    severity: Severity
    #: demanded only of what is to be published
    publishing: bool
    diagram: DiagramCheck | None = None
    service: ServiceCheck | None = None


#: all rules by id, in the order of their modules
RULES: dict[str, LintRule] = {}


def diagram_rule(
    id_: str, severity: Severity = ERROR, *, publishing: bool = False
) -> Callable[[DiagramCheck], DiagramCheck]:
    """Register a check of each diagram of a bundle."""

    def register(check: DiagramCheck) -> DiagramCheck:
        RULES[id_] = LintRule(id_, severity, publishing, diagram=check)
        return check

    return register


def service_rule(
    id_: str, severity: Severity = ERROR, *, publishing: bool = False
) -> Callable[[ServiceCheck], ServiceCheck]:
    """Register a check of the bundle as a whole: its forms, and how they meet the diagram."""

    def register(check: ServiceCheck) -> ServiceCheck:
        RULES[id_] = LintRule(id_, severity, publishing, service=check)
        return check

    return register
