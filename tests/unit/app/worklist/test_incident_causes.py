"""What a supervisor reads of an incident: a sentence for each code, in both languages."""

import re

import pytest

import engine
from app.vocabulary import FailureCode
from app.worklist.incident_causes import meaning
from engine import feel as engine_feel

PERSIAN = re.compile(r"[\u0600-\u06ff]")


@pytest.mark.parametrize("code", FailureCode)
def test_every_code_has_its_sentence_in_both_languages(code: FailureCode) -> None:
    said = meaning(code, {})
    assert PERSIAN.search(said.fa)
    assert not PERSIAN.search(said.en)
    assert said.fa.endswith(".")
    assert said.en.endswith(".")


def test_every_code_of_the_engine_is_one_of_the_desk() -> None:
    assert {code.value for code in engine.IncidentCode} <= {code.value for code in FailureCode}


@pytest.mark.parametrize(
    ("code", "parameters", "fa", "en"),
    [
        (FailureCode.CALL_REFUSED, {"error": "HTTP_404"}, "کد خطا: \u2068HTTP_404\u2069.", "\u2068HTTP_404\u2069."),
        (FailureCode.MESSAGE_KEY_TAKEN, {"case": "A-1"}, "کد رهگیری آن پرونده: \u2068A-1\u2069.", "\u2068A-1\u2069."),
        (FailureCode.TIME_UNREADABLE, {"value": "s" * 99}, f"\u2068{'s' * 80}…\u2069.", f"\u2068{'s' * 80}…\u2069."),
    ],
)
def test_a_parameter_that_is_known_is_named(code: FailureCode, parameters: dict[str, object], fa: str, en: str) -> None:
    said = meaning(code, parameters)
    assert said.fa.endswith(fa)
    assert said.en.endswith(en)


@pytest.mark.parametrize("limit", engine_feel.Limit)
@pytest.mark.parametrize(
    "code", [FailureCode.EXPRESSION_FAULT, FailureCode.RESULT_NOT_JSON, FailureCode.DECISION_FAULT]
)
def test_what_an_expression_has_too_much_of_is_told(code: FailureCode, limit: engine_feel.Limit) -> None:
    plain, said = meaning(code, {"reason": "r"}), meaning(code, {"reason": "r", "limit": limit.value})
    assert said.fa.startswith(f"{plain.fa} ")
    assert said.en.startswith(f"{plain.en} ")
    assert PERSIAN.search(said.fa.removeprefix(plain.fa))
    assert not PERSIAN.search(said.en)
    assert meaning(code, {"reason": "r", "limit": "of a later release"}) == plain


@pytest.mark.parametrize("part", ["case", "message", "step"])
def test_how_much_data_there_may_be_is_told(part: str) -> None:
    failure = engine.DataTooLarge(part, size=2_000_000, limit=1_048_576)
    said = meaning(FailureCode(failure.code.value), failure.parameters)
    assert "1,048,576" in said.en
    assert "۱٬۰۴۸٬۵۷۶" in said.fa


@pytest.mark.parametrize("parameters", [{}, {"case": ""}, {"case": None}, {"reason": "{0} {x}"}])
def test_without_its_parameter_the_sentence_stands_alone(parameters: dict[str, object]) -> None:
    assert meaning(FailureCode.MESSAGE_KEY_TAKEN, parameters) == meaning(FailureCode.MESSAGE_KEY_TAKEN, {})
    assert "\u2068" not in meaning(FailureCode.MESSAGE_KEY_TAKEN, parameters).en


def test_a_value_is_never_taken_for_a_template() -> None:
    assert "{0} {x}" in meaning(FailureCode.TIME_EXPECTED, {"value": "{0} {x}"}).en
