"""SpiffWorkflow's serializer for cases: the task tree as the library writes it, with what this engine adds to a task.

The specification isn't embedded: a serialization names the content of its definition by hash, and is read with that
definition alone. What the desk stores is the compact `engine.snapshot`."""

import gzip
import json
import zlib
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from math import isfinite
from threading import local
from typing import Any

from SpiffWorkflow import __version__ as library_version
from SpiffWorkflow.bpmn.serializer.config import DEFAULT_CONFIG
from SpiffWorkflow.bpmn.serializer.helpers.registry import DefaultRegistry
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

from engine.errors import SnapshotError, UnknownSnapshotVersion
from engine.execution.case import Case, InnerScope
from engine.execution.event_definitions import ThrownEvent
from engine.execution.kernel import Token
from engine.execution.program import Definition
from engine.inspection.case_converters import CaseConverter, EventConverter, ScopeConverter, TokenConverter
from engine.inspection.specs import register_specs
from engine.time import DEFAULT_CALENDAR, WorkingCalendar

#: how a serialization is built; changes with any change that an older release couldn't read
FORMAT = f"Miz 1, SpiffWorkflow {library_version}"


class CaseRegistry(DefaultRegistry):
    """The library's registry with our converters. While it encodes, the library sets a flag on it; here each thread has
    a flag of its own, so that a serializer may be shared."""

    def __init__(self, definition: Definition, now: datetime, calendar: WorkingCalendar) -> None:
        self._threads = local()
        super().__init__()
        make = partial(CaseConverter, definition=definition, now=now, calendar=calendar)
        converters = {Case: make, InnerScope: ScopeConverter, Token: TokenConverter, ThrownEvent: EventConverter}
        BpmnWorkflowSerializer.configure({**DEFAULT_CONFIG, **converters}, self)
        register_specs(self)

    @property
    def _encoder_mode(self) -> bool:
        return getattr(self._threads, "encodes", False)

    @_encoder_mode.setter
    def _encoder_mode(self, value: bool) -> None:
        self._threads.encodes = value


class CaseSerializer(BpmnWorkflowSerializer):
    """Writes and reads the cases of one definition. What is damaged, of another definition, another release of the
    library or another format is refused before anything is made of it."""

    def deserialize_json(self, serialization: Any, use_gzip: bool = False) -> BpmnWorkflow:
        """The workflow; its snapshot is that of the one that was serialized. Raises `SnapshotError`,
        `UnknownSnapshotVersion`."""
        try:
            text = gzip.decompress(serialization) if use_gzip else serialization
            found = json.loads(text, parse_float=_finite, parse_constant=_finite)
        except (OSError, EOFError, ValueError, TypeError, RecursionError, zlib.error) as error:
            raise SnapshotError(f"The serialization is damaged: {error}") from error
        self.migrate(found)
        return self.from_dict(found)

    def migrate(self, dct: Any) -> None:
        """Refuse another format; there is none to be brought up to date yet. Raises `UnknownSnapshotVersion`."""
        version = dct.pop(self.VERSION_KEY, None) if isinstance(dct, dict) else None
        if version != self.VERSION:
            raise UnknownSnapshotVersion(f"The serialization is of format “{version}”; this release knows “{FORMAT}”")

    def from_dict(self, dct: Mapping[str, object], **kwargs: Any) -> BpmnWorkflow:
        """The workflow of a dictionary that `to_dict` gave. Raises `SnapshotError`."""
        if not isinstance(dct, dict) or dct.get("typename") != Case.__name__:
            raise SnapshotError("The serialization isn't that of a case")
        return super().from_dict(dct, **kwargs)


def _finite(text: str) -> float:
    """The number. Raises `ValueError` for what JSON doesn't have."""
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is no number")
    return number


def workflow_serializer(
    definition: Definition, *, now: datetime, calendar: WorkingCalendar = DEFAULT_CALENDAR
) -> BpmnWorkflowSerializer:
    """SpiffWorkflow's serializer with converters for the workflows that `workflow` gives: `serialize_json`,
    `deserialize_json`, and `registry` for the library's `SpecDiff`. For inspection and tests; the desk stores
    snapshots.

    The specification isn't embedded: a serialization names its definition by content hash, and is read with the same
    definition. A workflow that is read stands at `now`. May be shared by threads."""
    return CaseSerializer(CaseRegistry(definition, now, calendar), FORMAT)
