"""What is told of each rule besides its findings: title, what it finds, what comes of it, what to do, in two languages.

Every rule has an entry, which a test demands."""

from collections.abc import Mapping
from dataclasses import replace

from engine.findings import Finding
from engine.lint.messages.rule_texts.activities import ACTIVITIES
from engine.lint.messages.rule_texts.components import COMPONENTS
from engine.lint.messages.rule_texts.desk import DESK
from engine.lint.messages.rule_texts.dialect import DIALECT
from engine.lint.messages.rule_texts.events import EVENTS
from engine.lint.messages.rule_texts.expressions import EXPRESSIONS
from engine.lint.messages.rule_texts.files import FILES
from engine.lint.messages.rule_texts.flows import FLOWS
from engine.lint.messages.rule_texts.forms import FORMS
from engine.lint.messages.rule_texts.gateways import GATEWAYS
from engine.lint.messages.rule_texts.items import ITEMS
from engine.lint.messages.rule_texts.package import PACKAGE
from engine.lint.messages.rule_texts.text import RuleText
from engine.lint.messages.rule_texts.unread import UNREAD

#: by the id of the rule
RULE_TEXTS: Mapping[str, RuleText] = {
    **FILES,
    **FLOWS,
    **EVENTS,
    **GATEWAYS,
    **ACTIVITIES,
    **EXPRESSIONS,
    **DESK,
    **FORMS,
    **PACKAGE,
    **DIALECT,
    **ITEMS,
    **COMPONENTS,
    **UNREAD,
}


def with_rule_texts(finding: Finding) -> Finding:
    """The finding with consequence and remedy of its rule, where it says none itself."""
    text = RULE_TEXTS.get(finding.rule)
    if text is None:
        return finding
    return replace(
        finding,
        consequence=finding.consequence or text.consequence,
        remedy=finding.remedy or text.remedy,
    )


__all__ = ["RULE_TEXTS", "RuleText", "with_rule_texts"]
