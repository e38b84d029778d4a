"""The content-addressed store: what goes in comes out, once, and nothing else can be reached."""

import hashlib
import resource
from io import BytesIO
from pathlib import Path

import pytest

from app.data.files.errors import FileDamaged, FileNotStored, FileTooLong, StoreFull
from app.data.files.file_store import FileStore


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_stored_is_read_again(store: FileStore) -> None:
    kept = store.put(BytesIO(b"deed" * 50_000))

    assert kept.size == 200_000
    assert kept.sha256 == hashlib.sha256(b"deed" * 50_000).hexdigest()
    assert store.read(kept.sha256) == b"deed" * 50_000
    assert store.exists(kept.sha256)


def test_equal_content_is_kept_once(store: FileStore, tmp_path: Path) -> None:
    first, second = store.put_bytes(b"same"), store.put_bytes(b"same")

    assert first == second
    assert files_in(tmp_path) == [tmp_path / "files" / first.sha256[:2] / first.sha256[2:4] / first.sha256]


def test_full_disk_is_said_and_leaves_nothing_behind(store: FileStore, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))  # writes fail as on a full disk
    try:
        with pytest.raises(StoreFull):
            store.put(BytesIO(b"x" * 200_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert files_in(tmp_path) == []


def test_too_long_a_stream_leaves_nothing_behind(store: FileStore, tmp_path: Path) -> None:
    with pytest.raises(FileTooLong):
        store.put(BytesIO(b"x" * 100_001), limit=100_000)

    assert files_in(tmp_path) == []


def test_a_stream_that_breaks_leaves_nothing_behind(store: FileStore, tmp_path: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        store.put(Broken())

    assert files_in(tmp_path) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "A" * 64, "a" * 64 + "\n", "ab/../" + "c" * 58])
def test_only_hashes_are_names(store: FileStore, name: str) -> None:
    assert not store.exists(name)
    with pytest.raises(FileNotStored):
        store.open(name)


def test_an_absent_file_is_said_to_be_absent(store: FileStore) -> None:
    with pytest.raises(FileNotStored):
        store.read("0" * 64)


def test_a_changed_file_is_noticed(store: FileStore, tmp_path: Path) -> None:
    kept = store.put_bytes(b"original")
    files_in(tmp_path)[0].write_bytes(b"forged")

    with pytest.raises(FileDamaged):
        store.read(kept.sha256)
