"""How a service begins at the desk: somebody fills in a form, or a message or signal comes. Nothing else begins one."""

from collections.abc import Iterator

from engine.dialect import Element, miz
from engine.dialect.names import children
from engine.lint.diagram import Diagram
from engine.lint.registry import WARNING, Problem, service_rule
from engine.lint.service import Service

#: begin a process by themselves, which no desk does for a citizen
_BY_ITSELF = ("timerEventDefinition", "conditionalEventDefinition")


@service_rule("start-form-missing", publishing=True)
def require_a_start_form(service: Service) -> Iterator[Problem]:
    """The start that a citizen begins shows a form. Where messages and signals alone begin the service nobody can apply
    for it, which is only remarked: other systems may."""
    for diagram, process in service.processes():
        starts = list(children(process, "startEvent"))
        plain = [start for start in starts if not diagram.definitions(start)]
        for start in plain[:1]:
            if not (start.get(miz("form")) or "").strip():
                yield Problem(
                    start,
                    "فرم ندارد و متقاضی نمی‌تواند درخواست را آغاز کند؛ فرم درخواست را در miz:form بنویسید.",
                    "has no form, so that nobody can begin the request; write the form of the application in miz:form.",
                    file=diagram.file,
                )
        if not plain and any(_waits_for_others(diagram, node) for node in process):
            yield Problem(
                process,
                "تنها با پیام یا علامت سامانه‌ای دیگر آغاز می‌شود و کسی در میز نمی‌تواند آن را درخواست کند؛ اگر باید "
                "بتواند، یک رویداد شروع ساده با miz:form بگذارید.",
                "is begun by messages or signals of others only, so that nobody can apply for it at the desk; add a "
                "plain start event with miz:form if somebody should.",
                WARNING,
                file=diagram.file,
            )


@service_rule("start-impossible", publishing=True)
def refuse_starts_by_themselves(service: Service) -> Iterator[Problem]:
    """Starts that never happen at a desk: by a timer, by a condition, or by several messages together."""
    for diagram, process in service.processes():
        for start in children(process, "startEvent"):
            definitions = diagram.definitions(start)
            alone = [definition for definition in definitions if diagram.kind[definition] in _BY_ITSELF]
            if alone or (start.get("parallelMultiple") == "true" and len(definitions) > 1):
                yield Problem(
                    start,
                    "هرگز رخ نمی‌دهد: در میز خدمت هیچ پرونده‌ای با زمان‌سنج، شرط یا چند پیام با هم آغاز نمی‌شود؛ رویداد "
                    "شروع ساده با miz:form، یا آغاز با یک پیام بگذارید.",
                    "never happens: at a desk no case begins by a timer, by a condition or by several messages "
                    "together; use a plain start with miz:form, or one message.",
                    file=diagram.file,
                )


def _waits_for_others(diagram: Diagram, node: Element) -> bool:
    if node.get("instantiate") in ("true", "1"):
        return True
    kinds = {diagram.kind[definition] for definition in diagram.definitions(node)}
    return diagram.kind.get(node) == "startEvent" and not kinds.isdisjoint(
        {"messageEventDefinition", "signalEventDefinition"}
    )
