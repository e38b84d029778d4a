"""Usual slips, each in a bundle where it is the only one of its kind: what can be repaired without asking."""

from engine.desk import Desk
from tests.unit.engine.lint.case import Case
from tests.unit.engine.lint.diagrams import form, process, text
from tests.unit.engine.lint.types.services import ASKED, service
from tests.unit.engine.lint.types.table_cases import bundle
from tests.unit.engine.lint.types.value_cases import LETTER, deciding, lettered

DESK = Desk.of({"roles": ["clerk", "expert"], "connectors": ["registry"]})
LANES = (
    "<laneSet id='ls'><lane id='l' name='l' miz:role='{}'><flowNodeRef>a</flowNodeRef></lane></laneSet>\n"
    "s:start <userTask id='a' name='a' miz:audience='staff'/>\ne:end"
)


def escaped(condition: str) -> str:
    """The condition as XML has it."""
    return condition.replace("&", "&amp;").replace("<", "&lt;")


def conditions(*texts: str) -> dict[str, Case]:
    return {text: Case(deciding(escaped(text)), deciding("x = 1")) for text in texts}


def hidden(condition: str) -> dict[str, bytes]:
    asked = form(text("x"), text("y", conditional={"hide": condition}))
    return {"process.bpmn": process("s:start a:task e:end", "s>a a>e"), "forms/f.form": asked}


def lane(role: str) -> bytes:
    return process(LANES.format(role), "s>a a>e")


FIX_CASES: dict[str, Case] = {
    **conditions(
        *("x == 1", "x && y", "x || y", "!x", "x <> 1", "x ≥ 1", "x × 2 = 4", "x > ۳", "x > 1,000,000"),
        *("kind = “shop”", "kind = 'shop'", "max(x، y) = 1"),
    ),
    "function": Case(deciding('lowercase(kind) = "shop"'), deciding('lower case(kind) = "shop"')),
    "variable": Case(service(condition="treez > 1"), service()),
    "option": Case(service(condition='decision = "incompleet"'), service(condition='decision = "incomplete"')),
    "hidden by ==": Case(hidden("=x == 'a'"), hidden('=x = "a"')),
    "cell with a minus": Case(bundle(["0-17", '"child"'], ["-", '"adult"'], policy="FIRST"), bundle(["1", '"a"'])),
    "letter": Case(
        lettered(LETTER.replace("fa: '{{ tracking_code }}'", "fa: '{{ string length(tracking_code) == 1 }}'")),
        lettered(LETTER),
    ),
    "letter with a misspelt name": Case(
        service(more={"letters/a.yaml": "title: {fa: ب, en: T}\nbody: {fa: 'ب {{ treez }}', en: T}\n".encode()}),
        service(),
    ),
    "word of the dialect": Case(
        process("s:start <userTask id='a' name='a' miz:duo='P1D'/>\ne:end", "s>a a>e"),
        process("s:start <userTask id='a' name='a' miz:due='P1D'/>\ne:end", "s>a a>e"),
    ),
    "role": Case(lane("clark"), lane("clerk"), desk=DESK),
    "connector": Case(
        process("s:start <serviceTask id='a' name='a' miz:connector='registri'/>\ne:end", "s>a a>e"),
        process("s:start <serviceTask id='a' name='a' miz:connector='registry'/>\ne:end", "s>a a>e"),
        desk=DESK,
    ),
    "form": Case(
        {
            "process.bpmn": process("<startEvent id='s' miz:form='aksed'/>\na:task e:end", "s>a a>e"),
            "forms/asked.form": ASKED,
        },
        {
            "process.bpmn": process("<startEvent id='s' miz:form='asked'/>\na:task e:end", "s>a a>e"),
            "forms/asked.form": ASKED,
        },
        publishing=True,
    ),
    "cell in curly quotes": Case(
        bundle(["< 18", "“child”"], [">= 18", '"adult"']), bundle(["< 18", '"child"'], [">= 18", '"adult"'])
    ),
    "cell with thousands": Case(
        bundle(["> 1,000,000", '"rich"'], ["-", '"other"'], policy="FIRST"),
        bundle(["> 1000000", '"rich"'], ["-", '"other"'], policy="FIRST"),
    ),
    "kind of a form": Case(
        {"process.bpmn": deciding("x = 1"), "forms/f.form": form(text("x", properties={"kind": "national_id"}))},
        {"process.bpmn": deciding("x = 1"), "forms/f.form": form(text("x", properties={"kind": "national-id"}))},
    ),
}
