"""A citizen's pages name the documents of their owner only, whatever ids are posted; and take no others."""

from collections.abc import Callable
from uuid import UUID

import pytest

from app.data.database.transactions import transaction
from tests.integration import agencies, foreign_documents
from tests.integration.agencies import CONNECTION, Agencies, Browser
from tests.integration.foreign_documents import SECRET
from tests.integration.portal.page_reader import ask, begin, typed_in

KEY = "ownership_document"
UPLOAD = {"_upload": KEY}
SignIn = Callable[..., Browser]


def answers(document: object) -> dict[str, object]:
    plain = {key: str(value) for key, value in agencies.CONNECTION_ANSWERS.items()}
    return {**plain, "_asked": [*plain, KEY], "mobile": "09121234567", KEY: document}


@pytest.mark.parametrize("kind", ["a stranger's", "another case's", "nobody's", "no id"])
def test_draft_never_names_a_document_that_is_not_its_own(citizen: Browser, open_agencies: Agencies, kind: str) -> None:
    forged = foreign_documents.kinds(open_agencies.citizen)[kind]
    draft = begin(citizen, CONNECTION)

    posted = citizen.post(draft, answers(forged))
    pages = [citizen.get(draft).text, citizen.get(f"{draft}/check").text]
    sent = citizen.post(f"{draft}/submit")

    assert posted.status_code in (303, 422)
    assert sent.status_code == 422
    assert not [page for page in (posted.text, *pages, sent.text) if SECRET in page or "<i>1</i>" in page]


def test_own_document_posted_twice_counts_once(citizen: Browser, open_agencies: Agencies) -> None:
    own, draft = str(foreign_documents.own(open_agencies.citizen)), begin(citizen, CONNECTION)

    citizen.post(draft, answers([own, own]))

    assert typed_in(draft)[KEY] == [own]
    assert citizen.get(f"{draft}/check").text.count("خودم.pdf") == 1
    assert citizen.post(f"{draft}/submit").status_code == 303


def test_difference_between_two_tabs_names_no_foreign_document(citizen: Browser, open_agencies: Agencies) -> None:
    forged, draft = str(foreign_documents.of_a_stranger()), begin(citizen, CONNECTION)
    citizen.post(draft, answers(forged))

    other_tab = citizen.post(draft, {"_page_mark": f"{'0' * 32}.{'1' * 32}", "first_name": "مینا"})

    assert other_tab.status_code == 409
    assert SECRET not in other_tab.text


@pytest.mark.parametrize("kind", ["a stranger's", "another case's", "no id"])
def test_correction_never_names_or_takes_a_foreign_document(
    citizen: Browser, open_agencies: Agencies, kind: str
) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    question = f"/cases/{case_id}/questions/{ask(case_id, by=open_agencies.clerk, correction=True)}"
    forged = foreign_documents.kinds(open_agencies.citizen)[kind]

    shown = citizen.post(question, {**answers(forged), **UPLOAD})
    refused = citizen.post(question, {**answers(forged), "_page_text": "این هم سند."})

    assert (shown.status_code, refused.status_code) == (200, 422)
    assert not [page.text for page in (shown, refused) if SECRET in page.text]


def test_document_of_one_case_is_not_moved_to_another(citizen: Browser, open_agencies: Agencies) -> None:
    elsewhere, draft = foreign_documents.of_another_case(open_agencies.citizen), begin(citizen, CONNECTION)
    before = foreign_documents.case_of(elsewhere)

    citizen.post(draft, answers(str(elsewhere)))

    assert citizen.post(f"{draft}/submit").status_code == 422
    assert foreign_documents.case_of(elsewhere) == before


@pytest.mark.parametrize("kind", ["a stranger's", "another case's", "no id"])
def test_item_of_the_applicant_never_names_a_foreign_document(
    citizen: Browser, open_agencies: Agencies, kind: str
) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    agencies.finish(case_id, open_agencies.clerk, {"check_decision": "incomplete", "check_reason": "سند خوانا نیست."})
    item: UUID = agencies.only_item(case_id).id
    forged = foreign_documents.kinds(open_agencies.citizen)[kind]

    shown = citizen.post(f"/cases/{case_id}/items/{item}", {**answers(forged), **UPLOAD})
    refused = citizen.post(f"/cases/{case_id}/items/{item}", answers(forged))

    assert (shown.status_code, refused.status_code) == (200, 422)
    assert not [page.text for page in (shown, refused) if SECRET in page.text]


def test_corrected_application_may_name_what_is_in_its_case(citizen: Browser, open_agencies: Agencies) -> None:
    with transaction():
        document = agencies.document(open_agencies.citizen)
        typed = {**agencies.CONNECTION_ANSWERS, KEY: [str(document)]}
        case_id = agencies.submit(CONNECTION, typed, open_agencies.citizen)
    question = f"/cases/{case_id}/questions/{ask(case_id, by=open_agencies.clerk, correction=True)}"

    sent = citizen.post(question, {**answers(str(document)), "_page_text": "درست است."})

    assert sent.status_code == 303
    assert foreign_documents.case_of(document) == case_id
