"""How the answer to each type of question is read: typed value → JSON value, or `Refusal`.

Values come as text from a page and as JSON from the API; both are read by the same rules."""

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn
from uuid import UUID

from engine import Bilingual
from forms.definition import Field, FieldType, Json
from forms.problems import Problem, Refusal, refuse
from forms.values.date_times import local_moment, read_moment
from forms.values.digits import normalise_digits, normalise_text, persian_digits
from forms.values.kinds import KINDS
from forms.values.money import read_money, show_money
from forms.values.numbers import MOST_DIGITS, MOST_DIGITS_OF_TEXT, plain_number, read_decimal, show_number

LONGEST_LINE = 1_000
LONGEST_TEXT = 20_000
_TRUE = frozenset({"on", "true", "1", "yes"})
_FALSE = frozenset({"off", "false", "0", "no"})


def is_blank(value: object) -> bool:
    """Whether this is no answer: nothing, blanks, an empty list, or date boxes that are all empty."""
    if isinstance(value, str):
        return not normalise_text(value)
    if isinstance(value, Mapping):
        return all(is_blank(part) for part in value.values())
    if isinstance(value, list | tuple):
        return all(is_blank(part) for part in value)
    return value is None


def named(question: Field, problem: Problem) -> Problem:
    """The problem with its question's name before it, so that it is understood in the summary of a page too.

    Sentences for a question left blank name it already."""
    if problem.code in ("required", "no_options"):
        return problem
    fa, en = (question.label.in_language(language).rstrip(".:؟?") for language in ("fa", "en"))
    return Problem(problem.code, Bilingual(f"{fa}: {problem.text.fa}", f"{en}: {problem.text.en}"))


def needed(question: Field) -> Problem:
    """What to say when a required question is left blank."""
    fa, en = (question.label.in_language(language).rstrip(".:") for language in ("fa", "en"))
    if question.options_from is not None and not question.options:
        return Problem("no_options", Bilingual(f"برای «{fa}» هنوز گزینه‌ای نیست.", f"“{en}” has no options yet."))
    if fa.endswith("؟"):
        return Problem("required", Bilingual(f"به پرسش «{fa}» پاسخ دهید.", f"Answer “{en}”."))
    verb_fa, verb_en = {
        FieldType.CHECKBOX: ("تأیید کنید", "Confirm"),
        FieldType.RADIO: ("انتخاب کنید", "Choose"),
        FieldType.SELECT: ("انتخاب کنید", "Choose"),
        FieldType.CHECKLIST: ("انتخاب کنید", "Choose"),
        FieldType.FILEPICKER: ("بارگذاری کنید", "Upload"),
    }.get(question.type, ("بنویسید", "Write"))
    return Problem("required", Bilingual(f"«{fa}» را {verb_fa}.", f"{verb_en} “{en}”."))


def read_answer(question: Field, value: object) -> Json:
    """The answer in a typed or sent value that isn't blank. Raises Refusal."""
    return _READERS[question.type](question, value)


def _read_text(question: Field, value: object) -> Json:
    text = _text_of(value)
    _check_length(len(text), question)
    if question.type is FieldType.TEXTAREA:
        answer: Json = normalise_text(text, lines=True)
    else:
        answer = KINDS[question.kind].read(text)
    if isinstance(answer, str):
        _check_text(question, answer)
    elif isinstance(answer, int):
        _check_range(question, Decimal(answer))
    return answer


def _read_moment(question: Field, value: object) -> Json:
    if question.is_date and isinstance(value, Mapping):
        return KINDS["jalali-date"].read({str(k): _text_of(v or "") for k, v in value.items()})
    if question.is_moment:
        return _read_date_and_time(question, value)
    answer = _read_text(question, value)
    if question.kind == "time" and question.limits.step is not None:
        _check_interval(str(answer), int(question.limits.step))
    return answer


def _read_date_and_time(question: Field, value: object) -> Json:
    typed: object = (
        _text_of(value) if not isinstance(value, Mapping) else {str(k): _text_of(v or "") for k, v in value.items()}
    )
    _check_length(sum(map(len, typed.values())) if isinstance(typed, dict) else len(str(typed)), question)
    answer = read_moment(typed, question.serializing)
    local = local_moment(answer)
    if question.limits.step is not None and local is not None:
        _check_interval(f"{local:%H:%M}", int(question.limits.step))
    return answer


def _read_number(question: Field, value: object) -> Json:
    text = _text_of(value)
    most = MOST_DIGITS_OF_TEXT if question.as_text else MOST_DIGITS
    number = Decimal(read_money(text)) if question.kind == "money" else read_decimal(text, most_digits=most)
    _check_range(question, number)
    _check_decimals(question, number)
    _check_step(question, number)
    if question.as_text:
        return plain_number(number)
    # up to 15 significant digits a JSON number reads back as the same decimal
    return int(number) if number == number.to_integral_value() else float(number)


def _read_tick(question: Field, value: object) -> Json:
    word = str(value).strip().lower()
    if isinstance(value, bool) or (isinstance(value, str) and word in _TRUE | _FALSE):
        ticked = word in _TRUE
        if question.required and not ticked:
            raise Refusal(needed(question))
        return ticked
    return _refuse_type()


def _read_choice(question: Field, value: object) -> Json:
    posted = _text_of(value)
    for option in question.options:
        if option.posted in (posted, normalise_digits(posted)):
            return option.value
    return refuse("choice", "یکی از گزینه‌های این پرسش را انتخاب کنید.", "Choose one of the options of this question.")


def _read_choices(question: Field, value: object) -> Json:
    given = list(value) if isinstance(value, list | tuple) else [value]
    if len(given) > len(question.options):
        refuse("choice", "یکی از گزینه‌های این پرسش را انتخاب کنید.", "Choose among the options of this question.")
    chosen = [_read_choice(question, each) for each in given]
    return [option.value for option in question.options if option.value in chosen]


def _read_documents(question: Field, value: object) -> Json:
    given = list(value) if isinstance(value, list | tuple) else [value]
    limit = question.limits.most_documents
    if len(given) > limit:
        refuse(
            "documents_count",
            persian_digits(f"حداکثر {limit} سند بارگذاری کنید؛ بقیه را حذف کنید."),
            f"Upload at most {limit} documents; remove the others.",
        )
    return list(dict.fromkeys(_document_id(each) for each in given if not is_blank(each)))


def _document_id(value: object) -> str:
    if not isinstance(value, str):
        _refuse_type()
    try:
        return str(UUID(value))
    except ValueError:
        refuse(
            "document", "این سند پیدا نشد؛ آن را دوباره بارگذاری کنید.", "This document was not found; upload it again."
        )


_READERS: dict[FieldType, Callable[[Field, object], Json]] = {
    FieldType.TEXTFIELD: _read_text,
    FieldType.TEXTAREA: _read_text,
    FieldType.NUMBER: _read_number,
    FieldType.CHECKBOX: _read_tick,
    FieldType.RADIO: _read_choice,
    FieldType.SELECT: _read_choice,
    FieldType.CHECKLIST: _read_choices,
    FieldType.DATETIME: _read_moment,
    FieldType.FILEPICKER: _read_documents,
}


def _text_of(value: object) -> str:
    """Text of a typed value: JSON numbers and booleans as they are written, never a list or an object."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return plain_number(value) if math.isfinite(value) else _refuse_type()
    if isinstance(value, int):
        return str(value) if abs(value) < 10**40 else _refuse_type()
    return value if isinstance(value, str) else _refuse_type()


def _refuse_type() -> NoReturn:
    refuse(
        "type",
        "این پاسخ به شکل درستی فرستاده نشده است؛ آن را دوباره بنویسید.",
        "This answer was not sent in the right form; write it again.",
    )


def _check_length(length: int, question: Field) -> None:
    """Before anything else reads the text, so that no reader meets a megabyte."""
    house = LONGEST_TEXT if question.type is FieldType.TEXTAREA else LONGEST_LINE
    if length > house:
        _refuse_long(length, house)


def _check_text(question: Field, text: str) -> None:
    limits, length = question.limits, len(text)
    if limits.max_length is not None and length > limits.max_length:
        _refuse_long(length, limits.max_length)
    if limits.min_length is not None and length < limits.min_length:
        refuse(
            "too_short",
            persian_digits(f"این پاسخ دست‌کم {limits.min_length} نویسه می‌خواهد؛ کامل‌تر بنویسید."),
            f"Write at least {limits.min_length} characters.",
        )
    if limits.pattern and not re.fullmatch(limits.pattern, text):
        refuse(
            "pattern",
            "این پاسخ به شکلی که خواسته شده نیست؛ راهنمای پرسش را ببینید.",
            "This answer is not in the form asked for; see the hint of the question.",
        )


def _refuse_long(length: int, limit: int) -> NoReturn:
    refuse(
        "too_long",
        persian_digits(f"این پاسخ {length} نویسه است؛ آن را به {limit} نویسه کوتاه کنید."),
        f"This answer has {length} characters; shorten it to {limit}.",
    )


def _check_range(question: Field, number: Decimal) -> None:
    least, limit = question.limits.minimum, question.limits.maximum
    if least is not None and number < least:
        fa, en = (_bound(question, least, language) for language in ("fa", "en"))
        refuse("too_small", f"عددی بنویسید که از {fa} کمتر نباشد.", f"Write a number not below {en}.")
    if limit is not None and number > limit:
        fa, en = (_bound(question, limit, language) for language in ("fa", "en"))
        refuse("too_large", f"عددی بنویسید که از {fa} بیشتر نباشد.", f"Write a number not above {en}.")


def _check_decimals(question: Field, number: Decimal) -> None:
    places = question.limits.decimals
    if places is not None and len(plain_number(number).partition(".")[2]) > places:
        refuse(
            "number_decimals",
            persian_digits(f"عدد را با حداکثر {places} رقم اعشار بنویسید.")
            if places
            else "عدد درست، بی اعشار، بنویسید.",
            f"Use at most {places} decimal places." if places else "Write a whole number.",
        )


def _check_step(question: Field, number: Decimal) -> None:
    """Whether the number is a whole multiple of the step; fractions, since no decimal context holds every quotient."""
    step = question.limits.step
    if step is None or (steps := Fraction(number) / Fraction(step)).denominator == 1:
        return
    below = math.floor(steps) * step
    (fa, en), (next_fa, next_en) = (
        [_bound(question, one, name) for name in ("fa", "en")] for one in (below, below + step)
    )
    refuse(
        "number_step",
        f"این مقدار پذیرفته نیست؛ نزدیک‌ترین مقدارهای پذیرفتنی {fa} و {next_fa} است.",
        f"This value is not among those that can be chosen; the nearest are {en} and {next_en}.",
    )


def _check_interval(time: str, step: int) -> None:
    hours, minutes = (int(part) for part in time.split(":"))
    below = (hours * 60 + minutes) // step * step
    if below == hours * 60 + minutes:
        return
    near = [f"{one // 60:02}:{one % 60:02}" for one in (below, below + step) if one < 24 * 60]
    refuse(
        "time_step",
        persian_digits(f"این ساعت پذیرفته نیست؛ نزدیک‌ترین ساعت پذیرفتنی {' و '.join(near)} است."),
        f"This time is not among those that can be chosen; the nearest are {' and '.join(near)}.",
    )


def _bound(question: Field, bound: Decimal, language: str) -> str:
    return show_money(str(int(bound)), language) if question.kind == "money" else show_number(bound, language)
