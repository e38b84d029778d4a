"""Services that can't begin at a desk or end without a word, and nearly the same ones that can."""

from tests.unit.engine.lint.case import Case
from tests.unit.engine.lint.diagrams import form, process, text

LINE = "s>a a>e"
GRANTED = "<endEvent id='e' name='e' miz:outcome='granted' miz:letter='l'/>"
LAPSED = "<endEvent id='e' name='e' miz:outcome='lapsed'/>"


def begun(start: str, *, letters: bool = False) -> dict[str, bytes]:
    """A service of that start event, with a form `f`."""
    return {"process.bpmn": process(f"{start}\na:task {GRANTED}", LINE), "forms/f.form": form(text("x"))}


def ended(end: str, before: str = "a:task") -> bytes:
    """A service of that end event."""
    return process(f"s:start {before}\n{end}", LINE)


LIFE_CASES: dict[str, Case] = {
    "start-form-missing": Case(
        begun("<startEvent id='s' name='s'/>"), begun("<startEvent id='s' name='s' miz:form='f'/>"), publishing=True
    ),
    "start-impossible": Case(
        begun(
            "<startEvent id='s' name='s'><timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition>"
            "</startEvent>"
        ),
        begun("<startEvent id='s' name='s' miz:form='f'/>"),
        publishing=True,
    ),
    "outcome-missing": Case(
        process(
            "s:start g:xor a:task <endEvent id='e' miz:outcome='granted' miz:letter='l'/>\n<endEvent id='e2'/>",
            "s>g g>a[x] g>e2[not(x)] a>e",
        ),
        process(
            "s:start g:xor a:task <endEvent id='e' miz:outcome='granted' miz:letter='l'/>\n"
            "<endEvent id='e2' miz:outcome='refused' miz:letter='l'/>",
            "s>g g>a[x] g>e2[not(x)] a>e",
        ),
        publishing=True,
    ),
    "answer-missing": Case(
        ended("<endEvent id='e' name='e' miz:outcome='granted'/>"),
        ended(LAPSED, "<sendTask id='a' name='a' miz:notice='lapsed'/>"),
        publishing=True,
    ),
}
