"""The texts of one rule."""

from dataclasses import dataclass

from engine.model import Bilingual


@dataclass(frozen=True, slots=True)
class RuleText:
    """What an author reads of a rule, in Persian and English."""

    #: in a few words, without a full stop
    title: Bilingual
    #: what the rule finds, in whole sentences
    what: Bilingual
    #: what comes of it for the citizen or the staff, as long as it stays
    consequence: Bilingual
    #: what to do
    remedy: Bilingual
