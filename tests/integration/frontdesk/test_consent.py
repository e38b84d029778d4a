"""Consent of the person present: nothing is submitted without it, and a code agrees to the answers it was sent for."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select

from app.data.cases import audit_log, case_store
from app.data.cases.audit_log import Audit
from app.data.database.session import db
from app.data.database.transactions import reading, transaction
from app.data.models import Case, ConsentCode
from app.data.people import person_store
from app.usecases.identity import challenges
from app.usecases.identity.challenges import NoLogin
from app.usecases.intake import submission
from app.usecases.intake.errors import ConsentMissing
from app.vocabulary import ConsentKind
from tests.factories import NOW
from tests.integration import telephone
from tests.integration.agencies import Agencies, Browser
from tests.integration.frontdesk.desk_steps import NEWCOMER, answers, consent_code, present, written

SignIn = Callable[..., Browser]


@pytest.fixture
def operator(open_agencies: Agencies, sign_in: SignIn) -> Browser:
    """The operator at a browser."""
    return sign_in(open_agencies.operator)


def only_case() -> Case | None:
    """The case of the person who came, if there is one."""
    db.session.rollback()
    person = person_store.find_by_national_id(NEWCOMER["national_id"])
    assert person is not None
    cases = case_store.list_of_applicant(person.id)
    assert len(cases) <= 1
    return cases[0] if cases else None


def recorded(case: Case | None) -> tuple[str, str]:
    """How the history says that the applicant agreed."""
    assert case is not None
    line = audit_log.find_event(case.id, Audit.CONSENT_GIVE)
    assert line is not None
    assert audit_log.chain_is_intact(case.id)
    return line.detail["kind"], line.detail["detail"]


def test_code_on_the_applicants_telephone_submits_and_stays_in_the_history(
    open_agencies: Agencies, operator: Browser
) -> None:
    draft = written(operator, open_agencies)
    code = consent_code(operator, draft)

    receipt = operator.post(f"{draft}/submit", {"way": "code", "code": f" {code[:2]} {code[2:]} "})

    assert receipt.status_code == 303
    assert recorded(only_case()) == (ConsentKind.CODE, "0000")
    assert "با کد پیامکی" in operator.get(receipt.location).text


@pytest.mark.parametrize("sent", [{}, {"way": "code"}, {"way": "code", "code": ""}, {"way": "word"}, {"way": "proxy"}])
def test_nothing_is_submitted_without_consent(open_agencies: Agencies, operator: Browser, sent: dict[str, str]) -> None:
    draft = written(operator, open_agencies)
    consent_code(operator, draft)

    assert operator.post(f"{draft}/submit", sent).status_code == 422
    assert only_case() is None


def test_use_case_refuses_an_operators_draft_without_consent(open_agencies: Agencies, operator: Browser) -> None:
    draft_id = UUID(written(operator, open_agencies).rsplit("/", 1)[1])

    with pytest.raises(ConsentMissing), transaction():
        submission.submit_request(draft_id=draft_id, by=open_agencies.operator, now=NOW)


def test_citizens_window_does_not_submit_an_operators_draft(open_agencies: Agencies, operator: Browser) -> None:
    draft = written(operator, open_agencies)

    answer = operator.post(draft.replace("/front-desk", "") + "/submit")

    assert (answer.status_code, "تأیید نکرده است" in answer.text) == (409, True)
    assert only_case() is None


def test_wrong_code_is_said_at_its_field_and_five_of_them_kill_the_right_one(
    open_agencies: Agencies, operator: Browser
) -> None:
    draft = written(operator, open_agencies)
    code = consent_code(operator, draft)
    wrong = telephone.other_than(code)

    tries = [operator.post(f"{draft}/submit", {"way": "code", "code": wrong}) for _ in range(5)]
    after = operator.post(f"{draft}/submit", {"way": "code", "code": code})

    assert {answer.status_code for answer in tries} == {422}
    assert 'id="code-error"' in tries[0].text
    assert after.status_code == 422
    assert only_case() is None


def test_code_agrees_to_no_other_answers(open_agencies: Agencies, operator: Browser) -> None:
    draft = written(operator, open_agencies)
    code = consent_code(operator, draft)
    operator.post(draft, {**answers(), "receiving_body": "شرکت دیگر"})

    refused = operator.post(f"{draft}/submit", {"way": "code", "code": code})

    assert (refused.status_code, "پاسخ‌ها تغییر کرده است" in refused.text) == (422, True)
    assert only_case() is None
    again = consent_code(operator, draft)
    assert operator.post(f"{draft}/submit", {"way": "code", "code": again}).status_code == 303


def test_code_expires(open_agencies: Agencies, operator: Browser) -> None:
    draft = written(operator, open_agencies)
    code = consent_code(operator, draft)

    with time_machine.travel(NOW + timedelta(minutes=10), tick=False):
        assert operator.post(f"{draft}/submit", {"way": "code", "code": code}).status_code == 422

    assert only_case() is None


def test_code_of_one_request_agrees_to_no_other(open_agencies: Agencies, operator: Browser) -> None:
    first = written(operator, open_agencies)
    code = consent_code(operator, first)
    second = written(operator, open_agencies, service="utility-connection")

    assert operator.post(f"{second}/submit", {"way": "code", "code": code}).status_code == 422
    assert only_case() is None


def test_consent_code_logs_nobody_in(open_agencies: Agencies, operator: Browser) -> None:
    draft = written(operator, open_agencies)
    code = consent_code(operator, draft)
    with reading() as session:
        challenge_id = session.scalars(select(ConsentCode.id)).one()

    with transaction():
        met = challenges.meet(challenge_id=challenge_id, code=code, now=NOW)

    assert isinstance(met, NoLogin)


def test_codes_are_limited(open_agencies: Agencies, operator: Browser) -> None:
    draft = written(operator, open_agencies)

    statuses = [operator.post(f"{draft}/consent-code").status_code for _ in range(6)]

    assert statuses == [303] * 5 + [429]


def test_other_operator_sends_no_code_and_submits_nothing(
    open_agencies: Agencies, operator: Browser, sign_in: SignIn
) -> None:
    draft = written(operator, open_agencies)
    code = consent_code(operator, draft)
    other = sign_in(open_agencies.other_operator)

    assert other.post(f"{draft}/consent-code").status_code == 403
    assert other.post(f"{draft}/submit", {"way": "code", "code": code}).status_code == 403
    assert only_case() is None


def test_person_without_a_telephone_agrees_by_word_with_a_reason(open_agencies: Agencies, operator: Browser) -> None:
    draft = written(operator, open_agencies, mobile="", no_mobile="on")
    page = operator.get(f"{draft}/check").text
    assert "consent-code" not in page

    refused = operator.post(f"{draft}/submit", {"way": "word", "reason": " - "})
    assert (refused.status_code, 'id="reason-error"' in refused.text) == (422, True)
    done = operator.post(f"{draft}/submit", {"way": "word", "reason": "تلفن همراه ندارد"})

    assert done.status_code == 303
    assert recorded(only_case()) == (ConsentKind.WORD, "تلفن همراه ندارد")
    assert "شفاهی" in operator.get(done.location).text


def test_number_given_on_anothers_word_becomes_nobodys_login(open_agencies: Agencies, operator: Browser) -> None:
    draft = written(operator, open_agencies, mobile="", no_mobile="on")

    operator.post(f"{draft}/submit", {"way": "word", "reason": "تلفن همراه ندارد"})

    case = only_case()
    assert case is not None
    assert case.applicant.mobile is None


def test_no_code_is_sent_where_no_number_is_known(open_agencies: Agencies, operator: Browser) -> None:
    draft = written(operator, open_agencies, mobile="", no_mobile="on")

    answer = operator.post(f"{draft}/consent-code")

    assert (answer.status_code, "شمارهٔ همراهی از متقاضی ثبت نیست" in answer.text) == (422, True)


def test_number_or_the_word_that_there_is_none_is_asked_for(open_agencies: Agencies, operator: Browser) -> None:
    answer = operator.post("/front-desk/intake", present(open_agencies, mobile=""))

    assert (answer.status_code, 'id="mobile-error"' in answer.text) == (422, True)


def test_code_agrees_once_and_proves_the_number(open_agencies: Agencies, operator: Browser) -> None:
    draft = written(operator, open_agencies)
    operator.post(f"{draft}/submit", {"way": "code", "code": consent_code(operator, draft)})

    case = only_case()
    assert case is not None
    assert case.applicant.mobile_proven_at == NOW
    with reading() as session:
        assert session.scalars(select(ConsentCode)).all() == []


def test_earlier_code_stays_good_for_its_time(open_agencies: Agencies, operator: Browser) -> None:
    draft = written(operator, open_agencies)
    first = consent_code(operator, draft)
    consent_code(operator, draft)

    assert operator.post(f"{draft}/submit", {"way": "code", "code": first}).status_code == 303


def test_operators_second_tab_does_not_overwrite_the_first(open_agencies: Agencies, operator: Browser) -> None:
    draft = written(operator, open_agencies)
    first, second = ({"_page_mark": _hidden(operator.get(draft).text, "_page_mark")} for _ in range(2))
    operator.post(draft, {**answers(), "father_name": "حسن"} | first)

    told = operator.post(draft, {**answers(), "father_name": "محسن"} | second)

    assert told.status_code == 409
    assert 'href="#q-father_name"' in told.text
    assert 'value="محسن"' in told.text
    assert "حسن" in operator.get(f"{draft}/check").text


def test_spoken_consent_counts_for_the_answers_that_were_read_out(open_agencies: Agencies, operator: Browser) -> None:
    draft = written(operator, open_agencies)
    read_out = _hidden(operator.get(f"{draft}/check").text, "_page_revision")
    operator.post(draft, {**answers(), "father_name": "حسن"})
    spoken = {"way": "word", "reason": "تلفن همراه ندارد"}

    told = operator.post(f"{draft}/submit", {**spoken, "_page_revision": read_out})

    assert told.status_code == 409
    assert only_case() is None
    latest = _hidden(told.text, "_page_revision")
    assert operator.post(f"{draft}/submit", {**spoken, "_page_revision": latest}).status_code == 303


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]
