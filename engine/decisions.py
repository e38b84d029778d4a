"""The decisions of a bundle's DMN files, found by id whichever file holds them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from engine.dmn import Decision, DecisionModel, DmnError, read_models
from engine.errors import DefinitionError, StepFailed
from engine.expression_faults import step_failed
from engine.feel import FeelError, to_json
from engine.incident_codes import IncidentCode
from engine.model import Bilingual


class Decisions(Protocol):
    """The decisions of a bundle, whichever file holds them."""

    def decide(self, decision: str, context: Mapping[str, object], now: datetime) -> object:
        """The result as case data. Raises `StepFailed`."""

    def __contains__(self, decision: object) -> bool: ...


class BundleDecisions:
    """All decisions and decision services by id."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Raises `DefinitionError` naming the file that can't be read, or an id that two files have."""
        self._holders: dict[str, DecisionModel] = {}
        for name, model in _parsed(files).items():
            for id_ in (*model.decisions, *model.services):
                if id_ in self._holders:
                    raise DefinitionError(
                        Bilingual(
                            f"تصمیم «{id_}» در دو فایل است (دومی «{name}»)",
                            f"{name}: the decision “{id_}” is in two files",
                        ),
                        element=id_,
                    )
                self._holders[id_] = model

    def __contains__(self, decision: object) -> bool:
        return decision in self._holders

    def find(self, decision: str) -> Decision | None:
        """The decision of that id; None for a decision service, or where there is none."""
        model = self._holders.get(decision)
        return None if model is None else model.decisions.get(decision)

    def decide(self, decision: str, context: Mapping[str, object], now: datetime) -> object:
        """The result as case data. Raises `StepFailed` where evaluating went wrong and nothing came out."""
        try:
            result = self._holders[decision].decide(decision, context, now=now)
            if result.value is None and result.messages:
                reason = "; ".join(result.messages)
                raise StepFailed(IncidentCode.DECISION_WITHOUT_RESULT, expression=decision, reason=reason)
            return to_json(result.value)
        except FeelError as error:
            raise step_failed(IncidentCode.DECISION_FAULT, error, expression=decision) from error
        except DmnError as error:
            raise StepFailed(IncidentCode.DECISION_FAULT, expression=decision, reason=str(error)) from error


def _parsed(files: Mapping[str, bytes]) -> dict[str, DecisionModel]:
    """The model of each file. Raises `DefinitionError` naming the first that can't be decided by."""
    models: dict[str, DecisionModel] = {}
    for name, read in read_models(tuple(sorted(files.items()))).items():
        if isinstance(read, DmnError):
            raise DefinitionError(_of_file(name, read)) from read
        if read.problems:
            raise DefinitionError(_of_file(name, read.problems[0])) from read.problems[0]
        models[name] = read
    return models


def _of_file(name: str, error: DmnError) -> Bilingual:
    return Bilingual(f"«{name}»: {error.text.fa}", f"{name}: {error}")
