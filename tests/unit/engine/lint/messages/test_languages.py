"""Each sentence of the gate is wholly Persian or wholly English; only what is quoted or code is of another language."""

import pytest

from engine.lint import lint
from engine.model import Bilingual
from forms import find_faults
from tests.unit.engine.lint.cases import CASES
from tests.unit.engine.lint.messages.fix_cases import FIX_CASES
from tests.unit.engine.lint.messages.languages import foreign_words

ALL = {**CASES, **FIX_CASES}


@pytest.mark.parametrize("name", ALL)
def test_findings_are_in_one_language_at_a_time(name: str) -> None:
    case = ALL[name]
    bundle = case.bad if isinstance(case.bad, dict) else {"process.bpmn": case.bad}
    for finding in lint(bundle, publishing=True, desk=case.desk_of_bad, judges=[find_faults]):
        message = Bilingual(*(_without_place(text, finding.element) for text in finding.message))
        for text in filter(None, (message, finding.consequence, finding.remedy)):
            assert foreign_words(text) == ([], []), text


def _without_place(text: str, place: str | None) -> str:
    """The text without the id in front of it."""
    return text.replace(f"({place}): ", "", 1).removeprefix(f"{place}: ")


def test_words_of_the_other_language_are_seen() -> None:
    assert foreign_words(Bilingual("این value غلط است `and` «x»", "this is غلط")) == (["value"], ["غلط"])
