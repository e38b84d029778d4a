"""Cases of the rules about decision tables; `cases` has the others."""

from tests.unit.engine.dmn.models import decision, literal, model, table
from tests.unit.engine.lint.case import Case
from tests.unit.engine.lint.diagrams import process

PROCESS = process("s:start a:task e:end", "s>a a>e")
GOOD_RULES = [["< 18", '"child"'], [">= 18", '"adult"']]


def bundle(*rules: list[str], policy: str = "UNIQUE", body: str | None = None) -> dict[str, bytes]:
    """A diagram and a model with one table."""
    written = body if body is not None else table(policy, ["age"], ["group"], list(rules))
    return {"process.bpmn": PROCESS, "rules.dmn": model(decision("d", written))}


TABLE_CASES: dict[str, Case] = {
    "decision-word": Case(
        {name: data.replace(b"hitPolicy", b"hitpolicy") for name, data in bundle(*GOOD_RULES, policy="FIRST").items()},
        bundle(*GOOD_RULES),
    ),
    "decision-fault": Case(bundle(body=literal("1 +")), bundle(*GOOD_RULES)),
    "table-gap": Case(bundle(["< 18", '"child"'], ["> 18", '"adult"']), bundle(*GOOD_RULES)),
    "table-overlap": Case(bundle(["<= 18", '"child"'], [">= 18", '"adult"']), bundle(*GOOD_RULES)),
    "table-unreachable": Case(bundle(*GOOD_RULES, ["7", '"seven"'], policy="FIRST"), bundle(*GOOD_RULES)),
    "table-date": Case(bundle(['> @"2008-01-01"', '"child"'], ["-", '"adult"'], policy="FIRST"), bundle(*GOOD_RULES)),
    "table-cell": Case(
        bundle(["0-17", '"child"'], ["-", '"adult"'], policy="FIRST"),
        bundle(["[0..17]", '"child"'], ["-", '"adult"'], policy="FIRST"),
    ),
    "table-type": Case(bundle(["< 18", '"child"'], ['"old"', '"adult"']), bundle(*GOOD_RULES)),
}
