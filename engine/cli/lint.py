"""`python -m engine lint FILE_OR_FOLDER… [--json] [--publishing] [--desk FILE.json] [--language fa|en|both]`: the gate
on the command line.

The only module of the gate that reads files and writes text."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from engine.cli.judges import judges
from engine.desk import Desk
from engine.findings import Finding
from engine.lint.gate import lint
from engine.model import Bilingual, Severity


def main(argv: Sequence[str]) -> int:
    """Print the findings of all files; 1 exactly when there is an error among them.

    A folder is a service bundle as on disk and judged as for publishing; its forms come from `forms/<id>/` beside
    the folder's parent. A single file is judged as a diagram alone, unless `--publishing` is given. `--desk` names a
    JSON file with the roles, groups, persons, connectors and languages of the desk (`engine.Desk`)."""
    parser = argparse.ArgumentParser(prog="python -m engine lint", description="Find what can't run or be published.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--json", action="store_true", help="print one JSON list instead of lines of text")
    parser.add_argument("--publishing", action="store_true", help="also demand what only a service must have")
    parser.add_argument("--desk", type=_read_desk, metavar="FILE.json", help="what there is where it is to run")
    parser.add_argument("--language", choices=("en", "fa", "both"), default="en", help="“both” is for --json alone")
    given = parser.parse_args(argv)
    if given.language == "both" and not given.json:
        parser.error("--language both needs --json")
    findings = [
        finding for path in given.paths for finding in _findings(path, publishing=given.publishing, desk=given.desk)
    ]
    if given.json:
        sys.stdout.write(
            json.dumps([_as_json(f, given.language) for f in findings], ensure_ascii=False, indent=1) + "\n"
        )
    else:
        sys.stdout.writelines(_as_line(finding, given.language) for finding in findings)
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0


def read_bundle(folder: Path) -> dict[str, bytes]:
    """The files of a service on disk, under the names they have in a bundle. Raises `OSError`."""
    bundle = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in (".bpmn", ".dmn", ".form", ".yaml", ".json")
    }
    # of pictures only the names are looked at
    bundle |= {f"images/{path.name}": b"" for path in sorted((folder / "images").glob("*")) if path.is_file()}
    forms = folder.resolve().parent.parent / "forms" / folder.resolve().name
    if forms.is_dir():
        bundle |= {f"forms/{path.name}": path.read_bytes() for path in sorted(forms.glob("*.form"))}
    return bundle


def _read_desk(path: str) -> Desk:
    try:
        return Desk.of(json.loads(Path(path).read_bytes()))
    except (OSError, ValueError, RecursionError) as error:
        raise argparse.ArgumentTypeError(f"{path}: {error}") from None


def _findings(path: Path, *, publishing: bool, desk: Desk | None) -> list[Finding]:
    try:
        if path.is_dir():
            found = lint(read_bundle(path), publishing=True, desk=desk, judges=judges())
            return [_within(finding, f"{path}/{finding.file}") for finding in found]
        name = path.name if path.suffix in (".bpmn", ".xml", ".dmn", ".form") else f"{path.name}.bpmn"
        found = lint({name: path.read_bytes()}, publishing=publishing, desk=desk, judges=judges())
    except OSError as error:
        reason = error.strerror or str(error)
        text = Bilingual(f"فایل خوانده نشد: {reason}", f"The file can't be read: {reason}")
        return [Finding(str(path), None, "unreadable", Severity.ERROR, text)]
    return [_within(finding, str(path)) for finding in found]


def _within(finding: Finding, file: str) -> Finding:
    """The finding with the file as it was given."""
    return replace(finding, file=file, fixes=tuple(replace(fix, file=file) for fix in finding.fixes))


def _as_json(finding: Finding, language: str) -> dict[str, object]:
    """A finding as `docs/lint/README.md` describes it."""
    return {
        "file": finding.file,
        "element": finding.element,
        "label": _text(finding.label, language),
        "line": finding.line,
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": _text(finding.message, language),
        "consequence": _text(finding.consequence, language),
        "remedy": _text(finding.remedy, language),
        "fixes": [asdict(fix) for fix in finding.fixes],
    }


def _text(text: Bilingual | None, language: str) -> str | dict[str, str] | None:
    if text is None:
        return None
    return text._asdict() if language == "both" else text.in_language(language)


def _as_line(finding: Finding, language: str) -> str:
    return f"{finding.file}: {finding.severity} [{finding.rule}] {finding.message.in_language(language)}\n"
