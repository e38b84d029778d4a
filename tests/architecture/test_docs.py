"""Whatever the pages and docstrings name is in the clone: paths, modules, commands, decisions, links."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.architecture import citations, markdown, tree

PAGES = [path for path in tree.tracked_files() if path.suffix == ".md" and path.parts[0] != "processes"]
#: where a docstring or a comment may cite a page
TEXTS = [path for path in tree.tracked_files() if path.suffix in {".py", ".html", ".js", ".css", ".toml", ".sh"}]
#: these have to name what isn't there
EXAMPLES = {Path("tests/architecture/test_docs.py"), Path("tests/architecture/test_names.py")}
ARCHITECTURE = Path("docs/ARCHITECTURE.md")


def read(path: Path) -> str:
    return (tree.ROOT / path).read_text(encoding="utf-8")


def absent_in_page(text: str, page: Path) -> list[str]:
    codes = markdown.CODE.findall(text)
    paths = [path for code in codes for path in citations.absent_paths(code, page.parent)]
    return paths + citations.absent_modules(text) + citations.absent_targets(text) + absent_in_text(text, page)


def absent_in_text(text: str, path: Path) -> list[str]:
    return citations.absent_pages(text, path.parent)


def listed(found: Iterable[tuple[Path, list[str]]]) -> list[str]:
    return [f"{path}: {name}" for path, names in found for name in names]


def missing_on_the_way(cell: str) -> list[str]:
    """What «`module.py`, `name`» names that isn't there."""
    path, *names = markdown.CODE.findall(cell)
    if not (tree.ROOT / path).is_file():
        return [path]
    defined = tree.defined_in(tree.parsed(Path(path)))
    return [f"{path} {name}" for name in names if name not in defined]


def test_a_question_is_answered_in_two_hops() -> None:
    (rows,) = (rows for heads, rows in markdown.tables(read(ARCHITECTURE)).items() if heads == "Question First Then")
    assert len(rows) > 20
    assert [missing for row in rows for cell in row[1:] for missing in missing_on_the_way(cell)] == []


@pytest.mark.parametrize(
    ("cell", "missing"),
    [
        ("`app/wiring.py`, `STATUSES`", []),
        ("`app/wiring.py`, `statuses`", ["app/wiring.py statuses"]),
        ("`app/wires.py`, `STATUSES`", ["app/wires.py"]),
    ],
)
def test_a_way_that_ends_nowhere_is_seen(cell: str, missing: list[str]) -> None:
    assert missing_on_the_way(cell) == missing


def test_what_a_page_names_is_in_the_clone() -> None:
    assert listed((page, absent_in_page(read(page), page)) for page in PAGES) == []


def test_links_of_pages_lead_somewhere() -> None:
    assert listed((page, list(citations.broken_links(read(page), page))) for page in PAGES) == []


def test_docstrings_and_comments_cite_what_is_in_the_clone() -> None:
    texts = [path for path in TEXTS if path not in EXAMPLES]
    assert listed((path, absent_in_text(read(path), path)) for path in texts) == []


def test_modules_named_in_docstrings_are_there() -> None:
    modules = [path for path in tree.modules() if path not in EXAMPLES]
    assert listed((path, citations.absent_modules(read(path))) for path in modules) == []


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("`app/wiring.py`", []),
        ("`app/usecases/*/`, `app/{portal,worklist}/schemas.py`, `processes/<service>/`", []),
        ("`app/usecases/mending.py`", ["app/usecases/mending.py"]),
        ("`app/{portal,desk}/schemas.py`", ["app/desk/schemas.py"]),
        ("`wiring.py`", []),
        ("`wires.py`", ["wires.py"]),
        ("`engine.complete` and `engine.feel.compile_expression`", []),
        ("`engine.spiff.levels`", ["engine.spiff.levels"]),
        ("`engine.finish`", ["engine.finish"]),
        ("`python -m engine lint x`, `python -m bench.reports`", []),
        ("`python -m bench.nothing`", ["bench.nothing"]),
        ("`make check`", []),
        ("`make tea`", ["tea"]),
        ("see docs/time.md and ADR 4", []),
        ("see docs/space.md and ADR 9999", ["docs/space.md", "ADR 9999"]),
        ("(ARCHITECTURE §2)", []),
        ("(BLUEPRINT §3)", ["BLUEPRINT"]),
    ],
)
def test_what_is_not_there_is_seen(text: str, absent: list[str]) -> None:
    assert absent_in_page(text, Path("docs/example.md")) == absent


@pytest.mark.parametrize(
    ("link", "broken"),
    [
        ("[time](time.md)", False),
        ("[words](glossary.md#the-machine)", False),
        ("[words](glossary.md#the-moon)", True),
        ("[nothing](nothing.md)", True),
        ("[out](../../other/README.md)", True),
        ("[far](https://example.org/x.md)", False),
    ],
)
def test_a_link_to_nowhere_is_seen(link: str, broken: bool) -> None:
    assert bool(list(citations.broken_links(link, Path("docs/example.md")))) is broken


STATUS = re.compile(r"Status: (accepted|superseded by (\d+)), \w+ \d{4}(; in part superseded by (\d+))?")
DECISIONS = sorted(path for path in PAGES if path.parent == Path("docs/adr") and path.name != "README.md")


def number_of(page: Path) -> int:
    return int(page.name[:4])


def status_of(page: Path) -> re.Match[str] | None:
    return STATUS.fullmatch(read(page).splitlines()[2])


def index_row(page: Path) -> str:
    """The line of the index that a decision must have: number, title, status without its date."""
    title = read(page).splitlines()[0].removeprefix(f"# {number_of(page)}. ")
    status = status_of(page)
    said = f"{status[1]}{status[3] or ''}" if status else "without a status"
    return f"| {number_of(page)} | [{title}]({page.name}) | {said} |"


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_decision_says_its_status_and_by_which_it_was_superseded(page: Path) -> None:
    status = status_of(page)
    assert status is not None
    later = {int(number) for number in status.group(2, 4) if number}
    assert later <= {number_of(other) for other in DECISIONS} - set(range(1, number_of(page) + 1))


def test_index_of_decisions_lists_each_with_its_status() -> None:
    index = [line for line in read(Path("docs/adr/README.md")).splitlines() if re.match(r"\| \d", line)]
    assert index == [index_row(page) for page in DECISIONS]


@pytest.mark.parametrize("line", ["Accepted.", "Status: accepted", "Status: superseded, November 2026"])
def test_a_status_without_its_date_or_successor_is_seen(line: str) -> None:
    assert STATUS.fullmatch(line) is None
