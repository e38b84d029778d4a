"""Context functions (DMN 10.3.4.8): read, make, change copies of and merge contexts."""

from engine.feel.errors import Undefined
from engine.feel.library.registry import builtin
from engine.feel.scope import Run
from engine.feel.values import Context, Value, kind_of, same

List = tuple[Value, ...]


@builtin("get value(m: context, key: string)")
def get_value(context: Context, key: str) -> Value:
    if key not in context:
        raise Undefined(f"the context has no entry {key}")
    return context[key]


@builtin("get entries(m: context)", with_run=True)
def get_entries(run: Run, context: Context) -> List:
    run.charge(2 * len(context))
    return tuple(Context(key=key, value=value) for key, value in context.items())


@builtin("context(entries: list)", with_run=True)
def context_of(run: Run, entries: List) -> Context:
    made = Context()
    for entry in entries:
        if not isinstance(entry, Context) or not isinstance(entry.get("key"), str) or "value" not in entry:
            raise Undefined("an entry is a context with a key and a value")
        key = str(entry["key"])
        if key in made:
            raise Undefined(f"two entries have the key {key}")
        made[key] = entry["value"]
    run.charge(len(made))
    return made


@builtin("context put(context: context, key: string, value: any)", with_run=True)
def context_put(run: Run, context: Context, key: str, value: Value) -> Context:
    run.charge(len(context))
    return Context({**context, key: value})


@builtin("context put(context: context, keys: list, value: any)", with_run=True)
def context_put_deep(run: Run, context: Context, keys: List, value: Value) -> Context:
    """Put at a path of keys; contexts missing on the way are made."""
    if not keys:
        raise Undefined("the list of keys is empty")
    for key in keys:
        if not isinstance(key, str):
            raise Undefined(f"a key is a string, not a {kind_of(key)}")
    run.charge(len(keys))
    return _put(run, context, [str(key) for key in keys], value)


def _put(run: Run, context: Context, keys: list[str], value: Value) -> Context:
    if len(keys) > 100:
        raise Undefined("the path of keys is too long")
    run.charge(len(context))
    if len(keys) == 1:
        return Context({**context, keys[0]: value})
    below = context.get(keys[0])
    if below is None:
        below = Context()
    if not isinstance(below, Context):
        raise Undefined(f"{keys[0]} is a {kind_of(below)}, not a context")
    return Context({**context, keys[0]: _put(run, below, keys[1:], value)})


@builtin("context merge(contexts: list)", with_run=True)
def context_merge(run: Run, contexts: List) -> Context:
    merged = Context()
    for context in contexts:
        if not isinstance(context, Context):
            raise Undefined("the list holds something else than contexts")
        run.charge(len(context))
        merged.update(context)
    return merged


@builtin("is(value1: any, value2: any)", with_run=True)
def is_(run: Run, one: Value, other: Value) -> bool:
    """Whether the two are one value in every part: `@"08:00:00"` is not `@"08:00:00Z"`."""
    if one is None or other is None:
        return one is other
    return type(one) is type(other) and (one == other if _has_zone(one) else same(one, other, run.charge))


def _has_zone(value: Value) -> bool:
    return kind_of(value) in ("time", "date and time")
