"""FEEL, the one language of conditions, timers, mappings and decision tables (DMN 1.3-1.5, chapter 10).

Text is parsed to an AST and compiled to closures over immutable values. No Python of an author is ever run, nothing
reads the clock, and every evaluation ends within its `Budget`. The grammar and all functions: docs/feel.md."""

from engine.feel.errors import BudgetExceeded, FeelError, FeelSyntaxError, Limit, NotData
from engine.feel.expression import Expression, UnaryTests, compile_expression, compile_unary_tests
from engine.feel.json import from_json, to_json
from engine.feel.scope import DEFAULT, Budget
from engine.feel.text import text_of
from engine.feel.values import Value, is_true

__all__ = [
    "DEFAULT",
    "Budget",
    "BudgetExceeded",
    "Expression",
    "FeelError",
    "FeelSyntaxError",
    "Limit",
    "NotData",
    "UnaryTests",
    "Value",
    "compile_expression",
    "compile_unary_tests",
    "from_json",
    "is_true",
    "text_of",
    "to_json",
]
