"""Habits that a file of their own describes: hooks run what `make check-static` runs, the changelog keeps its form."""

import re

import pytest
import yaml

from tests.architecture import tree

VERSION = re.compile(r"## \[(Unreleased|\d+\.\d+\.\d+)\]( - (\d{4}-\d{2}-\d{2}|in preparation))?")
KINDS = {"### Added", "### Changed", "### Deprecated", "### Removed", "### Fixed", "### Security"}


def read(name: str) -> str:
    return (tree.ROOT / name).read_text(encoding="utf-8")


def parts_of_check_static() -> list[str]:
    (line,) = re.findall(r"^check-static: (.+)$", read("Makefile"), re.MULTILINE)
    return line.split()


def test_hooks_run_the_parts_of_check_static_and_download_nothing() -> None:
    repositories = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    hooks = [hook for repository in repositories for hook in repository["hooks"]]
    assert [hook["entry"] for hook in hooks] == [f"make {part}" for part in parts_of_check_static()]
    assert {repository["repo"] for repository in repositories} == {"local"}
    assert {hook["language"] for hook in hooks} == {"system"}


def astray(changelog: str) -> list[str]:
    """Lines of a changelog that are neither a version, a kind of change nor part of a bullet below one."""
    found = []
    kind = False
    for line in changelog.splitlines()[4:]:
        if line.startswith("## "):
            kind = False
            found += [] if VERSION.fullmatch(line) else [line]
        elif line.startswith("### "):
            kind = True
            found += [] if line in KINDS else [line]
        elif kind and line and not line.startswith(("- ", "  ", "#### ")):
            found.append(line)
    return found


def test_changelog_lists_changes_by_version_and_kind() -> None:
    changelog = read("CHANGELOG.md")
    versions = [match[1] for line in changelog.splitlines() if (match := VERSION.fullmatch(line))]
    (current,) = re.findall(r'^version = "(.+)"$', read("pyproject.toml"), re.MULTILINE)
    assert versions[:2] == ["Unreleased", current]
    assert astray(changelog) == []


@pytest.mark.parametrize("line", ["## 1.0", "### News", "and prose"])
def test_a_line_astray_in_the_changelog_is_seen(line: str) -> None:
    assert astray(f"# Changelog\n\nText\n\n## [Unreleased]\n### Added\n- a thing\n  that goes on\n{line}\n") == [line]
