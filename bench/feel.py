"""FEEL's and DMN's numbers: a comparison over a context, a table of 100 rules and 5 inputs, a parse of 200 characters.

    python -m bench.feel [--seconds 1] [--rivals]

Prints one JSON object a line: {"name", "value", "unit", "versus", "ratio", "goal", "reached"}. `versus` holds the same
work in plain Python, or in SpiffWorkflow's decision table, in the same run, and with --rivals in rule libraries of
PyPI; `ratio` is value / the first of them. Times are the processor's: other work on the machine doesn't count."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
from SpiffWorkflow.dmn.parser.DMNParser import DMNParser

from bench import _feel_rivals
from engine.dmn import parse_decisions
from engine.feel import compile_expression
from engine.feel.parser import parse_expression

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"
COLUMNS = ("area", "floors", "age", "score", "kind")
CASE = {"area": 120, "floors": 3, "age": 41, "score": 777, "kind": "k7"}
LONG = (
    'if applicant.age >= 18 and status in ("open", "new") then sum(for d in documents[pages > 2] return d.pages * 1.5) '
    "else count(documents) + number(string(fee / 12)) - max([1, 2, 3]) // enough "
).ljust(200, "x")[:200]


def microseconds(work: Callable[[], object], seconds: float) -> float:
    """The best of five rounds of about the given time in all, per call."""
    work()
    rounds, count = 5, 1
    while _elapsed(work, count) < seconds / rounds / 4:
        count *= 2
    return min(_elapsed(work, count) for _ in range(rounds)) / count * 1e6


def _elapsed(work: Callable[[], object], count: int) -> float:
    start = time.process_time()
    for _ in range(count):
        work()
    return time.process_time() - start


def rules() -> list[list[str]]:
    """A hundred rules that differ in all columns; rule 78 is the one for CASE."""
    return [
        [
            f"[{number + 43}..{number + 250}]",
            f"<= {number % 9 + 1}",
            f"> {number % 40}",
            f"[{number * 10}..{number * 10 + 10})",
            f'"k{number % 10}"',
        ]
        for number in range(100)
    ]


def table(rows: list[list[str]]) -> bytes:
    """The rules as a DMN file."""
    expression = '<inputExpression id="e_{0}" typeRef="Any"><text>{0}</text></inputExpression>'
    columns = "".join(f'<input id="i_{name}">{expression.format(name)}</input>' for name in COLUMNS)
    body = ""
    for number, row in enumerate(rows):
        texts = [f"<text>{escape(cell)}</text>" for cell in row]
        cells = "".join(f'<inputEntry id="c{number}_{i}">{text}</inputEntry>' for i, text in enumerate(texts))
        answer = f'<outputEntry id="o{number}"><text>{number}</text></outputEntry>'
        body += f'<rule id="r{number}">{cells}{answer}</rule>'
    return (
        f'<definitions xmlns="{NAMESPACE}" id="m" name="m" namespace="urn:m"><decision id="d" name="d">'
        f'<decisionTable id="t" hitPolicy="UNIQUE">{columns}<output id="o" name="fee" typeRef="Any"/>{body}'
        "</decisionTable></decision></definitions>"
    ).encode()


def spiff_decision() -> Callable[[], object]:
    """The same rules in SpiffWorkflow's own table, whose cells are Python."""
    rows = [
        [
            f"? >= {number + 43} and ? <= {number + 250}",
            f"? <= {number % 9 + 1}",
            f"? > {number % 40}",
            f"? >= {number * 10} and ? < {number * 10 + 10}",
            f'"k{number % 10}"',
        ]
        for number in range(100)
    ]
    parser = DMNParser(None, etree.fromstring(table(rows)), {"dmn": NAMESPACE})
    parser.parse()
    decision = DMNEngine(parser.decision.decisionTables[0])
    task = _Task()
    assert decision.result(task) == {"fee": 77}
    return lambda: decision.result(task)


class _Task:
    """As much of a task as SpiffWorkflow's decision engine looks at."""

    def __init__(self) -> None:
        self.data = dict(CASE)
        self.workflow = self
        self.script_engine = PythonScriptEngine()
        self.task_spec = self
        self.name = "t"


def report(name: str, value: float, goal: float, versus: dict[str, float]) -> None:
    """One line of the result."""
    ratio = value / next(iter(versus.values())) if versus else None
    line = {
        "name": name,
        "value": round(value, 2),
        "unit": "us",
        "versus": {key: round(other, 2) for key, other in versus.items()},
        "ratio": None if ratio is None else round(ratio, 2),
        "goal": f"< {goal:g} us",
        "reached": value < goal,
    }
    print(json.dumps(line, ensure_ascii=False), flush=True)


def measure_comparison(seconds: float, rivals: dict[str, float]) -> None:
    """One comparison over a context, compared with the same in compiled Python and other libraries."""
    comparison = compile_expression("amount > 1000")
    context = {"amount": 1500, "status": "open"}
    assert comparison.evaluate(context) is True
    python = compile("Decimal(context['amount']) > thousand", "comparison", "eval")
    names = {"Decimal": Decimal, "context": context, "thousand": Decimal(1000)}
    ours = microseconds(lambda: comparison.evaluate(context), seconds)
    theirs = microseconds(lambda: eval(python, names), seconds)  # noqa: S307 - our own text
    report("feel_comparison", ours, 5, {"python_eval_compiled": theirs, **rivals})


def measure_table(seconds: float) -> None:
    """A table of 100 rules and 5 inputs, compared with SpiffWorkflow's."""
    model = parse_decisions(table(rules()))
    assert model.decide("d", CASE).matched_rules == (78,)
    ours = microseconds(lambda: model.decide("d", CASE), seconds)
    report("dmn_table_100_rules_5_inputs", ours, 200, {"spiffworkflow_table": microseconds(spiff_decision(), seconds)})


def measure_parser(seconds: float) -> None:
    """The parse of 200 characters, compared with Python's own of as many."""
    assert len(LONG) == 200
    ours = microseconds(lambda: parse_expression(LONG), seconds)
    theirs = microseconds(lambda: compile("(" + "a+" * 98 + "a)", "parse", "eval"), seconds)
    report("feel_parse_200_characters", ours, 1000, {"python_compile": theirs})


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=1.0, help="time for each measurement")
    options.add_argument("--rivals", action="store_true", help="install rule libraries of PyPI for a while, to compare")
    chosen = options.parse_args()
    seconds = chosen.seconds
    measure_comparison(seconds, _feel_rivals.measure() if chosen.rivals else {})
    measure_table(seconds)
    measure_parser(seconds)


if __name__ == "__main__":
    main()
