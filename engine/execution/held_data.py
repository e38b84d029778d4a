"""How much data a running case holds: its variables, and what its tokens have worked out."""

from collections.abc import Iterable, Iterator

from engine.execution.data_limits import size_of
from engine.execution.kernel import Scope, Token
from engine.execution.token_record import Completed
from engine.execution.variables import Variables


def held_by(scopes: Iterable[Scope], tokens: Iterable[Token], log: list[Completed]) -> int:
    """Characters of all data of a case; `log` is what its outermost scope has completed and can undo."""
    found: dict[int, Variables] = {id(scope.variables): scope.variables for scope in scopes}
    total = size_of(log)
    for token in tokens:
        found[id(token.variables)] = token.variables
        total += sum(size_of(part) for part in _worked_out(token) if part)
    for variables in found.values():
        total += size_of(variables.own_data)
    return total


def _worked_out(token: Token) -> Iterator[object]:
    """What the token keeps beside its variables."""
    record = token.record
    if record.loop is not None:
        yield from (record.loop.items, record.loop.results)
    if record.undo is not None:
        yield from (record.undo.log, record.undo.entries, record.undo.inside)
    if record.work is not None:
        yield record.work.candidates
    if record.call is not None:
        yield record.call.answer
    if record.wait is not None:
        yield record.wait.key
