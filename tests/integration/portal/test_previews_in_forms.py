"""Documents of the case within a form: listed with links for those who may see them, for nobody else."""

from io import BytesIO
from typing import Any

import pytest

from app.usecases.publishing.errors import GateRefused
from tests.integration import agencies, form_service
from tests.integration.form_service import SignIn, tree

DEED: dict[str, Any] = {"type": "filepicker", "key": "deed", "id": "f1", "label": "سند خانه"}
SHOWN: dict[str, Any] = {
    "type": "documentPreview",
    "id": "p1",
    "title": "سندهای پرونده",
    "properties": {"titleEn": "Documents of the case"},
    "dataSource": "=deed",
}
FORGED: dict[str, Any] = {**SHOWN, "id": "p2", "title": "سند جعلی", "dataSource": "=[other]"}
OTHER: dict[str, Any] = {
    "type": "textfield",
    "key": "other",
    "id": "f2",
    "label": "شناسه",
    "properties": {"kind": "code"},
}

pytestmark = pytest.mark.usefixtures("open_agencies")


def listed(page: Any, heading: str) -> list[tuple[str, str]]:
    """Names and addresses of the documents under a heading."""
    found = tree(page).xpath(f"//section[normalize-space(*[1]) = '{heading}']//a")
    return [(link.text_content().strip(), link.get("href")) for link in found]


def test_documents_are_listed_for_applicant_and_clerk(sign_in: SignIn) -> None:
    office = form_service.open_office([DEED, SHOWN], [SHOWN])
    citizen, clerk = sign_in(office.citizen), sign_in(office.clerk, lang="en")
    draft = form_service.begin(citizen)
    assert "سندی نیست." in citizen.get(draft).text
    citizen.post(
        draft, {"branch": "ونک", "_asked": ["branch", "deed"], "deed-file": (BytesIO(agencies.paper()), "ب.pdf")}
    )
    page = citizen.get(draft)
    ((name, address),) = listed(page, "سندهای پرونده")
    (document,) = tree(page).xpath("//input[@name='deed']/@value")
    assert (name, address) == ("ب.pdf", f"/documents/{document}")
    assert citizen.get(address).data == agencies.paper()

    citizen.post(draft, {"branch": "ونک", "deed": document, "_asked": ["branch", "deed"]})
    case_id = form_service.case_of(citizen.post(f"{draft}/submit").location)
    office.claimed_item(case_id)
    ((name, address),) = listed(clerk.get(f"/worklist/cases/{case_id}"), "Documents of the case")
    assert name == "ب.pdf"
    sent = clerk.get(address)
    assert (sent.status_code, sent.data) == (200, agencies.paper())
    assert sent.headers["Content-Disposition"].startswith("attachment")


def test_document_of_somebody_else_is_not_listed(sign_in: SignIn, open_agencies: agencies.Agencies) -> None:
    office = form_service.open_office([DEED, OTHER, FORGED])
    theirs, citizen = sign_in(open_agencies.citizen), sign_in(office.citizen)
    draft = form_service.begin(theirs)
    theirs.post(draft, {"branch": "ونک", "_asked": ["deed"], "deed-file": (BytesIO(agencies.paper()), "ب.pdf")})
    (document,) = tree(theirs.get(draft)).xpath("//input[@name='deed']/@value")
    mine = form_service.begin(citizen)
    citizen.post(mine, {"branch": "ونک", "other": document, "_asked": ["branch", "other", "deed"]})
    page = citizen.get(mine)
    assert document in tree(page).xpath("//input[@name='other']/@value")
    assert listed(page, "سند جعلی") == []
    assert citizen.get(f"/documents/{document}").status_code in (403, 404)


@pytest.mark.parametrize(
    ("changes", "told"), [({"endpointKey": "=address"}, "“endpointKey”"), ({"dataSource": ""}, "“dataSource”")]
)
def test_other_sources_are_refused_with_what_to_write_instead(changes: dict[str, str], told: str) -> None:
    with pytest.raises(GateRefused) as refused:
        form_service.open_office([DEED, SHOWN | changes])
    (finding,) = [one for one in refused.value.findings if one.rule == "form-value"]
    assert told in finding.message.en
    assert "=deed" in finding.message.fa
