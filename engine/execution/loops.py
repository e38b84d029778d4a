"""Loops and multi-instance activities (BPMN 2.0, 13.3.6-7): a container token at the activity, one token inside for
each instance.

The container keeps counts, never lists of instances, so a thousand rounds cost a thousand times one."""

from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.util.task import TaskState

from engine.errors import StepFailed
from engine.execution.event_definitions import EventDefinition
from engine.execution.expressions import Expression
from engine.execution.kernel import Scope, Token
from engine.execution.node import Node
from engine.execution.token_record import LoopState
from engine.execution.variables import Variables, json_value, placed
from engine.incident_codes import IncidentCode

#: more instances at once are refused: the mistake is in the data
MAX_INSTANCES = 10_000
#: tokens of a case beyond which no more instances begin in parallel: loops inside of loops multiply
MAX_IN_PARALLEL = 50_000


class Container(Node):
    """A looped activity as seen from outside, before the library's `LoopTask`. The spec whose name is `task_spec` does
    the work, once for each instance; whenever an instance has completed, the library's `completed_event` brings it to
    `merge_child`.

    The library keeps all instances and walks over them whenever one has ended."""

    goes_first = True

    def __init__(self, spec: Any, name: str, **more: Any) -> None:
        super().__init__(spec, name, task_spec="", **more)

    @property
    def inner(self) -> Node:
        """The node that stands for each instance."""
        return self._wf_spec.task_specs[self.task_spec]  # type: ignore[no-any-return]  # the library's

    def looped(self, instance: Node) -> None:
        """Let `instance` do the work."""
        instance.is_instance = True
        self.task_spec = instance.name
        instance.completed_event.connect(self.merge_child)

    def arrive(self, token: Token) -> bool:
        return True

    def create_child(self, my_task: Token, variables: Variables) -> None:
        """Begin one instance."""
        _loop(my_task).begun += 1
        my_task.workflow.spawn(self.inner, host=my_task, variables=variables)

    def merge_child(self, workflow: Scope, child: Token) -> None:
        """An instance has ended and is collected; go on or finish."""
        my_task = child.parent
        _loop(my_task).ended += 1
        my_task._set_state(TaskState.READY)

    def collect(self, token: Token, instance: Token) -> None:
        """Keep what the instance leaves behind, before it counts as completed: what fails can be tried again."""

    def instances(self, my_task: Token) -> dict[int, str]:
        """The tasks of the instances that run, by their places, counted from 0 as the library does."""
        return {place_of(child): child.id for child in my_task.children if child.task_spec.is_instance}

    def instance_info(self, instance: Token) -> dict[str, object]:
        """What the library tells of the task of one instance."""
        return {"instance": place_of(instance)}


class StandardLoop(Container, defaults.StandardLoopTask):
    """Runs again while the condition holds, at most `maximum` times; tested before or after each round."""

    def __init__(
        self, spec: Any, name: str, *, condition: Expression | None, maximum: int | None, test_before: bool, **more: Any
    ) -> None:
        super().__init__(spec, name, condition=condition, maximum=maximum, test_before=test_before, **more)

    def task_info(self, my_task: Token) -> dict[str, object]:
        """How many rounds were made and may follow, in the library's words."""
        ended = _loop(my_task).ended
        left = {} if self.maximum is None else {"iterations_remaining": self.maximum - ended}
        return {"iterations_completed": ended, **left, "instance_map": self.instances(my_task)}

    def instance_info(self, instance: Token) -> dict[str, object]:
        return {"iteration": place_of(instance)}

    def work(self, token: Token) -> bool | None:
        state = _loop(token)
        if state.begun > state.ended:
            return None
        if self.loop_complete(token):
            return True
        self.create_child(token, Variables({"loopCounter": state.begun + 1}, token.variables))
        return None

    def loop_complete(self, my_task: Token) -> bool:
        """Whether it is over: the rounds are done, or the condition doesn't hold. Raises `StepFailed`."""
        begun = _loop(my_task).begun
        if self.maximum is not None and begun >= self.maximum:
            return True
        tested = begun > 0 or self.test_before
        engine = my_task.workflow.case.script_engine
        return (
            tested and self.condition is not None and not engine.holds(my_task, self.condition, {"loopCounter": begun})
        )


@dataclass(frozen=True, slots=True)
class Behavior:
    """An event that instances throw as they end (13.3.7): the `first` one only, or each for which the condition
    holds."""

    event: EventDefinition
    first: bool = False
    condition: Expression | None = None


class MultiInstance(Container):
    """One instance for each item of a collection, or a number of them."""

    #: one after the other, or all together
    sequential: bool

    def __init__(
        self,
        spec: Any,
        name: str,
        *,
        cardinality: Expression | None,
        collection: Expression | None,
        item: str | None,
        output: str | None,
        output_item: Expression | None,
        completion: Expression | None,
        behavior: tuple[Behavior, ...] = (),
        **more: Any,
    ) -> None:
        super().__init__(
            spec,
            name,
            cardinality=cardinality,
            data_input=collection,
            data_output=output,
            input_item=item,
            output_item=output_item,
            condition=completion,
            **more,
        )
        self.behavior = behavior

    def task_info(self, my_task: Token) -> dict[str, object]:
        """The places of the instances that have ended, run and are to come, in the library's words."""
        state, running = _loop(my_task), self.instances(my_task)
        future = range(state.begun, state.begun if state.total is None else state.total)
        completed = [place for place in range(state.begun) if place not in running]
        info = {"completed": completed, "running": list(running), "future": list(future)}
        return {**info, "instance_map": running}

    def merge_child(self, workflow: Scope, child: Token) -> None:
        super().merge_child(workflow, child)
        token = child.parent
        ended = _loop(token).ended
        for wanted in self.behavior:
            if token.gone:
                return
            if wanted.first and ended > 1:
                continue
            if wanted.condition is None or wanted.condition.holds(token, self._figures(token)):
                wanted.event.throw(token)

    def work(self, token: Token) -> bool | None:
        state = _loop(token)
        total = self._prepare(token, state) if state.total is None else state.total
        begun, ended = state.begun, state.ended
        if ended and state.tested != ended and self.check_completion_condition(token):
            self._cancel_rest(token)
            return self._hand_out(token)
        state.tested = ended
        if ended == total:
            return self._hand_out(token)
        upto = total if not self.sequential else min(total, ended + 1)
        for number in range(begun, upto):
            self.create_child(token, self._variables(token, number))
        return None

    def check_completion_condition(self, my_task: Token) -> bool:
        """Whether no more instances are needed. Raises `StepFailed`."""
        return self.condition is not None and self.condition.holds(my_task, self._figures(my_task))

    def _prepare(self, token: Token, state: LoopState) -> int:
        """Work out how many instances there will be. Raises `StepFailed`."""
        engine = token.workflow.case.script_engine
        if self.data_input is not None:
            items = engine.evaluate(token, self.data_input)
            if not isinstance(items, list):
                raise StepFailed(IncidentCode.LIST_EXPECTED, expression=self.data_input.text)
            total = len(items)
            token.variables.admit([items, items])  # each instance has its own as well
            state.items = [json_value(item) for item in items]
        else:
            value = engine.evaluate(token, self.cardinality) if self.cardinality else None
            if isinstance(value, bool) or not isinstance(value, int | float) or value < 0 or value != int(value):
                raise StepFailed(IncidentCode.COUNT_EXPECTED, value=repr(value))
            total = int(value)
        room = MAX_INSTANCES if self.sequential else MAX_IN_PARALLEL - token.workflow.case.alive
        if total > min(room, MAX_INSTANCES):
            raise StepFailed(IncidentCode.TOO_MANY_INSTANCES, count=total, limit=max(0, min(room, MAX_INSTANCES)))
        state.total = total
        if self.data_output:
            state.results = [None] * total
        return total

    def _variables(self, token: Token, number: int) -> Variables:
        """The variables of one instance: its item and number; what it writes stays with it until it has ended."""
        state = _loop(token)
        local: dict[str, object] = {"loopCounter": number + 1, "numberOfInstances": state.total}
        if self.input_item and state.items is not None:
            local[self.input_item] = state.items[number]
        return Variables(local, token.variables, sealed=True)

    def collect(self, token: Token, instance: Token) -> None:
        """The instance's result goes into the output collection, at the place of its item; or all that it wrote into
        the data."""
        if self.data_output:
            value = None if self.output_item is None else self.output_item.json(instance)
            instance.variables.admit(value)
            results = _loop(token).results or []
            results[place_of(instance)] = value
        else:
            flow = instance.task_spec.data_flow
            inputs = () if flow is None else flow.local
            instance.variables.handover(
                without=("loopCounter", "numberOfInstances", self.input_item or "loopCounter", *inputs)
            )
        if not instance.task_spec.undoable:  # else it is remembered
            instance.variables.release()

    def _figures(self, token: Token) -> dict[str, object]:
        """What conditions may ask about the instances (table 10.30), by the names of the standard and the shorter ones
        that many modelers write."""
        state = _loop(token)
        begun, ended = state.begun, state.ended
        figures: dict[str, object] = {"loopCounter": ended, "numberOfTerminatedInstances": 0}
        counts = {"Instances": state.total, "ActiveInstances": begun - ended}
        for name, count in {**counts, "CompletedInstances": ended}.items():
            figures[f"numberOf{name}"] = figures[f"nrOf{name}"] = count
        if self.data_output:
            figures[self.data_output] = state.results
        return figures

    def _cancel_rest(self, token: Token) -> None:
        for child in token.children:
            if child.task_spec.is_instance:
                child.cancel()

    def _hand_out(self, token: Token) -> bool:
        state = _loop(token)
        if self.data_output:
            token.variables.write(placed({self.data_output: state.results}, token.variables.view()))
        state.results = state.items = None
        return True


class ParallelMultiInstance(MultiInstance, defaults.ParallelMultiInstanceTask):
    """All instances together."""

    sequential = False


class SequentialMultiInstance(MultiInstance, defaults.SequentialMultiInstanceTask):
    """One instance after the other. The library begins none after an item that is null, and waits for ever."""

    sequential = True


def place_of(instance: Token) -> int:
    """The place of an instance among those of its loop, counted from 0."""
    return int(str(instance.variables.local["loopCounter"])) - 1


def _loop(token: Token) -> LoopState:
    """The counts of a looped activity."""
    token.record.loop = token.record.loop or LoopState()
    return token.record.loop
