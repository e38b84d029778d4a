"""What BPMN allows and the engine doesn't execute: refused by name, never ignored in silence.

Knows what the engine executes from the parser's own tables, so the two can't drift apart."""

from collections.abc import Iterator

from engine.build.diagram_parser import DiagramParser
from engine.build.event_parsers import ALLOWED as EXECUTED_EVENTS
from engine.dialect import Element, Loss, Remark, bpmn, miz
from engine.dialect.names import EVENTS, GATEWAYS, THROW_EVENTS, children
from engine.lint.diagram import Diagram
from engine.lint.events import ALLOWED
from engine.lint.expressions import foreign_expressions
from engine.lint.registry import WARNING, Problem, diagram_rule
from engine.model import Severity

#: (reason in Persian, reason in English, remedy in Persian, remedy in English)
_Reason = tuple[str, str, str, str]


@diagram_rule("unsupported")
def find_unsupported(diagram: Diagram) -> Iterator[Problem]:
    """Elements that the engine refuses to run."""
    for element in diagram.elements:
        kind = diagram.kind[element]
        reasons: list[_Reason] = []
        if kind in GATEWAYS:
            reasons += _of_gateway(element, kind)
        elif kind in EVENTS:
            reasons += _of_event(diagram, element)
        elif kind == "extension":
            reasons += _of_extension(element)
        for fa, en, remedy_fa, remedy_en in reasons:
            yield Problem(
                element,
                f"{fa} اجرا نمی‌شود؛ {remedy_fa}.",
                f"{en} isn't executed; {remedy_en}.",
                diagram.grade(element),
            )
    told = {remark.element for remark in diagram.remarks if remark.loss is Loss.CHANGED}
    for element, text, language in foreign_expressions(diagram):
        if element in told:
            continue
        yield Problem(
            element,
            f"عبارت «{text}» به زبان {language} است و اجرا نمی‌شود؛ آن را با FEEL بنویسید.",
            f"the expression “{text}” is {language} and isn't executed; write it in FEEL.",
            diagram.grade(element),
        )
    yield from (_changed(diagram, remark) for remark in diagram.remarks if remark.loss is Loss.CHANGED)
    yield from _further_starts(diagram)


def _changed(diagram: Diagram, remark: Remark) -> Problem:
    fa = f"«{remark.word}» اجرا نمی‌شود و فرایند بی آن کار دیگری می‌کند"
    en = f"has “{remark.word}”, which isn't executed, so the process would act otherwise"
    if remark.reason is None:
        fa, en = f"{fa}؛ آن را با FEEL یا بی برنامه بنویسید.", f"{en}; write it in FEEL or without code."
    else:
        fa, en = f"{fa}: {remark.reason.fa}.", f"{en}: {remark.reason.en}."
    return Problem(remark.element, fa, en, diagram.grade(remark.element))


def _further_starts(diagram: Diagram) -> Iterator[Problem]:
    """A second start event in a sub-process, which is refused; in a process a second plain one, which begins nothing by
    itself."""
    for scope in diagram.of("process", "subProcess", "transaction"):
        starts = list(children(scope, "startEvent"))
        if diagram.kind[scope] == "process":
            for start in [start for start in starts if not diagram.definitions(start)][1:]:
                yield Problem(
                    start,
                    "یکی از چند آغاز ساده است و فرایند از نخستین آن‌ها شروع می‌شود؛ یک رویداد شروع ساده بگذارید.",
                    "is one plain start of several, of which the first begins the process; keep one plain start event.",
                    WARNING,
                )
        elif len(starts) > 1 and scope.get("triggeredByEvent") != "true":
            yield Problem(
                starts[1],
                "این زیرفرایند بیش از یک آغاز دارد و موتور یکی را می‌خواهد؛ یک رویداد شروع ساده بگذارید.",
                "is one start of several in a sub-process, of which the engine runs none; keep one plain start event.",
                diagram.grade(starts[1]),
            )


@diagram_rule("modeler-attribute", WARNING)
def name_other_modelers_words(diagram: Diagram) -> Iterator[Problem]:
    """What Camunda, SpiffArena and their like wrote into an executable process and the engine doesn't have."""
    for remark in diagram.remarks:
        if remark.loss is Loss.IGNORED and diagram.grade(remark.element) is Severity.ERROR:
            fa = f"«{remark.word}» در این موتور همتایی ندارد و نادیده گرفته می‌شود"
            en = f"has “{remark.word}”, which has no counterpart here and is left out"
            if remark.reason is None:
                fa, en = f"{fa}؛ ببینید بی آن هم درست است.", f"{en}; see that it does without."
            else:
                fa, en = f"{fa}؛ {remark.reason.fa}.", f"{en}; {remark.reason.en}."
            yield Problem(remark.element, fa, en)


@diagram_rule("several-starts", publishing=True)
def find_several_starts(diagram: Diagram) -> Iterator[Problem]:
    """Several events begin a service, and not exactly one of them is plain: a citizen has one way in."""
    for process in filter(diagram.runs, diagram.of("process")):
        starts = list(children(process, "startEvent"))
        if len(starts) > 1 and sum(not diagram.definitions(start) for start in starts) != 1:
            yield Problem(
                starts[1],
                "این خدمت بیش از یک آغاز دارد و روشن نیست پرونده از کدام شروع می‌شود؛ یک رویداد شروع ساده بگذارید.",
                "is one start of several, and it isn't clear which begins a case; keep one plain start event.",
            )


@diagram_rule("effect-missing", WARNING)
def find_calls_without_effect(diagram: Diagram) -> Iterator[Problem]:
    """Service tasks that call nothing, call activities that name nothing, business rules without a decision."""
    for task in diagram.of("serviceTask", "callActivity", "businessRuleTask"):
        missing = _missing_effect(diagram, task)
        if missing:
            yield Problem(
                task,
                f"نمی‌گوید چه چیزی را صدا می‌زند؛ {missing} را بنویسید.",
                f"doesn't say what it calls; write {missing}.",
                diagram.grade(task) if diagram.publishing else WARNING,
            )


def _missing_effect(diagram: Diagram, task: Element) -> str:
    kind = diagram.kind[task]
    if kind == "callActivity":
        return "" if (task.get("calledElement") or "").strip() else "calledElement"
    if task.get(miz("connector")) or (kind == "businessRuleTask" and task.get(miz("decision"))):
        return ""
    return "miz:connector" if kind == "serviceTask" else "miz:decision"


def _of_gateway(element: Element, kind: str) -> Iterator[_Reason]:
    if bpmn(kind) not in DiagramParser.OVERRIDE_PARSER_CLASSES:
        yield (
            f"دروازه {kind}",
            f"a {kind}",
            "آن را با دروازه‌های انحصاری، شامل یا موازی بکشید",
            "draw it with exclusive, inclusive or parallel gateways",
        )


def _of_extension(element: Element) -> Iterator[_Reason]:
    """A file may say that it can't be understood without an extension (8.2.3)."""
    if element.get("mustUnderstand", "").strip() in ("true", "1"):
        yield (
            "افزونه‌ای که باید فهمیده شود (mustUnderstand)",
            "an extension that must be understood (mustUnderstand)",
            "فرایند را بی آن بکشید",
            "draw the process without it",
        )


def _of_event(diagram: Diagram, element: Element) -> Iterator[_Reason]:
    kind = diagram.kind[element]
    definitions = diagram.definitions(element)
    kinds = {diagram.kind[definition].removesuffix("EventDefinition") for definition in definitions}
    alone = {"link"} if kind in THROW_EVENTS else {"compensate", "cancel", "link"}
    if len(definitions) > 1 and kinds & alone:
        yield (
            "جبران، لغو یا پیوند در رویداد چندگانه",
            "compensation, cancel or a link among several definitions",
            "آن را رویدادی جدا بکشید",
            "draw it as an event of its own",
        )
        return
    known = frozenset().union(*ALLOWED.values())
    for definition in definitions:
        name = diagram.kind[definition].removesuffix("EventDefinition")
        if name in known and name != "link" and name not in EXECUTED_EVENTS[kind]:
            yield (
                f"رویداد {name} در {kind}",
                f"a {name} event as {kind}",
                "رویداد دیگری بگذارید",
                "choose another kind of event",
            )


@diagram_rule("data-ignored", WARNING)
def find_ignored_data(diagram: Diagram) -> Iterator[Problem]:
    """Data drawn in a way that says nothing to the engine: input and output sets choose nothing."""
    for element in diagram.of("inputSet", "outputSet"):
        if (
            next(
                children(
                    element,
                    "optionalInputRefs",
                    "whileExecutingInputRefs",
                    "optionalOutputRefs",
                    "whileExecutingOutputRefs",
                ),
                None,
            )
            is not None
        ):
            yield Problem(
                element,
                "مجموعه‌های ورودی و خروجی اختیاری در اجرا اثری ندارند؛ آن‌ها را بردارید.",
                "has optional inputs or outputs, which have no effect when it runs; remove them.",
            )
