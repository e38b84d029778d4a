"""Which variables a service knows, and what its expressions make of them: names that nothing sets, functions that FEEL
doesn't have, values that never meet, cells of decision tables that say something else than they seem to."""

from collections.abc import Iterator

from engine.lint.registry import Problem, service_rule
from engine.lint.service import Service
from engine.lint.types.faults import problems_of


@service_rule("unknown-variable")
def find_unknown_variables(service: Service) -> Iterator[Problem]:
    """Expressions that name a variable which nothing sets. In a lone diagram data come from outside, so only names
    that are nearly a known one are told; in a service whose every source is known, all are."""
    yield from problems_of(service, "unknown-variable")


@service_rule("unknown-function")
def find_unknown_functions(service: Service) -> Iterator[Problem]:
    """Calls of functions that FEEL doesn't have (DMN 10.3.4): their value is null."""
    yield from problems_of(service, "unknown-function")


@service_rule("never-equal")
def find_comparisons_that_never_hold(service: Service) -> Iterator[Problem]:
    """Comparisons of kinds that are never compared (DMN 10.3.2.7, table 42), or with a value that no form, table or
    script gives."""
    yield from problems_of(service, "never-equal")


@service_rule("value-kind")
def find_values_of_the_wrong_kind(service: Service) -> Iterator[Problem]:
    """Calculations, functions and parts of values that give null whatever the data (DMN 10.3.2.3.4 ff.)."""
    yield from problems_of(service, "value-kind")


@service_rule("condition-value")
def find_conditions_without_question(service: Service) -> Iterator[Problem]:
    """Conditions that are neither true nor false, and never hold; with a warning those that don't depend on data."""
    yield from problems_of(service, "condition-value")


@service_rule("table-date")
def find_untyped_dates(service: Service) -> Iterator[Problem]:
    """Columns without a type that are compared with dates, times or durations: case data are JSON, which has none, so
    no rule ever matches (DMN 7.3.2, 10.3.2.3)."""
    yield from problems_of(service, "table-date")


@service_rule("table-cell")
def find_slips_in_cells(service: Service) -> Iterator[Problem]:
    """Words without quotes, which are names of variables, and spans that are written with a minus sign."""
    yield from problems_of(service, "table-cell")
