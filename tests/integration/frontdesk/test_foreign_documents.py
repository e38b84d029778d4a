"""The front desk's pages name the documents of the person present only, whatever ids are posted; and take no others."""

from collections.abc import Callable
from uuid import UUID

import pytest

from app.data.database.session import db
from app.data.models import Draft
from app.data.people import person_store
from tests.integration import agencies, foreign_documents
from tests.integration.agencies import CERTIFICATE, CONNECTION, CONNECTION_ANSWERS, FINGERPRINTS, Agencies, Browser
from tests.integration.foreign_documents import KEY, SECRET
from tests.integration.frontdesk.desk_steps import draft_path, present

SignIn = Callable[..., Browser]
DOCUMENT = "ownership_document"
KINDS = ["a stranger's", "another case's", "nobody's", "no id"]


def answers(document: object) -> dict[str, object]:
    plain = {key: str(value) for key, value in CONNECTION_ANSWERS.items()}
    return {**plain, "_asked": [*plain, DOCUMENT], "mobile": "09121234567", DOCUMENT: document}


def begin(operator: Browser, staffed: Agencies) -> str:
    """A draft of the citizen at the front desk, of a service that asks for a document."""
    person = person_store.get_person(staffed.citizen.person_id)
    who = {"national_id": person.national_id, "mobile": str(person.mobile), "name": person.name}
    return draft_path(operator.post("/front-desk/intake", present(staffed, service=CONNECTION, **who)).location)


def typed_in(draft: str) -> dict[str, object]:
    db.session.rollback()
    found = db.session.get(Draft, UUID(draft.rsplit("/", 1)[1]))
    assert found is not None
    return dict(found.typed)


@pytest.mark.parametrize("kind", KINDS)
def test_draft_never_names_a_document_of_others(open_agencies: Agencies, sign_in: SignIn, kind: str) -> None:
    operator = sign_in(open_agencies.operator)
    draft = begin(operator, open_agencies)
    forged = foreign_documents.kinds(open_agencies.citizen)[kind]

    posted = operator.post(draft, answers(forged))
    pages = [operator.get(draft).text, operator.get(f"{draft}/check").text]
    sent = operator.post(f"{draft}/submit", {"way": "word", "reason": "تلفن همراه ندارد."})

    assert posted.status_code in (303, 422)
    assert sent.status_code == 422
    assert not [page for page in (posted.text, *pages, sent.text) if SECRET in page or "<i>1</i>" in page]


def test_difference_between_two_tabs_names_no_foreign_document(open_agencies: Agencies, sign_in: SignIn) -> None:
    operator = sign_in(open_agencies.operator)
    draft = begin(operator, open_agencies)
    operator.post(draft, answers(str(foreign_documents.of_a_stranger())))

    other_tab = operator.post(draft, {"_page_mark": f"{'0' * 32}.{'1' * 32}", "first_name": "مینا"})

    assert other_tab.status_code == 409
    assert SECRET not in other_tab.text


def test_document_posted_twice_counts_once(open_agencies: Agencies, sign_in: SignIn) -> None:
    operator = sign_in(open_agencies.operator)
    draft = begin(operator, open_agencies)
    own = str(foreign_documents.own(open_agencies.citizen))

    operator.post(draft, answers([own, own]))

    assert typed_in(draft)[DOCUMENT] == [own]
    assert operator.get(f"{draft}/check").text.count("خودم.pdf") == 1


def test_answer_that_the_form_does_not_ask_is_not_kept(open_agencies: Agencies, sign_in: SignIn) -> None:
    operator = sign_in(open_agencies.operator)
    draft = begin(operator, open_agencies)

    refused = operator.post(draft, {**answers(""), "bribe": "ده میلیون"})

    assert refused.status_code == 422
    assert "bribe" not in typed_in(draft)


@pytest.mark.parametrize("kind", KINDS)
def test_attendance_never_names_or_takes_a_document_of_others(
    open_agencies: Agencies, sign_in: SignIn, kind: str
) -> None:
    foreign_documents.ask_in(CERTIFICATE, "fingerprints")
    attendance = agencies.only_attendance(agencies.apply_for_certificate(open_agencies.citizen))
    operator, path = sign_in(open_agencies.operator), f"/front-desk/attendances/{attendance.id}"
    forged = foreign_documents.kinds(open_agencies.citizen)[kind]
    typed = {**FINGERPRINTS, "identity_checked": "on", KEY: forged}

    shown = operator.post(path, {**typed, "_upload": KEY})
    refused = operator.post(path, typed)
    opened = operator.get(path)

    assert (shown.status_code, refused.status_code, opened.status_code) == (200, 422, 200)
    assert not [page.text for page in (shown, refused, opened) if SECRET in page.text]


def test_attendance_takes_a_document_of_the_applicant(open_agencies: Agencies, sign_in: SignIn) -> None:
    foreign_documents.ask_in(CERTIFICATE, "fingerprints")
    case_id = agencies.apply_for_certificate(open_agencies.citizen)
    attendance = agencies.only_attendance(case_id)
    operator, path = sign_in(open_agencies.operator), f"/front-desk/attendances/{attendance.id}"
    own = foreign_documents.own(open_agencies.citizen)
    typed = {**FINGERPRINTS, "identity_checked": "on", KEY: [str(own), str(own)]}

    shown = operator.post(path, {**typed, "_upload": KEY})
    done = operator.post(path, typed)

    assert "خودم.pdf" in shown.text
    assert (done.status_code, foreign_documents.case_of(own)) == (303, case_id)
