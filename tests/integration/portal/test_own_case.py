"""A citizen's own request: what its pages say, the receipt, and that nobody else gets in."""

from collections.abc import Callable
from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader

from app.data.database.transactions import transaction
from app.policy.actors import Actor
from app.usecases.cases import case_file
from tests.factories import NOW
from tests.integration import agencies
from tests.integration.agencies import Agencies, Browser
from tests.integration.portal.page_reader import answered, ask, everything

SignIn = Callable[..., Browser]


def main_of(page: str) -> str:
    """What stands in the main part."""
    return page.partition("<main")[2].partition("</main")[0]


def test_page_says_first_what_to_do_then_the_promise_then_the_stages(citizen: Browser, open_agencies: Agencies) -> None:
    case_id = agencies.apply_for_certificate(open_agencies.citizen)

    page = main_of(citizen.get(f"/cases/{case_id}").text)

    parts = ["حضور شما لازم است", "زمان پاسخ</h2>", "مراحل</h2>", "رسید و تماس</h2>"]
    assert [page.index(part) for part in parts] == sorted(page.index(part) for part in parts)
    assert "اصل کارت ملی" in page
    assert "ثبت اثر انگشت و تطبیق هویت" in page
    assert "شمارش زمان پاسخ" in page


def test_stage_that_waits_for_the_citizen_says_so(citizen: Browser, open_agencies: Agencies) -> None:
    waits = agencies.apply_for_certificate(open_agencies.citizen)
    worked_on = agencies.apply_for_connection(open_agencies.citizen)

    assert 'class="stage stage-waiting"' in citizen.get(f"/cases/{waits}").text
    page = citizen.get(f"/cases/{worked_on}").text
    assert 'class="stage stage-active"' in page
    assert "stage-waiting" not in page

    ask(worked_on, by=open_agencies.clerk)
    assert 'class="stage stage-waiting"' in citizen.get(f"/cases/{worked_on}").text


def test_diagrams_own_notice_is_not_doubled(citizen: Browser, open_agencies: Agencies) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    incomplete = {"check_decision": "incomplete", "check_reason": "نقشه محل پیوست نشده است."}

    agencies.finish(case_id, open_agencies.clerk, incomplete)

    page = citizen.get(f"/cases/{case_id}/messages").text
    assert page.count("نیاز به اصلاح دارد") == 1
    assert "منتظر اقدام شماست" not in page


def test_answers_and_own_documents_are_shown(citizen: Browser, open_agencies: Agencies) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)

    page = main_of(citizen.get(f"/cases/{case_id}/answers").text)

    assert "سند مالکیت.pdf" in page
    assert "تهران، خیابان نمونه" in page


def test_receipt_holds_code_promise_and_name(citizen: Browser, open_agencies: Agencies) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    case = agencies.case_of(case_id)
    shown = "-".join(case.tracking_code[i : i + 3] for i in range(0, 10, 3))

    for lang, accepted in (("fa", "اردیبهشت"), ("en", "2 May 2026")):
        answer = citizen.get(f"/cases/{case_id}/receipt.pdf?lang={lang}")
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)
        assert answer.mimetype == "application/pdf"
        assert shown in text
        assert accepted in text


def test_who_looked_is_told(citizen: Browser, open_agencies: Agencies) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    assert "هنوز هیچ کارمندی" in citizen.get(f"/cases/{case_id}/who-looked").text

    with transaction():
        case_file.look_at(case_id=case_id, by=open_agencies.clerk, now=NOW)

    page = citizen.get(f"/cases/{case_id}/who-looked").text
    assert open_agencies.clerk.name in page
    assert "شنبه ۱۲ اردیبهشت ۱۴۰۵" in page


@pytest.mark.parametrize("tail", ["", "/answers", "/messages", "/who-looked", "/receipt.pdf"])
def test_others_see_nothing_of_it(stranger: Browser, open_agencies: Agencies, tail: str) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)

    refused = stranger.get(f"/cases/{case_id}{tail}")

    assert refused.status_code == 403
    assert open_agencies.citizen.name not in refused.text
    assert agencies.case_of(case_id).tracking_code not in refused.text


def test_others_can_do_nothing_with_it(stranger: Browser, neighbour: Actor, open_agencies: Agencies) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    question = ask(case_id, by=open_agencies.clerk)
    visit = agencies.apply_for_certificate(open_agencies.citizen)
    attendance = agencies.only_attendance(visit)
    own = agencies.apply_for_certificate(neighbour)
    before = everything()

    paths = [
        f"/cases/{case_id}/questions/{question}",
        f"/cases/{visit}/attendances/{attendance.id}",
        f"/cases/{case_id}/items/{agencies.only_item(case_id).id}",
    ]
    assert [stranger.get(path).status_code for path in paths] == [403] * 3
    assert [stranger.post(path, {"_page_text": "x"}).status_code for path in paths] == [403] * 3
    assert stranger.post(f"/cases/{case_id}/opinion", {"overall": "5"}).status_code == 403
    # through a case of one's own
    for path in paths:
        through = path.replace(str(case_id), str(own)).replace(str(visit), str(own))
        assert stranger.get(through).status_code == 404
        assert stranger.post(through, {"_page_text": "x"}).status_code == 404
    assert everything() == before


def test_unknown_things_are_not_found(citizen: Browser, open_agencies: Agencies) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    for path in (
        f"/cases/{uuid4()}",
        "/cases/12",
        f"/cases/{case_id}/items/{uuid4()}",
        f"/cases/{case_id}/questions/{uuid4()}",
        f"/cases/{case_id}/attendances/{uuid4()}",
        f"/cases/{case_id}/letters/{uuid4()}.pdf",
        f"/documents/{uuid4()}",
        "/nowhere",
    ):
        answer = citizen.get(path)
        assert answer.status_code == 404, path
        assert "Traceback" not in answer.text


def test_clerk_of_the_case_may_not_use_the_citizens_page(sign_in: SignIn, open_agencies: Agencies) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)

    assert sign_in(open_agencies.clerk).get(f"/cases/{case_id}").status_code == 403


def test_own_list_holds_own_requests_only(citizen: Browser, stranger: Browser, open_agencies: Agencies) -> None:
    case = agencies.case_of(agencies.apply_for_connection(open_agencies.citizen))

    assert f"/cases/{case.id}" in citizen.get("/cases").text
    assert f"/cases/{case.id}" not in stranger.get("/cases").text
    assert "هنوز درخواستی نداده‌اید" in stranger.get("/cases").text


def test_opinion_is_given_once_and_only_on_an_answer(citizen: Browser, open_agencies: Agencies) -> None:
    running = agencies.apply_for_connection(open_agencies.citizen)
    assert citizen.post(f"/cases/{running}/opinion", {"overall": "5"}).status_code == 409
    case_id = answered(open_agencies)
    opinion = f"/cases/{case_id}/opinion"

    without_mark = citizen.post(opinion, {"respect": "4", "remark": "سپاس"})
    assert without_mark.status_code == 422
    assert 'href="#overall-1"' in without_mark.text
    assert "سپاس</textarea>" in without_mark.text
    assert 'id="respect-4" name="respect" value="4" checked' in without_mark.text
    assert citizen.post(opinion, {"overall": "6"}).status_code == 422
    assert citizen.post(opinion, {"overall": "5", "bribe": "5"}).status_code == 422

    assert citizen.post(opinion, {"overall": "5", "respect": "4"}).location == f"/cases/{case_id}#opinion"
    assert "سپاس از نظری که دادید" in citizen.get(f"/cases/{case_id}").text
    before = everything()
    assert citizen.post(opinion, {"overall": "1"}).status_code == 409
    assert everything() == before
