"""What goes wrong outside: a clock that jumps, a connector that answers twice or too late, a disk that is full."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import BinaryIO

from app.data.cases import audit_log
from app.data.cases.audit_log import Audit
from app.data.database.transactions import transaction
from app.data.files.file_store import FileStore, StoredFile
from app.data.integrations import gateways
from app.jobs import runner
from app.usecases.cases import case_steps
from app.vocabulary import CaseStatus
from tests.factories import NOW
from tests.integration import agencies
from tests.integration.agencies import CONNECTION_ANSWERS, Agencies, Browser

INCOMPLETE = {"check_decision": "incomplete", "check_reason": "سند خوانا نیست؛ دوباره بفرستید."}


def kinds_of(case_id) -> list[str]:
    return [line.kind for line in audit_log.list_events(case_id)]


def test_timer_fires_once_however_the_clock_jumps(staffed: Agencies) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)
    agencies.finish(case_id, staffed.clerk, INCOMPLETE)

    for days in (29, -400, 31, 1, 400, -1, 31):
        runner.drain(NOW + timedelta(days=days))

    assert kinds_of(case_id).count(Audit.TIMER_FIRE) == 1
    assert agencies.case_of(case_id).status in (CaseStatus.ANSWERED, CaseStatus.CLOSED)
    assert audit_log.chain_is_intact(case_id)


def test_answer_for_nobody_is_dropped_without_a_trace(staffed: Agencies) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)
    before = agencies.case_of(case_id).step_count

    for task_id in ("unknown", ""):
        with transaction():
            assert not case_steps.answer_call(case_id=case_id, task_id=task_id, answer={"debt": 0}, now=NOW)
        with transaction():
            assert not case_steps.fail_call(case_id=case_id, task_id=task_id, code="X", message="x", now=NOW)

    assert agencies.case_of(case_id).step_count == before
    assert Audit.CALL_ANSWER not in kinds_of(case_id)


@contextmanager
def full_disk(free: int) -> Iterator[None]:
    """No file can grow beyond so many bytes: the writes fail as they do on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (free, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


class CrampedStore(FileStore):
    """A store on a disk that is nearly full."""

    def put(self, stream: BinaryIO, *, limit: int | None = None) -> StoredFile:
        with full_disk(free=100):
            return super().put(stream, limit=limit)


def test_full_disk_is_told_at_the_field_and_keeps_what_was_typed(
    open_agencies: Agencies, sign_in: Callable[..., Browser], tmp_path
) -> None:
    given, files = gateways(), tmp_path / "cramped"
    gateways.install(replace(given, files=CrampedStore(files)))
    citizen = sign_in(open_agencies.citizen)
    begun = citizen.post("/services/utility-connection/apply")
    typed = {**CONNECTION_ANSWERS, "site_address": "تهران، کوچه بهار، پلاک ۱۲"}

    page = citizen.post(begun.location, {**typed, "ownership_document-file": (BytesIO(agencies.paper()), "سند.pdf")})

    assert page.status_code == 422
    assert "فایل «سند.pdf» نگه داشته نشد" in page.text
    assert "کوچه بهار" in citizen.get(begun.location).text
    assert [path for path in files.rglob("*") if path.is_file()] == []

    gateways.install(given)
    again = citizen.post(begun.location, {"ownership_document-file": (BytesIO(agencies.paper()), "سند.pdf")})
    assert "سند.pdf" in (again.text if again.status_code == 422 else citizen.get(begun.location).text)
