"""Decision models that make much of little, each with what becomes of it: `value`, or the limit that it runs into."""

from collections.abc import Callable

from engine.dmn import DecisionModel, parse_decisions
from engine.feel import BudgetExceeded, Limit, to_json
from tests.unit.engine.dmn.models import NAMESPACE, data, decision, literal, model, table

LIST = '<itemDefinition name="numbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>'
STRUCTURE = (
    '<itemDefinition name="form"><itemComponent name="a0"><typeRef>number</typeRef></itemComponent></itemDefinition>'
)
PAIRS = "for i in 1..60 return [partial[-1], partial[-1]]"
DATA: dict[str, object] = {
    "numbers": list(range(20_000)),
    "form": {f"a{number}": number for number in range(2_000)},
    "rows": [{"number": number} for number in range(5_000)],
}


def knowledge(name: str, body: str, *requires: str, parameter: str = "") -> str:
    """A knowledge model that requires others; its parameter has the type of its name."""
    formal = f'<formalParameter name="{parameter}" typeRef="{parameter}"/>' if parameter else ""
    logic = f"<encapsulatedLogic>{formal}{body}</encapsulatedLogic>"
    needs = "".join(
        f'<knowledgeRequirement><requiredKnowledge href="#{each}"/></knowledgeRequirement>' for each in requires
    )
    return f'<businessKnowledgeModel id="{name}" name="{name}">{logic}{needs}</businessKnowledgeModel>'


def _ladder(steps: int) -> list[bytes]:
    """Knowledge models that each require all later ones: two to the power of `steps` ways lead to the last."""
    models = (knowledge(f"k{i}", literal("1"), *(f"k{j}" for j in range(i + 1, steps))) for i in range(steps))
    return [model(*models, decision("d", literal("k0()"), "Knowledge:k0"))]


def _passing(type_: str, definition: str) -> list[bytes]:
    """A function that gives back its typed argument, called again and again with the same value."""
    body = literal(f"for i in 1..9000 return f({type_})")
    function = knowledge("f", literal(type_), parameter=type_)
    return [model(definition, function, data(type_, type_), decision("d", body, "Knowledge:f", f"Input:{type_}"))]


def _imports(files: int, *, further: int) -> list[bytes]:
    """Files of which each requires two decisions of each of the next `further` ones."""
    found = []
    for number in reversed(range(files)):
        nexts = range(number + 1, min(files, number + 1 + further))
        imports = "".join(
            f'<import name="m{each}" namespace="urn:m{each}" importType="{NAMESPACE}"/>' for each in nexts
        )
        needs = "".join(
            f'<informationRequirement><requiredDecision href="urn:m{each}#{name}"/></informationRequirement>'
            for each in nexts
            for name in "de"
        )
        body = literal(" + ".join(["1", *(f"m{each}.{name}" for each in nexts for name in "de")]))
        decisions = "".join(
            f'<decision id="{name}" name="{name}"><variable name="{name}"/>{needs}{body}</decision>' for name in "de"
        )
        found.append(
            f'<definitions xmlns="{NAMESPACE}" name="m" namespace="urn:m{number}">'
            f"{imports}{decisions}</definitions>".encode()
        )
    return found


def _wide(columns: int) -> list[bytes]:
    """A table of many columns that a function asks again and again."""
    cells = [["> 0"] * columns + ["1"]] * 10
    function = knowledge("f", table("COLLECT", ["1"] * columns, ["o"], cells))
    return [model(function, decision("d", literal("for i in 1..9000 return count(f())"), "Knowledge:f"))]


def _refused(text: str) -> list[bytes]:
    """A result that isn't allowed, and would be shown."""
    allowed = '<allowedValues><text>"a"</text></allowedValues>'
    type_ = f'<itemDefinition name="t"><typeRef>Any</typeRef>{allowed}</itemDefinition>'
    return [model(type_, decision("d", literal(text), type_="t"))]


CASES: dict[str, tuple[Callable[[], list[bytes]], str]] = {
    "knowledge that requires all further knowledge": (lambda: _ladder(40), "value"),
    "a typed list that is handed over many times": (lambda: _passing("numbers", LIST), Limit.STEPS),
    "a typed structure that is handed over many times": (lambda: _passing("form", STRUCTURE), Limit.STEPS),
    "decisions of a chain of files": (lambda: _imports(30, further=1), "value"),
    "decisions of files that share further ones": (lambda: _imports(30, further=2), Limit.STEPS),
    "a wide table, asked many times": (lambda: _wide(2_000), Limit.STEPS),
    "a list that holds itself many times, and isn't allowed": (
        lambda: _refused(f"({PAIRS})[-1]"),
        "null",
    ),
    "a list of the data, many times": (
        lambda: [model(data("rows"), decision("d", literal("for i in 1..9000 return rows"), "Input:rows"))],
        Limit.VALUE,
    ),
    "collected texts": (
        lambda: [
            model(
                decision("s", literal('string join(for i in 1..1900 return "' + "x" * 100 + '")')),
                decision("d", table("COLLECT", ["1"], ["o"], [["-", "s"]] * 9_000), "Decision:s"),
            )
        ],
        Limit.VALUE,
    ),
}


def outcome_of(name: str) -> str:
    """What becomes of the last model's decision `d`."""
    models: list[DecisionModel] = []
    for xml in CASES[name][0]():
        models.append(parse_decisions(xml, imports=models))
    try:
        stored = to_json(models[-1].decide("d", DATA).value)
    except BudgetExceeded as error:
        return str(error.limit)
    return "null" if stored is None else "value"
