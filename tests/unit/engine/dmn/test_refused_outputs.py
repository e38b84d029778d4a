"""An output that its column or its decision doesn't have is told before anyone decides, and only such a one."""

import pytest

from engine.dmn import Fault, check_tables, parse_decisions
from engine.lint import lint
from engine.model import Severity
from tests.unit.engine.dmn.models import decision, model, table

NUMBERS = '<itemDefinition name="fees" isCollection="true"><typeRef>number</typeRef></itemDefinition>'
SIZES = (
    '<itemDefinition name="size"><typeRef>string</typeRef>'
    '<allowedValues><text>"big", "small"</text></allowedValues></itemDefinition>'
)


def of(cell: str, *, column: str = "", result: str = "", policy: str = "FIRST", **extra: str) -> bytes:
    body = table(policy, ["a"], ["x"], [["-", cell]], **extra)
    typed = body.replace('<output name="x"', f'<output name="x" typeRef="{column}"') if column else body
    return model(NUMBERS, SIZES, decision("d", typed, type_=result))


REFUSED = [
    of('"abc"', column="number"),
    of("5", column="string"),
    of('"2026-01-01"', column="date"),
    of("true", column="number"),
    of('"abc"', column="fees"),
    of('"huge"', column="size"),
    of('"abc"', result="number"),
    of('"huge"', result="size"),
    of('"c"', values='"a", "b"'),
    of('"c"', values='"a", "b"', policy="COLLECT"),
]
GIVEN = [
    of("5", column="number"),
    of("null", column="number"),
    of("5", column="fees"),
    of('"big"', column="size"),
    of('"big"', result="size"),
    of('@"2026-01-01"', column="date"),
    of('"a"', values='"a", "b"'),
    of("5", result="fees", policy="COLLECT"),
    of("5", result="number", policy="COLLECT", aggregation="SUM"),
    of("5", column="Any"),
]


@pytest.mark.parametrize("file", REFUSED)
def test_told_as_an_error_and_the_decision_has_no_result(file: bytes) -> None:
    found = [finding for finding in lint({"rules.dmn": file}) if finding.rule == "table-type"]
    assert [finding.severity for finding in found] == [Severity.ERROR]
    assert parse_decisions(file).decide("d", {"a": 1}).value is None


@pytest.mark.parametrize("file", GIVEN)
def test_silent_where_the_output_is_given(file: bytes) -> None:
    assert [each for each in check_tables(parse_decisions(file)) if each.fault is Fault.REFUSED] == []
    assert parse_decisions(file).decide("d", {"a": 1}).messages == ()


def test_values_that_depend_on_the_data_are_not_judged() -> None:
    file = of('"c"', values="wanted").replace(b"<decision ", b'<inputData id="w" name="wanted"/><decision ')
    assert [each for each in check_tables(parse_decisions(file)) if each.fault is Fault.REFUSED] == []
