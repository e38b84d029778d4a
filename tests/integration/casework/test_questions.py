"""A clerk asks, the applicant answers; meanwhile the clock stands still (I7)."""

from datetime import timedelta

import pytest

from app.data.cases import case_store
from app.data.correspondence import question_store
from app.data.database.transactions import transaction
from app.policy.errors import NotPermitted, NotYours
from app.usecases.casework import questions
from app.usecases.casework.errors import QuestionClosed, QuestionOpen
from app.usecases.errors import FormRefused
from app.vocabulary import CaseStatus
from tests.factories import NOW
from tests.integration import agencies
from tests.integration.agencies import CONNECTION_ANSWERS, Agencies

ASKED, ANSWERED = NOW + timedelta(hours=1), NOW + timedelta(days=3)


def ask(
    staffed: Agencies, case_id: object, *, by: object = None, correction: bool = False, text: str = "کدام پلاک؟"
) -> None:
    with transaction():
        questions.ask_applicant(
            case_id=case_id,  # type: ignore[arg-type]  # shorthand of this module
            text=text,
            wants_correction=correction,
            by=by or staffed.clerk,  # type: ignore[arg-type]
            now=ASKED,
        )


def answer(staffed: Agencies, case_id: object, *, by: object = None, typed: dict[str, object] | None = None) -> None:
    with transaction():
        (question,) = question_store.list_questions(case_id)  # type: ignore[arg-type]
        questions.answer_question(
            question_id=question.id,
            text="پلاک ۱۲",
            typed=typed,
            by=by or staffed.citizen,  # type: ignore[arg-type]
            now=ANSWERED,
        )


def test_question_stops_the_clock_and_the_answer_moves_the_promise(staffed: Agencies) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)
    promised = agencies.case_of(case_id).promised_at
    assert promised is not None

    ask(staffed, case_id)
    case = agencies.case_of(case_id)
    assert (case.status, case.paused_at) == (CaseStatus.WAITING_FOR_APPLICANT, ASKED)

    answer(staffed, case_id)
    case = agencies.case_of(case_id)
    assert (case.status, case.paused_at) == (CaseStatus.IN_REVIEW, None)
    assert case.promised_at is not None
    assert case.promised_at > promised


def test_second_question_waits_for_the_first_answer(staffed: Agencies) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)
    ask(staffed, case_id)

    with pytest.raises(QuestionOpen):
        ask(staffed, case_id)


def test_blank_question_is_refused(staffed: Agencies) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)

    with pytest.raises(FormRefused):
        ask(staffed, case_id, text="  \n ")

    assert agencies.case_of(case_id).paused_at is None


@pytest.mark.parametrize("who", ["stranger", "operator", "citizen"])
def test_only_who_works_on_the_case_may_ask(staffed: Agencies, who: str) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)

    with pytest.raises(NotPermitted):
        ask(staffed, case_id, by=getattr(staffed, who))


def test_only_the_applicant_answers_and_only_once(staffed: Agencies) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)
    ask(staffed, case_id)
    with pytest.raises(NotYours):
        answer(staffed, case_id, by=staffed.clerk)

    answer(staffed, case_id)

    with pytest.raises(QuestionClosed):
        answer(staffed, case_id)


def test_corrected_form_becomes_part_of_the_case(staffed: Agencies) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)
    ask(staffed, case_id, correction=True)
    (first,) = case_store.list_submissions(case_id)

    answer(staffed, case_id, typed={**first.answers, "household_units": 5})

    submissions = case_store.list_submissions(case_id)
    assert [s.answers["household_units"] for s in submissions] == [CONNECTION_ANSWERS["household_units"], 5]
    assert submissions[-1].element == "correction"


def test_wrong_correction_leaves_the_question_open(staffed: Agencies) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)
    ask(staffed, case_id, correction=True)

    with pytest.raises(FormRefused):
        answer(staffed, case_id, typed={**CONNECTION_ANSWERS, "household_units": "many"})

    assert [question.answered_at for question in question_store.list_questions(case_id)] == [None]


def test_what_no_longer_applies_within_a_corrected_context_is_void() -> None:
    before = {"owner": {"kind": "company", "number": "10", "address": {"city": "قم", "box": "7"}}, "flat": "1"}
    answers = {"owner": {"kind": "person", "address": {"city": "یزد"}}, "other": 1}

    changes = {**answers, **questions.with_void(before, answers)}

    assert changes == {
        "owner": {"kind": "person", "number": None, "address": {"city": "یزد", "box": None}},
        "other": 1,
    }
