"""Expressions and times in a diagram: FEEL that parses, timers that name a moment (BPMN 2.0.2, 8.4.7 and 10.5.5)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.dialect import BPMN, Element, bpmn, miz
from engine.dialect.names import children, text_of
from engine.dialect.xpath import looks_like_xpath
from engine.feel import FeelError, compile_expression
from engine.feel.stream import MAX_TEXT
from engine.lint.diagram import Diagram
from engine.lint.iso import is_moment_or_span
from engine.lint.messages.feel_slips import repair_of
from engine.lint.registry import WARNING, Problem, diagram_rule

#: elements whose text is an expression
_TEXTS = (
    *("conditionExpression", "condition", "loopCondition", "loopCardinality", "completionCondition"),
    *("activationCondition", "transformation", "from"),
)
#: attributes of the dialect that hold one
_ATTRIBUTES = ("candidates", "unit", "key", "collection", "outputItem")
_TIMES = ("timeDate", "timeDuration", "timeCycle")
_OWN = tuple(map(miz, (*_ATTRIBUTES, "due")))
_JUEL = re.compile(r"\s*[$#]\{")
#: what was meant to be ISO 8601 where it isn't
_SLIPPED = re.compile(r"-?P[\dT]|R\d*/|[Rr]-?\d*/-?(P[\dT]|\d{4})|\d{4}")


@dataclass(frozen=True, slots=True)
class Written:
    """An expression and where it stands. `language` is the URI or name that the diagram gives, if any."""

    element: Element
    text: str
    language: str = ""
    #: the attribute of the dialect that holds it, "script" or "mapping"; "" for the text of the element
    part: str = ""

    @property
    def is_foreign(self) -> bool:
        """Whether it is written in another language than FEEL."""
        named = bool(self.language) and "feel" not in self.language.lower()
        return named or _JUEL.match(self.text) is not None


def foreign_expressions(diagram: Diagram) -> Iterator[tuple[Element, str, str]]:
    """Expressions and scripts of other languages (nothing but FEEL is ever executed): where, the text in short, and
    the language."""
    for written in written_expressions(diagram):
        if written.is_foreign and written.text.strip():
            yield written.element, _short(written.text), written.language or "JUEL"


@diagram_rule("feel")
def check_feel(diagram: Diagram) -> Iterator[Problem]:
    """FEEL that doesn't parse, in conditions, scripts, loops, mappings and attributes."""
    for written in written_expressions(diagram):
        repair = None if written.is_foreign or not written.text.strip() else repair_of(written.text)
        if repair is not None:
            told = repair.told()
            yield Problem(
                written.element,
                f"عبارت «{_short(written.text)}» درست نیست: {told.fa}. آن را به نحو FEEL بنویسید.",
                f"“{_short(written.text)}” is not FEEL: {told.en}. Correct the expression.",
                diagram.grade(written.element),
                changes=repair.changes(written.text),
            )


@diagram_rule("script-empty", WARNING)
def find_empty_scripts(diagram: Diagram) -> Iterator[Problem]:
    """A script task without a script passes as a plain task does, which is allowed but hardly meant."""
    for task in diagram.of("scriptTask"):
        if not any(text_of(script) for script in children(task, "script")):
            yield Problem(
                task,
                "اسکریپت ندارد؛ عبارت FEEL آن را بنویسید یا کار ساده بگذارید.",
                "has no script; write its FEEL expression or make it a plain task.",
            )


@diagram_rule("timer")
def check_timers(diagram: Diagram) -> Iterator[Problem]:
    """A timer has one date, duration or cycle, in ISO 8601 or as FEEL that yields it."""
    for timer in diagram.of("timerEventDefinition"):
        times = [(child, text_of(child)) for child in children(timer, *_TIMES)]
        filled = [(child, text) for child, text in times if text]
        if len(filled) != 1:
            yield Problem(
                timer,
                "زمان‌سنج باید درست یکی از تاریخ، مدت یا دوره را داشته باشد؛ مثلاً مدت P10D.",
                "is a timer that needs exactly one date, duration or cycle, for example the duration P10D.",
                diagram.grade(timer),
            )
        for child, text in filled:
            if not is_moment_or_span(text, diagram.kind[child]) and _time_fault(text):
                yield Problem(
                    timer,
                    f"زمان «{_short(text)}» نه ISO 8601 است و نه FEEL؛ مثلاً P10D یا 2026-03-21T08:00:00+03:30 بنویسید.",
                    f"the time “{_short(text)}” is neither ISO 8601 nor FEEL; write P10D or 2026-03-21T08:00:00+03:30.",
                    diagram.grade(timer),
                )


@diagram_rule("condition-empty")
def find_empty_conditional_events(diagram: Diagram) -> Iterator[Problem]:
    """A conditional event without its condition never happens; the schema wants at least an empty one."""
    for event in diagram.of("conditionalEventDefinition"):
        if not any(text_of(condition) for condition in children(event, "condition")):
            yield Problem(
                event,
                "رویداد شرطی است و شرط ندارد؛ شرط آن را با FEEL بنویسید.",
                "is a conditional event without condition; write it in FEEL.",
                diagram.grade(event) if next(children(event, "condition"), None) is not None else None,
            )


def size_of_expressions(root: Element) -> int:
    """How many characters all expressions and scripts of a file have together; those that are too long for FEEL aren't
    looked into and don't count."""
    texts = [element.text or "" for element in root.iter(*map(bpmn, (*_TEXTS, *_TIMES, "script")))]
    texts += [element.get("value") or "" for element in root.iter(miz("input"), miz("output"))]
    texts += [value for element in root.iter(f"{{{BPMN}}}*") for value in map(element.get, _OWN) if value]
    return sum(len(text) for text in texts if len(text) <= MAX_TEXT)


def feel_fault(text: str) -> str:
    """Why the text isn't FEEL; "" where it is. A leading “=” is allowed, as FEEL editors write it."""
    try:
        compile_expression(text.strip().removeprefix("=").strip())
    except FeelError as error:
        return str(error)
    return ""


def written_expressions(diagram: Diagram) -> Iterator[Written]:
    """Every expression and script of the diagram."""
    default = diagram.root.get("expressionLanguage") or ""
    for element in diagram.of(*_TEXTS):
        text, language = text_of(element), element.get("language") or ""
        if default and text and not language and "feel" not in default.lower() and feel_fault(text):
            in_vain = "xpath" in default.lower() and not looks_like_xpath(text)  # nearly every file says so
            language = "" if in_vain else default
        yield Written(element, text, language)
    for task in diagram.of("scriptTask"):
        for script in children(task, "script"):
            yield Written(task, text_of(script), task.get("scriptFormat") or "", "script")
    for element in diagram.with_dialect:
        for name in _ATTRIBUTES:
            value = element.get(miz(name))
            if value is not None:
                yield Written(element, value, part=name)
    for mapping in diagram.root.iter(miz("input"), miz("output")):
        yield Written(mapping, mapping.get("value") or "", part="mapping")


def _time_fault(text: str) -> bool:
    """Whether a time is no FEEL either. A bare name such as `P5X` would be FEEL by accident: a slip in ISO text."""
    return _SLIPPED.match(text) is not None or bool(_JUEL.match(text)) or bool(feel_fault(text))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
