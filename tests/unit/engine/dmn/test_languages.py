"""What is wrong with a decision model is said wholly in Persian and wholly in English, quoted words aside."""

import pytest

from engine.dmn.errors import DmnError
from engine.dmn.reader import parse_decisions
from engine.model import Bilingual
from tests.unit.engine.dmn.models import decision, literal, model, table
from tests.unit.engine.lint.messages.languages import foreign_words

RULES = [["-", "1"]]
ONE = table("FIRST", ["a"], ["x"], RULES)
LANGUAGES = ("javascript", "python", "groovy", "java", "juel", "mvel", "xpath", "urn:b-feel", "cobol")
WRONG = {
    "hit policy": ONE.replace("FIRST", "LAST"),
    "aggregation": ONE.replace('"FIRST"', '"FIRST" aggregation="SUM"'),
    "no sum": table("COLLECT", ["a"], ["x"], RULES, aggregation="SUM").replace('name="x"', 'name="x" typeRef="string"'),
    "no order": ONE.replace("FIRST", "PRIORITY"),
    "no order of a list": ONE.replace("FIRST", "OUTPUT ORDER"),
    "no output": table("FIRST", ["a"], [], [["-"]]),
    "nameless outputs": table("FIRST", ["a"], ["x", ""], [["-", "1", "2"]]),
    "outputs of one name": table("FIRST", ["a"], ["x", "x"], [["-", "1", "2"]]),
    "sum of two": table("COLLECT", ["a"], ["x", "y"], [["-", "1", "2"]], aggregation="SUM"),
    "uneven rule": table("FIRST", ["a"], ["x"], [["-"]]),
    "no expression of an input": ONE.replace("<inputExpression><text>a</text></inputExpression>", ""),
    "no FEEL": literal("1 +"),
    "no body": "",
    **{
        language: literal("f(a) + 1").replace(
            "<literalExpression>", f'<literalExpression expressionLanguage="{language}">'
        )
        for language in LANGUAGES
    },
}
FILES = {
    "no XML": b"<definitions",
    "no DMN": b"<definitions/>",
    "DOCTYPE": b"<!DOCTYPE a><definitions/>",
    "circle": model(decision("a", literal("b"), "Decision:b"), decision("b", literal("a"), "Decision:a")),
    "absent import": model(
        '<import name="l" namespace="urn:l" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
        decision("a", literal("1")),
    ),
    "absent requirement": model(decision("a", literal("1"), "Decision:b")),
    **{name: model(decision("d", body)) for name, body in WRONG.items()},
}


def faults(file: bytes) -> list[Bilingual]:
    try:
        return [problem.text for problem in parse_decisions(file, strict=False).problems]
    except DmnError as error:
        return [error.text]


@pytest.mark.parametrize("name", FILES)
def test_faults_are_in_one_language_at_a_time(name: str) -> None:
    told = faults(FILES[name])
    assert told
    for text in told:
        assert foreign_words(text) == ([], [])
        assert not text.fa.startswith("«the ")
