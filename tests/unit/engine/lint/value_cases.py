"""Cases of the rules about variables, functions and kinds of values; `cases` has the others."""

from tests.unit.engine.lint.case import Case
from tests.unit.engine.lint.diagrams import process


def deciding(one: str, other: str = "size = 2") -> bytes:
    """A diagram with a gateway that asks two conditions."""
    return process("s:start g:xor b:task e:end", f"s>g g>b[{one}] g>e[{other}] b>e")


VALUE_CASES: dict[str, Case] = {
    "unknown-function": Case(deciding('lowercase(kind) = "shop"'), deciding('lower case(kind) = "shop"')),
    "never-equal": Case(deciding('count(owners) = "3"'), deciding("count(owners) = 3")),
    "value-kind": Case(deciding('string length(name) + " signs" = size'), deciding("string length(name) + 2 = size")),
    "condition-value": Case(deciding("count(owners)"), deciding("count(owners) > 1")),
}
