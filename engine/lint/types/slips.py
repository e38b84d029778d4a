"""What can be wrong with an expression, told in both languages: the consequence, and what to write."""

from dataclasses import dataclass

from engine.feel import nodes
from engine.feel.nodes import Node
from engine.feel.values import Value
from engine.lint.types.clashes import Clash
from engine.lint.types.instead import INSTEAD
from engine.lint.types.kinds import Kind
from engine.lint.types.messages import kind_en, kind_fa, nearest, shown, value_text, values_text
from engine.model import Severity


@dataclass(frozen=True, slots=True)
class Slip:
    """One fault of one expression."""

    #: the id of the rule
    rule: str
    fa: str
    en: str
    severity: Severity = Severity.ERROR
    #: why a comparison says nothing
    clash: Clash | None = None
    #: a piece of the expression and what is meant by it, where that is sure
    change: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A variable that nothing known sets. `quoted`: a text of that name is meant, most likely."""

    name: str
    quoted: bool = False


def unknown_function(name: str, known: frozenset[str]) -> Slip:
    """A function that FEEL and the expression don't have."""
    instead = INSTEAD.get(name)
    if instead is not None:
        return Slip(
            "unknown-function",
            f"تابع `{name}` این‌جا اجرا نمی‌شود: {instead[0]}.",
            f"calls `{name}`, which doesn't run here: {instead[1]}.",
        )
    near = nearest(name, known)
    meant_fa = f"منظورتان `{near}` است؟" if near else "تابع‌های FEEL در docs/feel.md آمده‌اند."
    meant_en = f"Did you mean `{near}`?" if near else "docs/feel.md lists FEEL's functions."
    return Slip(
        "unknown-function",
        f"FEEL تابعی به نام `{name}` ندارد و مقدار آن همیشه تهی می‌شود. {meant_fa}",
        f"FEEL has no function `{name}`, so that its value is always null. {meant_en}",
        change=(name, near) if near else None,
    )


def method(name: str) -> Slip:
    """A call of something that belongs to a value: other languages have it, FEEL doesn't."""
    return Slip(
        "unknown-function",
        f"FEEL متدی مانند `{name}()` ندارد و مقدار آن همیشه تهی می‌شود. تابع را به صورت `تابع(مقدار)` بنویسید.",
        f"FEEL has no methods such as `{name}()`, so that its value is always null. Write `function(value)`.",
    )


def never(node: Node, left: Kind, right: Kind, found: Clash) -> Slip:
    """A comparison whose outcome doesn't depend on the values."""
    text = shown(node)
    if found is Clash.VALUES:
        return _no_choice(text, left, right)
    if found is Clash.SPELLING:
        return Slip(
            "never-equal",
            f"`{text}` متن را با تاریخ یا ساعت می‌سنجد و اگر متن به شکل ISO 8601 نباشد تهی می‌شود. "
            "آن را با پرسشی از نوع تاریخ بپرسید.",
            f"`{text}` compares a text with a date or time: it is null unless somebody writes ISO 8601. Ask for it by "
            "a date question.",
            Severity.WARNING,
            found,
        )
    return Slip(
        "never-equal",
        f"`{text}` همیشه تهی است، چون {kind_fa(left)} با {kind_fa(right)} سنجیده نمی‌شود. هر دو را از یک نوع بنویسید.",
        f"`{text}` is always null: {kind_en(left)} can't be compared with {kind_en(right)}. Write both of one kind.",
        clash=found,
    )


def _no_choice(text: str, left: Kind, right: Kind) -> Slip:
    few, many = sorted((left, right), key=lambda kind: len(kind.values or ()))
    near = next((found for value in sorted(map(str, few.values or ())) if (found := _near(value, many))), "")
    meant_fa = f"منظورتان `{near}` است؟" if near else "مقدار را درست کنید."
    meant_en = f"Did you mean `{near}`?" if near else "Correct the value."
    never_fa, never_en = (values_text(few, comma) for comma in ("، ", ", "))
    may_fa, may_en = (values_text(many, comma) for comma in ("، ", ", "))
    return Slip(
        "never-equal",
        f"`{text}`: مقدار {never_fa} هرگز پیش نمی‌آید؛ مقدارهای ممکن: {may_fa}. {meant_fa}",
        f"`{text}`: the value {never_en} never occurs; possible are {may_en}. {meant_en}",
        clash=Clash.VALUES,
        change=(values_text(few, ", "), near) if near and len(few.values or ()) == 1 else None,
    )


def _near(value: str, kind: Kind) -> str:
    near = nearest(value, [str(each) for each in kind.values or ()])
    return value_text(near) if near else ""


def no_result(text: str, fa: str, en: str) -> Slip:
    """A calculation that gives null whatever the data."""
    return Slip("value-kind", f"`{text}` همیشه تهی است: {fa}.", f"`{text}` is always null: {en}.")


def no_truth(node: Node, kind: Kind) -> Slip:
    """Something that is asked for true or false and is neither."""
    return Slip(
        "value-kind",
        f"`{shown(node)}` نه درست است و نه نادرست ({kind_fa(kind)}) و هرگز برقرار نمی‌شود. یک مقایسه بنویسید.",
        f"`{shown(node)}` is neither true nor false but {kind_en(kind)}, and never holds. Write a comparison.",
    )


def no_entry(node: nodes.Path, known: frozenset[str]) -> Slip:
    """An entry that the context doesn't have."""
    near = nearest(node.name, known)
    told = ", ".join(sorted(known)[:8])
    meant_fa = f"منظورتان `{near}` است؟" if near else f"این‌ها را دارد: {told}."
    meant_en = f"Did you mean `{near}`?" if near else f"It has: {told}."
    return Slip(
        "value-kind",
        f"`{shown(node)}` همیشه تهی است، چون `{shown(node.source)}` بخشی به نام `{node.name}` ندارد. {meant_fa}",
        f"`{shown(node)}` is always null: `{shown(node.source)}` has no entry `{node.name}`. {meant_en}",
        change=(f"{shown(node.source)}.{node.name}", f"{shown(node.source)}.{near}") if near else None,
    )


def no_property(node: nodes.Path, kind: Kind) -> Slip:
    """A part of something that has no parts."""
    return Slip(
        "value-kind",
        f"`{shown(node)}` همیشه تهی است، چون {kind_fa(kind)} بخشی به نام `{node.name}` ندارد.",
        f"`{shown(node)}` is always null: {kind_en(kind)} has no part `{node.name}`.",
    )


def missing_entries(name: str, values: list[Value]) -> Slip:
    """Values for which a context of words has no entry."""
    told_fa, told_en = ("، ".join(map(str, values)), ", ".join(map(str, values)))
    return Slip(
        "value-kind",
        f"برای این مقدارهای `{name}` واژه‌ای نوشته نشده است و تهی می‌ماند: {told_fa}. آن‌ها را بیفزایید.",
        f"`{name}` can also be {told_en}, for which there is no entry: nothing will be shown. Add them.",
        Severity.WARNING,
    )


def constant_condition(value: Value) -> Slip:
    """A condition that doesn't depend on the data."""
    if isinstance(value, bool):
        fa, en = ("همیشه برقرار است", "always holds") if value else ("هرگز برقرار نمی‌شود", "never holds")
        return Slip(
            "condition-value",
            f"شرط {fa}، زیرا به هیچ داده‌ای بستگی ندارد. شرط را بنویسید یا مسیر را پیش‌فرض کنید.",
            f"is a condition that {en}: it depends on no data. Write a condition, or make the flow the default.",
            Severity.WARNING,
        )
    return Slip(
        "condition-value",
        f"شرط `{value_text(value)}` نه درست است و نه نادرست و هرگز برقرار نمی‌شود. یک مقایسه بنویسید.",
        f"has the condition `{value_text(value)}`, neither true nor false, which never holds; write a comparison.",
    )
