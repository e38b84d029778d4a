"""The settings file, read as systemd reads an `EnvironmentFile=` (systemd.exec(5)), so that the desk and its operator
see the same: no shell is involved, and JSON needs no further quotes."""

import re
from collections.abc import Mapping
from pathlib import Path

#: where it lies on an installation, and the variable that names another place
USUAL, NAMED_BY = Path("/etc/miz.env"), "MIZ_SETTINGS"
_ASSIGNMENT = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)", re.DOTALL)


class SettingsFileError(Exception):
    """The settings file can't be read."""


def environment(chosen: Path | None, process: Mapping[str, str]) -> dict[str, str]:
    """What the settings say: the file, and above it the environment of the process. The file is the one
    chosen, else that of `MIZ_SETTINGS`, else /etc/miz.env where it exists. Raises SettingsFileError."""
    given = dict(process)
    named = chosen or (Path(given[NAMED_BY]) if given.get(NAMED_BY) else None)
    if named is None and not USUAL.exists():
        return given
    return read(named or USUAL) | given


def read(path: Path) -> dict[str, str]:
    """The variables of a file. Raises SettingsFileError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise SettingsFileError(f"{path}: {error}") from error
    found: dict[str, str] = {}
    for number, line in _lines(text):
        matched = _ASSIGNMENT.fullmatch(line)
        if matched is None:
            raise SettingsFileError(f"{path}, line {number}: NAME=value is expected")
        found[matched[1]] = _value(matched[2].strip(), f"{path}, line {number}")
    return found


def _lines(text: str) -> list[tuple[int, str]]:
    """Assignments with the number of their first line; a backslash at the end joins the next line."""
    found: list[tuple[int, str]] = []
    joined, first = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if not joined:
            first = number
            if not line.strip() or line.lstrip()[0] in "#;":
                continue
        joined += line
        if joined.endswith("\\"):
            joined = joined[:-1]
            continue
        found.append((first, joined))
        joined = ""
    return [*found, (first, joined)] if joined else found


def _value(raw: str, where: str) -> str:
    """A value without its quotes: double ones may hold escaped characters, single ones hold what stands there."""
    if raw[:1] not in ("'", '"'):
        return raw
    if len(raw) < 2 or raw[-1] != raw[0]:
        raise SettingsFileError(f"{where}: the quote isn't closed")
    inner = raw[1:-1]
    return inner if raw[0] == "'" else re.sub(r'\\(["\\`$])', r"\1", inner)
