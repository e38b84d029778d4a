"""A form → a marshmallow schema, and answers checked by it. Unknown input is refused, wrong types are refused,
and what comes out is JSON: text, whole and plain numbers, booleans, and lists of them."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any, TypeVar, cast

from marshmallow import RAISE, Schema, ValidationError, fields, pre_load
from marshmallow import missing as nothing

from engine import Bilingual
from forms.answers import is_blank, named, needed, read_answer
from forms.definition import Field, Form, Json
from forms.lists.opened import answers_only, opened
from forms.paths import flatten, over_contexts, places_of_entries, whole_contexts
from forms.problems import Problem, Refusal
from forms.resolve import resolve
from forms.settle import Compute, Hidden, compute_fields, fixed_answers, never, nothing_computed, settle, unanswered
from forms.values.date_times import local_moment

T = TypeVar("T")

UNKNOWN = Problem("unknown", Bilingual("این فرم چنین پرسشی ندارد.", "This form has no such question."))
NOT_ANSWERS = Problem("type", Bilingual("پاسخ‌ها خوانده نشدند.", "The answers could not be read."))


class AnswerField(fields.Field[Any]):
    """The marshmallow field of one question: its reader, and problems in place of message texts."""

    def __init__(self, question: Field) -> None:
        missing: str | list[Any] | dict[Any, Any] = [needed(question)]
        super().__init__(
            required=question.required,
            load_default=nothing if question.required else partial(unanswered, question),
            error_messages={"required": missing},
        )
        self._question = question

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> Json:
        try:
            return read_answer(self._question, value)
        except Refusal as refusal:
            raise ValidationError([named(self._question, refusal.problem)]) from refusal


class AnswerSchema(Schema):
    """What every compiled form shares: strictness, and blank means unanswered."""

    class Meta:
        """Nothing that the form doesn't ask gets in."""

        unknown = RAISE

    def __init__(self) -> None:
        super().__init__()
        self.error_messages = cast("dict[str, str]", {"unknown": UNKNOWN, "type": NOT_ANSWERS})

    @pre_load
    def drop_blanks(self, data: object, **_: object) -> object:
        """An empty box is no answer."""
        if not isinstance(data, Mapping):
            return data
        return {key: value for key, value in data.items() if key not in self.fields or not is_blank(value)}


@dataclass(frozen=True, slots=True)
class Checked:
    """Answers after checking; take them only if `ok`. Each visible question is in them: None, False or [] if blank."""

    #: as the case stores them: dotted keys as contexts, with what is known of these besides
    answers: Mapping[str, Json]
    #: key of the field (or of the unknown input) → what to put right
    errors: Mapping[str, tuple[Problem, ...]]
    #: what was typed, for showing it again
    typed: Mapping[str, object]
    #: keys of questions that don't apply; when an earlier answer is corrected, what it held under them is void
    hidden: frozenset[str]

    @property
    def ok(self) -> bool:
        """Whether nothing has to be put right."""
        return not self.errors


@lru_cache(maxsize=512)
def compile_form(form: Form) -> type[AnswerSchema]:
    """The marshmallow schema class of a form, made once for each form. Read-only fields take no input.

    Loading with it raises `marshmallow.ValidationError`; most callers want `validate`."""
    members: dict[str, Any] = {f.key: AnswerField(f) for f in form.asked}
    return cast("type[AnswerSchema]", type(f"Answers_{form.content_hash[:12]}", (AnswerSchema,), members))


@lru_cache(maxsize=512)
def _schema(form: Form) -> AnswerSchema:
    return compile_form(form)()


def validate(
    form: Form,
    raw: Mapping[str, object],
    *,
    hidden: Hidden = never,
    compute: Compute = nothing_computed,
    known: Mapping[str, object] = MappingProxyType({}),
    today: date | None = None,
) -> Checked:
    """Check what was typed (`raw`, by key: text of a page or JSON) against the form.

    `known` is the case's data so far, `hidden` and `compute` evaluate FEEL, `today` is the day for rules on dates
    (unchecked without it). What the form computes is among the answers once nothing has to be put right. What is wrong
    with the input is in `Checked.errors`, nothing is raised for it."""
    entered = opened(form, raw, known)
    form, known = entered.form, flatten(entered.form, entered.known)
    raw = answers_only(form, flatten(form, entered.raw))
    hidden, compute = over_contexts(form, hidden), over_contexts(form, compute)
    seen = settle(form, raw, hidden=hidden, compute=compute, known=known)
    concealed = seen.keys
    told = {**known, **seen.answers}
    named_values = told | compute_fields(form, told, compute, without=concealed)
    current = resolve(form, named_values, compute)
    answers, errors = _load(current, {k: v for k, v in raw.items() if k not in seen.not_asked})
    # a hidden question was given nothing, so all that the schema can say of it is that it is missing
    answers, errors = _without(concealed, answers), _without(concealed, errors)
    answers |= _without(concealed, _given_by_the_form(current, known, named_values, compute))
    if form.computed and not errors:
        gone = {each.path: None for each in form.lists if seen.is_hidden(each)}
        computed = compute_fields(form, {**known, **gone, **answers}, compute, without=concealed)
        answers |= _without(concealed, computed)
    if today is not None:
        errors.update(_dates_out_of_time(current, answers, today))
    shown = [each for each in form.lists if not seen.is_hidden(each)]
    errors.update({each.path: (entered.problems[each.path],) for each in shown if each.path in entered.problems})
    answers = {**places_of_entries(shown), **answers}
    return Checked(whole_contexts(form, answers, known, concealed), errors, raw, concealed)


def _given_by_the_form(
    form: Form, known: Mapping[str, object], answers: Mapping[str, object], compute: Compute
) -> dict[str, Json]:
    """Answers that nobody gives: a read-only question's default, where nothing is known of it yet."""
    keys = {f.key for f in form.fields if f.readonly and not f.disabled and f.expression is None}
    found = fixed_answers(form, {}, answers, compute, keys=keys)
    return {key: value for key, value in found.items() if key in keys and value is not None and known.get(key) is None}


def _load(form: Form, raw: Mapping[str, object]) -> tuple[dict[str, Json], dict[str, tuple[Problem, ...]]]:
    try:
        return flatten(form, _schema(form).load(raw)), {}  # marshmallow makes contexts of dotted keys by itself
    except ValidationError as failed:
        found = cast("dict[str, list[Problem]]", failed.messages)
        return flatten(form, cast("dict[str, Json]", failed.valid_data)), {
            key: tuple(problems) for key, problems in found.items()
        }


def _without(keys: AbstractSet[str], mapping: dict[str, T]) -> dict[str, T]:
    return {key: value for key, value in mapping.items() if key not in keys}


def _dates_out_of_time(form: Form, answers: Mapping[str, Json], today: date) -> dict[str, tuple[Problem, ...]]:
    wrong: dict[str, tuple[Problem, ...]] = {}
    for question in form.asked:
        answer = answers.get(question.key)
        if isinstance(answer, str) and (day := _day_of(question, answer)) is not None:
            problem = _out_of_time(question, day, today)
            wrong.update({question.key: (named(question, problem),)} if problem else {})
    return wrong


def _day_of(question: Field, answer: str) -> date | None:
    """The day of a date, or of a moment on the desk's calendar."""
    if question.is_moment:
        local = local_moment(answer)
        return None if local is None else local.date()
    return date.fromisoformat(answer) if question.is_date else None


def _out_of_time(question: Field, day: date, today: date) -> Problem | None:
    if question.limits.no_future and day > today:
        return Problem(
            "date_future", Bilingual("این تاریخ هنوز نرسیده است؛ آن را درست کنید.", "This date has not come yet.")
        )
    if question.limits.no_past and day < today:
        return Problem(
            "date_past", Bilingual("این تاریخ گذشته است؛ تاریخی از امروز به بعد بنویسید.", "This date is past.")
        )
    return None
