"""String functions (DMN 10.3.4.3). Positions count Unicode code points from 1, from the end where negative."""

from decimal import Decimal

from engine.feel import regex
from engine.feel.errors import Undefined
from engine.feel.library.registry import builtin
from engine.feel.numbers import integer
from engine.feel.scope import Run
from engine.feel.values import Value


@builtin("substring(string: string, start position: number, length: number?)")
def substring(text: str, start: Decimal, length: Decimal | None = None) -> str:
    place = integer(start)
    if place == 0 or abs(place) > len(text):
        raise Undefined(f"a string of {len(text)} characters has no position {place}")
    first = place - 1 if place > 0 else len(text) + place
    if length is None:
        return text[first:]
    if integer(length) < 1:
        raise Undefined("the length is less than 1")
    return text[first : first + integer(length)]


@builtin("string length(string: string)")
def string_length(text: str) -> Decimal:
    return Decimal(len(text))


@builtin("upper case(string: string)")
def upper_case(text: str) -> str:
    return text.upper()


@builtin("lower case(string: string)")
def lower_case(text: str) -> str:
    return text.lower()


@builtin("substring before(string: string, match: string)")
def substring_before(text: str, match: str) -> str:
    return text[: text.find(match)] if match in text else ""


@builtin("substring after(string: string, match: string)")
def substring_after(text: str, match: str) -> str:
    return text[text.find(match) + len(match) :] if match in text else ""


@builtin("contains(string: string, match: string)")
def contains(text: str, match: str) -> bool:
    return match in text


@builtin("starts with(string: string, match: string)")
def starts_with(text: str, match: str) -> bool:
    return text.startswith(match)


@builtin("ends with(string: string, match: string)")
def ends_with(text: str, match: str) -> bool:
    return text.endswith(match)


@builtin("trim(string: string)")
def trim(text: str) -> str:
    return text.strip()


@builtin("matches(input: string, pattern: string, flags: string?)", with_run=True)
def matches(run: Run, text: str, pattern: str, flags: str | None = None) -> bool:
    return regex.compile_pattern(pattern, flags or "", run.charge).search(text, 0, run.charge) is not None


@builtin("replace(input: string, pattern: string, replacement: string, flags: string?)", with_run=True)
def replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None = None) -> str:
    compiled = regex.compile_pattern(pattern, flags or "", run.charge)
    return regex.replace(compiled, text, replacement, run, literal="q" in (flags or ""))


@builtin("split(string: string, delimiter: string)", with_run=True)
def split(run: Run, text: str, delimiter: str) -> tuple[Value, ...]:
    return tuple(regex.split(regex.compile_pattern(delimiter, "", run.charge), text, run.charge))


@builtin("string join(list: list, delimiter: string?)", with_run=True)
def string_join(run: Run, items: tuple[Value, ...], delimiter: str | None = None) -> str:
    """One text may be in the list many times: its characters count before they are copied."""
    texts = [item for item in items if isinstance(item, str)]
    if len(texts) + items.count(None) < len(items):
        raise Undefined("the list holds something else than strings")
    between = delimiter or ""
    run.fits(sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)


@builtin("string join(list: list, delimiter: string?, prefix: string?, suffix: string?)", with_run=True)
def string_join_between(
    run: Run,
    items: tuple[Value, ...],
    delimiter: str | None = None,
    prefix: str | None = None,
    suffix: str | None = None,
) -> str:
    return (prefix or "") + string_join(run, items, delimiter) + (suffix or "")
