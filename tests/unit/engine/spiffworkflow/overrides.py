"""Which methods of SpiffWorkflow the engine's classes replace."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import FunctionType

import engine

#: what each class has by being one
NO_METHODS = {"__module__", "__doc__", "__dict__", "__weakref__", "__annotations__", "__hash__", "__slots__"}
#: methods that the library has for being replaced: what it calls at a point where it leaves the work to whoever derives
#: from the class. `__init__` takes more, and calls the library's unless the table of methods says otherwise
RUNNING = frozenset(
    {
        "__init__",
        "_execute",
        "_matches",
        "_on_cancel",
        "_on_complete_hook",
        "_on_ready_hook",
        "_predict_hook",
        "_run_hook",
        "_update_hook",
        "catch",
        "catches",
        "copy_data",
        "details",
        "evaluate",
        "execute",
        "get",
        "has_fired",
        "set",
        "task_info",
        "throw",
        "update_data",
        "update_internal_data",
        "update_task_data",
        "validate",
    }
)
#: the same of its parsers: their comments say so, or its packages `spiff` and `camunda` replace them
READING = frozenset(
    {
        "_copy_task_attrs",
        "add_tasks",
        "connect_outgoing",
        "create_spec",
        "create_task",
        "parse_cancel_event",
        "parse_conditional_event",
        "parse_error_event",
        "parse_escalation_event",
        "parse_message_event",
        "parse_signal_event",
        "parse_terminate_event",
        "parse_timer_event",
    }
)
#: the same of its serializer and converters
WRITING = frozenset({"from_dict", "migrate", "to_dict"})
HOOKS = RUNNING | READING | WRITING


def replaced() -> set[tuple[str, str]]:
    """(class, method) for each method or property of a class of the engine that goes before one of the library, or
    before an attribute that a class of the library sets."""
    classes = list(_classes())
    return {(owner.__name__, name) for one in classes for owner, name in _replaced_in(one)}


def _classes() -> Iterator[type]:
    """The classes of the engine that derive from one of the library's."""
    for found in pkgutil.walk_packages(engine.__path__, "engine."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for held in vars(module).values():
            if inspect.isclass(held) and held.__module__ == module.__name__ and any(map(of_library, held.__mro__)):
                yield held


def of_library(one: type) -> bool:
    """Whether a class is the library's."""
    return one.__module__.startswith("SpiffWorkflow")


def _replaced_in(one: type) -> Iterator[tuple[type, str]]:
    """What is replaced in a class by itself or by a class of the engine that it derives from."""
    for place, owner in enumerate(one.__mro__):
        if owner.__module__.startswith("engine") and not getattr(owner, "_is_protocol", False):
            behind = [other for other in one.__mro__[place + 1 :] if of_library(other)]
            for name, value in vars(owner).items():
                held = isinstance(value, FunctionType | property | classmethod | staticmethod)
                if held and name not in NO_METHODS and any(name in _members(other) for other in behind):
                    yield owner, name


@cache
def _members(one: type) -> frozenset[str]:
    """The methods of a class, and the attributes that they set."""
    tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(one)))
    stored = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store))
    mine = {node.attr for node in stored if isinstance(node.value, ast.Name) and node.value.id == "self"}
    return frozenset(vars(one)) | mine
