"""The decisions of a bundle's DMN files, found by id whichever file holds them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from engine.errors import DefinitionError
from engine.spiff.node import StepFailed


class _Parsed(Protocol):
    @property
    def ids(self) -> frozenset[str]: ...

    def decide(self, decision: str, context: Mapping[str, object], *, now: datetime | None = None) -> object: ...


class BundleDecisions:
    """All decisions by id."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Raises `DefinitionError` naming the file that can't be read."""
        self._holders: dict[str, _Parsed] = {}
        for name, data in sorted(files.items()):
            holder = _parse(name, data)
            for id_ in holder.ids:
                if id_ in self._holders:
                    raise DefinitionError(f"{name}: the decision “{id_}” is in two files", element=id_)
                self._holders[id_] = holder

    def __contains__(self, decision: object) -> bool:
        return decision in self._holders

    def decide(self, decision: str, context: Mapping[str, object], now: datetime) -> object:
        """The result as case data. Raises `StepFailed`."""
        from engine.dmn import DmnError  # only bundles with decisions need the package
        from engine.feel import FeelError, to_json

        try:
            return to_json(self._holders[decision].decide(decision, context, now=now))
        except (DmnError, FeelError) as error:
            raise StepFailed(str(error), expression=decision) from error


def _parse(name: str, data: bytes) -> _Parsed:
    from engine.dmn import DmnError, parse_decisions

    try:
        parsed: _Parsed = parse_decisions(data)
    except DmnError as error:
        raise DefinitionError(f"{name}: {error}") from error
    return parsed
