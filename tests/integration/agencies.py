"""Two small agencies with people of every kind, one real service each, and the steps that tests take there.

Each step is a transaction of its own, as requests are. `Browser` is a logged-in test client that sends the token."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.data.cases import case_store, item_store
from app.data.correspondence import attendance_store, document_store
from app.data.database.session import db
from app.data.database.transactions import transaction, writing
from app.data.integrations import gateways
from app.data.models import Attendance, Case, WorkItem
from app.data.people import login_store
from app.data.services import bundle_files
from app.policy.actors import Actor
from app.usecases.casework import work_items
from app.usecases.intake import submission
from app.usecases.publishing import publication
from app.vocabulary import DeskKind, Level, Role
from tests import factories
from tests.databases import ROOT

CONNECTION, CERTIFICATE = "utility-connection", "no-criminal-record"
Row = TypeVar("Row")
PAPER = ROOT / "deploy" / "demo" / "paper.pdf"
PERSON = {"first_name": "مریم", "last_name": "احمدی", "mobile": "+989121234567"}
CONNECTION_ANSWERS: dict[str, Any] = PERSON | {
    "utility_kind": "power",
    "consumption": "home",
    "power_capacity": "3x25",
    "household_units": 3,
    "site_postal_code": "1234567891",
    "site_address": "تهران، خیابان نمونه، کوچه بهار، پلاک ۱۲",
    "building_permit_number": "1405/201/88",
}
CERTIFICATE_ANSWERS: dict[str, Any] = PERSON | {
    "father_name": "حسین",
    "birth_date": "1990-05-14",
    "purpose": "employment",
    "receiving_body": "بانک نمونه",
    "declaration": True,
}
FINGERPRINTS = {"identity_checked": True, "fingerprint_state": "taken", "fingerprint_serial": "14050001"}


@dataclass(frozen=True)
class Agencies:
    """Who works where: a utility company with one line unit, a registry with a front desk, and a citizen."""

    clerk: Actor
    colleague: Actor
    expert: Actor
    supervisor: Actor
    stranger: Actor
    operator: Actor
    other_operator: Actor
    citizen: Actor
    desk_id: UUID


def build() -> Agencies:
    """Write the agencies and their people. The database must be clean and the desk connected."""
    with transaction():
        company, registry = factories.make_agency("utilities"), factories.make_agency("registry")
        factories.make_unit(company)
        line = factories.make_unit(company, level=Level.LINE)
        records = factories.make_unit(registry)
        desk = factories.make_desk(registry, kind=DeskKind.OPERATIONAL)
        publish(CONNECTION)
        publish(CERTIFICATE)
        return Agencies(
            clerk=factories.make_clerk(line),
            colleague=factories.make_clerk(line, name="حامد نوری"),
            expert=factories.make_clerk(line, role=Role.EXPERT, name="سعید جلالی"),
            supervisor=factories.make_clerk(line, role=Role.SUPERVISOR, name="گلناز پارسا"),
            stranger=factories.make_clerk(records, role=Role.EXPERT, name="کاوه مرادی"),
            operator=factories.make_operator(desk),
            other_operator=factories.make_operator(factories.make_desk(), name="سمیرا وکیلی"),
            citizen=factories.make_citizen(),
            desk_id=desk.id,
        )


def publish(service_id: str) -> None:
    """Publish one of the services that come with Miz, inside a transaction of the caller."""
    files = bundle_files.read_folder(ROOT / "processes", ROOT / "forms", service_id)
    publication.publish(service_id=service_id, files=files, note="", by=None, now=factories.NOW)


def apply_for_connection(citizen: Actor, *, now: datetime = factories.NOW) -> UUID:
    """A new request for a connection, with one document; returns the case's id."""
    with transaction():
        typed = {**CONNECTION_ANSWERS, "ownership_document": [str(document(citizen, now=now))]}
        return submit(CONNECTION, typed, citizen, now)


def apply_for_certificate(citizen: Actor, *, now: datetime = factories.NOW) -> UUID:
    """A new request that begins with an attendance; returns the case's id."""
    with transaction():
        return submit(CERTIFICATE, CERTIFICATE_ANSWERS, citizen, now)


def submit(service_id: str, typed: Mapping[str, object], by: Actor, now: datetime = factories.NOW) -> UUID:
    """Apply for a service, inside a transaction of the caller; returns the case's id."""
    draft = submission.start_draft(service_id=service_id, by=by, now=now)
    submission.save_draft(draft_id=draft.id, typed=typed, unit_id=None, by=by, now=now)
    return submission.submit_request(draft_id=draft.id, by=by, now=now).id


def document(
    owner: Actor, *, field: str = "ownership_document", name: str = "سند مالکیت.pdf", now: datetime = factories.NOW
) -> UUID:
    """A document that this citizen has uploaded, inside a transaction of the caller."""
    stored = gateways().files.put_bytes(PAPER.read_bytes())
    added = document_store.add_document(
        owner_id=owner.person_id,
        uploaded_by_id=owner.person_id,
        file_name=name,
        mime="application/pdf",
        size=stored.size,
        sha256=stored.sha256,
        uploaded_at=now,
        field=field,
    )
    return added.id


def case_of(case_id: UUID) -> Case:
    """The case as it stands."""
    db.session.rollback()
    return _loose(case_store.get_case(case_id))


def only_item(case_id: UUID) -> WorkItem:
    """The one live item of a case."""
    db.session.rollback()
    (item,) = item_store.list_live(case_id)
    return _loose(item)


def only_attendance(case_id: UUID) -> Attendance:
    """The one attendance of a case."""
    db.session.rollback()
    (attendance,) = attendance_store.list_attendances(case_id)
    return _loose(attendance)


def _loose(row: Row) -> Row:
    """The row as it is now; what later transactions do or undo doesn't reach it."""
    db.session.expunge_all()
    return row


def claim(item_id: UUID, by: Actor, *, now: datetime = factories.NOW) -> None:
    """Take an item."""
    with transaction():
        work_items.claim_work_item(item_id=item_id, by=by, now=now)


def finish(case_id: UUID, by: Actor, answers: Mapping[str, object], *, now: datetime = factories.NOW) -> None:
    """Claim the one live item of a case and complete it."""
    item_id = only_item(case_id).id
    claim(item_id, by, now=now)
    with transaction():
        work_items.complete_work_item(item_id=item_id, typed=answers, by=by, now=now)


class Browser:
    """A test client in which somebody is logged in."""

    def __init__(self, client: FlaskClient, who: Actor, *, now: datetime, lang: str = "fa") -> None:
        self._client = client
        token = secrets.token_urlsafe(32)
        with writing():
            login_store.add_session(
                token_hash=hashlib.sha256(token.encode()).hexdigest(),
                person_id=who.person_id,
                created_at=now,
                seen_at=now + timedelta(days=30),  # it never rests, however far a test travels
                expires_at=now + timedelta(days=30),
            )
            db.session.commit()
        db.session.remove()
        client.set_cookie("miz_session", token)
        client.set_cookie("lang", lang)

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        return self._client.get(path)

    def forget(self) -> None:
        """Lose the login."""
        self._client.delete_cookie("miz_session")

    def post(self, path: str, data: Mapping[str, object] | None = None) -> TestResponse:
        """Send a form, with the token that every page of ours carries."""
        return self.post_with(self.token(), path, data)

    def token(self) -> str:
        """The token that every page of ours carries."""
        found = re.search(r'name="csrf-token" content="([^"]+)"', self._client.get("/help").text)
        assert found is not None
        return found[1]

    def post_with(self, token: str, path: str, data: Mapping[str, object] | None = None) -> TestResponse:
        """Send a form with a token that was read before."""
        return self._client.post(path, data={"csrf_token": token, **(data or {})})


def paper(path: Path = PAPER) -> bytes:
    """The content of the demo document."""
    return path.read_bytes()
