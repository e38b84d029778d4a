"""Gateways (BPMN 2.0, 10.6 and 13.4): which tokens they wait for, and which flows they choose."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from engine.model import StepEvent
from engine.spiff.node import Flow, Node

if TYPE_CHECKING:
    from engine.spiff.events import Catching
    from engine.spiff.token import Token


class ExclusiveGateway(Node):
    """Passes every token on by the first flow whose condition holds, or the default."""

    def outgoing(self, token: "Token") -> tuple[Flow, ...]:
        if len(self.flows) < 2 and not any(flow.condition for flow in self.flows):
            return self.flows
        for flow in self.flows:
            if not flow.default and (flow.condition is None or flow.condition.holds(token)):
                return (flow,)
        return self.default_flow()


class Join(Node):
    """A gateway that may have to wait for other tokens. One token of each incoming flow is used up at each
    activation; excess ones wait on."""

    notes_start = False

    def _update_hook(self, my_task: "Token") -> bool:
        if len(self.incoming) < 2:
            my_task.workflow.case.note(my_task, StepEvent.STARTED)
            return True
        my_task._set_state(TaskState.WAITING)
        self.try_to_fire(my_task.workflow)
        return False

    def try_to_fire(self, level: Any) -> bool:
        """Activate if the tokens that have arrived suffice; tells whether it did."""
        arrived: dict[str | None, Token] = {}
        for token in level.tasks.values():
            if token.task_spec is self and token._state == TaskState.WAITING:
                arrived.setdefault(token.flow, token)
        if not arrived or not self.suffices(level, arrived):
            return False
        *used, last = arrived.values()
        for token in used:
            level.discard(token)
        level.case.note(last, StepEvent.STARTED)
        last._set_state(TaskState.READY)
        level.case.queue.append(last)
        return True

    def suffices(self, level: Any, arrived: "dict[str | None, Token]") -> bool:
        """Whether the gateway may activate with one token of each of these flows."""
        raise NotImplementedError


class ParallelGateway(Join):
    """Waits for a token on every incoming flow, gives one to every outgoing flow. Conditions don't count."""

    def suffices(self, level: Any, arrived: "dict[str | None, Token]") -> bool:
        return len(arrived) == len(self.incoming)

    def outgoing(self, token: "Token") -> tuple[Flow, ...]:
        return self.flows


class InclusiveGateway(Join):
    """Waits while a token elsewhere could still arrive on an empty flow without being able to reach a filled one
    (13.4.4)."""

    @cached_property
    def upstream(self) -> dict[str, frozenset[str]]:
        """For each incoming flow the nodes from which a token can come along it without passing this gateway."""
        before: dict[str, list[str]] = {}
        sources: dict[str, str] = {}
        for node in self._wf_spec.task_specs.values():
            for flow in node.flows:
                before.setdefault(flow.target, []).append(node.name)
                sources[flow.id] = node.name
            for event in node.boundary:
                before.setdefault(event.name, []).append(node.name)
        return {flow: self._reaching(sources[flow], before) for flow in self.incoming}

    def _reaching(self, source: str, before: dict[str, list[str]]) -> frozenset[str]:
        reached: set[str] = set()
        pending = [source]
        while pending:
            name = pending.pop()
            if name not in reached and name != self.name:
                reached.add(name)
                pending += before.get(name, ())
        return frozenset(reached)

    def _update_hook(self, my_task: "Token") -> bool:
        if len(self.incoming) < 2:
            return super()._update_hook(my_task)
        my_task._set_state(TaskState.WAITING)
        return False  # decided when all other tokens rest (`Case.advance`)

    def suffices(self, level: Any, arrived: "dict[str | None, Token]") -> bool:
        if len(arrived) == len(self.incoming):
            return True
        empty = [self.upstream[flow] for flow in self.incoming if flow not in arrived]
        filled = [self.upstream[flow] for flow in self.incoming if flow in arrived]
        for token in level.tasks.values():
            place = token.task_spec
            if place is self or token.listens or token.task_spec.is_instance:
                continue
            if any(place.name in names for names in empty) and not any(place.name in names for names in filled):
                return False
        return True


class EventBasedGateway(Node):
    """Waits for the first of several events; each arm listens by itself and has its own due time."""

    arms: "tuple[Catching, ...]" = ()

    def _run_hook(self, my_task: "Token") -> None:
        by_name = {arm.name: arm for arm in self.arms}
        made = []
        for flow in self.flows:
            made.append(my_task.workflow.listener(by_name[flow.target], parent=my_task, flow=flow.id))
        try:
            for arm in made:
                arm.task_spec.arm(arm)
        except Exception:
            my_task.drop_children()
            raise

    def chosen(self, token: "Token", arm: "Token") -> None:
        """An arm's event happened: the other arms are dropped."""
        arm.detach()
        token.workflow.case.note(token, StepEvent.COMPLETED)
        token.workflow.discard(token)
