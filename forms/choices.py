"""Options that data bring in: `valuesKey` names a list, `valuesExpression` computes one."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from engine import Bilingual
from forms.definition import Field, Option
from forms.values.words import show_value

Compute = Callable[[str, Mapping[str, object]], object]


def offered(question: Field, answers: Mapping[str, object], compute: Compute) -> Field:
    """The question with the options that these answers and data give it; one with options of its own as it is.

    Each entry of the list is a value (text, number, yes or no) that is its own label, or a context with `value`,
    `label` and `labelEn`; what is neither, and what came before, is left out."""
    if question.options_from is None:
        return question
    found = compute(question.options_from, answers)
    entries = found if isinstance(found, list | tuple) else []
    options: dict[str, Option] = {}
    for option in filter(None, map(_option, entries)):
        options.setdefault(option.posted, option)
    return replace(question, options=tuple(options.values()))


def _option(entry: object) -> Option | None:
    given = entry if isinstance(entry, Mapping) else {"value": entry}
    value = given.get("value", given.get("label"))
    if not isinstance(value, str | int | float) or value == "":
        return None
    fa, en = (str(given.get(name) or "").strip() for name in ("label", "labelEn"))
    plain = Bilingual(show_value(value, "fa"), show_value(value, "en"))
    return Option(value, Bilingual(fa, en) if fa or en else plain)
