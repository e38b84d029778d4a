"""What the publish gate says of a bundle."""

from dataclasses import dataclass

from engine.model import Bilingual, Severity


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of one text in a file of a bundle, by which a finding goes away: data that an editor can apply.

    `place` says where: an XPath of the element or attribute in BPMN and DMN, a JSON pointer (RFC 6901) in forms,
    `line:N` from 1 on in YAML. `old` is what stands there (of a line: a part of it), `new` what to put in its place."""

    file: str
    place: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark of the publish gate: rule id, place, and what to do about it, in both languages."""

    file: str
    #: id of the element or component, key of the question, path of the text
    element: str | None
    rule: str
    severity: Severity
    #: the cause and what to do about it here, the element named in front
    message: Bilingual
    #: what people call the element or component
    label: Bilingual | None = None
    #: line in the file, from 1 on, where it is known
    line: int | None = None
    #: what comes of it for the citizen or the staff, as long as it stays
    consequence: Bilingual | None = None
    #: what the rule wants in general
    remedy: Bilingual | None = None
    #: safe changes, each of which is enough; empty where the author must decide
    fixes: tuple[Fix, ...] = ()
