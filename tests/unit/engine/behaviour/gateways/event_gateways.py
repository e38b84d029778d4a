"""Event-based gateways (BPMN 2.0.2, 10.6.6, 13.4.4)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour


def _event_arms(*arms: str) -> str:
    return d.gateway("eventBased", "g") + "".join(arms) + d.end("e1") + d.end("e2")


BEHAVIOURS = (
    Behaviour(
        "Event-based gateway",
        "split",
        "goes the way of the event that comes first, and drops the others",
        d.between(
            _event_arms(d.catch("c1", d.MESSAGE), d.catch("c2", d.timer())), "start->g, g->c1, g->c2, c1->e1, c2->e2"
        ).replace(b'<endEvent id="end"></endEvent>', b""),
        "start g c2 e2",
        seconds=10,
    ),
    Behaviour(
        "Event-based gateway",
        "split",
        "takes a message in time",
        d.between(
            _event_arms(d.catch("c1", d.MESSAGE), d.catch("c2", d.timer())), "start->g, g->c1, g->c2, c1->e1, c2->e2"
        ).replace(b'<endEvent id="end"></endEvent>', b""),
        "start g c1 e1",
        arguments=("--message", "M"),
    ),
    Behaviour(
        "Event-based gateway",
        "split",
        "gives each timer its own due time",
        d.between(
            _event_arms(d.catch("c1", d.timer("PT20S")), d.catch("c2", d.timer())),
            "start->g, g->c1, g->c2, c1->e1, c2->e2",
        ).replace(b'<endEvent id="end"></endEvent>', b""),
        "start g c2 e2",
        seconds=10,
    ),
    Behaviour(
        "Event-based gateway",
        "split",
        "may race receive tasks",
        d.between(
            _event_arms('<receiveTask id="c1" messageRef="msg-m"/>', d.catch("c2", d.timer())),
            "start->g, g->c1, g->c2, c1->e1, c2->e2",
        ).replace(b'<endEvent id="end"></endEvent>', b""),
        "start g c1 e1",
        arguments=("--message", "M"),
    ),
    Behaviour(
        "Event-based gateway",
        "split",
        "waits while nothing comes",
        d.between(
            _event_arms(d.catch("c1", d.MESSAGE), d.catch("c2", d.SIGNAL)), "start->g, g->c1, g->c2, c1->e1, c2->e2"
        ).replace(b'<endEvent id="end"></endEvent>', b""),
        "start",
        state="waiting",
    ),
    Behaviour(
        "Event-based gateway",
        "loop",
        "races again in every round",
        d.between(
            d.gateway("exclusive", "m")
            + d.gateway("eventBased", "g")
            + d.catch("c1", d.timer())
            + d.catch("c2", d.MESSAGE),
            "start->m, m->g, g->c1, g->c2, c1->m, c2->end",
        ),
        "start m g c1 m g c1 m",
        state="waiting",
        arguments=("--max-wait", "25"),
    ),
    Behaviour(
        "Event-based gateway",
        "instantiating, exclusive",
        "begins the process with the event that came",
        d.diagram(
            d.gateway("eventBased", "g", attributes='instantiate="true"')
            + d.catch("c1", d.MESSAGE)
            + d.catch("c2", d.MESSAGE_N)
            + d.end(),
            "g->c1, g->c2, c1->end, c2->end",
            roots=d.ROOTS,
        ),
        "g c2 end",
        arguments=("--message", "N"),
    ),
    Behaviour(
        "Event-based gateway",
        "instantiating, parallel",
        "begins the process and waits for its other events",
        d.diagram(
            d.gateway("eventBased", "g", attributes='instantiate="true" eventGatewayType="Parallel"')
            + d.catch("c1", d.MESSAGE)
            + d.catch("c2", d.MESSAGE_N)
            + d.end(),
            "g->c1, g->c2, c1->end, c2->end",
            roots=d.ROOTS,
        ),
        "g c2 end c1 end",
        arguments=("--message", "N", "--message", "M"),
    ),
)
