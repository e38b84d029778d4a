"""What the checks of pages need of Markdown: pieces of code, links, tables, and the anchors of headings."""

import re
from functools import cache
from pathlib import Path

from tests.architecture import tree

CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
Row = list[str]


def tables(text: str) -> dict[str, list[Row]]:
    """The tables of a Markdown page by their first line's cells joined by a blank: the rows below, as cells."""
    found: dict[str, list[Row]] = {}
    rows: list[Row] | None = None
    for line in text.splitlines():
        if not line.startswith("|"):
            rows = None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if rows is None:
            rows = found.setdefault(" ".join(cells), [])
        elif set(line) - set("|-"):
            rows.append(cells)
    return found


def slug(heading: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    plain = re.sub(r"[`*]|\]\([^)]*\)|\[", "", heading.strip().lower())
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


@cache
def anchors(page: Path) -> frozenset[str]:
    """The anchors of a page's headings."""
    text = (tree.ROOT / page).read_text(encoding="utf-8")
    return frozenset(slug(line.lstrip("#")) for line in text.splitlines() if line.startswith("#"))
