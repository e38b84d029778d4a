"""Whatever isn't FEEL is told wholly in Persian and wholly in English, under a code."""

import pytest

from engine.feel import FeelSyntaxError, compile_expression, compile_unary_tests
from engine.feel.syntax_faults import SyntaxFault
from tests.unit.engine.lint.messages.languages import foreign_words

WRONG = {
    "": SyntaxFault.VALUE_EXPECTED,
    "1 +": SyntaxFault.VALUE_EXPECTED,
    "and": SyntaxFault.NAME_OR_VALUE_EXPECTED,
    "(a": SyntaxFault.EXPECTED,
    "if a then b": SyntaxFault.EXPECTED,
    "a b)": SyntaxFault.UNEXPECTED,
    "@3": SyntaxFault.AT_LITERAL,
    "[1..5": SyntaxFault.INTERVAL_END,
    "{1: 2}": SyntaxFault.ENTRY_EXPECTED,
    "for 1 in x return 2": SyntaxFault.VARIABLE_EXPECTED,
    "function(1) 2": SyntaxFault.PARAMETER_EXPECTED,
    "function(a) external {java: {}}": SyntaxFault.EXTERNAL_FUNCTION,
    "#": SyntaxFault.CHARACTER,
    '"a': SyntaxFault.OPEN_TEXT,
    '"\\U110000"': SyntaxFault.ESCAPE,
    "a" * 9_000: SyntaxFault.TOO_LONG,
    "(" * 300 + "1" + ")" * 300: SyntaxFault.TOO_DEEP,
}


@pytest.mark.parametrize(("text", "fault"), WRONG.items())
def test_fault_has_a_code_and_words_in_both_languages(text: str, fault: SyntaxFault) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        compile_expression(text)

    assert caught.value.fault is fault
    assert foreign_words(caught.value.text) == ([], [])
    assert str(caught.value) == caught.value.text.en


def test_every_code_is_met() -> None:
    assert set(WRONG.values()) == set(SyntaxFault)


def test_place_is_counted_from_one_and_the_end_is_told() -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        compile_unary_tests("> 5 and")
    assert caught.value.text.fa.endswith("(نویسهٔ ۵)")
    with pytest.raises(FeelSyntaxError) as ended:
        compile_expression("(a")
    assert ended.value.text.fa == "این‌جا باید `)` باشد، ولی عبارت تمام می‌شود (نویسهٔ ۳)"
    assert ended.value.text.en == "here `)` is expected, but the expression ends (at character 3)"
