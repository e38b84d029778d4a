"""A desk that burnt down is what it was, from its backup: rows, histories and files, on both databases."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.data.cases import audit_log
from app.data.correspondence import document_store
from app.data.database.session import db
from app.data.integrations import gateways
from app.data.models import Case
from config import Settings
from deploy import backup
from tests import contexts, databases
from tests.integration import agencies
from tests.integration.agencies import Agencies


@pytest.fixture
def elsewhere(settings: Settings, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a desk with nothing in it, on the same kind of database."""
    empty = replace(settings, data_dir=tmp_path / "elsewhere")
    if settings.database_url.startswith("sqlite"):
        yield replace(empty, database_url=databases.sqlite_url(tmp_path / "elsewhere" / "miz.db"))
        return
    with databases.empty_postgres(request.getfixturevalue("postgres_server")) as url:
        yield replace(empty, database_url=url)


def test_desk_comes_back_from_its_backup(
    staffed: Agencies, settings: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)
    lines = len(audit_log.list_events(case_id))

    backup.save(settings, tmp_path / "saved")
    agencies.finish(case_id, staffed.clerk, {"check_decision": "accept"})  # after the backup: it will be gone
    db.session.remove()
    backup.restore(elsewhere, tmp_path / "saved")
    with contexts.opened(elsewhere):
        assert db.session.get(Case, case_id) is not None
        assert len(audit_log.list_events(case_id)) == lines
        assert audit_log.chain_is_intact(case_id)
        (document,) = document_store.list_case_documents(case_id)
        assert gateways().files.read(document.sha256) == agencies.paper()
        agencies.finish(case_id, staffed.clerk, {"check_decision": "accept"})  # and life goes on
        assert agencies.only_item(case_id).element == "field_survey"


def test_nothing_is_written_over(staffed: Agencies, settings: Settings, tmp_path: Path) -> None:
    backup.save(settings, tmp_path / "saved")
    with pytest.raises(backup.BackupFailed, match="exists already"):
        backup.save(settings, tmp_path / "saved")
    with pytest.raises(backup.BackupFailed, match="is not empty"):
        backup.restore(settings, tmp_path / "saved")


def test_half_a_backup_is_refused(staffed: Agencies, settings: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    backup.save(settings, tmp_path / "saved")
    for name in (backup.DUMP, backup.COPY):
        (tmp_path / "saved" / name).unlink(missing_ok=True)
    with pytest.raises(backup.BackupFailed, match="is missing"):
        backup.restore(elsewhere, tmp_path / "saved")
    assert not elsewhere.data_dir.exists()
    shutil.rmtree(tmp_path / "saved")
    with pytest.raises(backup.BackupFailed):
        backup.restore(elsewhere, tmp_path / "saved")
