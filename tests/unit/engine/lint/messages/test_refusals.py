"""What only the engine itself refuses is told in both languages as well."""

import pytest

from engine.errors import DefinitionError
from engine.lint import lint
from engine.model import Bilingual
from tests.unit.engine.lint.diagrams import definitions, process
from tests.unit.engine.lint.messages.languages import foreign_words

DEEP = 101


def nested() -> str:
    inner = '<startEvent id="s"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/>'
    for level in range(DEEP):
        inner = (
            f'<startEvent id="s{level}"/><subProcess id="p{level}">{inner}</subProcess><endEvent id="e{level}"/>'
            f'<sequenceFlow id="f{level}" sourceRef="s{level}" targetRef="p{level}"/>'
            f'<sequenceFlow id="g{level}" sourceRef="p{level}" targetRef="e{level}"/>'
        )
    return f'<process id="p" isExecutable="true">{inner}</process>'


REFUSED = {
    "nesting": definitions(nested()),
    "quantity": process('s:start <task id="a" startQuantity="99999999"/>\ne:end', "s>a a>e"),
    "script": process(
        's:start <scriptTask id="a" scriptFormat="cobol"><script>x</script></scriptTask>\ne:end', "s>a a>e"
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refusals_of_the_engine_are_in_one_language_at_a_time(name: str) -> None:
    found = [finding for finding in lint({"process.bpmn": REFUSED[name]}) if finding.rule == "unsupported"]
    assert found
    for finding in found:
        told = Bilingual(*(text.removeprefix(f"{finding.element}: ") for text in finding.message))
        assert foreign_words(told) == ([], [])
        assert told.fa.count("«") <= 2


def test_an_english_reason_is_quoted_in_persian() -> None:
    assert DefinitionError("no").text == Bilingual("«no»", "no")
    assert str(DefinitionError(Bilingual("نه", "no"))) == "no"
