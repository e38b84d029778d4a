"""What the tests of the citizens' pages share: a visitor who isn't logged in, forms as a browser posts them, and a look
at everything that is stored, to prove that a refusal changed nothing."""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from uuid import UUID

import pikepdf
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.data.cases import case_store
from app.data.correspondence import draft_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.models import Base
from app.policy.actors import Actor
from app.policy.one_time_codes import CodeUse
from app.usecases.casework import questions
from app.usecases.intake import submission
from tests.factories import NOW
from tests.integration import agencies, telephone
from tests.integration.agencies import CERTIFICATE, FINGERPRINTS, Agencies, Browser

#: the application for a certificate, as its page posts it
CERTIFICATE_FORM: dict[str, Any] = {
    "first_name": "مریم",
    "last_name": "احمدی",
    "father_name": "حسین",
    "birth_date-day": "۲۴",
    "birth_date-month": "۲",
    "birth_date-year": "۱۳۶۹",
    "mobile": "۰۹۱۲۱۲۳۴۵۶۷",
    "purpose": "employment",
    "receiving_body": "بانک نمونه",
    "declaration": "on",
}
#: counters of tries and logins move with every request
MOVING = {"rate_counts", "login_codes", "login_sessions"}


class Guest:
    """A browser in which nobody is logged in (yet)."""

    def __init__(self, client: FlaskClient, *, lang: str = "fa") -> None:
        self._client = client
        client.set_cookie("lang", lang)

    def get(self, path: str, query: Mapping[str, str] | None = None) -> TestResponse:
        """Open a page."""
        return self._client.get(path, query_string=query)

    def post(self, path: str, data: Mapping[str, object] | None = None) -> TestResponse:
        """Send a form, with the token of a page."""
        return self._client.post(path, data={"csrf_token": token_on(self.get("/track")), **(data or {})})


def token_on(page: TestResponse) -> str:
    """The token of the first form of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found is not None
    return found[1]


def everything() -> dict[str, list[str]]:
    """All rows of all tables but the moving ones."""
    db.session.rollback()
    tables = [table for table in Base.metadata.sorted_tables if table.name not in MOVING]
    rows = {table.name: sorted(map(repr, db.session.execute(select(table)))) for table in tables}
    db.session.remove()
    return rows


def last_code() -> str:
    """The one-time code of the latest SMS."""
    return telephone.latest_code(CodeUse.LOGIN)


def begin(browser: Browser, service_id: str = CERTIFICATE) -> str:
    """Begin an application; returns the address of its draft."""
    answer = browser.post(f"/services/{service_id}/apply")
    assert answer.status_code == 303
    return answer.location


def submit(browser: Browser, draft: str) -> str:
    """Fill in and submit the application for a certificate; returns the address of the case."""
    assert browser.post(draft, CERTIFICATE_FORM).location == f"{draft}/check"
    answer = browser.post(f"{draft}/submit")
    assert answer.status_code == 303
    return answer.location.partition("?")[0]


def typed_in(draft: str) -> Mapping[str, object]:
    """What the stored draft holds."""
    db.session.rollback()
    found = draft_store.find_draft(UUID(draft.rpartition("/")[2]))
    assert found is not None
    typed: Mapping[str, object] = dict(found.typed)
    db.session.remove()
    return typed


def count_cases() -> int:
    """How many cases there are."""
    db.session.rollback()
    count = case_store.count_cases()
    db.session.remove()
    return count


def ask(case_id: UUID, *, by: Actor, correction: bool = False) -> UUID:
    """A clerk asks; returns the question's id."""
    with transaction():
        return questions.ask_applicant(
            case_id=case_id, text="نشانی دقیق ملک چیست؟", wants_correction=correction, by=by, now=NOW
        ).id


def answered(open_agencies: Agencies) -> UUID:
    """A certificate that was applied for and granted; returns the case's id."""
    from app.usecases.casework import work_items  # only this step needs it

    case_id = agencies.apply_for_certificate(open_agencies.citizen)
    item = agencies.only_item(case_id)
    with transaction():
        work_items.complete_attendance(item_id=item.id, typed=FINGERPRINTS, by=open_agencies.operator, now=NOW)
    findings = {"record_decision": "clear", "record_reference": "1405/55"}
    agencies.finish(case_id, open_agencies.stranger, findings)
    return case_id


def pdf(**save: Any) -> bytes:
    """A PDF of one blank page."""
    out = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out, **save)
    return out.getvalue()


def file(content: bytes, name: str) -> tuple[BytesIO, str]:
    """A file as the test client posts it."""
    return BytesIO(content), name


def draft_of(citizen: Actor, service_id: str = CERTIFICATE) -> UUID:
    """A draft that somebody has begun."""
    with transaction():
        return submission.start_draft(service_id=service_id, by=citizen, now=NOW).id
