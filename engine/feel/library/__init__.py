"""The built-in functions of FEEL (DMN 10.3.4), one module per topic; importing this package registers them all."""

from engine.feel.library import (
    camunda,
    contexts,
    conversion,
    dates,
    juel,
    lists,
    miz,
    numbers,
    ranges,
    statistics,
    strings,
)
from engine.feel.library.registry import LIBRARY
from engine.feel.values import Context

_PREFIX = "miz."
#: Our own functions as the context `miz`.
OWN = Context({name.removeprefix(_PREFIX): LIBRARY[name] for name in LIBRARY if name.startswith(_PREFIX)})
#: All names that mean something without any variable.
PREDEFINED = frozenset(LIBRARY) | {"miz"}

__all__ = [
    "LIBRARY",
    "OWN",
    "PREDEFINED",
    "camunda",
    "contexts",
    "conversion",
    "dates",
    "juel",
    "lists",
    "miz",
    "numbers",
    "ranges",
    "statistics",
    "strings",
]
