"""What the rules are tried with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """`bad` breaks the rule, `good` doesn't; both are bundles or single diagrams."""

    bad: bytes | dict[str, bytes]
    good: bytes | dict[str, bytes]
    publishing: bool = False
