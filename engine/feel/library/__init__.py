"""The built-in functions of FEEL (DMN 10.3.4), one module per topic; importing this package registers them all."""

from engine.feel.library import (
    contexts,
    conversion,
    dates,
    lists,
    numbers,
    ranges,
    statistics,
    strings,
)
from engine.feel.library.registry import LIBRARY

__all__ = ["LIBRARY", "contexts", "conversion", "dates", "lists", "numbers", "ranges", "statistics", "strings"]
