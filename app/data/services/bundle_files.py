"""Bundles as they lie on disk: relative path → text, forms under `forms/`. Data only. Zips: `bundle_zips`; pictures:
`bundle_pictures`."""

from pathlib import Path

from app.data.services.bundle_pictures import is_picture, picture_text
from app.data.services.errors import BadBundle

SUFFIXES = frozenset({".bpmn", ".dmn", ".form", ".yaml", ".json", ".svg"})


def read_folder(processes: Path, forms: Path, service_id: str) -> dict[str, str]:
    """The bundle of `processes/<service-id>/` with its forms from `forms/<service-id>/`. Raises BadBundle."""
    root = processes / service_id
    files = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*")) if path.is_file()}
    files |= {f"forms/{path.name}": path for path in sorted((forms / service_id).glob("*.form"))}
    kept = {
        name: path
        for name, path in files.items()
        if (path.suffix in SUFFIXES or is_picture(name)) and not name.startswith("walks/")
    }
    if "process.bpmn" not in kept:
        raise BadBundle(reason=f"{service_id}/process.bpmn?")
    return {name: _text(name, path) for name, path in kept.items()}


def _text(name: str, path: Path) -> str:
    return picture_text(name, path.read_bytes()) if is_picture(name) else path.read_text(encoding="utf-8")


def list_service_ids(processes: Path) -> list[str]:
    """Ids of the services that lie under `processes/`."""
    return sorted(path.parent.name for path in processes.glob("*/process.bpmn"))
