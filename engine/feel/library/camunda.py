"""Functions that Camunda 8 adds to FEEL (its documentation of FEEL's built-in functions, 8.3 to 8.9). Those that aren't
pure (`uuid`, `random number`) or stop a process (`assert`) aren't here: the gate says what to write instead."""

import base64
import json
from decimal import Decimal

from engine.feel import regex
from engine.feel.errors import BudgetExceeded, Undefined
from engine.feel.json import from_json as value_of_json
from engine.feel.json import to_json as json_of_value
from engine.feel.library.registry import builtin
from engine.feel.scope import Run
from engine.feel.values import DECIMAL128, Value

List = tuple[Value, ...]
#: Steps for so many characters of JSON, as a power of two.
_READ = 2


@builtin("get or else(value: any, default: any)")
def get_or_else(value: Value, default: Value) -> Value:
    """The value, or the default where it is null."""
    return default if value is None else value


@builtin("is defined(value: any)")
def is_defined(value: Value) -> bool:
    """Whether the value is not null, as Camunda has it since 8.3."""
    return value is not None


@builtin("is blank(string: string)")
def is_blank(text: str) -> bool:
    return not text.strip()


@builtin("is empty(list: list)")
def is_empty(items: List) -> bool:
    return not items


@builtin("extract(string: string, pattern: string)", with_run=True)
def extract(run: Run, text: str, pattern: str) -> List:
    """All parts of the text that match, one after the other."""
    return tuple(regex.found(regex.compile_pattern(pattern, "", run.charge), text, run.charge))


@builtin("to base64(value: string)", with_run=True)
def to_base64(run: Run, text: str) -> str:
    data = text.encode("utf-8", "surrogatepass")
    run.fits(len(data) * 4 // 3)
    return base64.b64encode(data).decode()


@builtin("from json(value: string)", with_run=True)
def from_json(run: Run, text: str) -> Value:
    """The value of JSON; text that looks like a date stays text."""
    run.charge(len(text) >> _READ)
    try:
        read = json.loads(
            text, parse_float=DECIMAL128.create_decimal, parse_int=DECIMAL128.create_decimal, parse_constant=_refuse
        )
    except (ValueError, RecursionError):
        raise Undefined("the text is not JSON") from None
    return value_of_json(read)


def _refuse(name: str) -> Decimal:
    raise ValueError(name)


@builtin("to json(value: any)", with_run=True)
def to_json(run: Run, value: Value) -> str:
    """The value as JSON without blanks; dates, times and durations are the text that FEEL has for them."""
    found = json_of_value(value)
    try:
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    except RecursionError:
        raise BudgetExceeded("the value is nested too deeply to be written out") from None
    run.charge(len(text) >> _READ)
    return text
