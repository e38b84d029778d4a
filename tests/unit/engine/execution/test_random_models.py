"""Random sound models, nested as one likes, their elements and flows in any order in the file: every task runs as often
as the model says, and exactly one token reaches the end. `MIZ_RANDOM_MODELS=10000` tries so many of them."""

import os
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from engine import CaseState
from tests.unit.engine.case_player import HEAD, Play, flows

MODELS = int(os.environ.get("MIZ_RANDOM_MODELS", "150"))
TASKS = st.one_of(
    st.tuples(st.just("task"), st.sampled_from(["userTask", "task", "manualTask"])),
    st.tuples(st.just("pause"), st.integers(min_value=0, max_value=9)),
)
BLOCKS = st.recursive(
    TASKS,
    lambda inner: st.one_of(
        st.tuples(st.just("row"), inner, inner),
        st.tuples(st.just("either"), inner, inner, st.booleans()),
        st.tuples(st.just("both"), inner, inner),
        st.tuples(st.just("some"), inner, inner, st.sampled_from([(True, True), (True, False), (False, True)])),
        st.tuples(st.just("signalled"), inner, st.integers(min_value=0, max_value=3)),
        st.tuples(st.just("race"), inner, inner, st.booleans()),
        st.tuples(st.just("inside"), inner),
        st.tuples(st.just("called"), inner),
        st.tuples(st.just("guarded"), inner),
        st.tuples(st.just("undone"), inner),
        st.tuples(st.just("again"), inner, st.integers(min_value=1, max_value=3)),
        st.tuples(st.just("each"), inner, st.integers(min_value=0, max_value=3), st.booleans()),
    ),
    max_leaves=9,
)


def timer(text: str) -> str:
    return f"<timerEventDefinition><timeDuration>{text}</timeDuration></timerEventDefinition>"


def span(block: tuple) -> int:
    """Seconds that a block may take at most."""
    what, *parts = block
    inside = sum(span(part) for part in parts if isinstance(part, tuple) and isinstance(part[0], str))
    if what in ("again", "each"):
        return inside * parts[1]
    return inside + {"pause": parts[0], "race": 2, "guarded": 1}.get(what, 0)


@dataclass
class Drawing:
    """Elements and flows of one level, and how often each task has to run."""

    elements: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    expected: Counter[str] = field(default_factory=Counter)
    cancelled: Counter[str] = field(default_factory=Counter)
    #: other processes of the file
    roots: list[str] = field(default_factory=list)
    number: list[int] = field(default_factory=lambda: [0])
    #: mixes elements and flows
    mixer: Random = field(default_factory=Random)

    def add(self, kind: str, inner: str = "", attributes: str = "") -> str:
        self.number[0] += 1
        id_ = f"{kind}{self.number[0]}"
        self.elements.append(f'<{kind} id="{id_}" {attributes}>{inner}</{kind}>')
        return id_

    def link(self, source: str, target: str, condition: str = "") -> None:
        self.links.append(f"{source}->{target}" + (f": {condition}" if condition else ""))

    def xml(self) -> str:
        self.mixer.shuffle(self.elements)
        self.mixer.shuffle(self.links)
        return "".join(self.elements) + flows("\n".join(self.links))

    def draw(self, block: tuple, times: int) -> tuple[str, str]:
        """Draw a block that runs so many times; its first and last element."""
        what, *parts = block
        return getattr(self, f"_{what}")(*parts, times=times)

    def _task(self, kind, times):
        id_ = self.add(kind)
        self.expected[id_] += times
        return id_, id_

    def _pause(self, seconds, times):
        id_ = self.add("intermediateCatchEvent", timer(f"PT{seconds}S"))
        self.expected[id_] += times
        return id_, id_

    def _race(self, first, second, left, times):
        """Two timers: the shorter one's way is gone."""
        gate, merge = self.add("eventBasedGateway"), self.add("exclusiveGateway")
        for block, wins in ((first, left), (second, not left)):
            arm = self.add("intermediateCatchEvent", timer("PT1S" if wins else "PT2S"))
            begin, end = self.draw(block, times * wins)
            self.expected[arm] += times * wins
            self.link(gate, arm)
            self.link(arm, begin)
            self.link(end, merge)
        return gate, merge

    def _row(self, first, second, times):
        (a, b), (c, d) = self.draw(first, times), self.draw(second, times)
        self.link(b, c)
        return a, d

    def _fork(self, kind, blocks, conditions, runs):
        fork, join = self.add(kind), self.add(kind)
        for block, condition, count in zip(blocks, conditions, runs, strict=True):
            first, last = self.draw(block, count)
            self.link(fork, first, condition)
            self.link(last, join)
        return fork, join

    def _either(self, first, second, left, times):
        conditions = [str(left).lower(), str(not left).lower()]
        runs = [times * left, times * (not left)]
        return self._fork("exclusiveGateway", [first, second], conditions, runs)

    def _both(self, first, second, times):
        return self._fork("parallelGateway", [first, second], ["", ""], [times, times])

    def _signalled(self, inner, before, times):
        """Two branches: one throws a signal at once, the other comes to wait for it some steps later."""
        self.number[0] += 1
        name = f"signal{self.number[0]}"
        self.roots.append(f'<signal id="{name}" name="{name}"/>')
        event = f'<signalEventDefinition signalRef="{name}"/>'
        fork, join = self.add("parallelGateway"), self.add("parallelGateway")
        throw, catch = self.add("intermediateThrowEvent", event), self.add("intermediateCatchEvent", event)
        self.expected.update({throw: times, catch: times})
        first, last = self.draw(inner, times)
        way = [fork, *(self.add("task") for _ in range(before)), catch, first]
        for source, target in (*pairwise(way), (last, join), (fork, throw), (throw, join)):
            self.link(source, target)
        return fork, join

    def _some(self, first, second, chosen, times):
        conditions = [str(one).lower() for one in chosen]
        return self._fork("inclusiveGateway", [first, second], conditions, [times * one for one in chosen])

    def _level(self, inner, times):
        return self._between(inner, times, lambda level: ("", level.add("endEvent")))

    def _between(self, inner, times, ending):
        """A level of its own from a start event through `inner`; `ending` draws what follows, and may say more."""
        level = Drawing(
            expected=self.expected,
            cancelled=self.cancelled,
            roots=self.roots,
            number=self.number,
            mixer=self.mixer,
        )
        start = level.add("startEvent")
        first, last = level.draw(inner, times)
        level.link(start, first)
        more, end = ending(level)
        level.link(last, end)
        return level.xml() + more

    def _called(self, inner, times):
        self.number[0] += 1
        name = f"process{self.number[0]}"
        self.roots.append(f'<process id="{name}">{self._level(inner, times)}</process>')
        id_ = self.add("callActivity", "", f'calledElement="{name}"')
        return id_, id_

    def _guarded(self, inner, times):
        """A sub-process that never ends by itself: its boundary timer stops it once all inside is done."""

        def wait(level):
            receive = level.add("receiveTask")
            self.cancelled[receive] += times
            return "", receive

        id_ = self.add("subProcess", self._between(inner, times, wait))
        self.cancelled[id_] += times
        late = self.add("boundaryEvent", timer(f"PT{span(inner) + 1}S"), f'attachedToRef="{id_}"')
        self.expected[late] += times
        after = self.add("task")
        self.link(late, after)
        return id_, after

    def _undone(self, inner, times):
        """A sub-process in which one task is undone after `inner`."""

        def undo(level):
            task, mark = level.add("task"), level.add("boundaryEvent", "<compensateEventDefinition/>")
            level.elements[-1] = level.elements[-1].replace(">", f' attachedToRef="{task}">', 1)
            handler = level.add("task", "", 'isForCompensation="true"')
            end = level.add("endEvent", "<compensateEventDefinition/>")
            level.link(task, end)
            self.expected.update({task: times, handler: times})
            return f'<association id="{mark}a" sourceRef="{mark}" targetRef="{handler}"/>', task

        id_ = self.add("subProcess", self._between(inner, times, undo))
        return id_, id_

    def _inside(self, inner, times):
        id_ = self.add("subProcess", self._level(inner, times))
        return id_, id_

    def _each(self, inner, count, sequential, times):
        loop = (
            f'<multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}">'
            f"<loopCardinality>{count}</loopCardinality></multiInstanceLoopCharacteristics>"
        )
        id_ = self.add("subProcess", loop + self._level(inner, times * count))
        return id_, id_

    def _again(self, inner, rounds, times):
        self.number[0] += 1
        counter = f"c{self.number[0]}"
        begin = self.add("scriptTask", "<script>0</script>", f'miz:result="{counter}"')
        merge, test = self.add("exclusiveGateway"), self.add("exclusiveGateway")
        count = self.add("scriptTask", f"<script>{counter} + 1</script>", f'miz:result="{counter}"')
        first, last = self.draw(inner, times * rounds)
        for source, target in ((begin, merge), (merge, first), (last, count), (count, test)):
            self.link(source, target)
        after = self.add("task")
        self.link(test, merge, f"{counter} < {rounds}")
        self.link(test, after, f"{counter} >= {rounds}")
        return begin, after


@settings(max_examples=MODELS, deadline=None)
@given(
    block=BLOCKS,
    order=st.lists(st.integers(min_value=0, max_value=50), max_size=20),
    seed=st.integers(min_value=0, max_value=1_000_000),
)
def test_no_token_is_lost_or_doubled(block, order, seed):
    drawing = Drawing(mixer=Random(seed))  # noqa: S311 - mixes a test
    level = drawing._level(block, 1)
    roots = "".join(drawing.roots)
    play = Play(f'{HEAD}<process id="case" isExecutable="true">{level}</process>{roots}</definitions>'.encode())
    for step in range(3000):
        if play.last.ready:
            number = order[step % len(order)] if order else 0
            task = play.last.ready[number % len(play.last.ready)]
            play._take(engine.complete(play.definition, play.last.snapshot, task.id, {}, now=play.now))
        elif play.last.timers:
            play.wait(seconds=(min(timer.due_at for timer in play.last.timers) - play.now).total_seconds())
        else:
            break
    assert play.state is CaseState.COMPLETED
    assert Counter(element for element in play.path if element in drawing.expected) == +drawing.expected
    assert Counter(play.cancelled) == +drawing.cancelled
    assert len(play.outcomes) == 1
