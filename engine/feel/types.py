"""Types at run time: does a value belong to one, and the implicit conversions towards it (DMN 10.3.2.9)."""

from collections.abc import Callable

from engine.feel.errors import Undefined
from engine.feel.functions import Function, Signature
from engine.feel.nodes import Type
from engine.feel.scope import Run
from engine.feel.temporal import Date, midnight
from engine.feel.values import Context, Range, Value, kind_of

#: Spellings of DMN 1.1 and of XML Schema, and their FEEL names.
ALIASES = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "integer": "number",
    "double": "number",
    "long": "number",
}
_SIMPLE = frozenset(
    {
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
    }
)
_DURATIONS = frozenset({"days and time duration", "years and months duration"})


def belongs(value: Value, type_: Type, run: Run) -> bool:
    """Whether a value other than null is of the type, its constraint included; null is of type Null only.

    Raises `Undefined` for no type and `BudgetExceeded`."""
    name = ALIASES.get(type_.name, type_.name)
    if name in _SIMPLE:
        fits = kind_of(value) == name
    elif name in _CHECKS:
        fits = _CHECKS[name](value, type_, run)
    else:
        raise Undefined(f"there is no type {type_.name}")
    return fits and (type_.constraint is None or type_.constraint(value, run))


def _is_list(value: Value, type_: Type, run: Run) -> bool:
    if not isinstance(value, tuple):
        return False
    element = type_.element
    if element is None:
        return True
    run.charge(len(value))
    return all(item is None or belongs(item, element, run) for item in value)


def _is_context(value: Value, type_: Type, run: Run) -> bool:
    if not isinstance(value, Context):
        return False
    entries = type_.entries or ()
    run.charge(len(entries))
    return all(name in value and (value[name] is None or belongs(value[name], kind, run)) for name, kind in entries)


def _is_range(value: Value, type_: Type, run: Run) -> bool:
    if not isinstance(value, Range):
        return False
    element = type_.element
    return element is None or all(end is None or belongs(end, element, run) for end in (value.start, value.end))


def _is_function(value: Value, type_: Type, _run: Run) -> bool:
    """Whether the function takes what the type's functions take, and gives back what they do as far as that shows."""
    if not isinstance(value, Function):
        return False
    wanted, result = type_.parameters, type_.element
    return wanted is None or any(_takes(each, wanted) and _gives(each, result) for each in value.signatures)


def _gives(signature: Signature, wanted: Type | None) -> bool:
    known = signature.result
    if known is None or wanted is None:
        return True
    whole = known.element is not None or known.entries is not None
    return conforms(known, wanted if whole else Type(wanted.name))


def _takes(signature: Signature, wanted: tuple[Type, ...]) -> bool:
    return signature.takes(len(wanted)) and all(
        not declared or any(conforms(type_, each) for each in declared)
        for declared, type_ in ((signature.parameter(place).types, type_) for place, type_ in enumerate(wanted))
    )


def conforms(type_: Type, to: Type) -> bool:
    """Whether every value of the one type is of the other (DMN 10.3.2.9.2)."""
    name, wanted = (ALIASES.get(each.name, each.name) for each in (type_, to))
    if wanted == "Any" or name == "Null":
        return True
    if name != wanted:
        return False
    if to.element is not None and name in ("list", "range"):
        return type_.element is not None and conforms(type_.element, to.element)
    own = dict(type_.entries or ())
    return all(entry in own and conforms(own[entry], kind) for entry, kind in to.entries or ())


_CHECKS: dict[str, Callable[[Value, Type, Run], bool]] = {
    "Any": lambda value, _type, _run: value is not None,
    "Null": lambda value, _type, _run: value is None,
    "list": _is_list,
    "context": _is_context,
    "range": _is_range,
    "function": _is_function,
    "duration": lambda value, _type, _run: kind_of(value) in _DURATIONS,
}
#: Names of all types that FEEL has by itself.
BUILT_IN = _SIMPLE | _CHECKS.keys()


def coerce(value: Value, type_: Type, run: Run) -> Value:
    """The value as one of the type: itself, its only element, a list of it, or the midnight of a date.

    Null belongs to every type here. Raises `Undefined` where the value can't be one of the type, `BudgetExceeded`."""
    if value is None or belongs(value, type_, run):
        return value
    if isinstance(value, tuple) and len(value) == 1 and belongs(value[0], type_, run):
        return value[0]
    if type_.name == "list" and belongs((value,), type_, run):
        return (value,)
    if isinstance(value, Date) and ALIASES.get(type_.name, type_.name) == "date and time":
        return midnight(value)
    raise Undefined(f"{kind_of(value)} is given where {type_.name} is expected")
