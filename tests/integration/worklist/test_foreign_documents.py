"""A clerk's form names the documents of the case's applicant only, whatever ids are posted; and takes no others."""

from collections.abc import Callable

import pytest

from tests.integration import agencies, foreign_documents
from tests.integration.agencies import CONNECTION, Agencies, Browser
from tests.integration.foreign_documents import KEY, SECRET

SignIn = Callable[..., Browser]
ACCEPTED = {"check_decision": "accept"}


def held(staffed: Agencies) -> tuple[str, str]:
    """The page of a case whose form asks for documents, in the hands of the clerk, and where it is sent to."""
    foreign_documents.ask_in(CONNECTION, "check")
    case_id = agencies.apply_for_connection(staffed.citizen)
    item_id = agencies.only_item(case_id).id
    agencies.claim(item_id, staffed.clerk)
    return f"/worklist/cases/{case_id}", f"/worklist/cases/{case_id}/items/{item_id}/complete"


@pytest.mark.parametrize("kind", ["a stranger's", "another case's", "nobody's", "no id"])
def test_form_of_an_item_never_names_or_takes_a_document_of_others(
    open_agencies: Agencies, sign_in: SignIn, kind: str
) -> None:
    page, complete = held(open_agencies)
    clerk = sign_in(open_agencies.clerk)
    forged = foreign_documents.kinds(open_agencies.citizen)[kind]

    shown = clerk.post(complete, {**ACCEPTED, KEY: forged, "_upload": KEY})
    refused = clerk.post(complete, {**ACCEPTED, KEY: forged})
    opened = clerk.get(page)

    assert (shown.status_code, refused.status_code, opened.status_code) == (200, 422, 200)
    assert not [answer.text for answer in (shown, refused, opened) if SECRET in answer.text]


def test_document_of_another_case_stays_there(open_agencies: Agencies, sign_in: SignIn) -> None:
    _, complete = held(open_agencies)
    elsewhere = foreign_documents.of_another_case(open_agencies.citizen)
    before = foreign_documents.case_of(elsewhere)

    sign_in(open_agencies.clerk).post(complete, {**ACCEPTED, KEY: str(elsewhere)})

    assert foreign_documents.case_of(elsewhere) == before


def test_document_of_the_applicant_is_named_once_and_taken(open_agencies: Agencies, sign_in: SignIn) -> None:
    page, complete = held(open_agencies)
    clerk, own = sign_in(open_agencies.clerk), foreign_documents.own(open_agencies.citizen)

    shown = clerk.post(complete, {**ACCEPTED, KEY: [str(own), str(own)], "_upload": KEY})
    done = clerk.post(complete, {**ACCEPTED, KEY: [str(own), str(own)]})

    assert shown.text.count(f'value="{own}"') == 1
    assert "خودم.pdf" in shown.text
    assert (done.status_code, str(foreign_documents.case_of(own)) in page) == (303, True)
