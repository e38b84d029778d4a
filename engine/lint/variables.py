"""Which variables a service knows, and what its expressions make of them: names that nothing sets, functions that FEEL
doesn't have, values that never meet."""

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
