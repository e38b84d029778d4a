"""`miz:result="*"`: every output of a decision becomes a variable by its own name, as SpiffWorkflow merges them
(`SpiffWorkflow/dmn/specs/business_rule_task_mixin.py`). Where no rule matched, the variables stay as they are."""

from typing import Protocol

from engine.dialect.adoption import Adoption, quoted
from engine.dialect.names import bpmn, miz
from engine.dialect.xml import Element
from engine.dmn import Decision
from engine.errors import DefinitionError
from engine.model import Bilingual

ALL = "*"
#: what the task itself calls the value of its decision; no variable is called so by accident
_HELD = "outcome of the decision"


class Decisions(Protocol):
    """The decisions and decision services at hand."""

    def __contains__(self, decision: object) -> bool: ...

    def find(self, decision: str) -> Decision | None:
        """The decision of that id; None for a service."""


def spread_outputs(root: Element, decisions: Decisions) -> None:
    """Name the variables of every business rule task that asks for all outputs. Raises `DefinitionError` where the
    decision isn't a table with named columns."""
    adoption = Adoption(root, stem="outcome")
    for task in root.iter(bpmn("businessRuleTask")):
        name, id_ = (task.get(miz("decision")) or "").strip(), task.get("id")
        if (task.get(miz("result")) or "").strip() != ALL or name not in decisions:
            continue  # that there is no such decision is told by what builds the task
        decision = decisions.find(name)
        if decision is None or not decision.outputs or not all(map(_is_path, decision.outputs)):
            reason = Bilingual(
                f"«{id_}»: تصمیم «{name}» خروجی‌ای با نامی ندارد که متغیر بتواند داشته باشد؛ `miz:result` را بنویسید",
                f"{id_}: the decision “{name}” has no outputs with names that variables can have; write miz:result",
            )
            raise DefinitionError(reason, element=id_)
        task.set(miz("result"), _HELD)
        adoption.keep(task, _HELD, {output: _part(output, decision) for output in decision.outputs})


def _part(name: str, decision: Decision) -> str:
    """The new value of the variable for one output."""
    one = len(decision.outputs) == 1
    value = _HELD if one else f"get value({_HELD}, {quoted(name)})"
    if decision.lists:
        value = _HELD if one else f"for rule in {_HELD} return get value(rule, {quoted(name)})"
        return f"if {_HELD} = null or {_HELD} = [] then {name} else {value}"
    return f"if {_HELD} = null then {name} else {value}"


def _is_path(name: str) -> bool:
    return all(part.isidentifier() for part in name.split("."))
