"""Pictures of a bundle: `images/<name>.png`, `.jpg` or `.webp`, opened and drawn again like uploads.

A bundle is text that a version keeps, so they lie in it as base64."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from app.data.files.errors import UploadRefused
from app.data.files.inspection import JPEG, PNG, WEBP, check_upload
from app.data.services.errors import PictureRefused

FOLDER = "images"
SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp"})
#: bytes of one picture
LARGEST = 1 << 20
_MIME = ((b"\x89PNG\r\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is sent. `digest` is the beginning of the SHA-256 of its content."""

    content: bytes
    mime: str
    digest: str


def is_picture(path: str) -> bool:
    """Whether a file of a bundle is one of its pictures, by its place and name."""
    parts = PurePosixPath(path)
    return parts.suffix.lower() in SUFFIXES and parts.parent.name == FOLDER


def picture_text(path: str, raw: bytes) -> str:
    """The picture as a bundle keeps it. Raises PictureRefused for what is no picture, damaged or too large."""
    try:
        accepted = check_upload(BytesIO(raw), PurePosixPath(path).name, limit=LARGEST, allowed={PNG, JPEG, WEBP})
    except UploadRefused as refused:
        raise PictureRefused(path=path, why=refused.message.en, why_fa=refused.message.fa) from refused
    return base64.b64encode(accepted.content).decode()


def picture_bytes(text: str) -> bytes:
    """The bytes of a picture that a bundle keeps; none for any other text."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def picture_of(text: str) -> Picture | None:
    """A picture that a bundle keeps, or None where the text is none."""
    content = picture_bytes(text)
    mime = next((mime for start, mime in _MIME if content.startswith(start)), None)
    return Picture(content, mime, hashlib.sha256(content).hexdigest()[:16]) if mime else None
