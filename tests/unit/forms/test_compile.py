"""Answers checked by a form: what is taken, what is refused with which words, and what is hidden."""

import json
from datetime import date
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from forms import Checked, compile_form, parse_form, read_post, validate
from forms.posted import newly_asked
from tests.unit.forms.samples import ANSWERS, DEED, FORM, TYPED, component, mandate_rule

FORM_ = parse_form(FORM)


def check(**changes: object) -> Checked:
    return validate(FORM_, TYPED | changes, hidden=mandate_rule, today=date(2026, 1, 1))


def codes(checked: Checked) -> dict[str, list[str]]:
    return {key: [problem.code for problem in problems] for key, problems in checked.errors.items()}


def test_good_answers_come_out_as_json() -> None:
    checked = check()

    assert checked.ok
    assert checked.answers == ANSWERS
    assert json.loads(json.dumps(checked.answers)) == ANSWERS


def test_stored_answers_pass_again_unchanged() -> None:
    checked = validate(FORM_, ANSWERS, hidden=mandate_rule)
    assert (checked.answers, codes(checked)) == (ANSWERS, {})


def test_the_schema_of_a_form_is_made_once() -> None:
    assert compile_form(FORM_) is compile_form(parse_form(json.dumps(FORM)))


def test_the_schema_alone_is_strict_too() -> None:
    with pytest.raises(ValidationError) as refused:
        compile_form(FORM_)().load({"surprise": 1})
    assert {"surprise", "national_id", "agree"} <= set(refused.value.messages_dict)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"surprise": "x"}, {"surprise": ["unknown"]}),
        ({"officer": "me"}, {"officer": ["unknown"]}),
        ({"national_id": "0084575949"}, {"national_id": ["national_id_check"]}),
        ({"national_id": ["0084575948"]}, {"national_id": ["type"]}),
        ({"national_id": {"a": "1"}}, {"national_id": ["type"]}),
        ({"first_name": "  "}, {"first_name": ["required"]}),
        ({"first_name": None}, {"first_name": ["required"]}),
        ({"first_name": "آ"}, {"first_name": ["too_short"]}),
        ({"first_name": "آ" * 21}, {"first_name": ["too_long"]}),
        ({"notes": "x" * 20_001}, {"notes": ["too_long"]}),
        ({"birth_date": {"year": "", "month": "", "day": ""}}, {"birth_date": ["required"]}),
        ({"birth_date": "1410/1/1"}, {"birth_date": ["date_future"]}),
        ({"birth_date": 14040902.5}, {"birth_date": ["date_form"]}),
        ({"area": "12"}, {"area": ["too_small"]}),
        ({"area": 10000.1}, {"area": ["too_large"]}),
        ({"area": "120.55"}, {"area": ["number_decimals"]}),
        ({"area": float("nan")}, {"area": ["type"]}),
        ({"area": True}, {"area": ["number_form"]}),
        ({"cost": "999"}, {"cost": ["too_small"]}),
        ({"cost": "12.5"}, {"cost": ["money_form"]}),
        ({"role": "king"}, {"role": ["choice"]}),
        ({"role": ""}, {"role": ["required"]}),
        ({"wishes": ["home", "palace"]}, {"wishes": ["choice"]}),
        ({"parcel": "12-34"}, {"parcel": ["pattern"]}),
        ({"agree": "off"}, {"agree": ["required"]}),
        ({"agree": "maybe"}, {"agree": ["type"]}),
        ({"role": "agent"}, {"mandate": ["required"]}),
        ({"role": "agent", "mandate": ["../../etc"]}, {"mandate": ["document"]}),
        ({"role": "agent", "mandate": [7]}, {"mandate": ["type"]}),
        ({"role": "agent", "mandate": [DEED] * 3}, {"mandate": ["documents_count"]}),
    ],
    ids=str,
)
def test_each_wrong_answer_has_its_cause(changes: dict[str, object], expected: dict[str, list[str]]) -> None:
    checked = check(**changes)

    assert codes(checked) == expected
    assert checked.typed == TYPED | changes
    for problems in checked.errors.values():
        assert all(problem.text.fa and problem.text.en for problem in problems)


def test_every_wrong_answer_is_reported_at_once() -> None:
    assert set(check(national_id="1", area="x", role="king").errors) == {"national_id", "area", "role"}


def test_a_missing_answer_is_asked_for_in_words_that_fit() -> None:
    checked = validate(FORM_, {"role": "agent"}, hidden=mandate_rule)

    texts = {key: problems[0].text for key, problems in checked.errors.items()}

    assert texts["first_name"] == ("«نام» را بنویسید.", "Write “First name”.")
    assert texts["mandate"] == ("«وکالت‌نامه» را بارگذاری کنید.", "Upload “Mandate”.")


def test_a_wrong_answer_is_named_so_that_a_summary_can_be_understood() -> None:
    text = check(area="12").errors["area"][0].text
    assert text.en == "Area of the plot: Write a number not below 50."
    assert text.fa == "مساحت زمین: عددی بنویسید که از ۵۰ کمتر نباشد."


def test_hidden_questions_are_dropped_and_not_required() -> None:
    checked = check(mandate="whatever somebody put there")

    assert checked.ok
    assert "mandate" not in checked.answers
    assert checked.hidden == {"mandate"}


def test_conditions_see_the_data_of_the_case() -> None:
    form = parse_form({"components": [component("textfield", "why", "چرا", "Why", conditional={"hide": "=done"})]})

    checked = validate(form, {"why": "x"}, hidden=lambda rule, data: data.get(rule) is True, known={"done": True})

    assert checked.answers == {}


def test_what_a_hidden_question_held_hides_nothing_further() -> None:
    """`c` hangs on `b`, and `b` on `a`: without `a` both go, whatever `b` holds."""
    chain = [
        component("checkbox", "a", "الف", "A"),
        component("checkbox", "b", "ب", "B", conditional={"hide": "=a"}),
        component("textfield", "c", "پ", "C", conditional={"hide": "=b"}, validate={"required": True}),
    ]
    form = parse_form({"components": chain})

    checked = validate(form, {"b": "on"}, hidden=lambda rule, data: not data.get(rule))

    assert checked.hidden == {"b", "c"}
    assert checked.answers == {"a": False}


def test_conditions_that_contradict_each_other_come_to_an_end() -> None:
    form = parse_form({"components": [component("checkbox", "a", "الف", "A", conditional={"hide": "=a"})]})
    assert validate(form, {"a": "on"}, hidden=lambda rule, data: data.get(rule) is True).ok


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([f.key for f in FORM_.fields]), ANY_JSON, max_size=6))
def test_no_input_makes_the_check_crash(raw: dict[str, object]) -> None:
    checked = check(**raw)
    json.dumps(checked.answers, allow_nan=False)


class TestPostedForms:
    """What a browser sends: every value a text, under the names of the page."""

    posted: ClassVar[dict[str, list[str]]] = {
        "csrf_token": ["t"],
        "_asked": [field.key for field in FORM_.asked if field.key != "mandate"],
        "national_id": ["۰۰۸۴۵۷۵۹۴۸"],
        "first_name": ["علی"],
        "birth_date-year": ["۱۳۶۷"],
        "birth_date-month": ["۵"],
        "birth_date-day": ["۳"],
        "role": ["agent"],
        "wishes": ["home", "shop"],
        "mandate": [DEED],
        "agree": ["on"],
    }

    def test_values_are_sorted_by_question(self) -> None:
        raw = read_post(FORM_, self.posted).raw

        assert raw["birth_date"] == {"year": "۱۳۶۷", "month": "۵", "day": "۳"}
        assert raw["wishes"] == ["home", "shop"]
        assert raw["mandate"] == [DEED]
        assert raw["by_post"] is False
        assert "csrf_token" not in raw

    def test_they_pass_the_check(self) -> None:
        checked = validate(FORM_, read_post(FORM_, self.posted).raw, hidden=mandate_rule)
        assert codes(checked) == {}
        assert checked.answers["mandate"] == [DEED]

    def test_a_name_that_the_form_lacks_is_refused(self) -> None:
        posted = read_post(FORM_, self.posted | {"is_admin": ["1"], "birth_date-hour": ["3"]})
        assert set(validate(FORM_, posted.raw, hidden=mandate_rule).errors) == {"is_admin", "birth_date-hour"}

    def test_questions_that_the_answers_call_for_are_found(self) -> None:
        posted = read_post(FORM_, self.posted)
        assert [field.key for field in newly_asked(FORM_, posted, hidden=())] == ["mandate"]
        assert newly_asked(FORM_, posted, hidden={"mandate"}) == ()


@pytest.mark.parametrize("key", ["load", "fields", "opts", "Meta", "validate", "drop_blanks", "error_messages"])
def test_a_key_may_be_any_word(key: str) -> None:
    """Names of the schema's own members included."""
    form = parse_form({"components": [component("textfield", key, "نام", "Name", validate={"required": True})]})

    assert validate(form, {key: "x"}).answers == {key: "x"}
    assert codes(validate(form, {})) == {key: ["required"]}
