"""The answer as a signed letter (I6), and the page and the file check that prove it genuine."""

from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

import pikepdf
import pytest
from pypdf import PdfReader

from app.data.cases import case_store
from app.data.correspondence import letter_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.models import Letter
from app.policy.actors import Actor
from app.vocabulary import Level, Role
from tests import factories
from tests.integration import agencies
from tests.integration.agencies import Agencies, Browser
from tests.integration.portal.page_reader import Guest, answered, everything, file, pdf

COMPLAINT = agencies.PERSON | {
    "complaint_kind": "conduct",
    "complaint_unit": "شهرداری منطقه یک",
    "complaint_subject": "برخورد نادرست",
    "complaint_text": "روز شنبه با من درست برخورد نشد و پاسخی ندادند.",
    "wished_remedy": "پوزش",
}


@dataclass(frozen=True)
class Town:
    """Who handles a complaint at headquarters, and the district that it came in at."""

    secretary: Actor
    reviewer: Actor
    head: Actor
    case_id: UUID
    district: UUID


@pytest.fixture
def letter(open_agencies: Agencies) -> Letter:
    """The letter of an answered request."""
    case_id = answered(open_agencies)
    db.session.rollback()
    (found,) = letter_store.list_letters(case_id)
    db.session.expunge_all()
    return found


def address(letter: Letter) -> str:
    return f"/cases/{letter.case_id}/letters/{letter.id}.pdf"


def test_letter_is_offered_and_downloaded_in_both_languages(citizen: Browser, letter: Letter) -> None:
    assert address(letter) in citizen.get(f"/cases/{letter.case_id}").text

    for language in ("fa", "en"):
        answer = citizen.get(f"{address(letter)}?language={language}")
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)
        assert answer.mimetype == "application/pdf"
        assert letter.number in text
    assert citizen.get(address(letter)).data == citizen.get(address(letter)).data


@pytest.fixture
def town(open_agencies: Agencies) -> Town:
    """A municipality with one district, which takes complaints; headquarters handle them."""
    with transaction():
        agency = factories.make_agency("municipality")
        headquarters, district = factories.make_unit(agency), factories.make_unit(agency, level=Level.LINE)
        headquarters.name_en, district.name_en = "Town headquarters", "District office"
        agencies.publish("complaint")
        staff = [factories.make_clerk(headquarters, role=role) for role in (Role.CLERK, Role.EXPERT, Role.SUPERVISOR)]
        return Town(
            *staff, case_id=agencies.submit("complaint", COMPLAINT, open_agencies.citizen), district=district.id
        )


def test_letter_is_signed_by_the_unit_that_decided_not_the_one_complained_of(citizen: Browser, town: Town) -> None:
    elsewhere = {"competence": "other_body", "competence_reason": "رسیدگی با سازمان ثبت است."}
    agencies.finish(town.case_id, town.secretary, elsewhere)

    (letter,) = letter_store.list_letters(town.case_id)
    text = PdfReader(BytesIO(citizen.get(f"{address(letter)}?language=en").data)).pages[0].extract_text()

    assert agencies.case_of(town.case_id).unit_id == town.district
    assert "Town headquarters" in text
    assert "District office" not in text


def test_answer_that_is_sent_back_for_review_is_to_come_again(town: Town) -> None:
    agencies.finish(town.case_id, town.secretary, {"competence": "ours", "first_unit": "شهرداری منطقه یک"})
    rejected = {"review_decision": "rejected", "review_findings": "کارشناس طبق ضابطه رفتار کرده است."}
    agencies.finish(town.case_id, town.reviewer, rejected)
    assert stages(town) == ["done", "done", "done", "active"]

    agencies.finish(
        town.case_id, town.head, {"approval_decision": "return", "return_reason": "بند ضابطه نوشته نشده است."}
    )
    assert stages(town) == ["done", "done", "active", "possible"]

    agencies.finish(town.case_id, town.reviewer, rejected)
    assert stages(town) == ["done", "done", "done", "active"]
    agencies.finish(town.case_id, town.head, {"approval_decision": "approve"})
    assert stages(town) == ["done"] * 4


def stages(town: Town) -> list[str]:
    db.session.rollback()
    return [row.state.value for row in case_store.list_stages(town.case_id)]


def test_letter_is_its_owners_alone(
    stranger: Browser, citizen: Browser, guest: Guest, open_agencies: Agencies, letter: Letter
) -> None:
    other_case = agencies.apply_for_connection(open_agencies.citizen)

    assert stranger.get(address(letter)).status_code == 403
    assert guest.get(address(letter)).location.startswith("/login?next=")
    assert citizen.get(f"/cases/{other_case}/letters/{letter.id}.pdf").status_code == 404


@pytest.mark.parametrize("shape", ["{}", "{lower}", "{grouped}"])
def test_code_on_the_letter_proves_it_to_anybody(guest: Guest, letter: Letter, shape: str) -> None:
    code = letter.verification_code
    typed = shape.format(code, lower=code.lower(), grouped="-".join(code[i : i + 5] for i in range(0, 20, 5)))

    led = guest.get("/verify", query={"code": typed})
    page = guest.get(led.location)

    assert page.status_code == 200
    assert "نامه اصیل است" in page.text
    assert letter.number in page.text
    assert "م. احمدی" in page.text
    assert "مریم احمدی" not in page.text


@pytest.mark.parametrize("code", ["ABC", "0" * 20, "%00x", "<b>"])
def test_unknown_code_is_told_plainly(guest: Guest, letter: Letter, code: str) -> None:
    page = guest.get(f"/verify/{code}")

    assert page.status_code == 404
    assert "نامه اصیل است" not in page.text
    assert "<b>" not in page.text


def test_file_itself_is_proved_and_a_changed_one_is_not(citizen: Browser, guest: Guest, letter: Letter) -> None:
    content = citizen.get(address(letter)).data
    changed = BytesIO()
    with pikepdf.open(BytesIO(content)) as document:
        document.docinfo["/Title"] = "forged"
        document.save(changed)
    before = everything()

    genuine = guest.post("/verify/file", {"letter": file(content, "letter.pdf")})
    forged = guest.post("/verify/file", {"letter": file(changed.getvalue(), "letter.pdf")})
    unsigned = guest.post("/verify/file", {"letter": file(pdf(), "letter.pdf")})
    no_pdf = guest.post("/verify/file", {"letter": file(b"hello", "letter.pdf")})

    assert "امضا درست است" in genuine.text
    for page in (forged, unsigned, no_pdf):
        assert page.status_code == 200
        assert "امضا درست نیست" in page.text
    assert everything() == before


def test_no_file_is_told_at_the_field(guest: Guest) -> None:
    refused = guest.post("/verify/file")

    assert refused.status_code == 422
    assert 'id="letter-error"' in refused.text
