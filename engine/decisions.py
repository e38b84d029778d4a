"""The decisions of a bundle's DMN files, found by id whichever file holds them."""

from collections.abc import Mapping
from datetime import datetime

from engine.dmn import DecisionModel, DmnError, parse_decisions
from engine.errors import DefinitionError
from engine.feel import FeelError, to_json
from engine.spiff.node import StepFailed


class BundleDecisions:
    """All decisions and decision services by id."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Raises `DefinitionError` naming the file that can't be read, or an id that two files have."""
        self._holders: dict[str, DecisionModel] = {}
        for name, data in sorted(files.items()):
            model = _parse(name, data)
            for id_ in (*model.decisions, *model.services):
                if id_ in self._holders:
                    raise DefinitionError(f"{name}: the decision “{id_}” is in two files", element=id_)
                self._holders[id_] = model

    def __contains__(self, decision: object) -> bool:
        return decision in self._holders

    def decide(self, decision: str, context: Mapping[str, object], now: datetime) -> object:
        """The result as case data. Raises `StepFailed` where evaluating went wrong and nothing came out."""
        try:
            result = self._holders[decision].decide(decision, context, now=now)
            if result.value is None and result.messages:
                raise StepFailed(f"The decision has no result: {'; '.join(result.messages)}", expression=decision)
            return to_json(result.value)
        except (DmnError, FeelError) as error:
            raise StepFailed(str(error), expression=decision) from error


def _parse(name: str, data: bytes) -> DecisionModel:
    try:
        return parse_decisions(data)
    except DmnError as error:
        raise DefinitionError(f"{name}: {error}") from error
