"""Every line of docs/dmn.md that tells a result is true."""

import re
from pathlib import Path

import pytest

from engine.dmn import parse_decisions
from engine.feel import compile_expression
from tests.unit.engine.dmn.models import decision, literal, model, table

GUIDE = (Path(__file__).parents[4] / "docs" / "dmn.md").read_text(encoding="utf-8")
POLICIES = re.findall(r"^\| `([A-Z ]+)` \| `(.+?)` \| `(.+?)` \|", GUIDE, re.MULTILINE)
XML = re.search(r"^```xml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
BOXED = re.findall(r"(.+?)\n→ (.+?)\n", XML[1], re.DOTALL) if XML else []
DOUBLE = f"""<businessKnowledgeModel id="double" name="double"><encapsulatedLogic><formalParameter name="x"/>
{literal("x * 2")}</encapsulatedLogic></businessKnowledgeModel>"""


def value_of(body: str, **context: object) -> object:
    return parse_decisions(model(decision("d", body, "Knowledge:double"), DOUBLE)).decide("d", context).value


@pytest.mark.parametrize(("policy", "for_five", "for_zero"), POLICIES)
def test_hit_policy(policy: str, for_five: str, for_zero: str) -> None:
    name, _, aggregation = policy.partition(" ") if policy.startswith("COLLECT") else (policy, "", "")
    more = {"aggregation": aggregation} if aggregation else {}
    rules = [["> 1", "10"], ["> 2", "20"], ["> 9", "30"]]
    body = table(name, ["x"], ["y"], rules, values="20, 10, 30", **more)

    for x, wanted in ((5, for_five), (0, for_zero)):
        assert value_of(body, x=x) == compile_expression(wanted).evaluate({})


@pytest.mark.parametrize(("body", "result"), BOXED)
def test_boxed_expression(body: str, result: str) -> None:
    assert value_of(body) == compile_expression(result).evaluate({})


def test_guide_tells_of_all() -> None:
    kinds = {re.match(r"\s*<(\w+)", body)[1] for body, _ in BOXED}  # type: ignore[index]  # each begins with a tag

    assert len(POLICIES) == 11
    assert kinds >= {"literalExpression", "context", "invocation", "list", "relation", "conditional", "filter", "for"}
