"""Loops and multi-instance activities (BPMN 2.0, 13.3.6-7): a container token at the activity, one token inside for
each instance.

The container keeps counts, never lists of instances, so a thousand rounds cost a thousand times one."""

from dataclasses import dataclass
from typing import Any

from engine.errors import StepFailed
from engine.execution.event_definitions import EventDefinition
from engine.execution.events import throw
from engine.execution.expressions import Expression
from engine.execution.kernel import Token
from engine.execution.node import Node
from engine.execution.token_record import LoopState
from engine.execution.variables import Variables, json_value
from engine.incident_codes import IncidentCode

#: more instances at once are refused: the mistake is in the data
MAX_INSTANCES = 10_000


class Container(Node):
    """A looped activity as seen from outside. `inner` does the work, once for each instance."""

    inner: Node

    def begin(self, token: Token, variables: Variables) -> None:
        """Start one instance in `scope`."""
        _loop(token).begun += 1
        token.workflow.spawn(self.inner, parent=token, variables=variables)

    def instance_done(self, token: Token, instance: Token) -> None:
        """An instance has ended and is collected; go on or finish."""
        _loop(token).ended += 1
        token.workflow.case.queue.appendleft(token)  # before any other instance, so that none is counted late

    def collect(self, token: Token, instance: Token) -> None:
        """Keep what the instance leaves behind."""

    def counts(self, token: Token) -> tuple[int, int]:
        """How many instances were begun and how many have ended."""
        state = _loop(token)
        return state.begun, state.ended


class StandardLoop(Container):
    """Runs again while the condition holds, at most `maximum` times; tested before or after each round."""

    def __init__(
        self, spec: Any, name: str, *, condition: Expression | None, maximum: int | None, test_before: bool, **more: Any
    ) -> None:
        super().__init__(spec, name, **more)
        self.condition = condition
        self.maximum = maximum
        self.test_before = test_before

    def _run_hook(self, my_task: Token) -> bool | None:
        begun, ended = self.counts(my_task)
        if begun > ended:
            return None
        counter = {"loopCounter": begun + 1}
        if self.maximum is not None and begun >= self.maximum:
            return True
        tested = begun > 0 or self.test_before
        if tested and self.condition is not None and not self.condition.holds(my_task, {"loopCounter": begun}):
            return True
        self.begin(my_task, Variables(dict(counter), my_task.variables))
        return None


@dataclass(frozen=True, slots=True)
class Behavior:
    """An event that instances throw as they end (13.3.7): the `first` one only, or each for which the condition
    holds."""

    event: EventDefinition
    first: bool = False
    condition: Expression | None = None


class MultiInstance(Container):
    """One instance for each item of a collection, or a number of them; together or one after the other."""

    def __init__(
        self,
        spec: Any,
        name: str,
        *,
        sequential: bool,
        cardinality: Expression | None,
        collection: Expression | None,
        item: str | None,
        output: str | None,
        output_item: Expression | None,
        completion: Expression | None,
        behavior: tuple[Behavior, ...] = (),
        **more: Any,
    ) -> None:
        super().__init__(spec, name, **more)
        self.sequential = sequential
        self.cardinality = cardinality
        self.collection = collection
        self.item = item
        self.output = output
        self.output_item = output_item
        self.completion = completion
        self.behavior = behavior

    def instance_done(self, token: Token, instance: Token) -> None:
        super().instance_done(token, instance)
        ended = self.counts(token)[1]
        for wanted in self.behavior:
            if token.gone:
                return
            if wanted.first and ended > 1:
                continue
            if wanted.condition is None or wanted.condition.holds(token, self._figures(token)):
                throw(token, wanted.event)

    def _run_hook(self, my_task: Token) -> bool | None:
        state = _loop(my_task)
        total = self._prepare(my_task, state) if state.total is None else state.total
        begun, ended = state.begun, state.ended
        if ended and state.tested != ended and self._complete(my_task):
            self._cancel_rest(my_task)
            return self._hand_out(my_task)
        state.tested = ended
        if ended == total:
            return self._hand_out(my_task)
        upto = total if not self.sequential else min(total, ended + 1)
        for number in range(begun, upto):
            self.begin(my_task, self._variables(my_task, number))
        return None

    def _prepare(self, token: Token, state: LoopState) -> int:
        """Work out how many instances there will be. Raises `StepFailed`."""
        if self.collection is not None:
            items = self.collection.json(token)
            if not isinstance(items, list):
                raise StepFailed(IncidentCode.LIST_EXPECTED, expression=self.collection.text)
            total = len(items)
            state.items = [json_value(item) for item in items]
        else:
            value = self.cardinality.json(token) if self.cardinality else None
            if isinstance(value, bool) or not isinstance(value, int | float) or value < 0 or value != int(value):
                raise StepFailed(IncidentCode.COUNT_EXPECTED, value=repr(value))
            total = int(value)
        if total > MAX_INSTANCES:
            raise StepFailed(IncidentCode.TOO_MANY_INSTANCES, count=total, limit=MAX_INSTANCES)
        state.total = total
        if self.output:
            state.results = [None] * total
        return total

    def _variables(self, token: Token, number: int) -> Variables:
        """The variables of one instance: its item and number; what it writes stays with it until it has ended."""
        state = _loop(token)
        local: dict[str, object] = {"loopCounter": number + 1, "numberOfInstances": state.total}
        if self.item and state.items is not None:
            local[self.item] = state.items[number]
        return Variables(local, token.variables, sealed=True)

    def collect(self, token: Token, instance: Token) -> None:
        """The instance's result goes into the output collection, at the place of its item; or all that it wrote into
        the data."""
        if self.output:
            value = None if self.output_item is None else self.output_item.json(instance)
            results = _loop(token).results or []
            results[int(str(instance.variables.local["loopCounter"])) - 1] = value
        else:
            flow = instance.task_spec.data_flow
            inputs = () if flow is None else flow.local
            instance.variables.handover(
                without=("loopCounter", "numberOfInstances", self.item or "loopCounter", *inputs)
            )

    def _complete(self, token: Token) -> bool:
        return self.completion is not None and self.completion.holds(token, self._figures(token))

    def _figures(self, token: Token) -> dict[str, object]:
        """What conditions may ask about the instances (table 10.30), by the names of the standard and the shorter ones
        that many modelers write."""
        state = _loop(token)
        begun, ended = state.begun, state.ended
        figures: dict[str, object] = {"loopCounter": ended, "numberOfTerminatedInstances": 0}
        counts = {"Instances": state.total, "ActiveInstances": begun - ended}
        for name, count in {**counts, "CompletedInstances": ended}.items():
            figures[f"numberOf{name}"] = figures[f"nrOf{name}"] = count
        if self.output:
            figures[self.output] = state.results
        return figures

    def _cancel_rest(self, token: Token) -> None:
        for child in token.children:
            if child.task_spec.is_instance:
                token.workflow.cancel(child)

    def _hand_out(self, token: Token) -> bool:
        state = _loop(token)
        if self.output:
            token.variables.write({self.output: state.results})
        state.results = state.items = None
        return True


def _loop(token: Token) -> LoopState:
    """The counts of a looped activity."""
    token.record.loop = token.record.loop or LoopState()
    return token.record.loop
