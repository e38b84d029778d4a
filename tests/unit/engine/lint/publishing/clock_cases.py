"""Bundles that break the rules of clocks and warnings, and nearly the same ones that don't."""

from tests.unit.engine.lint.case import Case
from tests.unit.engine.lint.diagrams import process

LINE = "s>a a>e"
STAGED = '<extensionElements><miz:stage id="one" name="یک" en="One"/></extensionElements>'
COUNTED = 'isExecutable="true" miz:responseTime="P3D"'
WARNED = (
    '<userTask id="a" name="a" miz:audience="staff" miz:due="P2D"><extensionElements>'
    '<miz:warn before="P1D" do="remind"/></extensionElements></userTask>'
)
WARNED_TWICE = WARNED.replace("do=", 'after="P1D" do=')
STAGED_SOON, STAGED_DUE = STAGED.replace("/>", ' due="soon"/>'), STAGED.replace("/>", ' due="P3D"/>')
CONTINUING = 'cancelActivity="false"'
REMINDED = (
    '<userTask id="a" name="a"/><boundaryEvent id="t" attachedToRef="a" {}><timerEventDefinition>'
    "<timeCycle>R3/P1D</timeCycle></timerEventDefinition></boundaryEvent>"
)

CLOCK_CASES: dict[str, Case] = {
    "file-complete-unmarked": Case(
        process("s:start a:task e:end", LINE, attributes=f"{COUNTED} miz:clockStart='file-complete'"),
        process(
            "s:start <task id='a' miz:fileComplete='true'/>\ne:end",
            LINE,
            attributes=f"{COUNTED} miz:clockStart='file-complete'",
        ),
    ),
    "warning-incomplete": Case(
        process(f"s:start {WARNED_TWICE}\ne:end", LINE), process(f"s:start {WARNED}\ne:end", LINE)
    ),
    "timer-rounds": Case(
        process(f"s:start {REMINDED.format('')}\ne:end", "s>a a>e t>e"),
        process(f"s:start {REMINDED.format(CONTINUING)}\ne:end", "s>a a>e t>e"),
    ),
    "stage-due": Case(
        process(f"{STAGED_SOON}\ns:start a:task <endEvent id='e' miz:stage='one'/>", LINE),
        process(f"{STAGED_DUE}\ns:start a:task <endEvent id='e' miz:stage='one'/>", LINE),
    ),
}
