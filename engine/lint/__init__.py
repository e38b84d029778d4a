"""The publish gate: finds what can't run, what can't be meant, and what the desk may not ask of a citizen.

Reads bundles of strangers in bounded time; never raises on their content, never changes it."""

from engine.lint import (
    desk,
    events,
    expressions,
    flows,
    gateways,
    questions,
    references,
    soundness,
    structure,
    support,
    wording,
)
from engine.lint.gate import lint
from engine.lint.registry import RULES, Rule

#: the modules whose import registers the rules
RULE_MODULES = (
    references,
    structure,
    flows,
    events,
    gateways,
    soundness,
    expressions,
    support,
    wording,
    desk,
    questions,
)

__all__ = ["RULES", "RULE_MODULES", "Rule", "lint"]
