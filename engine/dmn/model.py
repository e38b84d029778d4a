"""A decision model ready to decide. Immutable, so threads may share it and a process may cache it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.dmn.elements import Decision, InputData, Knowledge, Service
from engine.dmn.errors import DmnError, UnknownDecision
from engine.dmn.evaluation import Evaluation
from engine.dmn.run import DecisionRun
from engine.dmn.table import Table
from engine.dmn.types import Types
from engine.feel.errors import BudgetExceeded, Limit
from engine.feel.names import normalize
from engine.feel.scope import DEFAULT, Budget, Scope
from engine.feel.values import Value
from engine.model import Bilingual

#: A decision may need others, so it may take more steps than one expression.
DECISION_BUDGET = Budget(steps=DEFAULT.steps * 2)


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """What came out: the FEEL value, why parts of it are null, and the numbers of the matching rules from 1."""

    value: Value
    messages: tuple[str, ...]
    matched_rules: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DecisionModel:
    """All decisions of one DMN file, by id."""

    name: str
    namespace: str
    decisions: Mapping[str, Decision]
    services: Mapping[str, Service]
    inputs: Mapping[str, InputData]
    knowledge: Mapping[str, Knowledge]
    types: Types
    #: All names that the model's expressions may use.
    names: frozenset[str] = frozenset()
    #: The names of its inputs, decisions, knowledge models, services and imports.
    declared: frozenset[str] = frozenset()
    #: Other models by the name under which this one imports them.
    imports: Mapping[str, "DecisionModel"] = field(default_factory=dict)
    #: What a lenient reading found wrong; empty after a strict one.
    problems: tuple[DmnError, ...] = ()
    #: All decision tables, wherever they stand.
    tables: tuple[Table, ...] = ()

    def decide(
        self,
        name_or_id: str,
        context: Mapping[str, object],
        *,
        now: datetime | None = None,
        budget: Budget = DECISION_BUDGET,
    ) -> DecisionResult:
        """Run a decision or decision service over JSON data or FEEL values.

        An error of evaluation is null with messages. Raises `UnknownDecision` and FEEL's `BudgetExceeded`."""
        target = self.find(name_or_id)
        run = DecisionRun(budget, now)
        evaluation = Evaluation(self, Scope(context, run))
        try:
            value = evaluation.decision(target) if isinstance(target, Decision) else evaluation.service(target)
        except RecursionError:
            raise BudgetExceeded("the decision is nested too deeply", Limit.NESTING) from None
        return DecisionResult(value, tuple(run.reasons), run.matched.get(target.name, ()))

    def find(self, name_or_id: str) -> Decision | Service:
        """The decision or service of this id or else name. Raises `UnknownDecision`."""
        found: Decision | Service | None = self.decisions.get(name_or_id) or self.services.get(name_or_id)
        if found is not None:
            return found
        wanted = normalize(name_or_id)
        candidates: list[Decision | Service] = [*self.decisions.values(), *self.services.values()]
        for candidate in candidates:
            if candidate.name == wanted:
                return candidate
        raise UnknownDecision(_absent(name_or_id), f"model {self.name}")


def _absent(name_or_id: str) -> Bilingual:
    return Bilingual(f"تصمیم «{name_or_id}» نیست", f"there is no decision {name_or_id}")
