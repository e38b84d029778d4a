"""A form as it is for given answers: FEEL in its labels, texts, limits and switches gives way to what it yields."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from engine import Bilingual
from forms.choices import offered
from forms.definition import (
    DocumentList,
    DynamicList,
    Field,
    Form,
    Group,
    HtmlBlock,
    Item,
    Limits,
    Picture,
    Table,
    TextBlock,
)
from forms.describe import show_answer
from forms.errors import BadPattern
from forms.lists.entries import with_entries
from forms.paths import flatten, over_contexts
from forms.settle import Compute, nothing_computed
from forms.shown.html_blocks import filled_html
from forms.shown.previews import filled_preview
from forms.tables import filled_table
from forms.templates import HOLE, filled, filled_pair, has_feel, is_expression
from forms.values.markdown import PLACE
from forms.values.pattern import require_safe_pattern
from forms.values.words import show_value


def resolve(form: Form, answers: Mapping[str, object], compute: Compute = nothing_computed) -> Form:
    """The form with nothing of FEEL left but conditions and computed values. `answers` are all names that its FEEL may
    use: data of the case, and answers by key; what yields nothing counts as not written."""
    form = with_entries(form, answers)
    if not form.is_dynamic:
        return form
    items = tuple(_Resolver(form, flatten(form, answers), over_contexts(form, compute)).items(form.items))
    told = hashlib.sha256(repr(items).encode()).hexdigest()
    return replace(form, items=items, content_hash=f"{form.content_hash}:{told}", is_resolved=True)


class _Resolver:
    """One form, one set of answers."""

    def __init__(self, form: Form, answers: Mapping[str, object], compute: Compute) -> None:
        self._form, self._answers, self._compute = form, answers, compute

    def items(self, items: tuple[Item, ...]) -> list[Item]:
        return [self._item(item) for item in items]

    def groups(self, groups: tuple[Group, ...]) -> list[Group]:
        return [replace(group, items=tuple(self.items(group.items))) for group in groups]

    def _item(self, item: Item) -> Item:
        match item:
            case Field():
                return self._field(item)
            case Group():
                return replace(item, label=filled_pair(item.label, self._show), items=tuple(self.items(item.items)))
            case DynamicList(entries=entries):
                label = filled_pair(item.label, self._show)
                return replace(item, label=label, entries=tuple(self.groups(entries or ())))
            case TextBlock():
                return self._text(item)
        return self._shown(item)

    def _shown(self, item: Item) -> Item:
        """What has data in it and is never asked."""
        match item:
            case Picture():
                return replace(item, alt=filled_pair(item.alt, self._show))
            case DocumentList():
                listed = filled_preview(item, lambda expression: self._compute(expression, self._answers))
                return replace(listed, label=filled_pair(item.label, self._show))
            case HtmlBlock():
                return filled_html(item, self._show)
            case Table():
                filled = filled_table(item, lambda expression: self._compute(expression, self._answers))
                return replace(filled, label=filled_pair(item.label, self._show))
        return item

    def _show(self, expression: str, language: str) -> str:
        """The name of a question alone reads as its answer does, everything else as a plain value."""
        question = self._form.find(expression)
        value = self._answers.get(expression) if question else self._compute(expression, self._answers)
        if question is None or value is None or value == "":
            return show_value(value, language)
        return show_answer(offered(question, self._answers, self._compute), value, language)

    def _text(self, block: TextBlock) -> TextBlock:
        """Values are kept apart from the text, so that nothing in them is read as Markdown."""
        if not any(has_feel(side) for side in block.text):
            return block
        fa, en = (self._side(side, language) for side, language in zip(_both(block.text), ("fa", "en"), strict=True))
        return replace(block, text=Bilingual(fa[0], en[0]), values=(fa[1], en[1]), links=fa[2] and en[2])

    def _side(self, text: str, language: str) -> tuple[str, tuple[str, ...], bool]:
        if is_expression(text):
            return filled(text, language, self._show), (), False
        plain = text.replace(PLACE, "")
        values = tuple(self._show(hole.strip(), language) for hole in HOLE.findall(plain))
        return HOLE.sub(PLACE, plain), values, True

    def _field(self, question: Field) -> Field:
        texts = {name: getattr(question, name) for name in _TEXTS}
        changes: dict[str, Any] = {
            name: filled_pair(pair, self._show) for name, pair in texts.items() if pair and any(map(has_feel, pair))
        }
        if changes.get("label") and not any(changes["label"]):
            changes["label"] = Bilingual(question.key, question.key)
        yielded = {name: self._compute(expression, self._answers) for name, expression in question.feel}
        if yielded:
            changes |= self._switches(question, yielded)
            changes["limits"] = _limits(question.limits, yielded)
        question = offered(question, self._answers, self._compute)
        return replace(question, **changes) if changes else question

    @staticmethod
    def _switches(question: Field, yielded: Mapping[str, object]) -> dict[str, Any]:
        fixed = any(yielded.get(name) is True for name in ("readonly", "disabled"))
        return {
            "readonly": question.readonly or fixed,
            "disabled": question.disabled or yielded.get("disabled") is True,
            "required": question.required or yielded.get("required") is True,
        }


#: texts of a question that may hold FEEL
_TEXTS = ("label", "description", "prefix", "suffix", "date_label", "time_label")


def _both(text: Bilingual) -> tuple[str, str]:
    return text.fa or text.en, text.en or text.fa


def _limits(limits: Limits, yielded: Mapping[str, object]) -> Limits:
    numbers = {
        name: _number(yielded[written])
        for name, written in (("minimum", "min"), ("maximum", "max"))
        if written in yielded
    }
    lengths = {
        name: None if (number := _number(yielded[written])) is None else int(number)
        for name, written in (("min_length", "minLength"), ("max_length", "maxLength"))
        if written in yielded
    }
    changes: dict[str, Any] = {**numbers, **lengths}
    if "pattern" in yielded:
        changes["pattern"] = None if yielded["pattern"] is None else _safe(str(yielded["pattern"]))
    return replace(limits, **changes)


def _safe(pattern: str) -> str:
    """A pattern that can't be used lets nothing through: what nobody can check isn't taken."""
    try:
        require_safe_pattern("", pattern)
    except BadPattern:
        return "(?!)"
    return pattern


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Decimal(repr(value))
