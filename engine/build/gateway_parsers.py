"""Gateways (BPMN 2.0, 10.6)."""

from engine.build.element_parser import ElementParser, expression
from engine.execution.expressions import FlowCondition
from engine.execution.gateways import ComplexGateway
from engine.execution.node import Node


class GatewayParser(ElementParser):
    """A gateway that says nothing but what it is."""


class ConditionalGatewayParser(GatewayParser):
    """A gateway that chooses among its flows."""

    def connect_output(self, outgoing_task: Node, condition: FlowCondition | None, is_default: bool) -> None:
        """With its condition, as the library's choices have it. The only flow, if it has no condition, is the default,
        also where nobody says so."""
        only = len(self.process_parser.get_outgoing_sequence_flows(self.bpmn_id)) == 1
        if is_default or (only and condition is None):
            self.task.connect(outgoing_task)
        else:
            self.task.connect_if(condition, outgoing_task)


class ComplexGatewayParser(ConditionalGatewayParser):
    """A gateway with an activation condition (10.6.5)."""

    def create_task(self) -> ComplexGateway:
        """The gateway with its condition."""
        gateway: ComplexGateway = super().create_task()
        gateway.activation = expression(self.node, "activationCondition", self.bpmn_id)
        return gateway
