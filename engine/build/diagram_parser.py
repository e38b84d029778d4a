"""The library's `BpmnParser` with our classes registered: which parser and which spec each element of a diagram has.

To add an element write a spec (a subclass of `Node`), a subclass of `ElementParser` that makes it in `create_task`, and
a subclass of `DiagramParser` that registers both for the element's tag."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.spec_description import SPEC_DESCRIPTIONS
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from engine.build.activity_parsers import ActivityParser
from engine.build.constraints import refuse_changed
from engine.build.element_parser import ElementParser
from engine.build.event_parsers import BoundaryEventParser, EndEventParser, IntermediateEventParser, StartEventParser
from engine.build.gateway_parsers import ComplexGatewayParser, ConditionalGatewayParser, GatewayParser
from engine.build.global_elements import in_place
from engine.build.references import References
from engine.build.scope_parser import ScopeParser
from engine.build.sub_process_parsers import (
    AdHocSubProcessParser,
    CallActivityParser,
    SubProcessParser,
    called_process,
)
from engine.build.task_parsers import (
    BusinessRuleTaskParser,
    ReceiveTaskParser,
    ScriptTaskParser,
    SendTaskParser,
    ServiceTaskParser,
    UserTaskParser,
)
from engine.decisions import BundleDecisions, Decisions
from engine.dialect import BPMN, Element, Remark, bpmn, local_name, read_diagram, read_facts
from engine.dialect.names import children, text_of
from engine.errors import DefinitionError
from engine.execution.activities import (
    BusinessRuleTask,
    ManualTask,
    PlainTask,
    ScriptTask,
    ServiceTask,
    UserTask,
)
from engine.execution.data_flow import DataStore
from engine.execution.events import (
    BoundaryEvent,
    EndEvent,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    ReceiveTask,
    SendTask,
    StartEvent,
)
from engine.execution.gateways import (
    ComplexGateway,
    EventBasedGateway,
    ExclusiveGateway,
    InclusiveGateway,
    ParallelGateway,
)
from engine.execution.node import Node
from engine.execution.spec import ProcessSpec
from engine.execution.subprocesses import AdHocSubProcess, CallActivity, SubProcess, Transaction
from engine.model import Bilingual, Facts

#: processes of a file that one process may call, directly or not
MAX_PROCESSES = 200
#: what an element is called in words where the library has none
DESCRIPTIONS = {
    full_tag("adHocSubProcess"): "Ad Hoc Subprocess",
    full_tag("businessRuleTask"): "Business Rule Task",
    full_tag("complexGateway"): "Complex Gateway",
    full_tag("sendTask"): "Send Task",
}


class DiagramParser(BpmnParser):
    """Reads diagrams into specs of ours, as documented for the library's parser:

        parser = DiagramParser()
        parser.add_bpmn_str(xml)
        spec, others = parser.get_spec("process"), parser.get_subprocess_specs("process")

    Raises `DefinitionError`, naming the element, for what can't be read or isn't truly executed."""

    PROCESS_PARSER_CLASS = AD_HOC_PARSER_CLASS = ScopeParser

    OVERRIDE_PARSER_CLASSES: ClassVar[dict[str, tuple[type[ElementParser], type[Node]]]] = {
        full_tag("startEvent"): (StartEventParser, StartEvent),
        full_tag("intermediateCatchEvent"): (IntermediateEventParser, IntermediateCatchEvent),
        full_tag("intermediateThrowEvent"): (IntermediateEventParser, IntermediateThrowEvent),
        full_tag("boundaryEvent"): (BoundaryEventParser, BoundaryEvent),
        full_tag("endEvent"): (EndEventParser, EndEvent),
        full_tag("task"): (ActivityParser, PlainTask),
        full_tag("userTask"): (UserTaskParser, UserTask),
        full_tag("manualTask"): (UserTaskParser, ManualTask),
        full_tag("scriptTask"): (ScriptTaskParser, ScriptTask),
        full_tag("businessRuleTask"): (BusinessRuleTaskParser, BusinessRuleTask),
        full_tag("serviceTask"): (ServiceTaskParser, ServiceTask),
        full_tag("sendTask"): (SendTaskParser, SendTask),
        full_tag("receiveTask"): (ReceiveTaskParser, ReceiveTask),
        full_tag("subProcess"): (SubProcessParser, SubProcess),
        full_tag("transaction"): (SubProcessParser, Transaction),
        full_tag("adHocSubProcess"): (AdHocSubProcessParser, AdHocSubProcess),
        full_tag("callActivity"): (CallActivityParser, CallActivity),
        full_tag("exclusiveGateway"): (ConditionalGatewayParser, ExclusiveGateway),
        full_tag("inclusiveGateway"): (ConditionalGatewayParser, InclusiveGateway),
        full_tag("parallelGateway"): (GatewayParser, ParallelGateway),
        full_tag("eventBasedGateway"): (GatewayParser, EventBasedGateway),
        full_tag("complexGateway"): (ComplexGatewayParser, ComplexGateway),
    }
    #: what a subclass doesn't override is read by ours, never by the library's own classes
    PARSER_CLASSES = OVERRIDE_PARSER_CLASSES

    process_parsers: dict[str, ScopeParser]

    def __init__(self, decisions: Decisions | None = None) -> None:
        """`decisions` are those that business rule tasks may name."""
        super().__init__(spec_descriptions={**SPEC_DESCRIPTIONS, **DESCRIPTIONS})
        self.references = References(BundleDecisions({}) if decisions is None else decisions)
        #: what other modelers wrote into the files and the dialect doesn't have
        self.remarks: list[Remark] = []
        #: what the desk reads from each process, by its id
        self.facts: dict[str, Facts] = {}
        #: the elements that tokens come to
        self.tags = tuple(dict.fromkeys([*self.PARSER_CLASSES, *self.OVERRIDE_PARSER_CLASSES]))

    def add_bpmn_io(self, file_like_object: Any, filename: str | None = None) -> None:
        """As `add_bpmn_str`."""
        self.add_bpmn_str(file_like_object.read(), filename)

    def add_bpmn_str(self, bpmn_str: bytes | str, filename: str | None = None) -> None:
        """Read a file as hardened as any other that the engine reads, in the words of any modeler."""
        data = bpmn_str.encode() if isinstance(bpmn_str, str) else bpmn_str
        reading = read_diagram(data)
        self.remarks += reading.remarks
        self.add_bpmn_xml(in_place(reading.root), filename)

    def add_bpmn_xml(self, bpmn: Element, filename: str | None = None) -> None:
        """The library's, after what it doesn't look at."""
        _refuse_duplicates(bpmn)
        self.references.add(bpmn)
        with _refused_by_name():
            super().add_bpmn_xml(bpmn, filename)

    def get_spec(self, process_id: str, required: bool = True) -> ProcessSpec:
        """The spec of a process. Raises `DefinitionError`, also for what another modeler wrote and can't be run."""
        refuse_changed(self.remarks, {process_id})
        if required and self.get_process_parser(process_id) is None:
            words = (
                f"There is no process “{process_id}” in the diagram." if process_id else "The diagram has no process."
            )
            raise DefinitionError(words, process=process_id or None)
        with _refused_by_name():
            spec: ProcessSpec = super().get_spec(process_id, required)
        return spec

    def get_subprocess_specs(self, name: str) -> dict[str, ProcessSpec]:
        """The specs that a process needs besides its own, by id: its sub-processes, the processes that it calls, and
        theirs. The library's goes from one into the other by recursion; ours also gives call activities what they
        call."""
        specs: dict[str, ProcessSpec] = {}
        called = [name]
        for id_ in called:  # grows while it is gone through
            process = self.get_process_parser(id_)
            if process is None or process.parent is not None:
                raise DefinitionError(
                    Bilingual(f"فرایند «{id_}» که فراخوانده می‌شود نیست", f"There is no process “{id_}” to call"),
                    process=id_,
                )
            if len(called) > MAX_PROCESSES:
                raise DefinitionError(
                    Bilingual(
                        f"بیش از {MAX_PROCESSES} فرایند یکدیگر را فرامی‌خوانند",
                        f"More than {MAX_PROCESSES} processes call each other",
                    ),
                    process=name,
                )
            specs[id_] = self.get_spec(id_)
            specs.update((inner.bpmn_id, inner.spec) for inner in process.inner_scopes)
            called += [target for target in dict.fromkeys(t for _, t in process.calls) if target not in called]
        for id_ in called:
            for call, target in self.process_parsers[id_].calls:
                call.called(specs[target])
        del specs[name]
        return specs

    def describe(self, process: ScopeParser) -> None:
        """Read what the dialect says of the elements of a process, before they are read themselves."""
        foreign = frozenset(tag for tag in self.tags if not tag.startswith(f"{{{BPMN}}}"))
        facts = read_facts(process.document_root, process.bpmn_id, foreign=foreign)
        self.facts[process.bpmn_id] = facts
        self.references.describe(facts)

    def create_parser(self, node: Element, filename: str | None = None, lane: str | None = None) -> None:
        """The library's; without an id, as a pool that is only drawn may be, nobody can begin or call a process."""
        if node.get("id"):
            super().create_parser(node, filename, lane)

    def _find_dependencies(self, process: Element) -> None:
        """What call activities name, without the prefix that the name of an element may have."""
        self.process_dependencies.update(filter(None, map(called_process, process.iter(bpmn("callActivity")))))

    def _add_data_stores(self, bpmn: Element) -> None:
        """Each is a variable; the library refuses one without a class that implements it."""
        for id_, one in _roots(bpmn, "dataStore"):
            more = one.get("capacity"), one.get("isUnlimited")
            self.data_stores[id_] = DataStore(id_, one.get("name"), self.references.data.variable(id_), *more)

    def _add_diagram_indexes(self, bpmn: Element) -> None:
        """Lanes alone: where a shape stands decides nothing here, and a picture that can't be read is no reason to
        refuse its process."""
        lanes = ((lane, reference) for lane in _all(bpmn, "lane") for reference in children(lane, "flowNodeRef"))
        self.document_lanes[self._document_key(bpmn)] = {text_of(one): lane.get("name") for lane, one in lanes}

    def _add_messages(self, bpmn: Element) -> None:
        """By id, called by their ids where they have no names. One without an id is allowed, and nothing refers to it;
        the library refuses it."""
        self.messages.update((id_, one.get("name") or id_) for id_, one in _roots(bpmn, "message"))

    def _add_signals(self, bpmn: Element) -> None:
        """As messages."""
        self.signals.update((id_, one.get("name") or id_) for id_, one in _roots(bpmn, "signal"))

    def _add_errors(self, bpmn: Element) -> None:
        """As messages; the code is what counts, else the id."""
        for id_, one in _roots(bpmn, "error"):
            self.errors[id_] = {"name": one.get("name") or id_, "error_code": one.get("errorCode") or id_}

    def _add_escalations(self, bpmn: Element) -> None:
        """As errors."""
        for id_, one in _roots(bpmn, "escalation"):
            self.escalations[id_] = {
                "name": one.get("name") or id_,
                "escalation_code": one.get("escalationCode") or id_,
            }

    def _add_correlations(self, bpmn: Element) -> None:
        """Correlation keys are FEEL, compiled where a message needs them (`Correlations`)."""


def _all(root: Element, name: str) -> Iterator[Element]:
    return root.iter(bpmn(name))


def _roots(root: Element, kind: str) -> Iterator[tuple[str, Element]]:
    """The global elements of a kind that something can refer to."""
    return ((id_, one) for one in children(root, kind) if (id_ := one.get("id")))


def _refuse_duplicates(root: Element) -> None:
    ids = Counter(element.get("id") for element in root.iter() if local_name(element) and element.get("id"))
    twice = [id_ for id_, count in ids.items() if count > 1]
    if twice:
        raise DefinitionError(
            Bilingual(f"شناسهٔ «{twice[0]}» دو بار به کار رفته است", f"The id “{twice[0]}” is used twice"),
            element=twice[0],
        )


@contextmanager
def _refused_by_name() -> Iterator[None]:
    """What the library's parser refuses, in the engine's words. Raises `DefinitionError`."""
    try:
        yield
    except ValidationException as error:
        raise DefinitionError(f"{error.id or error.name}: {error}", element=error.id or None) from error
