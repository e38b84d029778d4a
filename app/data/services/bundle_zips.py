"""Bundles in a zip. Reading trusts nothing in it: sizes are counted while unpacking, and no name becomes a path.

Writing is deterministic: equal bundles are equal bytes, so that the store keeps them once."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from app.data.services.bundle_files import SUFFIXES
from app.data.services.bundle_pictures import is_picture, picture_bytes, picture_text
from app.data.services.errors import (
    BundleTooLarge,
    NoDiagram,
    NotAZip,
    NotUtf8,
    OtherDiagram,
    SeveralDiagrams,
    TooManyFiles,
    UnsafeName,
    ZipLocked,
)
from forms.values.digits import persian_digits

MEBIBYTE = 1024 * 1024
MOST_FILES = 200
LARGEST_FILE = 2 * MEBIBYTE
#: of the zip, and of all that it unpacks to
LARGEST_BUNDLE = 10 * MEBIBYTE
LONGEST_PATH = 200
#: names that a message tells
MOST_TOLD = 5
#: what every zip of ours carries instead of the hour at which it was packed
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, UnicodeError)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a zip held: the bundle, and the names of what is no part of one and was left out."""

    files: Mapping[str, str]
    left_out: tuple[str, ...]


def read_zip(content: bytes) -> Unpacked:
    """The bundle in a zip: `process.bpmn` (or the only diagram) at its top or in one folder, or `processes/<id>/`
    beside `forms/<id>/`.

    Raises that BadBundle which says what to do."""
    if len(content) > LARGEST_BUNDLE:
        raise _too_large("zip")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = _names(archive)
            found = dict(_texts(archive, names))
    except _BROKEN as error:
        raise NotAZip from error
    files = _at_top(found)
    kept = set(files.values())
    return Unpacked({path: found[name] for path, name in files.items()}, tuple(n for n in names if n not in kept))


def write_zip(files: Mapping[str, str]) -> bytes:
    """The bundle as a zip, byte for byte the same for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            member = zipfile.ZipInfo(path, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            raw = picture_bytes(files[path]) if is_picture(path) else b""
            archive.writestr(member, raw or files[path].encode())
    return out.getvalue()


def _names(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files of the archive under names with `/`; what file managers leave behind isn't counted."""
    infos = [info for info in archive.infolist() if not info.is_dir() and not _is_litter(info.filename)]
    if len(infos) > MOST_FILES:
        raise TooManyFiles(limit=MOST_FILES, most_fa=persian_digits(str(MOST_FILES)))
    names: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = info.filename.replace("\\", "/")
        path = PurePosixPath(name)
        unsafe = path.is_absolute() or ".." in path.parts or ":" in name or not name.isprintable()
        if unsafe or len(name) > LONGEST_PATH or path.as_posix() in names:
            raise UnsafeName(path=name[:LONGEST_PATH])
        names[path.as_posix()] = info
    return names


def _is_litter(name: str) -> bool:
    path = PurePosixPath(name)
    return "__MACOSX" in path.parts or path.name in {".DS_Store", "Thumbs.db", "desktop.ini"}


def _texts(archive: zipfile.ZipFile, names: Mapping[str, zipfile.ZipInfo]) -> Iterator[tuple[str, str]]:
    total = 0
    for name, info in names.items():
        path = PurePosixPath(name)
        if not (path.suffix in SUFFIXES or is_picture(name)) or "walks" in path.parts:
            continue
        if info.flag_bits & 1:
            raise ZipLocked
        with archive.open(info) as member:
            raw = member.read(LARGEST_FILE + 1)
        total += len(raw)
        if len(raw) > LARGEST_FILE or total > LARGEST_BUNDLE:
            raise _too_large(name)
        yield name, picture_text(name, raw) if is_picture(name) else _text(name, raw)


def _text(name: str, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8(path=name) from error
    if "\0" in text:  # PostgreSQL's JSON can't hold it, and no file of a bundle needs it
        raise NotUtf8(path=name)
    return text


def _at_top(found: Mapping[str, str]) -> dict[str, str]:
    """Paths inside the bundle → names in the zip."""
    diagram = _diagram(found)
    home = PurePosixPath(diagram).parent
    beside = home.parent.parent / "forms" / home.name if home.parent.name == "processes" else None
    files: dict[str, str] = {}
    for name in found:
        path = PurePosixPath(name)
        if name == diagram:
            files["process.bpmn"] = name
        elif path.is_relative_to(home):
            files[path.relative_to(home).as_posix()] = name
        elif beside is not None and path.parent == beside:
            files[f"forms/{path.name}"] = name
    return files


def _diagram(found: Mapping[str, str]) -> str:
    """The name in the zip of the service's diagram: the only `process.bpmn`, else the only diagram there is, whatever a
    modeler has called it."""
    diagrams = sorted(name for name in found if name.endswith(".bpmn"))
    named = [name for name in diagrams if PurePosixPath(name).name == "process.bpmn"]
    if len(named) > 1:
        raise SeveralDiagrams
    if not diagrams:
        raise NoDiagram
    if not named and len(diagrams) > 1:
        shown = diagrams[:MOST_TOLD]
        more = "…" if len(diagrams) > MOST_TOLD else ""
        raise OtherDiagram(fa="»، «".join(shown) + more, en="”, “".join(shown) + more)
    return (named or diagrams)[0]


def _too_large(path: str) -> BundleTooLarge:
    return BundleTooLarge(path, bundle=LARGEST_BUNDLE // MEBIBYTE, file=LARGEST_FILE // MEBIBYTE)
