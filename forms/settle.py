"""What applies for given answers: which questions are hidden, which are read-only, and what is computed.

These depend on each other, so they are evaluated again until nothing changes."""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import cast

from forms.answers import is_blank, read_answer
from forms.choices import offered
from forms.definition import Field, Form, Item, Json
from forms.lists.opened import opened
from forms.paths import flatten, over_contexts
from forms.problems import Refusal
from forms.templates import expression_of, filled, has_feel, is_expression
from forms.values.words import show_value

#: (FEEL expression, answers) -> whether it is true
Hidden = Callable[[str, Mapping[str, object]], bool]
#: (FEEL expression, answers) -> its value
Compute = Callable[[str, Mapping[str, object]], object]

NOTHING: Mapping[str, object] = MappingProxyType({})


def never(expression: str, answers: Mapping[str, object]) -> bool:
    """The visibility rule of forms without conditions: nothing is hidden."""
    return False


def nothing_computed(expression: str, answers: Mapping[str, object]) -> None:
    """The values of forms that compute nothing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Which questions apply, settled for given answers."""

    #: keys of the questions that don't apply
    keys: frozenset[str]
    #: FEEL conditions that hide what they stand on
    rules: frozenset[str]
    #: the answers to all questions as far as they can be read, null for those that don't apply
    answers: Mapping[str, Json] = field(default_factory=dict)
    #: keys of the questions that are read-only for these answers though not always: what is posted of them isn't taken
    fixed: frozenset[str] = frozenset()
    #: keys of the questions to which data bring no option to choose
    empty: frozenset[str] = frozenset()

    def is_hidden(self, item: Item) -> bool:
        """Whether this question, text, line or group is left out."""
        return not self.rules.isdisjoint(item.hides)

    @property
    def not_asked(self) -> frozenset[str]:
        """Keys of the questions that these answers don't ask."""
        return self.keys | self.fixed

    @property
    def not_shown(self) -> frozenset[str]:
        """Keys of the questions that can't be answered on a page with these answers."""
        return self.not_asked | self.empty


def settle(
    form: Form,
    raw: Mapping[str, object],
    *,
    hidden: Hidden = never,
    compute: Compute = nothing_computed,
    known: Mapping[str, object] = NOTHING,
) -> Seen:
    """Which questions apply to these answers (`raw`, by key) and case data (`known`).

    An answer to a hidden question counts as none, one to a read-only question is what is known of it. Raises nothing of
    its own: what can't be read counts as typed text."""
    if not form.rules and not form.computed and not form.is_dynamic:
        return Seen(frozenset(), frozenset())
    entered = opened(form, raw, known)
    form = entered.form
    raw, known = flatten(form, entered.raw), flatten(form, entered.known)
    hidden, compute = over_contexts(form, hidden), over_contexts(form, compute)
    seen = Seen(frozenset(), frozenset(), read_leniently(form.asked, raw))
    for _ in range(len(form.fields) + 1):
        before = seen
        told = {**known, **seen.answers}
        answers = told | compute_fields(form, told, compute, without=seen.keys)
        asked = [offered(question, answers, compute) for question in form.asked]
        rules = frozenset(rule for rule in form.rules if hidden(rule, answers))
        fixed = _fixed(form, answers, compute)
        keys = frozenset(f.key for f in form.fields if not rules.isdisjoint(f.hides))
        read = read_leniently(asked, raw)
        gone: dict[str, Json] = {each.path: None for each in form.lists if not rules.isdisjoint(each.hides)}
        own = gone | {**_blanked(read, keys), **fixed_answers(form, known, answers, compute, keys=fixed - keys)}
        empty = frozenset(one.key for one in asked if one.options_from is not None and not one.options)
        seen = Seen(keys, rules, own, fixed, empty)
        if (before.keys, before.fixed, before.answers) == (keys, fixed, own):
            break
    return seen


def _fixed(form: Form, answers: Mapping[str, object], compute: Compute) -> frozenset[str]:
    return frozenset(
        f.key
        for f in form.asked
        if any(compute(expression, answers) is True for name, expression in f.feel if name in ("readonly", "disabled"))
    )


def fixed_answers(
    form: Form,
    known: Mapping[str, object],
    answers: Mapping[str, object],
    compute: Compute,
    *,
    keys: AbstractSet[str],
) -> dict[str, Json]:
    """What stands in questions that can't be answered: what is known, else what the form says by itself, else null."""
    found: dict[str, Json] = {}
    for question in form.fields:
        if question.key in keys or (question.readonly and question.default is not None):
            value = known.get(question.key)
            found[question.key] = cast("Json", value) if value is not None else default_of(question, answers, compute)
    return found


def default_of(question: Field, answers: Mapping[str, object], compute: Compute) -> Json:
    """The answer that the form gives beforehand, with its FEEL evaluated; None where it gives none that fits."""
    question = offered(question, answers, compute)
    value: object = question.default
    if is_expression(value):
        value = compute(expression_of(str(value)), answers)
    elif isinstance(value, str) and has_feel(value):
        value = filled(value, "fa", lambda expression, language: show_value(compute(expression, answers), language))
    try:
        return None if is_blank(value) else read_answer(question, value)
    except Refusal:
        return None


def _blanked(answers: Mapping[str, Json], keys: AbstractSet[str]) -> dict[str, Json]:
    return {key: None if key in keys else value for key, value in answers.items()}


def compute_fields(
    form: Form, answers: Mapping[str, object], compute: Compute, *, without: AbstractSet[str] = frozenset()
) -> dict[str, Json]:
    """The values of all fields that are computed, each after those above it; null for those that don't apply."""
    found: dict[str, Json] = {}
    for question in form.computed:
        applies = question.key not in without
        value = compute(question.expression or "", {**answers, **found}) if applies else None
        found[question.key] = cast("Json", value)
    return found


def unanswered(question: Field) -> Json:
    """What an optional question left blank answers: nothing, not ticked, or none of them."""
    if question.kind == "yes-no":
        return False
    return [] if question.multiple or question.is_document else None


def read_leniently(questions: Iterable[Field], raw: Mapping[str, object]) -> dict[str, Json]:
    """Each question with its answer; None where it can't be read."""
    read: dict[str, Json] = {}
    for question in questions:
        value = raw.get(question.key)
        try:
            read[question.key] = unanswered(question) if is_blank(value) else read_answer(question, value)
        except Refusal:
            read[question.key] = None
    return read
