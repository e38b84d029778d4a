"""An application from its first answer to the one case it becomes."""

import threading
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask import Flask

from app.data.cases import case_store, item_store
from app.data.correspondence import draft_store, notice_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.organisation import places
from app.vocabulary import Level
from tests import factories
from tests.integration.agencies import CERTIFICATE, CONNECTION, Agencies, Browser
from tests.integration.portal.page_reader import (
    CERTIFICATE_FORM,
    begin,
    count_cases,
    draft_of,
    everything,
    submit,
    typed_in,
)

SignIn = Callable[..., Browser]


def test_first_application_begins_with_what_the_login_proved(citizen: Browser, open_agencies: Agencies) -> None:
    draft = begin(citizen)

    page = citizen.get(draft).text

    assert 'name="national_id"' not in page, "it is known, and shown"
    assert "ثبت‌شده در میز خدمت" in page
    assert set(typed_in(draft)) == {"national_id", "mobile"}


def test_nothing_is_asked_twice(citizen: Browser) -> None:
    submit(citizen, begin(citizen))

    second = citizen.get(begin(citizen)).text
    other_service = citizen.get(begin(citizen, CONNECTION)).text

    for known in ('value="مریم"', 'value="احمدی"', 'value="حسین"', 'value="۱۳۶۹"'):
        assert known in second, known
    assert 'value="مریم"' in other_service
    assert 'value="احمدی"' in other_service


def test_unfinished_application_is_continued_not_begun_anew(citizen: Browser) -> None:
    draft = begin(citizen)
    later = citizen.post(draft, {"first_name": "مریم", "_page_later": "1"})

    assert later.location == "/cases"
    assert begin(citizen) == draft
    assert 'value="مریم"' in citizen.get(draft).text
    assert draft in citizen.get("/cases").text
    assert draft in citizen.get("/").text


def test_missing_and_wrong_answers_are_told_at_their_fields_and_kept(citizen: Browser) -> None:
    draft = begin(citizen)
    wrong = CERTIFICATE_FORM | {"first_name": "", "mobile": "۱۲۳", "birth_date-month": "۱۳", "purpose": "holiday"}

    refused = citizen.post(draft, wrong)

    assert refused.status_code == 422
    for field in ("first_name", "mobile", "birth_date", "purpose"):
        assert f'id="q-{field}-error"' in refused.text, field
    assert 'href="#q-birth_date-day"' in refused.text
    assert 'value="بانک نمونه"' in refused.text
    assert "<title>خطا:" in refused.text
    assert typed_in(draft)["receiving_body"] == "بانک نمونه"
    assert count_cases() == 0


def test_faults_are_told_in_english_too(sign_in: SignIn, open_agencies: Agencies) -> None:
    browser = sign_in(open_agencies.citizen, lang="en")

    refused = browser.post(begin(browser), CERTIFICATE_FORM | {"father_name": ""})

    summary = refused.text.partition('id="error-summary"')[2].partition("</ul>")[0]
    assert "father" in summary.lower()
    assert not [character for character in summary if "\u0600" <= character <= "\u06ff"]


def test_check_page_shows_all_in_words_and_sends_nothing(citizen: Browser) -> None:
    draft = begin(citizen)
    citizen.post(draft, CERTIFICATE_FORM)

    page = citizen.get(f"{draft}/check").text

    for shown in ("هنوز چیزی فرستاده نشده است", "۲۴ اردیبهشت ۱۳۶۹", "بانک نمونه", f'href="{draft}#q-purpose"'):
        assert shown in page, shown
    assert "ثبت درخواست" in page
    assert count_cases() == 0


def test_unfinished_draft_can_not_be_submitted(citizen: Browser) -> None:
    draft = begin(citizen)
    assert "اصلاح پاسخ‌ها" in citizen.get(f"{draft}/check").text
    before = everything()

    refused = citizen.post(f"{draft}/submit")

    assert refused.status_code == 422
    assert 'id="q-father_name-error"' in refused.text
    assert everything() == before


def test_accepted_request_shows_code_and_promise_at_an_address_that_lasts(citizen: Browser) -> None:
    draft = begin(citizen)
    citizen.post(draft, CERTIFICATE_FORM)

    accepted = citizen.get(citizen.post(f"{draft}/submit").location).text

    assert "درخواست شما پذیرفته شد" in accepted
    assert "زمان پاسخ:" in accepted
    assert "receipt.pdf" in accepted


def test_submitted_twice_is_one_case_and_later_posts_lead_to_it(citizen: Browser) -> None:
    draft = begin(citizen)
    case = submit(citizen, draft)

    again = citizen.post(f"{draft}/submit").location.partition("?")[0]
    gone_back = [citizen.get(draft), citizen.get(f"{draft}/check"), citizen.post(draft, CERTIFICATE_FORM)]

    assert again == case
    assert {answer.location for answer in gone_back} == {case}
    assert "پیش‌تر ثبت شده" in citizen.get(case).text
    assert count_cases() == 1


def test_submitted_in_parallel_is_one_case(app: Flask, sign_in: SignIn, open_agencies: Agencies) -> None:
    browsers = [sign_in(open_agencies.citizen) for _ in range(4)]
    draft = begin(browsers[0])
    browsers[0].post(draft, CERTIFICATE_FORM)
    start, answers = threading.Barrier(len(browsers)), []

    def press(browser: Browser) -> None:
        start.wait()
        answers.append(browser.post(f"{draft}/submit"))

    threads = [threading.Thread(target=press, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [303] * len(browsers)
    assert len({answer.location for answer in answers}) == 1
    assert count_cases() == 1
    (case,) = case_store.list_of_applicant(open_agencies.citizen.person_id)
    assert len(case_store.list_submissions(case.id)) == 1
    assert len(item_store.list_live(case.id)) == 1
    assert [notice.template for notice in notice_store.list_notices(case.id)].count("accepted") == 1
    db.session.remove()


def test_draft_is_thrown_away_only_after_asking(citizen: Browser) -> None:
    draft = begin(citizen)
    assert "بازگشتی ندارد" in citizen.get(f"{draft}/delete").text

    assert citizen.post(f"{draft}/delete").location == "/cases"

    assert citizen.get(draft).status_code == 404


def test_unknown_field_is_refused_and_not_kept(citizen: Browser) -> None:
    draft = begin(citizen)

    refused = citizen.post(draft, CERTIFICATE_FORM | {"record_decision": "clear"})

    assert refused.status_code == 422
    assert "record_decision" not in typed_in(draft)
    assert count_cases() == 0


def test_national_id_of_the_login_can_not_be_overwritten(citizen: Browser, open_agencies: Agencies) -> None:
    case = submit(citizen, _filled(citizen, {"national_id": "0498000117"}))

    (submission,) = case_store.list_submissions(case_store.list_of_applicant(open_agencies.citizen.person_id)[0].id)
    assert submission.answers["national_id"] != "0498000117"
    assert case.startswith("/cases/")
    db.session.remove()


def _filled(citizen: Browser, typed: dict[str, str]) -> str:
    draft = begin(citizen)
    citizen.post(draft, CERTIFICATE_FORM | typed)
    return draft


@pytest.mark.parametrize(
    "tampered",
    [
        {"_page_unit": "not-a-unit"},
        {"declaration": "maybe"},
        {"purpose": ["employment", "licence"]},
        {"birth_date": "1990-05-14"},
        {"first_name": "م" * 5000},
    ],
)
def test_wrong_types_never_make_a_case_nor_a_broken_page(citizen: Browser, tampered: dict[str, object]) -> None:
    answer = citizen.post(begin(citizen), CERTIFICATE_FORM | tampered)

    assert answer.status_code in {303, 422}
    assert count_cases() == 0


def test_unit_of_another_agency_is_refused(citizen: Browser, open_agencies: Agencies) -> None:
    draft = begin(citizen)
    before = everything()
    foreign = next(seat.unit_id for seat in open_agencies.clerk.seats)

    assert citizen.post(draft, CERTIFICATE_FORM | {"_page_unit": str(foreign)}).status_code == 409

    assert everything() == before


def test_somebody_elses_draft_can_be_neither_seen_nor_sent(stranger: Browser, open_agencies: Agencies) -> None:
    draft = f"/drafts/{draft_of(open_agencies.citizen)}"
    before = everything()

    answers = [stranger.get(draft), stranger.get(f"{draft}/check"), stranger.get(f"{draft}/delete")]
    answers += [
        stranger.post(draft, CERTIFICATE_FORM),
        stranger.post(f"{draft}/submit"),
        stranger.post(f"{draft}/delete"),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert everything() == before


def test_unknown_draft_is_not_found(citizen: Browser) -> None:
    for path in (f"/drafts/{uuid4()}", f"/drafts/{uuid4()}/check", "/drafts/1"):
        assert citizen.get(path).status_code == 404
    assert citizen.post(f"/drafts/{uuid4()}/submit").status_code == 404


def test_form_without_its_token_changes_nothing(citizen: Browser) -> None:
    draft = begin(citizen)
    before = everything()

    refused = citizen._client.post(draft, data=CERTIFICATE_FORM)

    assert refused.status_code == 400
    assert "دیر فرستاده شد" in refused.text
    assert everything() == before


def test_nul_in_a_form_is_refused(citizen: Browser) -> None:
    assert citizen.post(begin(citizen), CERTIFICATE_FORM | {"first_name": "a\x00b"}).status_code == 400
    assert citizen.post(f"/services/{CERTIFICATE}\x00/apply").status_code == 404


def test_where_headquarters_do_all_the_work_there_is_no_unit_to_choose(citizen: Browser) -> None:
    draft = begin(citizen)
    with transaction():
        found = draft_store.find_draft(UUID(draft.rpartition("/")[2]))
        assert found is not None
        agency = found.version.service.agency
        places.headquarters(agency.id).name_fa = "ستاد سازمان ثبت"
        factories.make_unit(agency, level=Level.LINE)
    citizen.post(draft, CERTIFICATE_FORM)

    page, checked = citizen.get(draft).text, citizen.get(f"{draft}/check").text
    accepted = citizen.get(citizen.post(f"{draft}/submit").location).text

    assert 'name="_page_unit"' not in page
    assert f'href="{draft}#unit"' not in checked
    assert "ستاد سازمان ثبت" in checked
    assert "ستاد سازمان ثبت" in accepted


def test_where_units_work_one_is_chosen(citizen: Browser) -> None:
    draft = begin(citizen, CONNECTION)

    assert 'name="_page_unit"' in citizen.get(draft).text
    assert f'href="{draft}#unit"' in citizen.get(f"{draft}/check").text
