"""The kinds of small changes that are made: Cosmic Ray's, and one of our own for what a function returns."""

from collections.abc import Iterator
from typing import Any

import parso
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator


class ReplaceReturnWithNone(Operator):
    """`return x` becomes `return None`."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """Where `node` returns something other than None."""
        if node.type == "return_stmt" and node.children[1].get_code().strip() != "None":
            yield node.children[1].start_pos, node.children[1].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """The same statement, returning None."""
        node.children[1] = parso.parse(" None")
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        """None; the library asks its own operators only."""
        return ()


def _core(*names: str) -> dict[str, Operator]:
    return {name: get_operator(f"core/{name}")() for name in names}


def _pairs(kind: str, *pairs: str) -> tuple[str, ...]:
    return tuple(f"Replace{kind}Operator_{pair}" for pair in pairs)


#: `|` isn't among them: here it joins types more often than sets
KINDS: dict[str, dict[str, Operator]] = {
    "comparison": _core(
        *_pairs("Comparison", "Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is"),
        *_pairs("Comparison", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Lt_GtE", "GtE_Lt", "Gt_LtE", "LtE_Gt"),
    ),
    "number": _core("NumberReplacer"),
    "operator": _core(
        *_pairs("Binary", "Add_Sub", "Sub_Add", "Mul_FloorDiv", "FloorDiv_Mul", "Div_Mul", "Mod_FloorDiv"),
        *_pairs("Binary", "BitAnd_BitOr", "Pow_Mul"),
        *_pairs("Unary", "USub_UAdd"),
    ),
    "boolean": _core(
        "AddNot",
        "ReplaceTrueWithFalse",
        "ReplaceFalseWithTrue",
        "ReplaceAndWithOr",
        "ReplaceOrWithAnd",
        "ReplaceBreakWithContinue",
        "ReplaceContinueWithBreak",
        *_pairs("Unary", "Delete_Not"),
    ),
    "return": {"ReplaceReturnWithNone": ReplaceReturnWithNone()},
}
