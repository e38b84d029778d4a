"""How the library's run of a behaviour differs from what BPMN asks, and which behaviours aren't compared."""

import re
from collections import Counter
from enum import StrEnum

from lxml import etree

from tests.unit.engine.behaviour.behaviour import Behaviour
from tests.unit.engine.differential.comparison import same_course
from tests.unit.engine.differential.library_run import End, LibraryOutcome
from tests.unit.engine.differential.own_run import Course

MIZ = "{urn:miz:1.0}"
FEEL = re.compile(r"feel", re.IGNORECASE)
#: how the library's run ends where the behaviour's does so
ENDS = {
    "completed": End.ENDED,
    "terminated": End.ENDED,
    "waiting": End.WAITING,
    "incident": End.RAISED,
}


class Difference(StrEnum):
    """What differs first, from the parse to the data at the end."""

    #: the diagram is refused
    REFUSED = "refused"
    #: an exception leaves the library's loop
    RAISES = "raises"
    ENDLESS = "endless"
    #: other elements complete, or at other times, or in an order that isn't open
    COURSE = "course"
    #: other activities are cancelled
    CANCELLED = "cancelled"
    #: it ends where it should wait, or waits where it should end
    END = "end"
    #: it goes on without a message or signal for which it should have waited
    UNTAKEN = "untaken"
    DATA = "data"


def not_compared(shown: Behaviour) -> str | None:
    """Why a behaviour is no question to the library, as what such behaviours do; None if it is one.

    Three rules: BPMN says what a diagram means, not when a tool must refuse one that means nothing; words of a dialect
    (`miz:`, `throw error(…)` in a script, cron in a timer) are not BPMN; and another language than FEEL would compare
    languages."""
    if shown.refused:
        return "ask for a refusal"
    nodes = list(etree.fromstring(shown.xml).iter("{*}*"))
    if any(MIZ in name for node in nodes for name in (node.tag, *node.attrib)) or b"throw error(" in shown.xml:
        return "use words of the dialect"
    if any(not (node.text or "").strip().startswith("R") for node in nodes if node.tag.endswith("}timeCycle")):
        return "use cron"
    languages = [node.get(name, "feel") for node in nodes for name in ("scriptFormat", "language")]
    return None if all(map(FEEL.search, languages)) else "use another language"


def difference(shown: Behaviour, own: Course, outcome: LibraryOutcome) -> Difference | None:
    """The first thing that differs; None where the library does what BPMN asks."""
    wanted = ENDS[shown.state]
    early = {End.REFUSED: Difference.REFUSED, End.RAISED: Difference.RAISES, End.ENDLESS: Difference.ENDLESS}
    data = shown.data or {}
    if outcome.end in early and outcome.end is not wanted:
        return early[outcome.end]
    if not same_course(shown.xml, own, outcome.course):
        return Difference.COURSE
    if Counter(shown.cancelled.split()) != Counter(outcome.cancelled):
        return Difference.CANCELLED
    if outcome.end is not wanted:
        return Difference.END
    if outcome.end is End.ENDED and outcome.untaken:
        return Difference.UNTAKEN
    return None if {name: outcome.data.get(name) for name in data} == data else Difference.DATA
