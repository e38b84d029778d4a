"""Which variables a service knows, and which its expressions name."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice

from engine.dialect import miz
from engine.dialect.names import children, text_of
from engine.feel import FeelError, compile_expression
from engine.lint.diagram import Diagram
from engine.lint.expressions import Written, written_expressions
from engine.lint.registry import WARNING, Problem, service_rule
from engine.lint.service import Service

#: what the engine itself tells an expression
_GIVEN = frozenset(
    {"loopCounter", "result", "error", "throw error"}
    | {f"{start}Of{what}Instances" for start in ("number", "nr") for what in ("", "Active", "Completed", "Terminated")}
)
#: names shorter than this are alike by accident
_SHORT = 4
#: the names of a context: what a script without result sets
_ENTRY = re.compile(r"[{,]\s*\"?([^\W\d]\w*)\"?\s*:")
#: where values come from that nobody can know from the files
_OPEN = ("receiveTask", "messageEventDefinition", "callActivity")


@service_rule("unknown-variable", WARNING)
def find_unknown_variables(service: Service) -> Iterator[Problem]:
    """Expressions that name a variable which nothing sets. In a lone diagram data come from outside, so only names
    that are nearly a known one are told; in a service whose every source is known, all are."""
    for diagram in service.diagrams:
        known = _known(diagram, service)
        closed = diagram.publishing and bool(service.forms) and not _is_open(diagram)
        for written in islice(written_expressions(diagram), 5_000):
            for name in sorted(_names(written) - known - _GIVEN):
                near = get_close_matches(name, known, 1, 0.8) if len(name) >= _SHORT else []
                if near or closed:
                    yield _unknown(diagram, written, name, near[0] if near else "")


def _unknown(diagram: Diagram, written: Written, name: str, near: str) -> Problem:
    meant_fa = f"آیا «{near}» منظور است؟" if near else "نام را درست کنید یا آن را در فرم یا نتیجه کاری تعریف کنید."
    meant_en = f"Did you mean “{near}”?" if near else "Correct the name, or set it by a form or a result."
    return Problem(
        written.element,
        f"متغیر «{name}» را هیچ چیز در این خدمت مقدار نمی‌دهد. {meant_fa}",
        f"names the variable “{name}”, which nothing here sets. {meant_en}",
        file=diagram.file,
    )


def _names(written: Written) -> frozenset[str]:
    if written.is_foreign or written.element.tag == miz("output"):  # an output may name what a call answered
        return frozenset()
    try:
        return compile_expression(written.text.strip().removeprefix("=").strip()).names
    except FeelError:
        return frozenset()


def _known(diagram: Diagram, service: Service) -> frozenset[str]:
    """Every name that a form, a result, an output, a loop or a data object of the service gives."""
    names = {str(component.get("key")) for form in service.forms.values() for component in form.components()}
    for item in diagram.of("dataObject", "dataObjectReference", "dataStoreReference", "dataInput", "dataOutput"):
        names |= {item.get("id") or "", item.get("name") or ""}
    for item in diagram.of("property", "inputDataItem", "outputDataItem"):
        names |= {item.get("id") or "", item.get("name") or ""}
    for element in diagram.with_dialect:
        names |= {element.get(miz(name)) or "" for name in ("result", "item", "output")}
    for mapping in diagram.root.iter(miz("input"), miz("output")):
        names.add(mapping.get("name") or "")
    for target in diagram.of("to", "loopDataOutputRef"):
        names.add(text_of(target).partition(".")[0])
    for task in diagram.of("scriptTask"):
        if not task.get(miz("result")):
            names.update(_ENTRY.findall(" ".join(text_of(script) for script in children(task, "script"))))
    return frozenset(names - {""})


def _is_open(diagram: Diagram) -> bool:
    """Whether messages, called processes or answers that are kept whole bring names of their own."""
    calls = (task for task in diagram.of("serviceTask", "sendTask") if task.get(miz("connector")))
    whole = any(not task.get(miz("result")) and next(task.iter(miz("output")), None) is None for task in calls)
    return whole or next(diagram.of(*_OPEN), None) is not None
