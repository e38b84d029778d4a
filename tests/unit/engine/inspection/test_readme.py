"""The examples of `engine/README.md` for those who know SpiffWorkflow do what they say."""

import doctest
from pathlib import Path

import engine
from tests.unit.engine.case_player import NOON, diagram
from tests.unit.engine.inspection.cases import END, ROOTS, START, boundary, sub_process

PAGE = Path(engine.__file__).parent / "README.md"
HEADING = "## For those who know SpiffWorkflow\n"
EACH = '<multiInstanceLoopCharacteristics miz:collection="parts" miz:item="part"/>'


def parsed(duration: str) -> engine.Definition:
    """The process that the section describes."""
    timer = f"<timerEventDefinition><timeDuration>{duration}</timeDuration></timerEventDefinition>"
    fix = sub_process(
        "fix",
        '<laneSet id="inner"><lane id="workshop" name="workshop"><flowNodeRef>repair</flowNodeRef></lane></laneSet>'
        f'<startEvent id="s0"/><endEvent id="s1"/><userTask id="repair">{EACH}</userTask>',
        "s0->repair, repair->s1",
    )
    elements = (
        START
        + END
        + '<parallelGateway id="fork"/><parallelGateway id="join"/><userTask id="check"/>'
        + boundary("late", "check", timer, interrupts=False)
        + fix
        + '<receiveTask id="money" messageRef="m"/>'
    )
    links = (
        "start->fork, fork->check, fork->fix, fork->money, check->join, fix->join, money->join, join->end, late->end"
    )
    return engine.parse({"process.bpmn": diagram(elements, links, roots=ROOTS)})


def test_the_examples_do_what_they_say() -> None:
    page = PAGE.read_text(encoding="utf-8")
    section = page[page.index(HEADING) :].split("\n## ")[0].replace("```python", "").replace("```", "")
    definition = parsed("P3D")
    names = {
        "engine": engine,
        "definition": definition,
        "newer": parsed("P5D"),
        "snapshot": engine.start(definition, {"parts": ["bolt", "nut"]}, now=NOON).snapshot,
        "now": NOON,
    }
    examples = doctest.DocTestParser().get_doctest(section, names, "README", str(PAGE), 0)
    told: list[str] = []
    result = doctest.DocTestRunner().run(examples, out=told.append)
    assert result.attempted > 15
    assert result.failed == 0, "".join(told)
