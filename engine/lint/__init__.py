"""The publish gate: finds what can't run, what can't be meant, and what the desk may not ask of a citizen.

Reads bundles of strangers in bounded time; never raises on their content, never changes it."""

from engine.lint import (
    activities,
    collaboration,
    data,
    decisions,
    dialect,
    events,
    exchange,
    expressions,
    flows,
    form_properties,
    forms,
    gateways,
    items,
    references,
    scripts,
    soundness,
    structure,
    texts,
    unsupported,
    validity,
    variables,
)
from engine.lint.components import conditions, content, lists, pictures, values
from engine.lint.gate import lint
from engine.lint.publishing import beginnings, clocks, desk, endings, languages, one_window, package, surroundings
from engine.lint.registry import RULES, LintRule
from engine.lint.unread import decision_words, files, keys, without_effect

#: the modules whose import registers the rules
RULE_MODULES = (
    validity,
    without_effect,
    references,
    structure,
    flows,
    events,
    activities,
    data,
    items,
    exchange,
    gateways,
    collaboration,
    soundness,
    expressions,
    variables,
    scripts,
    unsupported,
    dialect,
    desk,
    beginnings,
    endings,
    surroundings,
    languages,
    one_window,
    package,
    clocks,
    forms,
    lists,
    form_properties,
    values,
    conditions,
    content,
    pictures,
    decisions,
    decision_words,
    texts,
    keys,
    files,
)

__all__ = ["RULES", "RULE_MODULES", "LintRule", "lint"]
