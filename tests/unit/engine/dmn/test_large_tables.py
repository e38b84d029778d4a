"""Tables of thousands of rules: simple ones are judged to the end, and what is too much work is said to be unjudged."""

import random

import pytest

from engine.dmn import DecisionModel, DmnError, Fault, check_tables, parse_decisions, read_models
from engine.dmn.work import TooMuchWork, Work
from engine.lint import lint
from tests.unit.engine.dmn.models import NAMESPACE, decision, literal, model, table


def faults(body: str) -> list[tuple[Fault, tuple[int, ...]]]:
    return [(each.fault, each.rules) for each in check_tables(parse_decisions(model(decision("d", body))))]


def test_three_thousand_values_are_judged_to_the_end() -> None:
    rules = [[f'"k{each}"', "1"] for each in range(3_000)]
    assert faults(table("UNIQUE", ["x"], ["y"], [*rules, ['"k7"', "2"]])) == [
        (Fault.GAP, ()),
        (Fault.OVERLAP, (8, 3_001)),
    ]


def test_three_thousand_spans_are_judged_to_the_end() -> None:
    rules = [[f"[{each}..{each + 1})", "1"] for each in range(3_000)]
    edges = [["< 0", "0"], [">= 3000", "2"]]
    assert faults(table("UNIQUE", ["x"], ["y"], [*rules, *edges])) == []
    assert faults(table("FIRST", ["x"], ["y"], [*rules, *edges, ["5, 7", "3"]])) == [(Fault.UNREACHABLE, (3_003,))]


def test_too_much_work_is_told() -> None:
    """Each rule accepts what half of the others do, in two columns."""
    rules = [[f"[{each}..{each + 1500})", f"not({each})", str(each)] for each in range(1_500)]
    body = table("FIRST", ["x", "z"], ["y"], rules)
    assert faults(body)[-1] == (Fault.UNJUDGED, ())
    told = [each.message.en for each in lint({"d.dmn": model(decision("d", body))}) if each.rule == "table-gap"]
    assert "too large to be searched to the end" in told[0]


def test_work_is_bounded() -> None:
    work = Work(10)
    work.spend(5, 100)
    with pytest.raises(TooMuchWork):
        work.spend(3, 10_000)


NUMBERS = ["3", "3, 5", "not(4)", "< 4", ">= 4", "[2..6)", "(2..4]", "> 9", "-", "null", "[5..3]", "(4..5)", "4.5"]


@pytest.mark.parametrize("policy", ["UNIQUE", "FIRST"])
@pytest.mark.parametrize("seed", range(15))
def test_findings_are_those_of_deciding(policy: str, seed: int) -> None:
    """What the checks say of small tables is what the tables do with all values that may differ."""
    drawn = random.Random(seed)  # noqa: S311 - the same tables in each run
    rules = [[drawn.choice(NUMBERS), drawn.choice(NUMBERS), str(each)] for each in range(4)]
    body = table(policy, ["x", "z"], ["y"], rules)
    parsed = parse_decisions(model(decision("d", body)))
    values = [1, 2, 2.5, 3, 3.5, 4, 4.25, 4.5, 5, 5.5, 6, 9, 10]
    decided = [parsed.decide("d", {"x": x, "z": z}).matched_rules for x in values for z in values]
    found = faults(body)

    assert ((Fault.GAP, ()) in found) >= (() in decided)
    if policy == "UNIQUE":
        pairs = {matched[:2] for matched in decided if len(matched) > 1}
        assert pairs <= {numbers for fault, numbers in found if fault is Fault.OVERLAP}
    else:
        used = {matched[0] for matched in decided if matched}
        assert used.isdisjoint(numbers[0] for fault, numbers in found if fault is Fault.UNREACHABLE)


def test_models_are_read_once_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []

    def counting(xml: bytes, **options: object) -> DecisionModel:
        read.append(xml)
        return parse_decisions(xml, **options)  # type: ignore[arg-type]  # handed on as they are

    monkeypatch.setattr("engine.dmn.files.parse_decisions", counting)
    wrong = model(decision("wrong", literal("1 +")), decision("once", literal("2")))
    lint({"wrong.dmn": wrong})
    lint({"wrong.dmn": wrong})
    assert read == [wrong]


def test_imports_are_read_in_any_order_and_missing_ones_told() -> None:
    def importing(name: str, *wanted: str) -> bytes:
        imports = [f'<import name="{each}" namespace="urn:{each}" importType="{NAMESPACE}"/>' for each in wanted]
        body = decision(f"d_{name}", literal("1"))
        return model(*imports, body).replace(b'namespace="urn:m"', f'namespace="urn:{name}"'.encode())

    files = {"a": importing("a", "b"), "b": importing("b", "c"), "c": importing("c"), "z": importing("z", "y")}
    found = read_models(tuple(files.items()))
    problems = {
        name: [] if isinstance(each, DmnError) else [str(p) for p in each.problems] for name, each in found.items()
    }
    assert problems == {"a": [], "b": [], "c": [], "z": ["import y: the imported model urn:y is not at hand"]}
