"""Save the desk's whole state into a folder, or bring it back: `python -m deploy.backup save|restore FOLDER`.

The state is the database and the data directory; nothing else. Saving may be done while the desk is open: the database
is copied as it stands at one moment, the files after it, so that no file the database names is missing. Restoring
wants the desk closed and an empty place."""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, make_url

from config import Settings, SettingsError

DUMP, COPY, FILES = "database.dump", "database.sqlite", "data"


class BackupFailed(Exception):
    """The state could not be saved or restored."""


def save(settings: Settings, folder: Path) -> None:
    """Write a copy of everything into `folder`, which must not exist yet. Raises BackupFailed."""
    if folder.exists():
        raise BackupFailed(f"{folder} exists already")
    part = folder.with_name(f".{folder.name}.{os.getpid()}")
    part.mkdir(parents=True, mode=0o700)
    url = make_url(settings.database_url)
    if url.drivername.startswith("sqlite"):
        _copy_sqlite(Path(url.database or ""), part / COPY)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={part / DUMP}", f"--dbname={_address(url)}")
    shutil.copytree(settings.data_dir, part / FILES, ignore=shutil.ignore_patterns("*.db", "*.db-*", "incoming"))
    part.rename(folder)  # a folder of this name is a whole backup


def restore(settings: Settings, folder: Path) -> None:
    """Bring back what `save` wrote, into an empty database and an empty data directory. Raises BackupFailed."""
    url = make_url(settings.database_url)
    left = [path.name for path in settings.data_dir.iterdir()] if settings.data_dir.exists() else []
    if left:
        raise BackupFailed(f"{settings.data_dir} is not empty: {', '.join(sorted(left)[:5])}")
    source = folder / (COPY if url.drivername.startswith("sqlite") else DUMP)
    if not source.is_file():
        raise BackupFailed(f"{source} is missing: is this a whole backup of the same kind of database?")
    shutil.copytree(folder / FILES, settings.data_dir, dirs_exist_ok=True)
    if source.name == COPY:
        _copy_sqlite(source, Path(url.database or ""))
    else:
        _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={_address(url)}", source)


def _copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy, also while others write."""
    if not source.is_file() or target.exists():
        raise BackupFailed(f"{source} is missing, or {target} exists already")
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)


def _address(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _run(*command: str | Path) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    if done.returncode != 0:
        raise BackupFailed(f"{command[0]} failed:\n{done.stderr.strip()}")


def main() -> int:
    """Save or restore, and say what went wrong."""
    parser = argparse.ArgumentParser(prog="python -m deploy.backup", description=__doc__)
    parser.add_argument("what", choices=("save", "restore"))
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args()
    try:
        settings = Settings.from_environment()
        (save if chosen.what == "save" else restore)(settings, chosen.folder)
    except (BackupFailed, SettingsError, OSError, sqlite3.Error) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
