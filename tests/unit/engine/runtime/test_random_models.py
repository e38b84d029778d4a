"""Random sound models, nested as one likes: every task runs as often as the model says, and exactly one token reaches
the end."""

from collections import Counter
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from engine import CaseState
from tests.unit.engine.runtime.play import HEAD, Play, flows

TASKS = st.tuples(st.just("task"), st.sampled_from(["userTask", "task", "manualTask"]))
BLOCKS = st.recursive(
    TASKS,
    lambda inner: st.one_of(
        st.tuples(st.just("row"), inner, inner),
        st.tuples(st.just("either"), inner, inner, st.booleans()),
        st.tuples(st.just("both"), inner, inner),
        st.tuples(st.just("some"), inner, inner, st.sampled_from([(True, True), (True, False), (False, True)])),
        st.tuples(st.just("inside"), inner),
        st.tuples(st.just("again"), inner, st.integers(min_value=1, max_value=3)),
        st.tuples(st.just("each"), inner, st.integers(min_value=0, max_value=3), st.booleans()),
    ),
    max_leaves=9,
)


@dataclass
class Drawing:
    """Elements and flows of one level, and how often each task has to run."""

    elements: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    expected: Counter[str] = field(default_factory=Counter)
    number: list[int] = field(default_factory=lambda: [0])

    def add(self, kind: str, inner: str = "", attributes: str = "") -> str:
        self.number[0] += 1
        id_ = f"{kind}{self.number[0]}"
        self.elements.append(f'<{kind} id="{id_}" {attributes}>{inner}</{kind}>')
        return id_

    def link(self, source: str, target: str, condition: str = "") -> None:
        self.links.append(f"{source}->{target}" + (f": {condition}" if condition else ""))

    def xml(self) -> str:
        return "".join(self.elements) + flows("\n".join(self.links))

    def draw(self, block: tuple, times: int) -> tuple[str, str]:
        """Draw a block that runs so many times; its first and last element."""
        what, *parts = block
        return getattr(self, f"_{what}")(*parts, times=times)

    def _task(self, kind, times):
        id_ = self.add(kind)
        self.expected[id_] += times
        return id_, id_

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

    def _some(self, first, second, chosen, times):
        conditions = [str(one).lower() for one in chosen]
        return self._fork("inclusiveGateway", [first, second], conditions, [times * one for one in chosen])

    def _level(self, inner, times):
        level = Drawing(expected=self.expected, number=self.number)
        start, end = level.add("startEvent"), level.add("endEvent")
        first, last = level.draw(inner, times)
        level.link(start, first)
        level.link(last, end)
        return level.xml()

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


@settings(max_examples=150, deadline=None)
@given(block=BLOCKS, order=st.lists(st.integers(min_value=0, max_value=50), max_size=20))
def test_no_token_is_lost_or_doubled(block, order):
    drawing = Drawing()
    xml = f'{HEAD}<process id="case" isExecutable="true">{drawing._level(block, 1)}</process></definitions>'
    play = Play(xml.encode())
    ran = Counter()
    for step in range(2000):
        if not play.last.ready:
            break
        number = order[step % len(order)] if order else 0
        task = play.last.ready[number % len(play.last.ready)]

        play._take(engine.complete(play.definition, play.last.snapshot, task.id, {}, now=play.now))
    ran = Counter(element for element in play.path if element in drawing.expected)
    assert play.state is CaseState.COMPLETED
    assert ran == +drawing.expected
    assert play.cancelled == []
    assert len(play.outcomes) == 1
