"""The clerk's pages over HTTP: what each may see and do, what a refused step says, and that nothing else changes."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from lxml import html

from app.data.cases import audit_log, case_store
from app.data.correspondence import document_store, question_store
from app.data.database.transactions import transaction
from app.policy.tracking_codes import show_tracking_code
from app.usecases.casework import work_items
from app.vocabulary import ItemState
from tests.factories import NOW
from tests.integration import agencies
from tests.integration.agencies import Agencies, Browser

SignIn = Callable[..., Browser]
RETURNED = {"check_decision": "incomplete", "check_reason": "شمار واحدها نادرست است."}


def test_worklist_shows_what_is_theirs_most_urgent_first(open_agencies: Agencies, sign_in: SignIn) -> None:
    later = agencies.apply_for_connection(open_agencies.citizen, now=NOW + timedelta(days=2))
    sooner = agencies.apply_for_connection(open_agencies.citizen)

    page = sign_in(open_agencies.clerk).get("/worklist").text

    codes = [show_tracking_code(agencies.case_of(one).tracking_code) for one in (sooner, later)]
    assert [page.index(code) for code in codes] == sorted(page.index(code) for code in codes)
    assert open_agencies.citizen.name in page


@pytest.mark.parametrize("who", ["expert", "stranger"])
def test_items_of_others_are_not_listed(open_agencies: Agencies, sign_in: SignIn, who: str) -> None:
    case = agencies.case_of(agencies.apply_for_connection(open_agencies.citizen))

    page = sign_in(getattr(open_agencies, who)).get("/worklist").text

    assert show_tracking_code(case.tracking_code) not in page
    assert "همهٔ کارها انجام شده است" in page


def test_item_in_a_colleagues_hands_leaves_the_list_but_not_the_supervisors(
    open_agencies: Agencies, sign_in: SignIn
) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    agencies.claim(agencies.only_item(case_id).id, open_agencies.clerk)
    code = show_tracking_code(agencies.case_of(case_id).tracking_code)

    assert code in sign_in(open_agencies.clerk).get("/worklist?view=mine").text
    assert code not in sign_in(open_agencies.colleague).get("/worklist").text
    supervised = sign_in(open_agencies.supervisor).get("/worklist?view=unit").text
    assert (code in supervised, open_agencies.clerk.name in supervised) == (True, True)


def test_free_item_is_claimed_from_its_row_and_its_form_opens(open_agencies: Agencies, sign_in: SignIn) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    item_id = agencies.only_item(case_id).id
    clerk, claim = sign_in(open_agencies.clerk), f"/worklist/cases/{case_id}/items/{item_id}/claim"
    assert f'action="{claim}"' in clerk.get("/worklist").text
    assert f'action="{claim}"' not in sign_in(open_agencies.supervisor).get("/worklist?view=unit").text

    opened = clerk.get(clerk.post(claim).location).text

    assert 'name="check_decision"' in opened
    assert f'action="{claim}"' not in clerk.get("/worklist").text


def test_document_of_an_answer_opens_from_the_answer(open_agencies: Agencies, sign_in: SignIn) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    (document,) = document_store.list_case_documents(case_id)

    page = html.fromstring(sign_in(open_agencies.clerk).get(f"/worklist/cases/{case_id}").text)

    (link,) = page.xpath("//section[@aria-labelledby='answers']//dd/a")
    assert link.get("href") == f"/worklist/cases/{case_id}/documents/{document.id}?show=1"
    assert link.text_content() == document.file_name


def test_pages_of_the_list_hold_every_item_once(
    open_agencies: Agencies, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.worklist.worklist.PAGE_SIZE", 2)
    cases = [agencies.apply_for_connection(open_agencies.citizen) for _ in range(5)]
    clerk, path, seen = sign_in(open_agencies.clerk), "/worklist", []

    while path:
        page = clerk.get(path).text
        seen += re.findall(r"href=\"/worklist/cases/([0-9a-f-]{36})", page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        path = found[1].replace("&amp;", "&") if found else ""

    assert sorted(seen) == sorted(str(case_id) for case_id in cases)


@pytest.mark.parametrize(
    "query",
    ["?view=everything", "?after=yesterday~x", "?after=2026-05-02T05:30:00~", "?colour=red", "?service=" + "x" * 99],
)
def test_made_up_addresses_are_not_found(open_agencies: Agencies, sign_in: SignIn, query: str) -> None:
    assert sign_in(open_agencies.clerk).get(f"/worklist{query}").status_code == 404


def test_clerk_without_a_supervised_unit_has_no_unit_view(open_agencies: Agencies, sign_in: SignIn) -> None:
    clerk = sign_in(open_agencies.clerk)

    assert clerk.get("/worklist?view=unit").status_code == 403
    assert "view=unit" not in clerk.get("/worklist").text


@pytest.mark.parametrize("who", ["stranger", "citizen", "operator"])
def test_somebody_elses_case_is_refused_and_no_look_is_recorded(
    open_agencies: Agencies, sign_in: SignIn, who: str
) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    browser = sign_in(getattr(open_agencies, who))

    for part in ("", "?part=history", "/diagram.bpmn"):
        assert browser.get(f"/worklist/cases/{case_id}{part}").status_code == 403

    assert list(audit_log.list_looks(case_id)) == []


def test_look_at_a_case_is_recorded_with_the_name(open_agencies: Agencies, sign_in: SignIn) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)

    assert sign_in(open_agencies.clerk).get(f"/worklist/cases/{case_id}").status_code == 200

    assert [look.person.name for look in audit_log.list_looks(case_id)] == [open_agencies.clerk.name]


@pytest.mark.parametrize(("lang", "chain"), [("fa", "زنجیرهٔ تاریخچه سالم است"), ("en", "The chain is intact")])
def test_every_part_of_a_case_opens_before_and_after_a_step(
    open_agencies: Agencies, sign_in: SignIn, lang: str, chain: str
) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    clerk = sign_in(open_agencies.clerk, lang=lang)
    paths = [f"/worklist/cases/{case_id}?part={part}" for part in ("work", "talk", "history", "diagram")]

    before = [clerk.get(path).status_code for path in paths]
    agencies.finish(
        case_id, open_agencies.clerk, {"check_decision": "incomplete", "check_reason": "سند خوانا نیست؛ دوباره."}
    )
    after = [clerk.get(path) for path in paths]

    assert (before, [page.status_code for page in after]) == ([200] * 4, [200] * 4)
    assert all(open_agencies.citizen.name in page.text for page in after)
    assert chain in after[2].text


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_corrected_application_stands_open_and_the_former_one_is_called_out_of_date(
    open_agencies: Agencies, sign_in: SignIn, lang: str
) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    (first,) = case_store.list_answers(case_id)
    agencies.finish(case_id, open_agencies.clerk, RETURNED, now=NOW + timedelta(hours=1))
    with transaction():
        work_items.complete_own_item(
            item_id=agencies.only_item(case_id).id,
            typed={**first, "household_units": 9},
            by=open_agencies.citizen,
            now=NOW + timedelta(hours=2),
        )

    clerks = html.fromstring(sign_in(open_agencies.clerk, lang=lang).get(f"/worklist/cases/{case_id}").text)
    citizens = html.fromstring(sign_in(open_agencies.citizen, lang=lang).get(f"/cases/{case_id}/answers").text)

    units = "string(.//dt[contains(., 'واحدهای') or contains(., 'units')]/following-sibling::dd)"
    (shown,) = clerks.xpath("//details[@class='submission'][@open]")
    assert int(shown.xpath(units)) == 9
    again = ".//span[contains(., 'بعداً دوباره پر شده') or contains(., 'Filled in again later')]"
    former = clerks.xpath(f"//details[@class='submission'][{again}]")
    assert [int(one.xpath(units)) for one in former] == [3]
    assert [int(one.xpath(units)) for one in citizens.xpath(f"//section[{again}]")] == [3]


def test_claimed_item_is_completed_by_its_form(open_agencies: Agencies, sign_in: SignIn) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    item, clerk = agencies.only_item(case_id), sign_in(open_agencies.clerk)
    here = f"/worklist/cases/{case_id}/items/{item.id}"

    assert clerk.post(f"{here}/claim").status_code == 303
    done = clerk.post(f"{here}/complete", {"check_decision": "accept", "_asked": "check_decision"})

    assert (done.status_code, done.location) == (303, f"/worklist/cases/{case_id}")
    assert agencies.only_item(case_id).element == "field_survey"


def test_refused_form_comes_back_as_typed_with_the_message_at_its_field(
    open_agencies: Agencies, sign_in: SignIn
) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    item, clerk = agencies.only_item(case_id), sign_in(open_agencies.clerk)
    agencies.claim(item.id, open_agencies.clerk)

    answer = clerk.post(
        f"/worklist/cases/{case_id}/items/{item.id}/complete",
        {"check_decision": "incomplete", "check_reason": "کوتاه", "_asked": ["check_decision", "check_reason"]},
    )

    assert answer.status_code == 422
    assert 'id="q-check_reason-error"' in answer.text
    assert ">\nکوتاه</textarea>" in answer.text
    assert agencies.only_item(case_id).state is ItemState.CLAIMED


def test_question_that_appears_by_an_answer_is_asked_before_going_on(open_agencies: Agencies, sign_in: SignIn) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    item, clerk = agencies.only_item(case_id), sign_in(open_agencies.clerk)
    agencies.claim(item.id, open_agencies.clerk)

    answer = clerk.post(
        f"/worklist/cases/{case_id}/items/{item.id}/complete",
        {"check_decision": "incomplete", "_asked": "check_decision"},
    )

    assert (answer.status_code, "q-check_reason" in answer.text) == (200, True)
    assert "q-check_reason-error" not in answer.text


def test_loser_of_a_race_reads_who_was_first_and_finds_back(open_agencies: Agencies, sign_in: SignIn) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    item = agencies.only_item(case_id)
    agencies.claim(item.id, open_agencies.clerk)

    answer = sign_in(open_agencies.colleague).post(f"/worklist/cases/{case_id}/items/{item.id}/claim")

    assert answer.status_code == 409
    assert open_agencies.clerk.name in answer.text
    assert f'href="/worklist/cases/{case_id}"' in answer.text


def test_who_comes_after_the_work_is_done_reads_by_whom_and_keeps_what_was_written(
    open_agencies: Agencies, sign_in: SignIn
) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    item_id = agencies.only_item(case_id).id
    agencies.finish(case_id, open_agencies.clerk, {"check_decision": "accept"})
    typed = {"check_decision": "incomplete", "check_reason": "سند مالکیت خوانا نیست", "_asked": "check_decision"}

    answer = sign_in(open_agencies.colleague).post(f"/worklist/cases/{case_id}/items/{item_id}/complete", typed)

    assert (answer.status_code, open_agencies.clerk.name in answer.text) == (409, True)
    assert "<p>سند مالکیت خوانا نیست</p>" in answer.text


def test_hand_over_without_lane_and_reason_is_refused_at_both(open_agencies: Agencies, sign_in: SignIn) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    item, clerk = agencies.only_item(case_id), sign_in(open_agencies.clerk)
    agencies.claim(item.id, open_agencies.clerk)
    path = f"/worklist/cases/{case_id}/items/{item.id}/hand-over"

    refused = clerk.post(path, {"lane": "", "reason": " "})
    assert refused.status_code == 422
    assert ('id="lane-error"' in refused.text, 'id="reason-error"' in refused.text) == (True, True)

    assert clerk.post(path, {"lane": "field_crew", "reason": "نیاز به بازدید"}).status_code == 303
    assert agencies.only_item(case_id).role == "expert"


def test_text_that_sends_inside_is_warned_about_once_and_kept(open_agencies: Agencies, sign_in: SignIn) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    clerk, path = sign_in(open_agencies.clerk), f"/worklist/cases/{case_id}/questions"
    asked = {"text": "به اتاق ۲۰۴ مراجعه کنید.", "wants_correction": "true"}

    warned = clerk.post(path, asked)
    assert (warned.status_code, asked["text"] in warned.text) == (422, True)
    assert "متقاضی فقط در میز خدمت پذیرفته می‌شود" in warned.text
    assert list(question_store.list_questions(case_id)) == []

    assert clerk.post(path, {**asked, "warned": "true"}).status_code == 303
    assert [question.wants_correction for question in question_store.list_questions(case_id)] == [True]


def test_document_is_a_download_that_browsers_do_not_open(open_agencies: Agencies, sign_in: SignIn) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    (document,) = document_store.list_case_documents(case_id)

    answer = sign_in(open_agencies.clerk).get(f"/worklist/cases/{case_id}/documents/{document.id}")

    assert (answer.status_code, answer.data) == (200, agencies.paper())
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_paper_is_shown_in_a_tab_and_anything_else_still_downloaded(open_agencies: Agencies, sign_in: SignIn) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    (document,) = document_store.list_case_documents(case_id)
    clerk, address = sign_in(open_agencies.clerk), f"/worklist/cases/{case_id}/documents/{document.id}?show=1"

    shown = clerk.get(address)
    with transaction():
        document_store.get_document(document.id).mime = "text/html"
    refused = clerk.get(address)

    assert shown.headers["Content-Disposition"].startswith("inline")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert refused.headers["Content-Disposition"].startswith("attachment")


def test_document_of_another_case_is_not_found_here(open_agencies: Agencies, sign_in: SignIn) -> None:
    first, second = (agencies.apply_for_connection(open_agencies.citizen) for _ in range(2))
    (document,) = document_store.list_case_documents(first)

    assert sign_in(open_agencies.clerk).get(f"/worklist/cases/{second}/documents/{document.id}").status_code == 404


def test_diagram_is_the_one_of_the_cases_version(open_agencies: Agencies, sign_in: SignIn) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)

    answer = sign_in(open_agencies.clerk).get(f"/worklist/cases/{case_id}/diagram.bpmn")

    assert answer.mimetype == "application/xml"
    assert b"check_application" in answer.data


def test_overdue_is_said_in_words(open_agencies: Agencies, sign_in: SignIn) -> None:
    agencies.apply_for_connection(open_agencies.citizen)
    clerk = sign_in(open_agencies.clerk)

    with time_machine.travel(NOW + timedelta(days=9), tick=False):
        page = clerk.get("/worklist").text

    assert "مهلت گذشته" in page
    assert "مهلت ۱ کار گذشته است" in page


def test_stranger_to_the_house_is_sent_to_the_login(open_agencies: Agencies, sign_in: SignIn) -> None:
    browser = sign_in(open_agencies.clerk)
    browser.forget()

    answer = browser.get("/worklist")

    assert (answer.status_code, "/login" in answer.location) == (303, True)
