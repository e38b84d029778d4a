"""What a request asks of its citizen (I7): a question, a correction, a form, another time to come (P3)."""

import re
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from app.data.cases import case_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.organisation import places
from app.policy.actors import Actor
from app.vocabulary import CaseStatus
from tests.factories import NOW
from tests.integration import agencies
from tests.integration.agencies import CONNECTION_ANSWERS, Agencies, Browser
from tests.integration.portal.page_reader import answered, ask, everything

SignIn = Callable[..., Browser]
INCOMPLETE = {"check_decision": "incomplete", "check_reason": "نشانی ملک کامل نیست."}


def corrected(case_id: UUID, **changes: object) -> dict[str, object]:
    """The application as its page posts it again."""
    db.session.rollback()
    answers = next(s.answers for s in case_store.list_submissions(case_id) if s.element == "start")
    db.session.remove()
    (document,) = answers["ownership_document"]
    shown = {"_asked": [*answers], "mobile": "09121234567", "ownership_document": document}
    return {**CONNECTION_ANSWERS, **shown, **changes}


def test_question_is_answered_once_and_the_clock_runs_again(citizen: Browser, open_agencies: Agencies) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    page = f"/cases/{case_id}/questions/{ask(case_id, by=open_agencies.clerk)}"
    assert "نشانی دقیق ملک چیست؟" in citizen.get(page).text
    assert "کارشناس از شما پرسشی دارد" in citizen.get(f"/cases/{case_id}").text

    assert citizen.post(page, {"_page_text": "پلاک ۱۲"}).location == f"/cases/{case_id}"

    assert agencies.case_of(case_id).status is CaseStatus.IN_REVIEW
    assert "به این پرسش پاسخ داده‌اید" in citizen.get(page).text
    before = everything()
    late = citizen.post(page, {"_page_text": "پلاک ۱۳"})
    assert late.status_code == 409
    assert everything() == before
    assert "پلاک ۱۳" in late.text, "what was written is not lost"
    assert f'href="/cases/{case_id}"' in late.text


@pytest.mark.parametrize("text", ["", "   ", "ی" * 4001])
def test_unfit_answer_is_told_at_its_field(citizen: Browser, open_agencies: Agencies, text: str) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    page = f"/cases/{case_id}/questions/{ask(case_id, by=open_agencies.clerk)}"
    before = everything()

    refused = citizen.post(page, {"_page_text": text})

    assert refused.status_code == 422
    assert 'id="text-error"' in refused.text
    assert text.strip() in refused.text
    assert everything() == before


def test_correction_replaces_the_answers(citizen: Browser, open_agencies: Agencies) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    page = f"/cases/{case_id}/questions/{ask(case_id, by=open_agencies.clerk, correction=True)}"
    assert "خیابان نمونه، کوچه بهار" in citizen.get(page).text

    sent = corrected(case_id, site_address="تهران، خیابان آزادی، پلاک ۷", _page_text="اصلاح شد")
    assert citizen.post(page, sent).location == f"/cases/{case_id}"

    assert "خیابان آزادی" in citizen.get(f"/cases/{case_id}/answers").text


def test_wrong_correction_changes_nothing_and_keeps_what_was_typed(citizen: Browser, open_agencies: Agencies) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    page = f"/cases/{case_id}/questions/{ask(case_id, by=open_agencies.clerk, correction=True)}"
    sent = corrected(case_id, site_address="کوتاه", site_postal_code="123", _page_text="نشانی را درست کردم")
    before = everything()

    refused = citizen.post(page, sent)

    assert refused.status_code == 422
    for shown in (
        'id="q-site_address-error"',
        'id="q-site_postal_code-error"',
        "کوتاه</textarea>",
        "نشانی را درست کردم",
    ):
        assert shown in refused.text, shown
    assert everything() == before
    assert citizen.post(page, {"_page_text": "فقط متن"}).status_code == 422
    assert everything() == before


def test_form_that_the_process_asks_for_is_filled_in(citizen: Browser, open_agencies: Agencies) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    agencies.finish(case_id, open_agencies.clerk, INCOMPLETE)
    item = agencies.only_item(case_id)
    page = f"/cases/{case_id}/items/{item.id}"
    assert page in citizen.get(f"/cases/{case_id}").text
    assert "نشانی ملک کامل نیست." in citizen.get(page).text

    before = everything()
    refused = citizen.post(page, corrected(case_id, site_address=""))
    assert refused.status_code == 422
    assert 'id="q-site_address-error"' in refused.text
    assert citizen.post(page, corrected(case_id, check_decision="accept")).status_code == 422
    assert everything() == before

    assert citizen.post(page, corrected(case_id)).location == f"/cases/{case_id}"
    assert agencies.only_item(case_id).element == "check_application"
    done = everything()
    assert citizen.post(page, corrected(case_id)).status_code == 409
    assert citizen.get(page).status_code == 409
    assert everything() == done


def test_answered_request_takes_no_more_answers(citizen: Browser, open_agencies: Agencies) -> None:
    case_id = answered(open_agencies)
    attendance = agencies.only_attendance(case_id)
    page = f"/cases/{case_id}/attendances/{attendance.id}"
    before = everything()

    at = (NOW + timedelta(days=3)).isoformat()
    assert citizen.post(page, {"desk": str(open_agencies.desk_id), "at": at}).status_code == 409
    assert citizen.get(f"/cases/{case_id}/items/{attendance.work_item_id}").status_code == 404

    assert times_on(citizen, page) == []
    assert everything() == before


def times_on(citizen: Browser, page: str) -> list[str]:
    return re.findall(r'name="at" value="([^"]+)"', citizen.get(page).text)


def visit(open_agencies: Agencies, citizen: Actor | None = None) -> tuple[UUID, str]:
    case_id = agencies.apply_for_certificate(citizen or open_agencies.citizen)
    return case_id, f"/cases/{case_id}/attendances/{agencies.only_attendance(case_id).id}"


def test_appointment_says_all_of_p3_and_is_moved(citizen: Browser, open_agencies: Agencies) -> None:
    case_id, page = visit(open_agencies)
    shown = citizen.get(page).text
    for said in ("پیشخوان ونک", "تهران، میدان ونک", "ثبت اثر انگشت", "اصل کارت ملی"):
        assert said in shown
    wanted = times_on(citizen, page)[4]

    assert citizen.post(page, {"desk": str(open_agencies.desk_id), "at": wanted}).location == f"/cases/{case_id}"

    assert agencies.only_attendance(case_id).at == datetime.fromisoformat(wanted)
    assert citizen.get(f"/cases/{case_id}/messages").text.count("نوبت حضور:") == 2


def test_only_front_desks_can_be_chosen(citizen: Browser, open_agencies: Agencies) -> None:
    case_id, page = visit(open_agencies)
    unit = next(seat.unit_id for seat in open_agencies.clerk.seats)
    db.session.rollback()
    desks = {str(desk.id) for desk in places.list_desks_for(agencies.case_of(case_id).service.agency_id)}
    wanted = times_on(citizen, page)[2]
    before = everything()

    assert str(unit) not in citizen.get(page).text
    assert all(desk in citizen.get(page).text for desk in desks)
    assert citizen.post(page, {"desk": str(unit), "at": wanted}).status_code == 409
    assert everything() == before


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"at": (NOW - timedelta(days=1)).isoformat()}, 409),
        ({"at": (NOW + timedelta(days=400)).isoformat()}, 409),
        ({"at": (NOW + timedelta(days=3, minutes=7)).isoformat()}, 409),
        ({"at": "tomorrow"}, 422),
        ({"at": ""}, 422),
        ({"desk": "nowhere"}, 422),
        ({"unit": "headquarters"}, 422),
        ({"at": "2026-05-05T09:00:00"}, 422),
    ],
)
def test_unfit_time_is_told_at_the_times(
    citizen: Browser, open_agencies: Agencies, changed: dict[str, str], status: int
) -> None:
    _, page = visit(open_agencies)
    sent = {"desk": str(open_agencies.desk_id), "at": times_on(citizen, page)[2]} | changed
    before = everything()

    refused = citizen.post(page, sent)

    assert refused.status_code == status
    assert 'href="#time-1"' in refused.text
    assert everything() == before


def test_last_seat_of_a_time_is_taken_by_one(sign_in: SignIn, open_agencies: Agencies, neighbour: Actor) -> None:
    with transaction():
        places.get_desk(open_agencies.desk_id).capacity = 1
    visits = [visit(open_agencies, who)[1] for who in (open_agencies.citizen, neighbour)]
    browsers = [sign_in(open_agencies.citizen), sign_in(neighbour)]
    wanted = times_on(browsers[0], visits[0])[5]
    start, answers = threading.Barrier(2), []

    def take(browser: Browser, page: str) -> None:
        start.wait()
        answers.append(browser.post(page, {"desk": str(open_agencies.desk_id), "at": wanted}).status_code)

    threads = [threading.Thread(target=take, args=pair) for pair in zip(browsers, visits, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [303, 409]
