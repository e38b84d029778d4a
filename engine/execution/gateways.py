"""Gateways (BPMN 2.0, 10.6 and 13.4): which tokens they wait for, and which flows they choose."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.util.task import TaskState

from engine.execution.kernel import Condition, Flow, FlowNode, Scope, Token
from engine.execution.node import Node
from engine.execution.token_record import GatewayState, Phase
from engine.model import StepEvent


class Gateway(Node):
    """What gateways share, before the library's spec: they do no work of their own but choose flows, as all elements do
    (`outgoing`). The library's gateways remember targets, not flows: of two flows to one join it takes one."""

    def work(self, token: Token) -> bool | None:
        return True


class ExclusiveGateway(Gateway, defaults.ExclusiveGateway):
    """Passes every token on by the first flow whose condition holds, or the default."""

    def outgoing(self, token: Token) -> tuple[Flow, ...]:
        if len(self.flows) < 2 and not any(flow.condition for flow in self.flows):
            return self.flows
        for flow in self.flows:
            if not flow.default and (flow.condition is None or flow.condition.holds(token)):
                return (flow,)
        return self.default_flow()


class Join(Gateway):
    """A gateway that may have to wait for other tokens. One token of each incoming flow is used up at each
    activation; excess ones wait on. The library cancels those that wait when another one comes."""

    notes_start = False

    def arrive(self, token: Token) -> bool:
        if len(self.incoming) < 2:
            token.workflow.case.note(token, StepEvent.STARTED)
            return True
        token._set_state(TaskState.WAITING)
        self.try_to_fire(token.workflow)
        return False

    def look_again(self, token: Token) -> bool:
        """Whoever comes or rests lets the join look: a token that waits never does by itself."""
        return False

    def try_to_fire(self, scope: Scope) -> bool:
        """Activate if the tokens that have arrived suffice; tells whether it did."""
        arrived = _one_of_each(self.waiting_here(scope))
        if not arrived or not self.suffices(scope, arrived):
            return False
        *used, last = arrived.values()
        for token in used:
            scope.discard(token)
        scope.case.note(last, StepEvent.STARTED)
        last._ready()
        return True

    def waiting_here(self, scope: Scope) -> Iterable[Token]:
        """The tokens that have arrived and aren't used up."""
        return (t for t in scope.live() if t.task_spec is self and t._state == TaskState.WAITING)

    def suffices(self, scope: Scope, arrived: dict[str | None, Token]) -> bool:
        """Whether the gateway may activate with one token of each of these flows."""
        raise NotImplementedError


class ParallelGateway(Join, defaults.ParallelGateway):
    """Waits for a token on every incoming flow, gives one to every outgoing flow. Conditions don't count.

    The scope remembers who has arrived, so that a join of a thousand branches doesn't look through all tokens at each
    arrival; who is gone in the meantime is forgotten when the tokens are counted."""

    def arrive(self, token: Token) -> bool:
        known = token.workflow.arrived.get(self.name)
        if known is not None:
            known[token.id] = token
        return super().arrive(token)

    def waiting_here(self, scope: Scope) -> Iterable[Token]:
        known: dict[str, Token] | None = scope.arrived.get(self.name)
        if known is None:
            known = scope.arrived[self.name] = {token.id: token for token in super().waiting_here(scope)}
        if len(known) < len(self.incoming):
            return ()
        for token in tuple(known.values()):
            if token.gone or token._state != TaskState.WAITING:
                del known[token.id]
        return known.values()

    def suffices(self, scope: Scope, arrived: dict[str | None, Token]) -> bool:
        return len(arrived) == len(self.incoming)

    def outgoing(self, token: Token) -> tuple[Flow, ...]:
        return self.flows


def ways_to(gateway: Node, *, by_boundary: bool = True) -> dict[str, frozenset[str]]:
    """For each flow into the gateway the nodes from which a token can come along it without passing the gateway; with
    or without the ways that begin at a boundary event of an activity."""
    before: dict[str, list[str]] = {}
    sources: dict[str, str] = {}
    for node in gateway._wf_spec.nodes:
        for flow in node.flows:
            before.setdefault(flow.target, []).append(node.name)
            sources[flow.id] = node.name
        for event in node.boundary if by_boundary else ():
            before.setdefault(event.name, []).append(node.name)
    return {flow: _reaching(gateway, sources[flow], before) for flow in gateway.incoming}


def _reaching(gateway: Node, source: str, before: dict[str, list[str]]) -> frozenset[str]:
    reached: set[str] = set()
    pending = [source]
    while pending:
        name = pending.pop()
        if name not in reached and name != gateway.name:
            reached.add(name)
            pending += before.get(name, ())
    return frozenset(reached)


class InclusiveGateway(Join, defaults.InclusiveGateway):
    """Waits while a token elsewhere could still arrive on an empty flow without being able to reach a filled one
    (13.4.4)."""

    @cached_property
    def upstream(self) -> dict[str, frozenset[str]]:
        """For each incoming flow the nodes from which a token can come along it without passing this gateway."""
        return ways_to(self)

    @cached_property
    def drawn(self) -> dict[str, frozenset[str]]:
        """The same by sequence flows alone: only these excuse a token from being waited for, since a boundary event
        needn't happen."""
        return ways_to(self, by_boundary=False)

    def arrive(self, token: Token) -> bool:
        if len(self.incoming) < 2:
            return super().arrive(token)
        token._set_state(TaskState.WAITING)
        return False  # decided when all other tokens rest (`Case.do_engine_steps`)

    def suffices(self, scope: Scope, arrived: dict[str | None, Token]) -> bool:
        if len(arrived) == len(self.incoming):
            return True
        empty = [self.upstream[flow] for flow in self.incoming if flow not in arrived]
        filled = [self.drawn[flow] for flow in self.incoming if flow in arrived]
        for token in scope.live():
            place = token.task_spec
            if place is self or token.listens or token.task_spec.is_instance:
                continue
            if any(place.name in names for names in empty) and not any(place.name in names for names in filled):
                return False
        return True


class EventBasedGateway(Node, defaults.EventBasedGateway):
    """Waits for the first of several events. Each of its targets listens by itself and has its own due time; the
    library's gateway takes the events of its targets over and has one due time for all."""

    targets: tuple[FlowNode, ...] = ()

    def __init__(self, spec: Any, name: str, **more: Any) -> None:
        super().__init__(spec, name, event_definition=MultipleEventDefinition(), **more)

    def connect(self, taskspec: FlowNode) -> None:
        """Leave the target its event."""
        TaskSpec.connect(self, taskspec)

    def arrive(self, token: Token) -> bool:
        return True

    def work(self, token: Token) -> None:
        by_name = {target.name: target for target in self.targets}
        made = []
        for flow in self.flows:
            target = token.workflow.listener(by_name[flow.target], host=token)
            target.flow = flow.id
            made.append(target)
        try:
            for target in made:
                target.task_spec.wait(target)
        except Exception:
            token._drop_children(force=True)
            raise

    def chosen(self, token: Token, target: Token) -> None:
        """The event of one target happened: the other targets are dropped."""
        target.stand_alone()
        token.workflow.case.note(token, StepEvent.COMPLETED)
        token.workflow.discard(token)
        token.workflow.case.note(target, StepEvent.STARTED)


class ComplexGateway(InclusiveGateway):
    """Activates when its condition holds over `activationCount`, the number of tokens that have come; then waits for
    the rest as an inclusive gateway would, and is ready again (13.4.5).

    Until then a listener with the flows that are used up stands at the gateway. At the reset only flows whose condition
    asks for `waitingForStart` get a token."""

    activation: Condition | None = None

    def try_to_fire(self, scope: Scope) -> bool:
        here = [token for token in scope.live() if token.task_spec is self and token.waits]
        used = next((token for token in here if token.listens), None)
        if used is None:
            return self._activate(scope, [token for token in here if not token.listens])
        return self._reset(scope, used, [token for token in here if token is not used])

    def _activate(self, scope: Scope, here: list[Token]) -> bool:
        arrived = _one_of_each(here)
        if not arrived or not self._may_activate(scope, arrived, len(here)):
            return False
        *spent, last = arrived.values()
        for token in spent:
            scope.discard(token)
        if len(arrived) < len(self.incoming):
            rest = scope.listener(self)
            rest.record.phase = Phase.LISTENING
            rest.record.gateway = GatewayState(used=tuple(sorted(flow or "" for flow in arrived)))
            rest._set_state(TaskState.WAITING)
        self._fire(scope, last, starting=True)
        return True

    def _may_activate(self, scope: Scope, arrived: dict[str | None, Token], count: int) -> bool:
        if self.activation is None:
            return self.suffices(scope, arrived)
        return self.activation.holds(next(iter(arrived.values())), {"activationCount": count})

    def _reset(self, scope: Scope, used: Token, here: list[Token]) -> bool:
        spent = used.record.gateway.used if used.record.gateway is not None else ()
        late = {flow: t for flow, t in _one_of_each(here).items() if flow not in spent}
        accounted: dict[str | None, Token] = dict.fromkeys([*spent, *late], used)
        if not self.suffices(scope, accounted):
            return False
        for token in late.values():
            scope.discard(token)
        used.record.phase = Phase.ACTIVE
        self._fire(scope, used, starting=False)
        return True

    def _fire(self, scope: Scope, token: Token, *, starting: bool) -> None:
        token.record.gateway = token.record.gateway or GatewayState()
        token.record.gateway.starting = starting
        if starting:
            scope.case.note(token, StepEvent.STARTED)
        token._ready()

    def outgoing(self, token: Token) -> tuple[Flow, ...]:
        more = {"waitingForStart": token.record.gateway is None or token.record.gateway.starting}
        if not more["waitingForStart"]:
            asked = [flow for flow in self.flows if flow.condition and "waitingForStart" in flow.condition.text]
            late = tuple(flow for flow in asked if flow.condition and flow.condition.holds(token, more))
            token.completion_noted = not late  # getting ready again is no activation of its own
            return late
        chosen = (f for f in self.flows if not f.default and (f.condition is None or f.condition.holds(token, more)))
        return tuple(chosen) or self.default_flow()


def _one_of_each(tokens: Iterable[Token]) -> dict[str | None, Token]:
    arrived: dict[str | None, Token] = {}
    for token in tokens:
        arrived.setdefault(token.flow, token)
    return arrived
