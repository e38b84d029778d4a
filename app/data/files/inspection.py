"""Whether an uploaded file may be kept: it is really opened, and images are encoded again so nothing hides in them.

The content decides what a file is; its name only tells people apart. Each cause of refusal is a class of its own."""

import hashlib
import re
import struct
import unicodedata
import zlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

import filetype
import pikepdf
import pillow_heif
from PIL import Image, ImageOps

from app.data.files.errors import (
    EmptyUpload,
    UploadActive,
    UploadDamaged,
    UploadLocked,
    UploadTooLarge,
    UploadTooLong,
    UploadTooManyPixels,
    UploadTypeRefused,
)
from engine import Bilingual
from forms.values.digits import persian_digits

MEBIBYTE = 1 << 20
LIMIT = 25 * MEBIBYTE
#: more than any telephone's camera in normal use; 150 MB when decoded
MOST_PIXELS = 50_000_000
MOST_PAGES = 2_000
#: what an office document may unpack to
MOST_UNPACKED = 200 * MEBIBYTE
MOST_ENTRIES = 3_000
LONGEST_STEM = 80

PDF, JPEG, PNG, HEIC, WEBP, DOCX = "pdf", "jpg", "png", "heic", "webp", "docx"
#: what a document field takes unless it says less
HOUSE_TYPES = frozenset({PDF, JPEG, PNG, HEIC, WEBP})
_MIME = {
    PDF: "application/pdf",
    JPEG: "image/jpeg",
    PNG: "image/png",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_NAMES = {
    PDF: Bilingual("پی‌دی‌اف (PDF)", "PDF"),
    JPEG: Bilingual("عکس (JPG)", "JPG"),
    PNG: Bilingual("عکس (PNG)", "PNG"),
    HEIC: Bilingual("عکس آیفون (HEIC)", "HEIC"),
    WEBP: Bilingual("عکس (WebP)", "WebP"),
    DOCX: Bilingual("وُرد (DOCX)", "Word (DOCX)"),
}
_ALIASES = {"jpeg": JPEG, "heif": HEIC}
#: the formats in Pillow's words
_PILLOW_NAMES = {JPEG: "JPEG", PNG: "PNG", HEIC: "HEIF", WEBP: "WEBP"}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff<>:\"|?*%;]+")

pillow_heif.register_heif_opener()
# Limits of the whole process, set before any thread reads a PDF: a stream may not unpack to gigabytes.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=32 * MEBIBYTE,
    run_length_max_memory=32 * MEBIBYTE,
    png_max_memory=32 * MEBIBYTE,
    tiff_max_memory=32 * MEBIBYTE,
    dct_max_memory=32 * MEBIBYTE,
    doc_max_warnings=200,
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be stored. A photo is the one encoded again, so size and hash are those of `content`."""

    file_name: str
    mime: str
    size: int
    sha256: str
    content: bytes


def check_upload(
    stream: BinaryIO, file_name: str, *, limit: int = LIMIT, allowed: Collection[str] = HOUSE_TYPES
) -> Accepted:
    """Read and open an uploaded file of at most `limit` bytes. Raises that UploadRefused which says why not."""
    shown = clean_file_name(file_name)
    raw = stream.read(limit + 1)
    if not raw:
        raise EmptyUpload(name=shown)
    if len(raw) > limit:
        megabytes = f"{limit / MEBIBYTE:g}"
        raise UploadTooLarge(name=shown, limit=megabytes, limit_fa=persian_digits(megabytes))
    type_ = _type_of(raw)
    if type_ is None and raw.startswith(_OLD_OFFICE) and DOCX in allowed:
        raise UploadLocked(name=shown)
    if type_ not in allowed or type_ is None:
        raise UploadTypeRefused(name=shown, types_fa=_list_types(allowed, "fa"), types_en=_list_types(allowed, "en"))
    type_, content = _CHECKS[type_](raw, shown)
    digest = hashlib.sha256(content).hexdigest()
    return Accepted(clean_file_name(file_name, type_), _MIME[type_], len(content), digest, content)


def allowed_types(accept: Iterable[str]) -> frozenset[str]:
    """The types a document field takes (`Field.accept`, file endings); all that the desk takes where it names none.

    Telephones decide whether a photo is JPEG, HEIC or WebP, so that a field which takes one takes all."""
    named = {_ALIASES.get(ending, ending) for ending in accept} & set(_NAMES)
    if named & {JPEG, HEIC, WEBP}:
        named |= {JPEG, HEIC, WEBP}
    return frozenset(named) or HOUSE_TYPES


def clean_file_name(file_name: str, type_: str | None = None) -> str:
    """A name safe to show and to offer for download, with the ending of its true type; Persian stays Persian."""
    last = PurePosixPath(file_name.replace("\\", "/")).name
    plain = " ".join(_UNFIT.sub(" ", unicodedata.normalize("NFC", _UNFIT.sub(" ", last))).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 8:
        stem, ending = plain, ""
    ending = type_ or ending.lower()
    stem = stem[:LONGEST_STEM].strip(". ") or "document"
    return f"{stem}.{ending}" if ending else stem


def _type_of(raw: bytes) -> str | None:
    """The type that the content itself shows, among those we can open."""
    if raw.startswith(b"PK\x03\x04"):
        return DOCX if b"word/" in raw else None
    guess = filetype.guess(raw)
    return guess.extension if guess is not None and guess.extension in _NAMES else None


def _list_types(allowed: Collection[str], language: str) -> str:
    return ("، " if language == "fa" else ", ").join(
        name.in_language(language) for type_, name in _NAMES.items() if type_ in allowed
    )


def _check_pdf(raw: bytes, shown: str) -> tuple[str, bytes]:
    """A PDF that opens without a password and starts nothing; kept byte by byte, for it may be signed."""
    try:
        with pikepdf.open(BytesIO(raw)) as pdf:
            pages = len(pdf.pages)
            active = _is_active(pdf)
    except pikepdf.PasswordError as error:
        raise UploadLocked(name=shown) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, RecursionError) as error:
        raise UploadDamaged(name=shown) from error
    if not pages:
        raise UploadDamaged(name=shown)
    if pages > MOST_PAGES:
        raise UploadTooLong(name=shown)
    if active:
        raise UploadActive(name=shown)
    return PDF, raw


def _is_active(pdf: pikepdf.Pdf) -> bool:
    """Whether opening the document runs a script or a program."""
    root = pdf.Root
    action = root.get("/OpenAction")
    starts = isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) in {"/JavaScript", "/Launch"}
    names = root.get("/Names")
    scripts = isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names
    return bool(starts or scripts or "/AA" in root)


def _check_photo(type_: str) -> Callable[[bytes, str], tuple[str, bytes]]:
    return lambda raw, shown: _redraw(raw, type_, shown)


def _redraw(raw: bytes, type_: str, shown: str) -> tuple[str, bytes]:
    """The picture alone, upright: no position, no camera, no comment, nothing appended. HEIC and WebP become JPEG."""
    try:
        with Image.open(BytesIO(raw), formats=[_PILLOW_NAMES[type_]]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise UploadTooManyPixels(name=shown)
            upright = ImageOps.exif_transpose(image)
            return (PNG, _as_png(upright)) if type_ == PNG else (JPEG, _as_jpeg(upright))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UploadTooManyPixels(name=shown) from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, ZeroDivisionError, struct.error) as error:
        raise UploadDamaged(name=shown) from error


def _as_jpeg(image: Image.Image) -> bytes:
    if image.has_transparency_data:
        colours = image.convert("RGBA")
        flat = Image.new("RGB", image.size, "white")
        flat.paste(colours, mask=colours.getchannel("A"))
    else:
        flat = image.convert("L" if image.mode in {"1", "L"} else "RGB")
    flat.info = {}
    out = BytesIO()
    flat.save(out, "JPEG", quality=90, optimize=True)
    return out.getvalue()


def _as_png(image: Image.Image) -> bytes:
    plain = image.copy()
    plain.info = {name: value for name, value in image.info.items() if name == "transparency"}
    out = BytesIO()
    plain.save(out, "PNG")
    return out.getvalue()


def _check_docx(raw: bytes, shown: str) -> tuple[str, bytes]:
    """A document without macros whose parts unpack, all of them, to a bounded size."""
    try:
        with ZipFile(BytesIO(raw)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise UploadTooLong(name=shown)
            if any(entry.flag_bits & 1 for entry in entries):
                raise UploadLocked(name=shown)
            # reads every part to its declared size and no further, and compares checksums
            broken = archive.testzip()
    except (BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zlib.error) as error:
        raise UploadDamaged(name=shown) from error
    if broken or not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise UploadDamaged(name=shown)
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js")) for name in names):
        raise UploadActive(name=shown)
    return DOCX, raw


_CHECKS: dict[str, Callable[[bytes, str], tuple[str, bytes]]] = {
    PDF: _check_pdf,
    DOCX: _check_docx,
    **{type_: _check_photo(type_) for type_ in _PILLOW_NAMES},
}
