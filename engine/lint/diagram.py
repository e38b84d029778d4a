"""One BPMN file as the rules see it: elements by kind and id, and the ways in and out of each flow node.

Built once in linear time; rules only read it. Element objects serve as keys, so two elements of one id stay apart."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from engine.dialect import MIZ, Element, Remark, choose_process, local_name
from engine.dialect.names import CHOREOGRAPHY, FLOW_NODES, SCOPES, children, local_part
from engine.lint.grammar import KINDS, Kind
from engine.model import Severity


class Diagram:
    """A parsed BPMN file. `publishing` says that its first executable process is to run as a service."""

    def __init__(self, file: str, root: Element, *, publishing: bool = False, remarks: Sequence[Remark] = ()) -> None:
        self.file = file
        self.root = root
        self.publishing = publishing
        #: what other modelers wrote and the dialect doesn't have
        self.remarks = remarks
        #: states that the search for deadlocks has looked at
        self.played = 0
        self._all = tuple(_without_extensions(root))  # keeps the objects alive, hence usable as keys
        self.kind: Mapping[Element, str] = {element: local_name(element) for element in self._all}

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """All elements of the BPMN namespace outside of extensions, in the order of the file."""
        return tuple(element for element in self._all if self.kind[element])

    @cached_property
    def with_dialect(self) -> tuple[Element, ...]:
        """The BPMN elements that carry `miz:` attributes."""
        own = f"{{{MIZ}}}"
        return tuple(e for e in self.elements if any(str(name).startswith(own) for name in e.attrib))

    @cached_property
    def known(self) -> tuple[tuple[Element, Kind], ...]:
        """The elements that the schema describes, each with what it says."""
        return tuple((e, KINDS[kind]) for e in self.elements if (kind := self.kind[e]) in KINDS)

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[Element]]:
        found: dict[str, list[Element]] = defaultdict(list)
        for element in self.elements:
            found[self.kind[element]].append(element)
        return found

    def of(self, *kinds: str) -> Iterator[Element]:
        """All elements of these kinds."""
        for kind in kinds:
            yield from self._by_kind.get(kind, ())

    @cached_property
    def nodes(self) -> tuple[Element, ...]:
        """All flow nodes that stand in a process or sub-process."""
        return tuple(e for e in self.elements if self.kind[e] in FLOW_NODES and self.parent_kind(e) in SCOPES)

    @cached_property
    def by_id(self) -> Mapping[str, Element]:
        """The first BPMN element of each id."""
        found: dict[str, Element] = {}
        for element in self.elements:
            found.setdefault(element.get("id", ""), element)
        found.pop("", None)
        return found

    def parent_kind(self, element: Element) -> str:
        """The kind of the element around."""
        parent = element.getparent()
        return "" if parent is None else self.kind.get(parent, "")

    def find(self, reference: str | None, element: Element) -> Element | None:
        """What a reference in `element` leads to within this file; a prefix is dropped (BPMN references are QNames)."""
        if not reference:
            return None
        found = self.by_id.get(reference.strip())
        return found if found is not None else self.by_id.get(local_part(reference))

    def leads_outside(self, reference: str, element: Element) -> bool:
        """Whether the prefix of a reference names another file's namespace."""
        prefix, colon, _ = reference.strip().rpartition(":")
        namespace = element.nsmap.get(prefix) if colon else None
        return namespace is not None and namespace != self.root.get("targetNamespace")

    @cached_property
    def flows(self) -> tuple[Element, ...]:
        """Sequence flows whose two ends exist."""
        return tuple(f for f in self.of("sequenceFlow") if self.source(f) is not None and self.target(f) is not None)

    def source(self, flow: Element) -> Element | None:
        """The flow node a sequence flow comes from."""
        return self._node(flow, "sourceRef")

    def target(self, flow: Element) -> Element | None:
        """The flow node a sequence flow goes to."""
        return self._node(flow, "targetRef")

    def _node(self, flow: Element, attribute: str) -> Element | None:
        found = self.find(flow.get(attribute), flow)
        return found if found is not None and self.kind[found] in FLOW_NODES | CHOREOGRAPHY else None

    @cached_property
    def _ways(self) -> tuple[Mapping[Element, list[Element]], Mapping[Element, list[Element]]]:
        incoming: dict[Element, list[Element]] = defaultdict(list)
        outgoing: dict[Element, list[Element]] = defaultdict(list)
        for flow in self.of("sequenceFlow"):
            source, target = self.source(flow), self.target(flow)
            if source is not None and target is not None:
                outgoing[source].append(flow)
                incoming[target].append(flow)
        return incoming, outgoing

    def incoming(self, node: Element) -> Sequence[Element]:
        """The sequence flows into a node."""
        return self._ways[0].get(node, ())

    def outgoing(self, node: Element) -> Sequence[Element]:
        """The sequence flows out of a node."""
        return self._ways[1].get(node, ())

    @cached_property
    def boundary_events(self) -> Mapping[Element, Sequence[Element]]:
        """The boundary events attached to each activity."""
        found: dict[Element, list[Element]] = defaultdict(list)
        for event in self.of("boundaryEvent"):
            host = self.find(event.get("attachedToRef"), event)
            if host is not None:
                found[host].append(event)
        return found

    @cached_property
    def links(self) -> Mapping[Element, Element]:
        """From each link throw event to the catch event of its name at the same level (10.5.5)."""
        throws: list[tuple[tuple[Element | None, str], Element]] = []
        catches: dict[tuple[Element | None, str], Element] = {}
        for definition in self.of("linkEventDefinition"):
            event = definition.getparent()
            if event is None:
                continue
            key = event.getparent(), (definition.get("name") or "").strip()
            if self.kind.get(event) == "intermediateCatchEvent":
                catches.setdefault(key, event)
            elif self.kind.get(event) == "intermediateThrowEvent":
                throws.append((key, event))
        return {event: catches[key] for key, event in throws if key in catches}

    def process_of(self, element: Element) -> Element | None:
        """The process around an element (or itself)."""
        while self.kind.get(element) != "process":
            parent = element.getparent()
            if parent is None:
                return None
            element = parent
        return element

    def runs(self, element: Element) -> bool:
        """Whether the element belongs to a process that says it is executable, or that is to be published though it
        doesn't: then everything is told that is to be repaired, not the missing word alone."""
        process = self.process_of(element)
        if process is None:
            return False
        return self.says_executable(process) or process is self._meant

    @staticmethod
    def says_executable(process: Element) -> bool:
        """Whether `isExecutable` is true."""
        return process.get("isExecutable") in ("true", "1")

    @cached_property
    def _meant(self) -> Element | None:
        """The process that would run as a service, where none says that it is executable."""
        processes = list(self.of("process"))
        if not self.publishing or not processes or any(map(self.says_executable, processes)):
            return None
        return choose_process(self.root)

    def grade(self, element: Element) -> Severity:
        """Error in what is meant to be executed, warning in what is only drawn. What belongs to no process, such as a
        message, counts for all of the file."""
        own = self.process_of(element) is not None
        runs = self.runs(element) if own else any(map(self.runs, self.of("process")))
        return Severity.ERROR if runs else Severity.WARNING

    def definitions(self, event: Element) -> tuple[Element, ...]:
        """The event definitions of an event, written inside or given by reference."""
        found = [child for child in event if self.kind.get(child, "").endswith("EventDefinition")]
        for reference in children(event, "eventDefinitionRef"):
            target = self.find(reference.text, reference)
            if target is not None:
                found.append(target)
        return tuple(found)


def _without_extensions(root: Element) -> Iterator[Element]:
    """Every element below the root (and itself) that is not inside `extensionElements`, in the order of the file."""
    pending = [root]
    while pending:
        element = pending.pop()
        if not isinstance(element.tag, str):
            continue
        yield element
        if local_name(element) != "extensionElements":
            pending.extend(reversed(element))
