"""The flow of a process as one plain graph over all its levels, and the order in which work passes through it.

Iterative throughout: a chain of ten thousand elements is as good as one of ten."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from engine.dialect.names import FLOW_NODES, SUB_PROCESSES, bpmn, children, local_name
from engine.dialect.xml import Element

_Node = TypeVar("_Node")


@dataclass(frozen=True, slots=True)
class Flow:
    """Flow nodes of a process and its sub-processes, and what may come after each.

    In addition to sequence flows, edges lead from a host to its boundary events, from a sub-process to its first inner
    nodes, from its last inner nodes to what follows it, from a link throw to its catch, to compensation handlers."""

    nodes: Mapping[str, Element]
    successors: Mapping[str, Sequence[str]]
    #: ids in the order of the flow; of two branches the one drawn first comes first, loops go back
    order: tuple[str, ...]


def flow_of(process: Element, *, foreign: frozenset[str] = frozenset()) -> Flow:
    """The flow graph of a process or sub-process. Nodes without an id are left out. `foreign` are the qualified names
    of elements of other namespaces that are flow nodes too."""
    nodes: dict[str, Element] = {}
    successors: dict[str, list[str]] = {}
    roots: list[str] = []
    pending: list[tuple[Element, str | None]] = [(process, None)]
    tags = (*map(bpmn, FLOW_NODES), *foreign)
    while pending:
        scope, parent = pending.pop()
        members = {node.get("id", ""): node for node in scope.iterchildren(*tags) if node.get("id")}
        nodes.update(members)
        _connect(scope, members, successors)
        first = _entries(members, successors)
        if parent is None:
            roots = first
        else:
            _nest(members, successors, first, parent)
        pending.extend((node, id_) for id_, node in members.items() if local_name(node) in SUB_PROCESSES)
    return Flow(nodes, successors, tuple(_ordered(nodes, successors, roots)))


def _connect(scope: Element, members: Mapping[str, Element], successors: dict[str, list[str]]) -> None:
    """Edges inside one scope; sequence flows first, so that the normal way precedes the boundary events."""
    edges = [(flow.get("sourceRef"), flow.get("targetRef")) for flow in children(scope, "sequenceFlow")]
    edges += [(node.get("attachedToRef"), id_) for id_, node in members.items()]
    edges += [(line.get("sourceRef"), line.get("targetRef")) for line in children(scope, "association")]
    edges += _link_edges(members)
    for id_ in members:
        successors.setdefault(id_, [])
    for source, target in edges:
        if source is None or target is None or source not in members or target not in members:
            continue
        if target not in successors[source]:
            successors[source].append(target)


def _link_edges(members: Mapping[str, Element]) -> list[tuple[str | None, str | None]]:
    """From each link throw event to the catch event of the same name (BPMN 2.0.2, 10.5.5)."""
    throws: list[tuple[str, str]] = []
    catches: dict[str, str] = {}
    for id_, node in members.items():
        for link in children(node, "linkEventDefinition"):
            name = link.get("name", "")
            if local_name(node) == "intermediateCatchEvent":
                catches.setdefault(name, id_)
            else:
                throws.append((id_, name))
    return [(id_, catches.get(name)) for id_, name in throws]


def _entries(members: Mapping[str, Element], successors: Mapping[str, Sequence[str]]) -> list[str]:
    """Where a scope begins: start events, then other nodes that nothing leads to, event sub-processes last."""
    reached = {target for id_ in members for target in successors[id_]}
    free = [id_ for id_ in members if id_ not in reached]

    def rank(id_: str) -> int:
        node = members[id_]
        if local_name(node) == "startEvent":
            return 0
        return 2 if node.get("triggeredByEvent") == "true" else 1

    return sorted(free, key=rank)


def _nest(members: Mapping[str, Element], successors: dict[str, list[str]], first: Iterable[str], parent: str) -> None:
    """Join the inside of a sub-process to its outside."""
    after = list(successors[parent])
    for id_ in members:
        if not successors[id_]:
            successors[id_].extend(after)
    successors[parent][:0] = first


def _ordered(nodes: Mapping[str, Element], successors: Mapping[str, Sequence[str]], roots: Sequence[str]) -> list[str]:
    """Reverse postorder of a depth-first walk; nodes that no root reaches follow in the order of the file."""
    seen: set[str] = set()
    order = reverse_postorder(list(reversed(roots)), successors, seen)
    for id_ in nodes:
        if id_ not in seen:
            order += reverse_postorder([id_], successors, seen)
    return order


def reverse_postorder(
    roots: Iterable[_Node], successors: Mapping[_Node, Sequence[_Node]], seen: set[_Node]
) -> list[_Node]:
    """Everything not yet `seen` that the roots reach, each before what follows it (loops apart); adds it to `seen`."""
    finished: list[_Node] = []
    for root in roots:
        if root in seen:
            continue
        seen.add(root)
        stack = [(root, reversed(successors[root]))]
        while stack:
            node, rest = stack[-1]
            following = next((id_ for id_ in rest if id_ not in seen), None)
            if following is None:
                finished.append(node)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, reversed(successors[following])))
    finished.reverse()
    return finished
