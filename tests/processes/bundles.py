"""Service bundles and walks as they lie on disk. Reads files, judges nothing."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine import Desk

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = ROOT / "processes"
FORMS = ROOT / "forms"
_ROLES = frozenset({"clerk", "expert", "supervisor"})
#: where the services that come along are to run
DESK = Desk(roles=_ROLES, held=_ROLES, connectors=frozenset({"inquiry"}))


@dataclass(frozen=True)
class Walk:
    """A recorded journey of one case through a service."""

    service: Path
    forms: Path
    file: str
    name: str
    start: Mapping[str, Any]
    steps: tuple[Mapping[str, Any], ...]
    expect: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.service.name}/{self.file}"


def load_bundle(service_folder: Path, forms_folder: Path) -> dict[str, bytes]:
    """The bundle of a service: its files by relative path, its forms under `forms/`; walks are no part of it."""
    files = {p.relative_to(service_folder).as_posix(): p for p in service_folder.rglob("*") if p.is_file()}
    files |= {f"forms/{p.name}": p for p in forms_folder.glob("*.form")}
    return {name: path.read_bytes() for name, path in sorted(files.items()) if not name.startswith("walks/")}


def read_walks(service_folder: Path, forms_folder: Path) -> Iterator[Walk]:
    """The walks recorded with a service, in the order of their file names."""
    for path in sorted((service_folder / "walks").glob("*.json")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        yield Walk(
            service_folder, forms_folder, path.stem, raw["name"], raw["start"], tuple(raw["steps"]), raw["expect"]
        )


def all_services() -> list[Path]:
    """The folders of all services that come along."""
    return sorted(path.parent for path in PROCESSES.glob("*/process.bpmn"))


def all_walks() -> list[Walk]:
    """Every recorded walk of every service."""
    return [walk for service in all_services() for walk in read_walks(service, FORMS / service.name)]
