"""Cells of decision tables that say something else than they seem to."""

from collections.abc import Iterator

from engine.lint.registry import Problem, service_rule
from engine.lint.service import Service
from engine.lint.types.faults import problems_of


@service_rule("table-date")
def find_untyped_dates(service: Service) -> Iterator[Problem]:
    """Columns without a type that are compared with dates, times or durations: case data are JSON, which has none, so
    no rule ever matches (DMN 7.3.2, 10.3.2.3)."""
    yield from problems_of(service, "table-date")


@service_rule("table-cell")
def find_slips_in_cells(service: Service) -> Iterator[Problem]:
    """Words without quotes, which are names of variables, and spans that are written with a minus sign."""
    yield from problems_of(service, "table-cell")
