"""Bundles as they lie on disk or come in a zip: relative path → text, forms under `forms/`. Data only, bounded."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from app.data.errors import DataError

SUFFIXES = frozenset({".bpmn", ".dmn", ".form", ".yaml", ".json", ".svg"})
MOST_FILES = 200
LARGEST_FILE = 2 * 1024 * 1024
LARGEST_BUNDLE = 10 * 1024 * 1024


class BadBundle(DataError):
    """The bundle can't be taken: {reason}."""

    code = "bad_bundle"
    fa = "بسته پذیرفته نشد: {reason}."


def read_folder(processes: Path, forms: Path, service_id: str) -> dict[str, str]:
    """The bundle of `processes/<service-id>/` with its forms from `forms/<service-id>/`. Raises BadBundle."""
    root = processes / service_id
    files = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*")) if path.is_file()}
    files |= {f"forms/{path.name}": path for path in sorted((forms / service_id).glob("*.form"))}
    kept = {name: path for name, path in files.items() if path.suffix in SUFFIXES and not name.startswith("walks/")}
    if "process.bpmn" not in kept:
        raise BadBundle(reason=f"{service_id}/process.bpmn?")
    return {name: path.read_text(encoding="utf-8") for name, path in kept.items()}


def list_service_ids(processes: Path) -> list[str]:
    """Ids of the services that lie under `processes/`."""
    return sorted(path.parent.name for path in processes.glob("*/process.bpmn"))


def read_zip(content: bytes) -> dict[str, str]:
    """The bundle in a zip: `process.bpmn` at its top or in one folder. Raises BadBundle.

    Sizes are counted while unpacking, so that a zip bomb ends at the limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = dict(_members(archive))
    except zipfile.BadZipFile as error:
        raise BadBundle(reason="zip") from error
    return _at_top(found)


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_FILES:
        raise BadBundle(reason=f"> {MOST_FILES} files")
    total = 0
    for info in infos:
        path = PurePosixPath(info.filename)
        if path.is_absolute() or ".." in path.parts or "__MACOSX" in path.parts or path.name.startswith("."):
            continue
        if path.suffix not in SUFFIXES or "walks" in path.parts:
            continue
        with archive.open(info) as member:
            raw = member.read(LARGEST_FILE + 1)
        total += len(raw)
        if len(raw) > LARGEST_FILE or total > LARGEST_BUNDLE:
            raise BadBundle(reason=f"{path}: > {LARGEST_FILE} B")
        yield path.as_posix(), _text(path, raw)


def _text(path: PurePosixPath, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadBundle(reason=f"{path}: UTF-8?") from error


def _at_top(found: Mapping[str, str]) -> dict[str, str]:
    homes = [PurePosixPath(name).parent for name in found if PurePosixPath(name).name == "process.bpmn"]
    if len(homes) != 1:
        raise BadBundle(reason="process.bpmn?" if not homes else "process.bpmn × 2")
    home = homes[0]
    return {
        PurePosixPath(name).relative_to(home).as_posix(): text
        for name, text in found.items()
        if PurePosixPath(name).is_relative_to(home)
    }
