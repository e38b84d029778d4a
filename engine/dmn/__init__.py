"""DMN decisions: tables with all hit policies, boxed expressions, requirement graphs and services (DMN 1.1 to 1.6).

A model is parsed once and immutable; deciding is pure: no clock, no files, no network, bounded by FEEL's budget."""

from engine.dmn.checks import Fault, TableFinding, check_tables
from engine.dmn.elements import Decision, InputData, Knowledge, Service
from engine.dmn.errors import DmnError, UnknownDecision, UnreadableModel, WrongExpression, WrongModel
from engine.dmn.files import read_models
from engine.dmn.model import DecisionModel, DecisionResult
from engine.dmn.reader import parse_decisions

__all__ = [
    "Decision",
    "DecisionModel",
    "DecisionResult",
    "DmnError",
    "Fault",
    "InputData",
    "Knowledge",
    "Service",
    "TableFinding",
    "UnknownDecision",
    "UnreadableModel",
    "WrongExpression",
    "WrongModel",
    "check_tables",
    "parse_decisions",
    "read_models",
]
