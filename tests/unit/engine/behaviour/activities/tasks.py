"""Tasks of every kind (BPMN 2.0.2, 10.3.3)."""

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.behaviour import Behaviour


def _passes(kind: str, name: str, attributes: str = "", inner: str = "") -> Behaviour:
    return Behaviour(
        name,
        "in a flow",
        "runs once and goes on",
        d.between(d.task("a", kind=kind, attributes=attributes, inner=inner)),
        "start a end",
    )


BEHAVIOURS = (
    _passes("task", "Task"),
    _passes("userTask", "User task"),
    _passes("manualTask", "Manual task"),
    _passes("serviceTask", "Service task"),
    _passes("sendTask", "Send task", 'messageRef="msg-m"'),
    _passes("businessRuleTask", "Business rule task"),
    Behaviour(
        "User task",
        "in a flow",
        "its answers become data",
        d.between(d.task("a", kind="userTask")),
        "start a end",
        data={"ok": True},
        arguments=("--answers", '{"a": {"ok": true}}'),
    ),
    Behaviour(
        "Service task",
        "in a flow",
        "its answer becomes data",
        d.between(d.task("a", kind="serviceTask")),
        "start a end",
        data={"ok": True},
        arguments=("--answers", '{"a": {"ok": true}}'),
    ),
    Behaviour(
        "Script task",
        "in a flow",
        "the entries of its context become data",
        d.between(d.script("a", "{y: x + 1, z: y * 2}")),
        "start a end",
        data={"x": 1, "y": 2, "z": 4},
        arguments=("--vars", '{"x": 1}'),
    ),
    Behaviour(
        "Script task",
        "in a flow",
        "its value becomes the variable that miz:result names",
        d.between(d.script("a", "x * 2.5", attributes='miz:result="y"')),
        "start a end",
        data={"y": 10},
        arguments=("--vars", '{"x": 4}'),
    ),
    Behaviour(
        "Script task",
        "scriptFormat",
        "of Java's family runs where it only sets variables",
        d.between(d.script("a", "x = x + 1; y = x * 2;", attributes='scriptFormat="javascript"')),
        "start a end",
        data={"x": 2, "y": 4},
        arguments=("--vars", '{"x": 1}'),
    ),
    Behaviour(
        "Script task",
        "without a script",
        "passes as a plain task does",
        d.between(
            d.task("a", kind="scriptTask") + d.script("b", " ", attributes='scriptFormat="x"'), "start->a, a->b, b->end"
        ),
        "start a b end",
    ),
    Behaviour(
        "Script task",
        "in a flow",
        "that gives null changes nothing",
        d.between(d.script("a", "missing")),
        "start a end",
        data={"x": 4},
        arguments=("--vars", '{"x": 4}'),
    ),
    Behaviour(
        "Script task",
        "in a flow",
        "that gives a lone value is an incident, for nobody could find it",
        d.between(d.script("a", "x")),
        "start",
        state="incident",
        incident=("a", "miz:result"),
        arguments=("--vars", '{"x": 4}'),
    ),
    Behaviour(
        "Script task",
        "in a flow",
        "in which something is missing gives null there, as FEEL does",
        d.between(d.script("a", "{y: missing + 1}")),
        "start a end",
        data={"y": None},
    ),
    Behaviour(
        "Script task",
        "scriptFormat",
        "in FEEL by any of its names",
        d.between(d.script("a", "{y: 1}", attributes='scriptFormat="FEEL"')),
        "start a end",
        data={"y": 1},
    ),
    Behaviour(
        "Script task",
        "scriptFormat",
        "of another language is refused",
        d.between(d.script("a", "y = load(1)", attributes='scriptFormat="text/javascript"')),
        refused="count(x)",
    ),
    Behaviour(
        "Receive task",
        "in a flow",
        "waits for its message",
        d.between('<receiveTask id="a" messageRef="msg-m"/>'),
        "start a end",
        data={"k": 2},
        arguments=("--message", 'M={"k": 2}'),
    ),
    Behaviour(
        "Receive task",
        "in a flow",
        "waits while it doesn't come",
        d.between('<receiveTask id="a" messageRef="msg-m"/>'),
        "start",
        state="waiting",
    ),
    Behaviour(
        "Receive task",
        "instantiating",
        "begins the process",
        d.diagram('<receiveTask id="a" messageRef="msg-m" instantiate="true"/>' + d.end(), "a->end", roots=d.ROOTS),
        "a end",
        arguments=("--message", "M"),
    ),
    Behaviour(
        "Send task",
        "in a flow",
        "sends to a receive task of the case",
        d.between(
            d.gateway("parallel", "f")
            + '<receiveTask id="r" messageRef="msg-m"/>'
            + d.task("a", kind="sendTask", attributes='messageRef="msg-m"'),
            "start->f, f->r, f->a, a->end, r->end",
        ),
        "start f a r end end",
    ),
)
