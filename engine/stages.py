"""The citizen's stages (I5): which there are, and in which order work passes through them.

Works on plain graphs and values; reading the diagram is the dialect's business."""

import heapq
from collections.abc import Iterable, Mapping, Sequence

from engine.model import Lane, Stage


def ordered_stages(
    declared: Sequence[Stage],
    stage_of: Mapping[str, str],
    order: Sequence[str],
    successors: Mapping[str, Sequence[str]],
) -> tuple[Stage, ...]:
    """The declared stages that some element belongs to, in the order of the flow.

    Where the flow leaves it open (parallel or alternative branches) the order of declaration decides. `order` lists
    the elements along the flow; an edge that goes back in it is a loop and says nothing about what comes first."""
    rank = {stage.id: number for number, stage in enumerate(declared) if stage.id}
    position = {element: number for number, element in enumerate(order)}
    forward = {u: [v for v in successors[u] if position[v] > position[u]] for u in order}
    awaited = dict.fromkeys(order, 0)
    for targets in forward.values():
        for target in targets:
            awaited[target] += 1
    found: dict[str, None] = {}
    # an element without a stage passes at once (-1); among those with one the earliest declared goes first
    heap = [(rank.get(stage_of.get(e, ""), -1), position[e]) for e in order if not awaited[e]]
    heapq.heapify(heap)
    while heap:
        element = order[heapq.heappop(heap)[1]]
        if stage_of.get(element, "") in rank:
            found.setdefault(stage_of[element])
        for target in forward[element]:
            awaited[target] -= 1
            if not awaited[target]:
                heapq.heappush(heap, (rank.get(stage_of.get(target, ""), -1), position[target]))
    by_id = {stage.id: stage for stage in declared}
    return tuple(by_id[id_] for id_ in found)


def lane_stages(
    work: Iterable[tuple[str, str | None]], lanes: Iterable[Lane]
) -> tuple[tuple[Stage, ...], Mapping[str, str]]:
    """Stages of a diagram that declares none: each run of activities in one lane is a stage named after the lane.

    `work` gives (activity, lane) in the order of the flow. Returns the stages and the stage of each activity. The
    first run of a lane has the lane's id, later ones that id with a number ("clerk-2")."""
    names = {lane.id: lane.name for lane in lanes}
    stages: list[Stage] = []
    stage_of: dict[str, str] = {}
    runs: dict[str, int] = {}
    previous: str | None = None
    for activity, lane in work:
        if lane is None:
            continue
        if lane != previous:
            runs[lane] = runs.get(lane, 0) + 1
            id_ = lane if runs[lane] == 1 else f"{lane}-{runs[lane]}"
            stages.append(Stage(id_, names[lane]))
            previous = lane
        stage_of[activity] = stages[-1].id
    return tuple(stages), stage_of
