"""A library with an analyst and a clerk, an archive with an analyst of its own, and bundles made in a temp folder."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from app.data.database.transactions import transaction
from app.data.services import bundle_files
from app.policy.actors import Actor
from app.vocabulary import Role
from tests import factories
from tests.factories import LIBRARY, LIBRARY_CARD, SAMPLES

ARCHIVE = "archive"


@dataclass(frozen=True)
class Library:
    """Who is there."""

    analyst: Actor
    colleague: Actor
    #: analyst of another agency
    stranger: Actor
    clerk: Actor
    citizen: Actor


def build() -> Library:
    """Write the library. No service is published."""
    with transaction():
        unit = factories.make_unit(factories.make_agency(LIBRARY))
        elsewhere = factories.make_unit(factories.make_agency(ARCHIVE))
        return Library(
            analyst=factories.make_clerk(unit, role=Role.ANALYST, name="سارا محمدی"),
            colleague=factories.make_clerk(unit, role=Role.ANALYST, name="نیما رستگار"),
            stranger=factories.make_clerk(elsewhere, role=Role.ANALYST, name="کاوه مرادی"),
            clerk=factories.make_clerk(unit),
            citizen=factories.make_citizen(),
        )


def sample(**replaced: tuple[str, str]) -> dict[str, str]:
    """The sample service. `process=("old", "new")` replaces once in process.bpmn, `package=…` in package.yaml."""
    files = bundle_files.read_folder(SAMPLES / "processes", SAMPLES / "forms", LIBRARY_CARD)
    for word, (old, new) in replaced.items():
        path = next(name for name in files if name.rpartition(".")[0] == word)
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)
    return files


def zip_folder(folder: Path, files: Mapping[str, str]) -> bytes:
    """Write the files into `folder`, and pack that folder as a file manager does."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return zipped({path.relative_to(folder.parent).as_posix(): path.read_bytes() for path in folder.rglob("*.*")})


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A zip with exactly these members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()
