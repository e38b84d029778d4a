"""Decision tables of the bundle: what can't be read, and values for which a table has no answer, or two."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from engine.dmn import DecisionModel, DmnError, Fault, TableFinding, check_tables, read_models
from engine.dmn.errors import WrongExpression
from engine.lint.messages.feel_slips import Repair, repair_of
from engine.lint.registry import ERROR, WARNING, Problem, service_rule
from engine.lint.service import Service

#: findings of one fault in one table that are reported; the next ones show when these are corrected
MAX_TOLD = 3
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_FILES = tuple[tuple[str, bytes], ...]


@service_rule("decision-fault")
def find_faults(service: Service) -> Iterator[Problem]:
    """DMN files that can't be read, and elements or expressions of them that mean nothing."""
    for file, (_, faults) in _models(service).items():
        for fault in faults:
            repair = _repair(fault)
            fa, en = fault.text if repair is None else repair.told()
            yield Problem(
                None,
                f"مدل تصمیم درست نیست: {fa}. آن را اصلاح کنید.",
                f"the decision model is wrong: {en}. Correct it.",
                file=file,
                place=fault.element,
                changes=() if repair is None else ((fault_text(fault), repair.meant),),
            )


def _repair(fault: DmnError) -> Repair | None:
    """What is meant by an expression that isn't FEEL, a test of a table or any other, where that is sure."""
    text = fault_text(fault)
    found = [repair for tests in (False, True) if (repair := repair_of(text, tests=tests)) is not None] if text else []
    meant = next((repair for repair in found if repair.meant), None)
    return None if meant is None else replace(meant, fault=fault.text)


def fault_text(fault: DmnError) -> str:
    """The expression that isn't FEEL; "" for other faults."""
    return fault.expression if isinstance(fault, WrongExpression) else ""


@service_rule("table-gap", WARNING)
def find_gaps(service: Service) -> Iterator[Problem]:
    """Values that no rule of a table accepts, and tables that are too large to be searched for them."""
    for file, found in _found(service, Fault.UNJUDGED):
        yield Problem(
            None,
            "جدول بزرگ‌تر از آن است که تا پایان بازرسی شود: شاید مقدارهای بی‌قاعده، قاعده‌های هم‌پوشان یا بی‌کاربرد "
            "داشته باشد. آن را به چند جدول بخش کنید، یا با آزمون‌های خود بسنجید.",
            "the table is too large to be searched to the end for values without a rule, and for rules that overlap or "
            "never count. Divide it into several tables, or try it by walks of your own.",
            file=file,
            place=found.table,
        )
    for file, found in _found(service, Fault.GAP):
        example = _example(found)
        yield Problem(
            None,
            f"هیچ قاعده‌ای {example} را نمی‌پذیرد؛ قاعده‌ای برای آن یا خروجی پیش‌فرض بگذارید.",
            f"no rule accepts {example}; add a rule for it, or a default output.",
            file=file,
            place=found.table,
        )


@service_rule("table-overlap", WARNING)
def find_overlaps(service: Service) -> Iterator[Problem]:
    """Values that two rules of a table accept, where one answer is wanted."""
    for file, found in _found(service, Fault.OVERLAP):
        example, (one, other) = _example(found), found.rules
        yield Problem(
            None,
            f"قاعده‌های {_fa(one)} و {_fa(other)} هر دو {example} را می‌پذیرند و پاسخ روشن نیست؛ یکی را محدود کنید.",
            f"rules {one} and {other} both accept {example}, so there is no one answer; narrow one of them.",
            file=file,
            place=found.table,
        )


@service_rule("table-unreachable", WARNING)
def find_unreachable_rules(service: Service) -> Iterator[Problem]:
    """Rules of a table that never decide anything."""
    for file, found in _found(service, Fault.UNREACHABLE):
        cell, rule = _example(found), found.rules[0]
        yield Problem(
            None,
            f"قاعدهٔ {_fa(rule)} ({cell}) هرگز به کار نمی‌آید؛ آن را اصلاح یا حذف کنید.",
            f"rule {rule} ({cell}) never decides anything; correct or remove it.",
            file=file,
            place=found.table,
        )


@service_rule("table-type", WARNING)
def find_wrong_types(service: Service) -> Iterator[Problem]:
    """Cells whose constant is of another kind than their column. An error where it is an output, for the decision then
    has no result."""
    for file, found in _found(service, Fault.REFUSED):
        cell, rule = _example(found), found.rules[0]
        yield Problem(
            None,
            f"در قاعدهٔ {_fa(rule)} خروجی {cell} از نوع ستون یا تصمیم خود نیست، یا در فهرست مقدارهای آن نیست؛ هر جا "
            "این قاعده برقرار شود تصمیم پاسخی ندارد. مقدار یا نوع را درست کنید.",
            f"in rule {rule} the output {cell} is of another kind than its column or decision, or none of the values "
            "listed there: where the rule holds, the decision has no result. Correct the value or the type.",
            ERROR,
            file=file,
            place=found.table,
        )
    for file, found in _found(service, Fault.TYPE):
        cell, rule = _example(found), found.rules[0]
        yield Problem(
            None,
            f"در قاعدهٔ {_fa(rule)} مقدار {cell} از نوع ستون خود نیست؛ آن را درست بنویسید.",
            f"in rule {rule} the value {cell} is of another kind than its column; correct it.",
            file=file,
            place=found.table,
        )


def _fa(number: int) -> str:
    return str(number).translate(_PERSIAN)


def _example(found: TableFinding) -> str:
    return ", ".join(f"{label} = {value}" for label, value in found.example.items()) or "-"


def _found(service: Service, fault: Fault) -> Iterator[tuple[str, TableFinding]]:
    """The findings of that fault by file, at most `MAX_TOLD` of each table."""
    for file, (findings, _) in _models(service).items():
        tables = dict.fromkeys(each.table for each in findings)
        for table in tables:
            mine = (each for each in findings if each.table == table and each.fault is fault)
            yield from ((file, each) for each in islice(mine, MAX_TOLD))


def _models(service: Service) -> Mapping[str, tuple[tuple[TableFinding, ...], tuple[DmnError, ...]]]:
    return _judged(tuple(service.decision_files.items()))


@lru_cache(maxsize=8)
def _judged(files: _FILES) -> Mapping[str, tuple[tuple[TableFinding, ...], tuple[DmnError, ...]]]:
    """What is wrong in tables, and with the model itself, by file."""
    return {
        file: ((), (read,)) if isinstance(read, DmnError) else (check_tables(read), read.problems)
        for file, read in read_models(files).items()
    }


def models_of(service: Service) -> Mapping[str, DecisionModel]:
    """The decision models of the service by file, as far as they can be read."""
    read = read_models(tuple(service.decision_files.items()))
    return {file: model for file, model in read.items() if isinstance(model, DecisionModel)}
