"""A behaviour's diagram in bare SpiffWorkflow 3.2.0: its own parser, its own classes of specs, and the world around
the cases of the file played as `python -m engine run` plays it.

People and services answer at once, messages are kept until somebody waits for them, signals aren't, and when all wait
the clock jumps to the next timer. Whatever the library leaves to the application is done here, so that only what it
does itself can differ."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition, SignalEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

from tests.unit.engine.behaviour.behaviour import Behaviour
from tests.unit.engine.differential.clock import Clock, library_clock
from tests.unit.engine.differential.feel_environment import FeelEnvironment
from tests.unit.engine.differential.library_case import LibraryCase, Line, NeverEnds, Record
from tests.unit.engine.differential.orders import BEGINNING, Orders, orders_of
from tests.unit.engine.differential.own_run import Course, seconds

#: moves of the world around the cases
MOST_MOVES = 200
MOST_CASES = 20
#: the library's timers fire after their moment, not at it
AFTER = timedelta(microseconds=1)
ACTIVITIES = (
    *("task", "userTask", "manualTask", "serviceTask", "scriptTask", "sendTask", "receiveTask", "businessRuleTask"),
    *("subProcess", "transaction", "adHocSubProcess", "callActivity"),
)


class End(StrEnum):
    """How a run of the library ended."""

    REFUSED = "refused at parse"
    RAISED = "raises"
    ENDLESS = "never ends"
    ENDED = "ended"
    WAITING = "waiting"


@dataclass(frozen=True)
class LibraryOutcome:
    """What the library did; `reason` are the words of what it raised."""

    end: End
    lines: tuple[Line, ...] = ()
    data: dict[str, object] = field(default_factory=dict)
    reason: str = ""
    #: names of the messages and signals from outside that nobody took
    untaken: tuple[str, ...] = ()

    @property
    def course(self) -> Course:
        """The elements in the order in which they completed, each with its second."""
        return tuple((line.element, seconds(line.at)) for line in self.lines if line.event == "completed")

    @property
    def cancelled(self) -> tuple[str, ...]:
        """The activities that were cancelled, in order."""
        return tuple(line.element for line in self.lines if line.event == "cancelled")


def run_in_library(shown: Behaviour) -> LibraryOutcome:
    """Parse and run the diagram; nothing is raised."""
    clock = Clock(BEGINNING)
    record = Record(clock, _activities(shown.xml))
    orders = orders_of(shown)
    try:
        world = World(orders, shown.xml, record)
    except Exception as error:  # whatever it is, the library refuses the file by it
        return LibraryOutcome(End.REFUSED, reason=_words(error))
    with library_clock(clock):
        try:
            world.play()
        except NeverEnds as error:
            return LibraryOutcome(End.ENDLESS, tuple(record.lines), reason=_words(error))
        except Exception as error:  # whatever it is, it leaves the library's own loop
            return LibraryOutcome(End.RAISED, tuple(record.lines), reason=_words(error))
        end = End.ENDED if world.reported.workflow.is_completed() else End.WAITING
        return LibraryOutcome(end, tuple(record.lines), world.reported.data, untaken=world.untaken)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def _activities(xml: bytes) -> frozenset[str]:
    try:
        nodes = etree.fromstring(xml).iter(*(f"{{*}}{name}" for name in ACTIVITIES))
    except etree.XMLSyntaxError:
        return frozenset()
    return frozenset(node.get("id", "") for node in nodes)


class World:
    """The cases of one file and what goes on between them."""

    def __init__(self, orders: Orders, xml: bytes, record: Record) -> None:
        """Parse the file and the processes that shall begin. Raises whatever the library raises."""
        self.orders = orders
        self.record = record
        self.parser = BpmnParser()
        self.parser.add_bpmn_str(xml)
        self.processes = tuple(self.parser.get_process_ids())  # those of sub-processes come in as they are parsed
        self.wanted = orders.processes or (self._first(),)
        for process in self.wanted:
            self._specs(process)
        self.cases: list[LibraryCase] = []
        self.messages = deque(self._message(name, payload) for name, payload in orders.messages)
        self.signals = deque(BpmnEvent(SignalEventDefinition(name)) for name in orders.signals)
        self.given = (*self.messages, *self.signals)
        self.asked: dict[str, int] = {}
        self.presumed = False

    @property
    def reported(self) -> LibraryCase:
        """The case of the process that was named last."""
        return self.cases[len(self.wanted) - 1]

    @property
    def untaken(self) -> tuple[str, ...]:
        """What came from outside and nobody took."""
        left = [*self.messages, *self.signals]
        return tuple(event.event_definition.name for event in self.given if event in left)

    def play(self) -> None:
        """Begin the processes and go on as far as it goes. Raises `NeverEnds`, and whatever the library raises."""
        for process in self.wanted:
            self._begin(process, self.orders.data)
        moves: tuple[Callable[[], bool], ...] = (self._post, self._announce, self._work, self._jump, self._presume)
        for _ in range(MOST_MOVES):
            if not any(move() for move in moves):
                return
        raise NeverEnds(f"{MOST_MOVES} moves")

    def _first(self) -> str:
        """The first executable process that no other one calls, else the first."""
        called = {str(name).rpartition(":")[2] for name in self.parser.get_process_dependencies()}
        free = [name for name in self.processes if name not in called]
        return str((free or list(self.parser.process_parsers))[0])

    def _specs(self, process: str) -> tuple[BpmnProcessSpec, dict[str, BpmnProcessSpec]]:
        return self.parser.get_spec(process), self.parser.get_subprocess_specs(process)

    def _begin(self, process: str, data: Mapping[str, object]) -> LibraryCase:
        spec, inner = self._specs(process)
        engine = PythonScriptEngine(FeelEnvironment(self.record.clock))
        workflow = BpmnWorkflow(spec, inner, script_engine=engine)
        workflow.task_tree.set_data(**data)
        workflow.data_objects.update({name: data[name] for name in spec.data_objects if name in data})
        case = LibraryCase(workflow, self.record)
        self.cases.append(case)
        case.go_on()
        self._collect(case)
        return case

    def _message(self, name: str, payload: Mapping[str, object]) -> BpmnEvent:
        """A message from outside, with the correlations that its payload gives it."""
        read = [
            found for id_, found in self.parser.message_correlations.items() if self.parser.messages.get(id_) == name
        ]
        definition = MessageEventDefinition(name, read[0] if read else [])
        engine = PythonScriptEngine(FeelEnvironment(self.record.clock))
        correlations = definition.calculate_correlations(engine, definition.correlation_properties, payload)
        return BpmnEvent(definition, payload, correlations)

    def _collect(self, case: LibraryCase) -> None:
        """Take what the case sends out; signals reach the others at once or not at all."""
        for event in case.workflow.get_events():
            if isinstance(event.event_definition, MessageEventDefinition):
                self.messages.append(event)
            elif isinstance(event.event_definition, SignalEventDefinition):
                self._tell(event, [other for other in self.cases if other is not case])

    def _post(self) -> bool:
        """One message reaches a case that waits for it, or begins one."""
        for message in tuple(self.messages):
            taken = next((case for case in self.cases if case.send(message)), None)
            if taken is not None or self._started_by(message, []):
                self.messages.remove(message)
                if taken is not None:
                    self._collect(taken)
                return True
        return False

    def _announce(self) -> bool:
        """One signal from outside is told to all, once somebody listens."""
        for signal in tuple(self.signals):
            if self._tell(signal, self.cases):
                self.signals.remove(signal)
                return True
        return False

    def _tell(self, signal: BpmnEvent, cases: list[LibraryCase]) -> bool:
        heard = [case for case in tuple(cases) if case.send(signal)]
        for case in heard:
            self._collect(case)
        return bool(self._started_by(signal, [case.workflow.spec.name for case in heard]) or heard)

    def _started_by(self, event: BpmnEvent, begun: list[str]) -> bool:
        """Begin the first process that the event starts, if there is one; not one whose case has just begun by it."""
        for process in self.processes:
            if len(self.cases) >= MOST_CASES or process in begun:
                continue
            starts = self._specs(process)[0].bpmn_start_events
            if any(start.event_definition == event.event_definition for start in starts):
                case = self._begin(process, {})
                case.send(event)
                self._collect(case)
                return True
        return False

    def _work(self) -> bool:
        """The next open task of one case is done."""
        for case in self.cases:
            if case.work(self.orders.answers, self.asked):
                self._collect(case)
                return True
        return False

    def _jump(self) -> bool:
        """The clock goes on to the next timer."""
        due = [(moment, number) for number, case in enumerate(self.cases) if (moment := case.due()) is not None]
        if not due or self._too_late(min(due)[0]):
            return False
        moment, number = min(due)
        self.record.clock.move_to(moment + AFTER)
        self.cases[number].fire()
        self._collect(self.cases[number])
        return True

    def _too_late(self, moment: datetime) -> bool:
        return self.orders.until is not None and moment > self.orders.until

    def _presume(self) -> bool:
        """Nothing has begun, and nothing more will come: the process begins as if its event had happened."""
        if self.record.lines or len(self.cases) != 1 or self.presumed:
            return False
        self.presumed = True
        starts = self.cases[0].workflow.spec.bpmn_start_events
        return bool(starts) and self.cases[0].send(BpmnEvent(starts[0].event_definition, {}))
