"""How somebody at a front desk agreed to what was written for them, as a plain value."""

from dataclasses import dataclass

from app.vocabulary import ConsentKind


@dataclass(frozen=True, slots=True)
class Consent:
    """How the person present agreed: the last digits of the number that the code went to, or why there was none."""

    kind: ConsentKind
    detail: str
