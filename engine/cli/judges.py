"""Who else judges a bundle on the command line: packages that stand on the engine and may be installed beside it.

The engine imports none of them; they are found by name, and left out where they aren't there."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from engine.lint.gate import Judge

#: module and function of each
JUDGES = (("forms", "find_faults"),)


def judges() -> Iterator[Judge]:
    """Those that are there."""
    for module, function in JUDGES:
        if find_spec(module) is not None:
            yield getattr(import_module(module), function)
