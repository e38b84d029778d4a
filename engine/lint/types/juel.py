"""What is surely wrong with an operator of JUEL, which converts most of what it is given (`engine/feel/library`)."""

from collections.abc import Callable

from engine.feel import nodes
from engine.feel.nodes import Node
from engine.lint.types.kinds import Kind
from engine.lint.types.messages import kind_en, kind_fa, shown
from engine.lint.types.slips import Slip, no_result

#: comparisons: where both sides are of one kind, nothing is converted
_COMPARES = {"miz.juel equal": "=", "miz.juel less": "<", "miz.juel at most": "<="}
#: what is converted from
_CONVERTS = {"miz.juel truth": ("boolean", "string"), "miz.juel number": ("number", "string")}
_Compare = Callable[[Node, tuple[Node | None, Kind], tuple[Node, Kind], str], None]


def juel_operator(
    name: str, node: nodes.Call, arguments: list[Kind], *, tell: Callable[[Slip], None], compare: _Compare
) -> None:
    """Tell operands that can't be converted, and compare those of one kind as FEEL would."""
    if name in _CONVERTS and len(arguments) == 1:
        kind, needed = arguments[0], Kind(frozenset(_CONVERTS[name]))
        if not kind.may_be(*needed.names) and not kind.is_null:
            fa = f"این‌جا {kind_fa(needed)} لازم است، نه {kind_fa(kind)}"
            en = f"here {kind_en(needed)} is needed, not {kind_en(kind)}"
            tell(no_result(shown(node.arguments[0]), fa, en))
    elif name in _COMPARES and len(arguments) == 2:
        left, right = arguments
        if left.names - {"null"} == right.names - {"null"}:
            one, other = node.arguments
            compare(nodes.Comparison(_COMPARES[name], one, other), (one, left), (other, right), _COMPARES[name])
