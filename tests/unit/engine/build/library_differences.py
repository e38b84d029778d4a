"""What the bare library's parser refuses or reads otherwise than ours, cause by cause, each with diagrams that show it.

A release of the library that reads one of them as we do makes a test fail, and the cause goes from this list."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.unit.engine.behaviour import diagrams as d
from tests.unit.engine.behaviour.catalogue import CATALOGUE

LINK = '<linkEventDefinition name="L"/>'
LONG = 1_000


def _lanes(*lanes: str) -> str:
    return f"<laneSet>{''.join(lanes)}</laneSet>"


def _lane(name: str, *members: str, inner: str = "") -> str:
    references = "".join(f"<flowNodeRef>{member}</flowNodeRef>" for member in members)
    return f'<lane id="lane-{name}" name="{name}">{references}{inner}</lane>'


def _said(id_: str, kind: str, inner: str = "") -> str:
    """A named element with documentation."""
    return f'<{kind} id="{id_}" name="{id_} by name"><documentation>about {id_}</documentation>{inner}</{kind}>'


def _chain(length: int) -> bytes:
    ids = [f"t{number}" for number in range(length)]
    pairs = zip(["start", *ids], [*ids, "end"], strict=True)
    return d.between(d.task(*ids), ", ".join(f"{one}->{other}" for one, other in pairs))


#: diagrams in addition to those of the behaviours, which say little about names, lanes and what is written beside
PICTURES: Mapping[str, bytes] = {
    "lanes, names and documentation": d.drawn(
        _lanes(_lane("desk", "start", "a", "g"), _lane("office", "b", "s", "l", "end"))
        + _said("start", "startEvent")
        + _said("a", "userTask")
        + _said("g", "exclusiveGateway")
        + _said("b", "manualTask")
        + _said("s", "subProcess", d.start("s0") + _said("s1", "task") + d.end("s2") + d.flows("s0->s1, s1->s2"))
        + _said("l", "task", "<standardLoopCharacteristics loopMaximum='2'/>")
        + d.end(),
        "start->a, a->g, g->b, b->s, s->l, l->end",
    ),
    "lanes in a lane": d.drawn(
        _lanes(_lane("unit", "start", "a", "end", inner=f"<childLaneSet>{_lane('room', 'a')}</childLaneSet>"))
        + d.start()
        + d.task("a")
        + d.end(),
        "start->a, a->end",
    ),
    "lanes in a sub-process": d.between(
        d.sub("s", _lanes(_lane("inside", "s1")) + d.start("s0") + d.task("s1") + d.end("s2"), "s0->s1, s1->s2")
        + _lanes(_lane("outside", "s")),
        "start->s, s->end",
    ),
    "a lane's reference with blanks": d.between(_lanes(_lane("desk", " a ")) + d.task("a")),
    "documentation only inside of a sub-process": d.between(
        d.sub("s", d.start("s0") + _said("s1", "task") + d.end("s2"), "s0->s1, s1->s2"), "start->s, s->end"
    ),
    "a picture without measures": d.between(d.task("a")).replace(
        b"</definitions>",
        b'<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
        b'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"><bpmndi:BPMNPlane><bpmndi:BPMNShape bpmnElement="a">'
        b'<dc:Bounds x="left" y="up"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>',
    ),
    "a message without an id": d.between(d.task("a"), roots='<message name="never sent"/>'),
    "a data store without an implementation": d.between(d.task("a"), roots='<dataStore id="ds" name="register"/>'),
    "a correlation property without an expression": d.between(d.task("a"), roots='<correlationProperty id="cp"/>'),
    "a called process that isn't executable": d.between(
        '<callActivity id="a" calledElement="other"/>',
        roots='<process id="other" isExecutable="false"><startEvent id="o"/></process>',
    ),
    "a thousand elements in a row": _chain(LONG),
    "an end event in an ad-hoc sub-process": d.between(
        d.sub("a", d.task("x") + d.end("y"), "x->y", kind="adHocSubProcess")
    ),
    "a task that nothing leads to": d.between(d.task("a", "alone") + d.end("end2"), "start->a, a->end, alone->end2"),
}


@dataclass(frozen=True)
class Difference:
    """What the library does with something that BPMN allows, and why ours does otherwise. Of what it refuses `words`
    are those of its error; of what it reads otherwise `shown` are all diagrams that show it."""

    what: str
    library: str
    ours: str
    words: str = ""
    shown: tuple[str, ...] = ()


REFUSED = (
    Difference(
        "a compensation boundary event, or one whose definition is given by reference",
        "raises NotImplementedError in the words of Python",
        "both are the standard's (10.5.1, 10.5.6)",
        words="Unsupported Catch Event",
    ),
    Difference(
        "several flows out of a task",
        "refuses them",
        "they are an implicit parallel or conditional split (10.3, 13.2.1)",
        words="Multiple outgoing flows are not supported",
    ),
    Difference(
        "data that come from or go to the input or output of an element, a property or a data store",
        "can't resolve the association, and prints the address of an XML node",
        "any item-aware element may be associated (10.4.2)",
        words="Cannot resolve data(In|Out)putAssociation",
    ),
    Difference(
        "a data store without a name or without a class that implements it",
        "refuses the whole file",
        "here a data store is a variable",
        words="Data Store",
    ),
    Difference(
        "a multi-instance activity over a collection that the dialect names",
        "wants a number or a loop data input",
        "`miz:collection` is FEEL, and what other modelers write is read into it",
        words="A multiinstance task must specify",
    ),
    Difference(
        "business rule tasks and complex gateways",
        "has no class for them",
        "both are executed",
        words="There is no support implemented for this task type",
    ),
    Difference(
        "calls of global tasks, or by a name with a prefix",
        "finds no process of that id",
        "a global task can be called (10.3.4, 10.3.6), and a QName's prefix is no part of the id",
        words=r"The process '(\w+:)?\w+' was not found",
    ),
    Difference(
        "references with a prefix to messages, signals, errors",
        "finds nothing, and fails with a TypeError while it says so",
        "they are QNames",
        words="unexpected keyword argument 'node'",
    ),
    Difference(
        "a process without a start event",
        "refuses it",
        "it begins wherever nothing leads to, or at an instantiating element (10.5.2, 13.2)",
        words="No start event found",
    ),
    Difference(
        "a sub-process without a start event or without an end event",
        "refuses it",
        "both are optional (10.3.5)",
        words="Exactly one start event is required|Must contain an End event",
    ),
    Difference(
        "start and end events in an ad-hoc sub-process",
        "refuses them",
        "ours ends the branch; the gate names what the standard forbids",
        words="Ad hoc subprocesses may not contain",
    ),
    Difference(
        "a process that isn't marked as executable",
        "refuses it, also where it is only called",
        "`isExecutable` says nothing of a called process, and who starts a process decides that it runs",
        words="is not executable",
    ),
    Difference(
        "a script task without a script",
        "refuses it",
        "it does nothing (table 10.20)",
        words="Invalid Script Task",
    ),
    Difference(
        "a flow out of an exclusive gateway with an empty condition",
        "refuses it",
        "it has no condition, so it is taken when its turn comes",
        words="Non-default exclusive outgoing sequence flow without condition",
    ),
    Difference(
        "messages, signals, errors and escalations without an id",
        "refuses the file",
        "an id is optional (8.3.1), and nothing refers to one that has none",
        words="identifier is missing",
    ),
    Difference(
        "a correlation property that nothing retrieves",
        "refuses the file",
        "the gate names it; only a message that needs it can't be read",
        words="Correlation is missing",
    ),
    Difference(
        "a picture whose measures are no numbers",
        "fails with a ValueError",
        "where a shape stands decides nothing",
        words="could not convert string to float",
    ),
    Difference(
        "a long chain of elements",
        "reads each inside of the one before, up to Python's limit of recursion (at some hundred elements)",
        "goes through the file in its order, in linear time",
        words="maximum recursion depth",
    ),
)

_BY_REFERENCE = "Event definition by reference"
_UP = "Escalation event, event sub-process start"
OTHERWISE = (
    Difference(
        "link events",
        "ends the branch at the throw event; the catch event and all behind it aren't read",
        "a link is a flow (10.5.5)",
        shown=(
            "Link event, intermediate throw event: goes on at the link of its name",
            "Link event, intermediate throw event: of several sources leads to the one target",
            "Link event, intermediate catch event: in a sub-process belongs to that level",
            f"{_BY_REFERENCE}, intermediate throw event: link",
        ),
    ),
    Difference(
        "event definitions given by reference",
        "passes them over: the event waits for nothing, a terminate end event ends only its branch",
        "they are put in place before anything else is read (10.5.1)",
        shown=(
            *(
                str(one)
                for one in CATALOGUE
                if one.element in (_BY_REFERENCE, "Timer definition by reference")
                and one.where
                in (
                    "start event",
                    "intermediate catch event",
                    "after an event-based gateway",
                    "event sub-process start, interrupting",
                    "event sub-process start, non-interrupting",
                )
            ),
            f"{_BY_REFERENCE}, end event: terminate",
            f"{_BY_REFERENCE}, together with one inside: makes a multiple event",
        ),
    ),
    Difference(
        "signal end events",
        "passes the signal over",
        "the signal is thrown (table 10.93)",
        shown=(
            "Signal event, end event: reaches a boundary event elsewhere",
            "Signal event, from inside of a sub-process: may reach its own boundary event and others at once",
            "Multiple event, end event: throws each of its events",
        ),
    ),
    Difference(
        "event sub-processes that an error or an escalation starts",
        "passes the trigger over, so that the start event waits for nothing",
        "they catch what their scope throws (10.3.5, 13.5.4)",
        shown=(
            "Error event, event sub-process start, interrupting: catches before the boundary of its scope does",
            "Error event, event sub-process start, interrupting: may throw on to the boundary of its scope",
            "Error event, event sub-process start, interrupting: of the process catches an error of its own level",
            f"{_UP}, non-interrupting: runs in parallel with the one that threw",
            f"{_UP}, interrupting: stops its scope",
            f"{_UP}, non-interrupting: may throw on to the boundary of its scope, and doesn't catch that itself",
            "Event sub-process, in an event sub-process: catches what that throws",
        ),
    ),
    Difference(
        "ids that the library has itself",
        "takes an element called Start or End for its own node of that name, and loses all behind it",
        "there are no such nodes, so any id may be used",
        shown=("Notation, ids: like the library's own",),
    ),
    Difference(
        "a boundary event attached by a name with a prefix",
        "loses the event and its branch",
        "the prefix is no part of the id",
        shown=("Notation, ids: qualified attachedToRef",),
    ),
    Difference(
        "what no flow leads to from a start event",
        "isn't read, so nobody is told",
        "it is read like all others; the gate names what can't be reached",
        shown=("a task that nothing leads to",),
    ),
    Difference(
        "lanes in a sub-process",
        "gives all elements inside the lane of the sub-process",
        "the innermost lane that names an element is its lane",
        shown=("lanes in a sub-process",),
    ),
    Difference(
        "blanks around the reference of a lane",
        "finds no lane",
        "blanks around an id mean nothing in XML",
        shown=("a lane's reference with blanks",),
    ),
    Difference(
        "documentation of elements inside of a sub-process that has none",
        "takes that of the first of them for its own",
        "documentation belongs to the element that it stands in",
        shown=("documentation only inside of a sub-process",),
    ),
)
