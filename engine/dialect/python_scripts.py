"""Python scripts that only set variables, as FEEL: one assignment after the other, each seeing those before it.

Whatever else a script does raises `Unsayable`."""

import ast
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from engine.dialect.python_expressions import MAX_CODE, MAX_FEEL, feel_name, literal, names_in, value_of
from engine.dialect.python_pieces import Kind, Piece, quoted
from engine.dialect.python_reasons import Unsayable, Why
from engine.dialect.python_steps import Step, refuse_shared_changes

#: a script with more is a program
MAX_STATEMENTS = 300


def source_of(script: str) -> str:
    """The script as it is parsed: without the indentation that an XML file may give it."""
    return textwrap.dedent(script.strip("\r\n")).rstrip() if script.strip() else ""


def statements_of(script: str) -> list[ast.stmt] | None:
    """The statements of a Python script; None where the text is none, or too long to be looked at."""
    if len(script) > MAX_CODE:
        return None
    try:
        return ast.parse(source_of(script)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def steps_of(script: str) -> list[Step]:
    """What a script sets, in its order; none for one of comments only. Raises `Unsayable`."""
    statements = statements_of(script)
    if statements is None or len(statements) > MAX_STATEMENTS:
        raise Unsayable(Why.SYNTAX if statements is None and len(script) <= MAX_CODE else Why.LONG)
    try:
        steps = [step for statement in statements for step in _steps(statement)]
        refuse_shared_changes(steps)
    except RecursionError:
        raise Unsayable(Why.LONG) from None
    return steps


def as_context(steps: Sequence[Step]) -> str:
    """All of a script as a FEEL context, whose entries become variables. Raises `Unsayable`."""
    times = Counter(step.name for step in steps)
    if max(times.values(), default=0) > 1:
        return _through_versions(steps)
    text = "{" + ", ".join(f"{step.name}: {_value(step, {}).text}" for step in steps) + "}"
    return _bounded(text)


def as_assignments(steps: Sequence[Step]) -> list[tuple[str, str]]:
    """Each assignment by itself: the variable (or the path of an entry in it), and the FEEL of its value. Raises
    `Unsayable`."""
    found = []
    for step in steps:
        if all(part.isidentifier() for part in step.path):
            found.append((".".join((step.name, *step.path)), _bounded(_assigned(step, {}).text)))
        else:
            found.append((step.name, _bounded(_value(step, {}).text)))
    return found


def _through_versions(steps: Sequence[Step]) -> str:
    """A context in which each assignment has a name of its own, and then the last value of each variable."""
    taken = {name for step in steps for name in names_in(step.value)} | {step.name for step in steps}
    renamed: dict[str, str] = {}
    entries = []
    for step in steps:
        value = _value(step, renamed)
        renamed[step.name] = _fresh(step.name, taken)
        entries.append(f"{renamed[step.name]}: {value.text}")
    last = _fresh("last", taken)
    entries.append(f"{last}: {{{', '.join(f'{name}: {version}' for name, version in renamed.items())}}}")
    return _bounded("{" + ", ".join(entries) + "}." + last)


def _fresh(name: str, taken: set[str]) -> str:
    number = 1
    while f"{name}_{number}" in taken:
        number += 1
    taken.add(f"{name}_{number}")
    return f"{name}_{number}"


def _bounded(text: str) -> str:
    if len(text) > MAX_FEEL:
        raise Unsayable(Why.LONG)
    return text


def _assigned(step: Step, renamed: Mapping[str, str]) -> Piece:
    """What is assigned, as case data can keep it."""
    value = value_of(step.value, renamed)
    if value.endless:
        raise Unsayable(Why.QUOTIENT, step.node)
    if not step.appends:
        return value
    return Piece(f"append({_target(step, renamed)}, {value.text})", Kind.LIST)


def _value(step: Step, renamed: Mapping[str, str]) -> Piece:
    """The new value of the whole variable."""
    value = _assigned(step, renamed)
    if not step.path:
        return value
    keys = ", ".join(map(quoted, step.path))
    return Piece(f"context put({renamed.get(step.name, step.name)}, [{keys}], {value.text})")


def _target(step: Step, renamed: Mapping[str, str]) -> str:
    text = renamed.get(step.name, step.name)
    for key in step.path:
        text = f"get value({text}, {quoted(key)})"
    return text


def _steps(statement: ast.stmt) -> Iterator[Step]:
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return
        case ast.Assign(targets=targets, value=value):
            yield _step(statement, targets[0], value)
            for target in targets[1:]:  # what the first one got
                yield _step(statement, target, _read(targets[0]))
        case ast.AnnAssign(target=ast.Name() as name, value=ast.expr() as value):
            yield _step(statement, name, value)
        case ast.AugAssign(target=target, op=op, value=value):
            grown = ast.copy_location(ast.BinOp(_read(target), op, value), statement)
            yield _step(statement, target, grown, grows=_may_grow(op, value))
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=target, attr="append"), args=[value], keywords=[])):
            yield _step(statement, target, value, grows=True, appends=True)
        case ast.Expr(value=ast.Call() as call):
            raise Unsayable(Why.CALL, call)
        case _:
            raise Unsayable(Why.STATEMENT, statement)


def _step(statement: ast.stmt, target: ast.expr, value: ast.expr, **how: bool) -> Step:
    name, path = _place(target)
    return Step(statement, name, path, value, **how)


def _place(target: ast.expr) -> tuple[str, tuple[str, ...]]:
    """The variable, and the way to what is set in it. Raises `Unsayable`."""
    path: list[str] = []
    node = target
    while not isinstance(node, ast.Name):
        match node:
            case ast.Attribute(value=around, attr=name):
                path.insert(0, name)
            case ast.Subscript(value=around, slice=key) if isinstance(literal(key), str):
                path.insert(0, str(literal(key)))
            case ast.Subscript():
                raise Unsayable(Why.PLACE, target)
            case _:
                raise Unsayable(Why.SEVERAL, target)
        node = around
    return feel_name(node, node.id), tuple(path)


def _read(target: ast.expr) -> ast.expr:
    """The target of an assignment as an expression that reads it."""
    _place(target)
    return target


def _may_grow(op: ast.operator, value: ast.expr) -> bool:
    """Whether `x += value` may add to a list, which other names of it would see."""
    return isinstance(op, ast.Add) and value_of(value).kind not in (Kind.NUMBER, Kind.TEXT)
