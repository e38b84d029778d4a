"""How built-in functions are declared: one line of signature, checked and converted before the body runs."""

from collections.abc import Callable
from decimal import Decimal, DecimalException
from types import UnionType
from typing import TypeVar, get_args

from engine.feel.errors import Undefined
from engine.feel.functions import Function, Parameter, Signature
from engine.feel.nodes import Type
from engine.feel.scope import COPIED, Run
from engine.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from engine.feel.types import belongs
from engine.feel.values import Context, Range, Value, kind_of

#: All built-in functions by name; complete once engine.feel.library is imported.
LIBRARY: dict[str, Function] = {}
#: Steps that any call costs.
CALL_COST = 15
_ANY, _NULL = Type("any"), Type("Null")
#: What a body's annotation says of the values that the function gives back.
_RESULTS: dict[object, Type] = {
    Decimal: Type("number"),
    str: Type("string"),
    bool: Type("boolean"),
    tuple[Value, ...]: Type("list"),
    Context: Type("context"),
    Range: Type("range"),
    Date: Type("date"),
    Time: Type("time"),
    DateTime: Type("date and time"),
    DaysDuration: Type("days and time duration"),
    MonthsDuration: Type("years and months duration"),
}
Body = TypeVar("Body", bound=Callable[..., Value])


def builtin(
    declaration: str, *, cost: int = CALL_COST, with_run: bool = False, copies: bool = False
) -> Callable[[Body], Body]:
    """Register a body under `name(parameter: type, optional: type?, many...: type)`.

    Types are FEEL's, `any` for no check, `a|b` for either; null is refused except for `any`, `Null` and optional ones.
    A second declaration of a name adds a signature. With `with_run` the body gets the `Run` first; one that `copies`
    its lists without a look at their elements costs less."""

    def register(body: Body) -> Body:
        name, _, rest = declaration.removesuffix(")").partition("(")
        declared = [part for part in rest.split(", ") if part]
        variadic = bool(declared) and "..." in declared[-1]
        parameters = tuple(_parameter(part) for part in declared)
        signature = Signature(parameters, _metered(body, cost, with_run, copies), variadic, _result(body))
        earlier = LIBRARY[name].signatures if name in LIBRARY else ()
        LIBRARY[name] = Function(name, (*earlier, signature))
        return body

    return register


def _result(body: Callable[..., Value]) -> Type | None:
    """The type of the values that the body gives back beside null; None where its annotation doesn't tell one."""
    annotation = getattr(body, "__annotations__", {}).get("return")
    parts = set(get_args(annotation)) - {type(None)} if isinstance(annotation, UnionType) else {annotation}
    return _RESULTS.get(parts.pop()) if len(parts) == 1 else None


def _metered(
    body: Callable[..., Value], cost: int, with_run: bool, copies: bool
) -> Callable[[Run, list[Value]], Value]:
    def call(run: Run, arguments: list[Value]) -> Value:
        run.charge(cost)
        for argument in arguments:
            if isinstance(argument, tuple):
                run.charge(len(argument) >> COPIED if copies else len(argument))
            elif isinstance(argument, str):
                run.charge(len(argument) >> COPIED)
        try:
            result = body(run, *arguments) if with_run else body(*arguments)
        except DecimalException:
            raise Undefined("the result is beyond all numbers") from None
        return run.checked(result, copied=copies) if isinstance(result, str | tuple) else result

    return call


def _parameter(declared: str) -> Parameter:
    name, _, kinds = declared.partition(": ")
    optional = kinds.endswith("?")
    name = name.removesuffix("...")
    if kinds == "any":
        return Parameter(name)
    types = tuple(Type(kind) for kind in kinds.removesuffix("?").split("|"))
    convert = _converter(name, types, optional or _NULL in types)
    return Parameter(name, convert, optional, () if types == (_ANY,) else types)


def _converter(name: str, types: tuple[Type, ...], takes_null: bool) -> Callable[[Value, Run], Value]:
    wants_any = types == (_ANY,)
    wants_list = types == (Type("list"),)

    def convert(value: Value, run: Run) -> Value:
        if wants_any or (value is None and takes_null):
            return value
        if value is None:
            raise Undefined(f"{name} is null")
        if any(belongs(value, type_, run) for type_ in types):
            return value
        if wants_list:
            return (value,)
        if isinstance(value, tuple) and len(value) == 1 and any(belongs(value[0], type_, run) for type_ in types):
            return value[0]
        wanted = " or ".join(type_.name for type_ in types)
        raise Undefined(f"{name} is a {kind_of(value)}, {wanted} is expected")

    return convert
