"""Expressions and unary tests ready to be evaluated, cached by their text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

from engine.feel import loops, operators, unary
from engine.feel.compiler import compile_node
from engine.feel.errors import BudgetExceeded, FeelSyntaxError, Limit
from engine.feel.json import given
from engine.feel.library import PREDEFINED
from engine.feel.names import KnownNames
from engine.feel.nodes import Node, Tests, free_names
from engine.feel.parser import parse_expression, parse_unary_tests
from engine.feel.scope import DEFAULT, Budget, Evaluate, Run, Scope
from engine.feel.syntax_faults import SyntaxFault
from engine.feel.values import Value

#: Texts kept compiled, short and long ones; the least recently used go first. Compiled they take up to 300 times the
#: memory of their text.
CACHE_SIZE, LONG_CACHE_SIZE = 4096, 64
#: Characters of a short text.
SHORT = 128
Names: TypeAlias = Iterable[str] | KnownNames
_NO_NAMES = KnownNames()


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression. Immutable, so threads may share it."""

    text: str
    #: Variables that the expression takes from its context for sure.
    names: frozenset[str]
    closure: Evaluate

    def evaluate(
        self,
        context: Mapping[str, object],
        *,
        budget: Budget = DEFAULT,
        now: datetime | None = None,
        dates_as_text: bool = False,
    ) -> Value:
        """The value over JSON data or FEEL values; an error in the sense of FEEL is null.

        `now` is what `now()` and `today()` tell; with `dates_as_text` ISO 8601 text serves where a date is needed.
        Raises `BudgetExceeded`."""
        return self.value(context, Run(budget, now, dates_as_text=dates_as_text))

    def explain(
        self,
        context: Mapping[str, object],
        *,
        budget: Budget = DEFAULT,
        now: datetime | None = None,
        dates_as_text: bool = False,
    ) -> tuple[Value, tuple[str, ...]]:
        """The value, and the reasons why parts of it came out as null. Raises `BudgetExceeded`."""
        run = Run(budget, now, dates_as_text=dates_as_text)
        value = self.value(context, run)
        return value, tuple(run.reasons)

    def value(self, context: Mapping[str, object], run: Run) -> Value:
        """The value as part of a run that other expressions use up as well. Raises `BudgetExceeded`."""
        try:
            return self.closure(Scope(context, run))
        except RecursionError:
            raise BudgetExceeded("the expression is nested too deeply", Limit.NESTING) from None


@dataclass(frozen=True, slots=True)
class UnaryTests:
    """The compiled tests of one cell of a decision table."""

    text: str
    names: frozenset[str]
    test: unary.Test

    def matches(
        self,
        value: object,
        context: Mapping[str, object],
        *,
        budget: Budget = DEFAULT,
        now: datetime | None = None,
    ) -> bool | None:
        """Whether the value passes; None where that can't be told. Raises `BudgetExceeded`."""
        run = Run(budget, now)
        try:
            outcome = self.test(Scope(context, run), given(value, run))
        except RecursionError:
            raise BudgetExceeded("the test is nested too deeply", Limit.NESTING) from None
        return outcome if isinstance(outcome, bool) else None


def compile_expression(text: str, names: Names = ()) -> Expression:
    """Compile FEEL text; `names` are variables whose names contain signs or words of the language.

    Raises `FeelSyntaxError`."""
    compiled = _expression if len(text) <= SHORT else _long_expression
    return compiled(text, KnownNames(names) if names else _NO_NAMES)


def compile_unary_tests(text: str, names: Names = ()) -> UnaryTests:
    """Compile a decision table's cell. Raises `FeelSyntaxError`."""
    compiled = _unary_tests if len(text) <= SHORT else _long_unary_tests
    return compiled(text, KnownNames(names) if names else _NO_NAMES)


def _compile(text: str, names: KnownNames) -> Expression:
    try:
        return compile_parsed(text, parse_expression(text, names))
    except RecursionError:
        raise FeelSyntaxError(SyntaxFault.TOO_DEEP, 0) from None


def compile_parsed(text: str, node: Node) -> Expression:
    """An expression from its AST."""
    return Expression(text, free_names(node) - PREDEFINED, compile_node(node))


def _compile_tests(text: str, names: KnownNames) -> UnaryTests:
    try:
        tests: Tests = parse_unary_tests(text, names)
        return UnaryTests(text, free_names(tests) - PREDEFINED - {"?"}, unary.compile_tests(tests))
    except RecursionError:
        raise FeelSyntaxError(SyntaxFault.TOO_DEEP, 0) from None


_expression = lru_cache(maxsize=CACHE_SIZE)(_compile)
_long_expression = lru_cache(maxsize=LONG_CACHE_SIZE)(_compile)
_unary_tests = lru_cache(maxsize=CACHE_SIZE)(_compile_tests)
_long_unary_tests = lru_cache(maxsize=LONG_CACHE_SIZE)(_compile_tests)

#: Importing a module registers its compilers; the names keep the imports in use.
_REGISTERED = (operators, unary, loops)
