"""Upkeep: nobody is found in a case whose time is over, what is still wanted stays, and tampering comes to light."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from sqlalchemy import text

import engine
from app.data.cases import audit_log, incident_store
from app.data.cases import retention as retention_rows
from app.data.cases.audit_log import Audit
from app.data.correspondence import document_store, letter_store
from app.data.database.session import db
from app.data.database.transactions import reading, transaction
from app.data.files.file_store import FileStore
from app.data.integrations import gateways
from app.data.models import Base, Draft, Person
from app.data.people import person_store
from app.data.services import bundle_files
from app.jobs import runner
from app.usecases.background import health, retention
from app.usecases.intake import submission
from app.usecases.publishing import publication
from app.usecases.publishing.errors import GateRefused
from app.vocabulary import FailureCode, IncidentState
from tests import factories
from tests.databases import ROOT
from tests.factories import NOW
from tests.integration import agencies
from tests.integration.agencies import CONNECTION, Agencies, Browser

INCOMPLETE = {"check_decision": "incomplete", "check_reason": "سند خوانا نیست؛ دوباره بفرستید."}
#: when a case that nobody corrects has lapsed
END = NOW + timedelta(days=40)
YEARS = timedelta(days=5 * 366)


def keep_for(span: str) -> None:
    """Publish the service again with a time for which its cases are kept."""
    files = dict(bundle_files.read_folder(ROOT / "processes", ROOT / "forms", CONNECTION))
    files["package.yaml"] += f"\nretention: {span}\n"
    with transaction():
        publication.publish(service_id=CONNECTION, files=files, note="", by=None, now=NOW)


def closed_case(staffed: Agencies) -> UUID:
    """A case that lapsed because nobody corrected it, with its letter."""
    case_id = agencies.apply_for_connection(staffed.citizen)
    agencies.finish(case_id, staffed.clerk, INCOMPLETE)
    runner.drain(END)
    assert agencies.case_of(case_id).closed_at is not None
    return case_id


def failed_once(case_id: UUID, value: str) -> None:
    """A step of the case had failed on a value that the applicant gave."""
    failure = engine.StepFailed(engine.IncidentCode.TIME_UNREADABLE, value=value)
    with transaction():
        incident_store.add_incident(
            case_id=case_id,
            task_id="t",
            element="x",
            code=FailureCode(failure.code.value),
            parameters=failure.parameters,
            cause=str(failure),
            opened_at=NOW,
            state=IncidentState.RESOLVED,
            closed_at=NOW,
        )


def everything_stored() -> str:
    """All rows of all tables but people themselves and those who can log in, as one text."""
    # a history names people by their ids: they can't be taken out without breaking its chain
    left_out = {
        "case_events",
        "case_looks",
        "persons",
        "profile_fields",
        "login_codes",
        "login_sessions",
        "memberships",
        "service_versions",
    }
    with reading():
        tables = [table for table in Base.metadata.sorted_tables if table.name not in left_out]
        return "\n".join(repr(tuple(row)) for table in tables for row in db.session.execute(table.select()))


def stored_files() -> list[str]:
    folder = gateways().files._root
    return [path.name for path in folder.rglob("*") if path.is_file()]


def age_files() -> None:
    """What is stored was stored at `NOW`."""
    for name in stored_files():
        os.utime(gateways().files._path(name), (NOW.timestamp(), NOW.timestamp()))


def test_case_is_kept_as_long_as_its_service_says_and_then_nobody_is_found_in_it(staffed: Agencies) -> None:
    keep_for("P5Y")
    case_id = closed_case(staffed)
    failed_once(case_id, "مریم")
    assert "کوچه بهار" in everything_stored()
    assert len(stored_files()) > 1

    runner.run_upkeep(END + YEARS - timedelta(days=5))
    assert agencies.case_of(case_id).anonymised_at is None

    kept = runner.run_upkeep(END + YEARS)
    runner.drain(END + YEARS)

    assert kept.anonymised == 1
    for word in ("کوچه بهار", "مریم", "1234567891", "9121234567", str(staffed.citizen.person_id)[:13], "سند مالکیت"):
        assert word not in everything_stored(), word
    assert stored_files() == []
    case = agencies.case_of(case_id)
    assert (case.applicant.name, case.result, case.service_id) == ("—", "lapsed", CONNECTION)
    assert audit_log.list_events(case_id)[-1].kind == Audit.CASE_ANONYMISE
    assert audit_log.chain_is_intact(case_id)
    assert runner.run_upkeep(END + YEARS).anonymised == 0


def test_service_without_a_rule_keeps_its_cases(staffed: Agencies) -> None:
    case_id = closed_case(staffed)
    assert runner.run_upkeep(END + 20 * YEARS).anonymised == 0
    assert agencies.case_of(case_id).applicant_id == staffed.citizen.person_id


def test_running_case_is_never_touched(staffed: Agencies) -> None:
    keep_for("P1D")
    case_id = agencies.apply_for_connection(staffed.citizen)
    assert runner.run_upkeep(END + YEARS).anonymised == 0
    assert agencies.case_of(case_id).anonymised_at is None


@pytest.mark.parametrize("span", ["5 years", "P", "-P1Y", "[]", "''"])
def test_rule_that_makes_no_sense_is_refused_at_publishing(staffed: Agencies, span: str) -> None:
    with pytest.raises(GateRefused):
        keep_for(span)


def test_letter_of_an_anonymised_case_is_still_known_to_be_ours(
    open_agencies: Agencies, sign_in: Callable[..., Browser]
) -> None:
    keep_for("P1D")
    case_id = closed_case(open_agencies)
    (letter,) = letter_store.list_letters(case_id)
    code = letter.verification_code
    runner.run_upkeep(END + timedelta(days=3))

    page = sign_in(open_agencies.stranger).get(f"/verify/{code}")

    assert page.status_code == 200
    assert "سند خوانا نیست" not in page.text


def test_draft_nobody_touched_goes_with_its_upload_and_a_fresh_one_stays(staffed: Agencies) -> None:
    with transaction():
        old = submission.start_draft(service_id=CONNECTION, by=staffed.citizen, now=NOW).id
        agencies.document(staffed.citizen)
    assert stored_files() != []

    assert runner.run_upkeep(NOW + retention.DRAFT_LIFE - timedelta(days=1)).drafts == 0
    later = NOW + retention.DRAFT_LIFE + timedelta(days=1)
    age_files()
    assert runner.run_upkeep(later).drafts == 1
    runner.drain(later)

    with reading():
        assert db.session.get(Draft, old) is None
    assert stored_files() == []


def test_upload_of_a_draft_that_is_still_worked_on_stays(staffed: Agencies) -> None:
    with transaction():
        draft_id = submission.start_draft(service_id=CONNECTION, by=staffed.citizen, now=NOW).id
        agencies.document(staffed.citizen)
    later = NOW + retention.DRAFT_LIFE + timedelta(days=1)
    with transaction():
        submission.save_draft(draft_id=draft_id, typed={}, unit_id=None, by=staffed.citizen, now=later)

    runner.run_upkeep(later)
    runner.drain(later)

    assert len(stored_files()) == 1


def test_content_that_somebody_else_has_too_stays(staffed: Agencies) -> None:
    keep_for("P1D")
    closed_case(staffed)
    other = agencies.apply_for_connection(staffed.citizen)  # with the same paper
    runner.run_upkeep(END + timedelta(days=3))
    runner.drain(END + timedelta(days=3))
    (document,) = document_store.list_case_documents(other)
    assert gateways().files.exists(document.sha256)


def test_content_stored_again_while_it_is_removed_is_kept(tmp_path) -> None:
    store = FileStore(tmp_path)
    sha256 = store.put(BytesIO(b"deed")).sha256
    ordered = datetime.now(UTC) - timedelta(hours=1)
    assert not store.remove(sha256, unless_since=ordered)
    assert store.read(sha256) == b"deed"

    long_ago = ordered.timestamp() - 3600
    os.utime(store._path(sha256), (long_ago, long_ago))
    assert store.remove(sha256, unless_since=ordered)
    assert not store.exists(sha256)
    assert store.remove(sha256, unless_since=ordered)


def test_tampered_history_comes_to_light_and_a_mended_one_is_forgotten(staffed: Agencies) -> None:
    cases = [agencies.apply_for_connection(staffed.citizen) for _ in range(3)]
    line = {"case": cases[1] if not db.is_sqlite else cases[1].hex}
    with transaction():
        before = db.session.scalar(text("SELECT kind FROM case_events WHERE case_id = :case AND number = 1"), line)
        db.session.execute(text("UPDATE case_events SET kind = 'x' WHERE case_id = :case AND number = 1"), line)

    for _ in range(3):  # two at a time: all are seen in two rounds
        with transaction():
            retention.check_histories(now=NOW, limit=2)
    with reading():
        assert retention.broken_histories() == [str(cases[1])]
        assert health.check(now=NOW).broken_histories == 1

    with transaction():
        db.session.execute(
            text("UPDATE case_events SET kind = :kind WHERE case_id = :case AND number = 1"), {**line, "kind": before}
        )
    for _ in range(3):
        with transaction():
            retention.check_histories(now=NOW, limit=2)
    with reading():
        assert retention.broken_histories() == []


def test_nobody_cannot_log_in(staffed: Agencies) -> None:
    with transaction():
        retention_rows.nobody(now=NOW)
        nobody = person_store.find_by_national_id("0000000000")
        assert isinstance(nobody, Person)
        assert nobody.mobile is None
        assert factories.national_id(0) != nobody.national_id
