"""Calls of FEEL's functions: whether there is one, whether it takes such arguments, and what it gives."""

from collections.abc import Mapping, Sequence

from engine.feel import nodes
from engine.feel.compiler import compile_node
from engine.feel.errors import FeelError
from engine.feel.functions import Parameter, Signature
from engine.feel.library import LIBRARY
from engine.feel.nodes import Node
from engine.feel.scope import Budget, Run, Scope
from engine.feel.types import ALIASES
from engine.lint.types.kinds import ANY, TEMPORAL, Kind, constant, of_name, union
from engine.lint.types.messages import kind_en, kind_fa, shown
from engine.lint.types.slips import Slip, no_result

#: functions that read a text: with a constant one that they can't read they are always null
_READING = frozenset({"date", "time", "date and time", "duration", "years and months duration", "number"})
_BUDGET = Budget(steps=2_000)
#: what a function gives that its declaration doesn't tell
_GIVES = {
    "now": "date and time",
    "today": "date",
    "date": "date",
    "time": "time",
    "date and time": "date and time",
    "duration": "duration",
}


def called(name: str, node: Node, arguments: Sequence[Kind], *, dated: bool) -> tuple[Kind, Slip | None]:
    """The kind of what the built-in function gives for arguments by place, and what is wrong with them."""
    signatures = [each for each in LIBRARY[name].signatures if each.takes(len(arguments))]
    if not signatures:
        return ANY, _wrong_count(name, len(arguments))
    fitting = [each for each in signatures if _misfit(each, arguments, dated) is None]
    if fitting:
        read = _read(name, node)
        return (_result(name, fitting), None) if read is None else read
    place = next(found for each in signatures if (found := _misfit(each, arguments, dated)) is not None)
    return _result(name, signatures), _wrong_argument(node, signatures[0].parameter(place), arguments[place])


def called_by_name(name: str, node: Node, arguments: Mapping[str, Kind], *, dated: bool) -> tuple[Kind, Slip | None]:
    """The same for arguments by the names of the parameters."""
    for signature in LIBRARY[name].signatures:
        wanted = {parameter.name: parameter for parameter in signature.parameters}
        needed = {parameter.name for parameter in signature.parameters if not parameter.optional}
        if needed <= arguments.keys() <= wanted.keys():
            wrong = next((n for n, kind in arguments.items() if not _fits(kind, wanted[n], dated)), None)
            slip = None if wrong is None else _wrong_argument(node, wanted[wrong], arguments[wrong])
            return _result(name, [signature]), slip
    known = ", ".join(dict.fromkeys(p.name for each in LIBRARY[name].signatures for p in each.parameters))
    given = ", ".join(arguments)
    return ANY, no_result(
        f"{name}(…)",
        f"پارامترهای `{given}` با تابع نمی‌خوانند؛ پارامترهای آن: {known}",
        f"the parameters {given} don't fit; it has: {known}",
    )


def _result(name: str, signatures: Sequence[Signature]) -> Kind:
    if name in _GIVES:
        return of_name(_GIVES[name])
    return union(*(of_name(each.result.name) if each.result else ANY for each in signatures))


def _misfit(signature: Signature, arguments: Sequence[Kind], dated: bool) -> int | None:
    """The place of the first argument that the signature doesn't take."""
    for place, kind in enumerate(arguments):
        if not _fits(kind, signature.parameter(place), dated):
            return place
    return None


def _fits(kind: Kind, parameter: Parameter, dated: bool) -> bool:
    """Whether some value of the kind is taken; a list of one element stands for its element."""
    wanted = {ALIASES.get(each.name, each.name) for each in parameter.types}
    if not wanted or kind.is_any or kind.is_null or "list" in wanted | kind.names or kind.names & wanted:
        return True
    if not (dated and "string" in kind.names and wanted <= TEMPORAL):
        return False
    return kind.spells is None or bool(kind.spells & wanted)


def _read(name: str, node: Node) -> tuple[Kind, Slip | None] | None:
    """What a function that reads a text makes of a constant; None where that isn't known before."""
    arguments = node.arguments if isinstance(node, nodes.Call) else ()
    if name not in _READING or not arguments or not all(isinstance(each, nodes.Literal) for each in arguments):
        return None
    run = Run(_BUDGET, None)
    try:
        value = compile_node(node)(Scope({}, run))
    except (FeelError, RecursionError):
        return None
    if value is not None:
        return constant(value), None
    reason = run.reasons[0] if run.reasons else "it can't be read"
    return of_name(_GIVES.get(name, "Any")), no_result(shown(node), "مقدار درون آن خوانا نیست", reason)


def _wrong_count(name: str, count: int) -> Slip:
    wanted = " / ".join(f"{name}({', '.join(each.names)})" for each in LIBRARY[name].signatures[:3])
    return no_result(
        f"{name}(…)",
        f"تابع این شمار آرگومان ({count}) نمی‌گیرد؛ {wanted} بنویسید",
        f"it takes no {count} arguments; write {wanted}",
    )


def _wrong_argument(node: Node, parameter: Parameter, given: Kind) -> Slip:
    wanted = union(*(of_name(each.name) for each in parameter.types))
    return no_result(
        shown(node),
        f"برای `{parameter.name}` باید {kind_fa(wanted)} داده شود، نه {kind_fa(given)}",
        f"{parameter.name} must be {kind_en(wanted)}, not {kind_en(given)}",
    )
