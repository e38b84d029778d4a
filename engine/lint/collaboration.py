"""What stands around processes: pools, lanes, conversations and choreographies (BPMN 2.0.2, 9, 10.8 and 11)."""

from collections.abc import Iterator

from engine.dialect import Element
from engine.dialect.names import FLOW_NODES, children
from engine.lint.diagram import Diagram
from engine.lint.registry import WARNING, Problem, diagram_rule

_CONVERSATION = frozenset({"conversation", "subConversation", "callConversation"})


@diagram_rule("participant-multiplicity")
def check_multiplicities(diagram: Diagram) -> Iterator[Problem]:
    """At least none, at most one or more, and the least not above the most (table 9.3)."""
    for element in diagram.of("participantMultiplicity"):
        try:
            least, limit = int(element.get("minimum", "0")), int(element.get("maximum", "1"))
        except ValueError:
            continue  # told by the rule `schema-value`
        limit = max(limit, least) if element.get("maximum") is None else limit
        if least < 0 or limit < 1 or least > limit:
            yield Problem(
                element,
                "کمینه و بیشینه شرکت‌کنندگان با هم جور نیست؛ ۰ ≤ minimum ≤ maximum و maximum دست‌کم ۱.",
                "has a minimum and maximum that don't fit; 0 ≤ minimum ≤ maximum, and maximum at least 1.",
            )


@diagram_rule("lane-content")
def check_lanes(diagram: Diagram) -> Iterator[Problem]:
    """A lane holds elements of its own process, and no two lanes beside each other hold the same one (10.8)."""
    for lanes in diagram.of("laneSet", "childLaneSet"):
        held: dict[Element, Element] = {}
        for lane in children(lanes, "lane"):
            for node in _in_lane(diagram, lane):
                if diagram.process_of(node) is not diagram.process_of(lane):
                    yield Problem(
                        lane,
                        f"«{node.get('id')}» را می‌آورد که در فرایند دیگری است؛ آن را از این خط بردارید.",
                        f"lists “{node.get('id')}”, which belongs to another process; remove it from this lane.",
                    )
                elif held.setdefault(node, lane) is not lane:
                    yield Problem(
                        lane,
                        f"«{node.get('id')}» در خط «{held[node].get('id')}» هم هست؛ هر عنصر در یک خط است.",
                        f"lists “{node.get('id')}”, which is in the lane “{held[node].get('id')}” as well; keep one.",
                    )


def _in_lane(diagram: Diagram, lane: Element) -> Iterator[Element]:
    for reference in children(lane, "flowNodeRef"):
        node = diagram.find(reference.text, reference)
        if node is not None and diagram.kind[node] in FLOW_NODES:
            yield node


@diagram_rule("conversation-link")
def check_conversation_links(diagram: Diagram) -> Iterator[Problem]:
    """A conversation link joins a conversation and a participant, or a task or event of one (9.5)."""
    for link in diagram.of("conversationLink"):
        ends = [diagram.find(link.get(name), link) for name in ("sourceRef", "targetRef")]
        if None not in ends and sum(diagram.kind[end] in _CONVERSATION for end in ends if end is not None) != 1:
            yield Problem(
                link,
                "باید یک گفتگو را به یک شرکت‌کننده وصل کند؛ سرهای آن را درست کنید.",
                "should join a conversation and a participant; correct its ends.",
            )


@diagram_rule("participant-association")
def check_participant_associations(diagram: Diagram) -> Iterator[Problem]:
    """A call conversation or choreography says which participant of what it calls (inner) is which of its own (outer)
    (9.3)."""
    for association in diagram.of("participantAssociation"):
        caller = association.getparent()
        attribute = _CALLS.get("" if caller is None else diagram.kind[caller])
        if caller is None or attribute is None:
            continue
        called = diagram.find(caller.get(attribute), caller)
        inner, outer = (
            next((diagram.find(one.text, one) for one in children(association, f"{side}ParticipantRef")), None)
            for side in ("inner", "outer")
        )
        stray = called is not None and inner is not None and inner.getparent() is not called
        if stray or (inner is not None and inner is outer) or (called is not None and _around(outer) is called):
            yield Problem(
                association,
                "innerParticipantRef باید شرکت‌کنندهٔ آنچه صدا زده می‌شود باشد و outerParticipantRef شرکت‌کنندهٔ این‌جا؛ "
                "آن‌ها را درست کنید.",
                "should pair a participant of what is called (innerParticipantRef) with one from here "
                "(outerParticipantRef); correct them.",
            )


_CALLS = {"callConversation": "calledCollaborationRef", "callChoreography": "calledChoreographyRef"}


def _around(element: Element | None) -> Element | None:
    return None if element is None else element.getparent()


@diagram_rule("choreography-participants")
def check_choreography_participants(diagram: Diagram) -> Iterator[Problem]:
    """Who begins a choreography activity takes part in it (table 11.1)."""
    for activity in diagram.of("choreographyTask", "subChoreography", "callChoreography"):
        beginner = diagram.find(activity.get("initiatingParticipantRef"), activity)
        listed = [diagram.find(reference.text, reference) for reference in children(activity, "participantRef")]
        if beginner is not None and listed and beginner not in listed:
            yield Problem(
                activity,
                "آغازگر آن در میان شرکت‌کنندگانش نیست؛ initiatingParticipantRef را درست کنید.",
                "is begun by a participant that doesn't take part in it; correct initiatingParticipantRef.",
            )


@diagram_rule("pool-process", WARNING)
def find_shared_processes(diagram: Diagram) -> Iterator[Problem]:
    """Two pools of one collaboration that show the same process: which of them does its work?"""
    for collaboration in diagram.of("collaboration"):
        seen: set[Element] = set()
        for participant in children(collaboration, "participant"):
            process = diagram.find(participant.get("processRef"), participant)
            if process is not None and process in seen:
                yield Problem(
                    participant,
                    "فرایند استخر دیگری را نشان می‌دهد؛ فرایند خودش را به آن بدهید.",
                    "shows the process of another pool as well; give it a process of its own.",
                )
            if process is not None:
                seen.add(process)
