"""Documents on disk under the SHA-256 of their content: equal bytes are kept once; no outside name is ever a path.

A file appears under its name only when it is whole and flushed; what is there is never changed."""

import errno
import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO

from app.data.files.errors import FileDamaged, FileNotStored, FileTooLong, StoreFull

_CHUNK = 1 << 16
#: disk full, quota used up, file larger than this process may write
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the store: its content's SHA-256 in hexadecimal, and its size in bytes."""

    sha256: str
    size: int


class FileStore:
    """Content-addressed files under one folder, `ab/cd/abcd…`. Safe for several processes at once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"

    def put(self, stream: BinaryIO, *, limit: int | None = None) -> StoredFile:
        """Store what the stream holds. Raises FileTooLong beyond `limit` bytes or StoreFull, and then keeps nothing."""
        with self._temporary() as (part, path):
            digest, size = hashlib.sha256(), 0
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if limit is not None and size > limit:
                    raise FileTooLong(limit=limit)
                digest.update(chunk)
                part.write(chunk)
            part.flush()
            os.fsync(part.fileno())
            self._settle(path, digest.hexdigest())
        return StoredFile(digest.hexdigest(), size)

    def put_bytes(self, content: bytes) -> StoredFile:
        """Store these bytes."""
        return self.put(BytesIO(content))

    def open(self, sha256: str) -> BinaryIO:
        """The file for reading; the caller closes it. Raises FileNotStored."""
        try:
            return self._path(sha256).open("rb")
        except FileNotFoundError as error:
            raise FileNotStored from error

    def read(self, sha256: str) -> bytes:
        """The whole content, proven to be what was stored. Raises FileNotStored or FileDamaged."""
        with self.open(sha256) as stream:
            content = stream.read()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise FileDamaged
        return content

    def exists(self, sha256: str) -> bool:
        """Whether the store holds that content."""
        return bool(_HASH.fullmatch(sha256)) and self._path(sha256).is_file()

    def _path(self, sha256: str) -> Path:
        if not _HASH.fullmatch(sha256):
            raise FileNotStored
        return self._root / sha256[:2] / sha256[2:4] / sha256

    @contextmanager
    def _temporary(self) -> Iterator[tuple[IO[bytes], Path]]:
        """A new file beside the store, on the same disk; gone afterwards unless it was renamed."""
        self._incoming.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=self._incoming)
        path = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as part:
                yield part, path
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            raise StoreFull from error
        finally:
            with suppress(FileNotFoundError):
                path.unlink()

    def remove(self, sha256: str, *, unless_since: datetime) -> bool:
        """Remove a content that nobody refers to, unless it was stored (again) since then. Whether it is gone.

        Content that is stored again meanwhile is kept: see `_settle`."""
        target, aside = self._path(sha256), self._incoming / f"{sha256}.{secrets.token_hex(4)}"
        self._incoming.mkdir(parents=True, exist_ok=True)
        try:
            target.rename(aside)
        except FileNotFoundError:
            return True
        if aside.stat().st_mtime >= unless_since.timestamp():
            aside.rename(target)
            return False
        aside.unlink()
        return True

    def _settle(self, path: Path, sha256: str) -> None:
        target = self._path(sha256)
        with suppress(FileNotFoundError):
            os.utime(target)  # tells a removal under way that it is wanted again
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
        for folder in (target.parent, target.parent.parent, self._root):
            _flush(folder)


def _flush(folder: Path) -> None:
    """Makes a rename in this folder outlive a power failure."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
