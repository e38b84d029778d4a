"""Cases of the rules about variables, functions and kinds of values; `cases` has the others."""

from tests.unit.engine.lint.case import Case
from tests.unit.engine.lint.diagrams import process


def deciding(one: str, other: str = "size = 2") -> bytes:
    """A diagram with a gateway that asks two conditions."""
    return process("s:start g:xor b:task e:end", f"s>g g>b[{one}] g>e[{other}] b>e")


def scripted(script: str, result: str) -> bytes:
    """A diagram with a script."""
    kept = f' miz:result="{result}"' if result else ""
    return process(
        f'<startEvent id="s"/>\n<scriptTask id="a"{kept}><script>{script}</script></scriptTask>\ne:end', "s>a a>e"
    )


TIMED = (
    "s:start <intermediateCatchEvent id='t'><timerEventDefinition><{0}>{1}</{0}></timerEventDefinition>"
    "</intermediateCatchEvent>\ne:end"
)

LETTER = (
    "title: {fa: پاسخ, en: Answer}\nbody: {fa: '{{ tracking_code }}', en: '{{ tracking_code }}'}\n"
    "signer: {fa: رئیس, en: Head}\n"
)


def lettered(letter: str) -> dict[str, bytes]:
    """A diagram and a letter."""
    return {"process.bpmn": process("s:start a:task e:end", "s>a a>e"), "letters/answer.yaml": letter.encode()}


VALUE_CASES: dict[str, Case] = {
    "unknown-function": Case(deciding('lowercase(kind) = "shop"'), deciding('lower case(kind) = "shop"')),
    "never-equal": Case(deciding('count(owners) = "3"'), deciding("count(owners) = 3")),
    "value-kind": Case(deciding('string length(name) + " signs" = size'), deciding("string length(name) + 2 = size")),
    "script-unused": Case(scripted("1 + 1", ""), scripted("1", "x")),
    "target-path": Case(scripted("1", "x..y"), scripted("1", "x.y")),
    "timer-sense": Case(
        process(TIMED.format("timeCycle", "R/PT0S"), "s>t t>e"), process(TIMED.format("timeCycle", "R1/P1D"), "s>t t>e")
    ),
    "condition-value": Case(deciding("count(owners)"), deciding("count(owners) > 1")),
    "text-unreadable": Case(lettered("title: ["), lettered(LETTER)),
    "text-empty": Case(lettered("title: {fa: x, en: x}\n"), lettered(LETTER)),
    "text-hole": Case(lettered(LETTER.replace("}}", "}")), lettered(LETTER)),
}
