"""What a bundle changes against another one: its files, and what citizens and staff will notice. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import engine
from app.usecases.notices.formatting import duration_words
from app.usecases.services.content import ServiceContent
from engine import Bilingual


class Change(StrEnum):
    """What became of a file."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file of a bundle that isn't what it was; lines counted for texts that are in both."""

    path: str
    change: Change
    added_lines: int = 0
    removed_lines: int = 0


@dataclass(frozen=True, slots=True)
class FactChange:
    """Something that a reader of the diagram would notice: what it was and what it becomes, as lists of texts."""

    label: Bilingual
    before: tuple[Bilingual, ...]
    after: tuple[Bilingual, ...]

    @property
    def is_change(self) -> bool:
        """Whether anything differs."""
        return self.before != self.after


def changed_files(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FileChange, ...]:
    """The files that were added, changed or removed, by path; those that stayed are absent."""
    return tuple(
        _file_change(path, before.get(path), after.get(path))
        for path in sorted({*before, *after})
        if before.get(path) != after.get(path)
    )


def changed_facts(before: ServiceContent | None, after: ServiceContent) -> tuple[FactChange, ...]:
    """Every fact worth comparing, changed or not. `before` None: there was no version."""
    return tuple(
        FactChange(label, read(before) if before is not None else (), read(after)) for label, read in _COMPARED
    )


def _file_change(path: str, before: str | None, after: str | None) -> FileChange:
    if before is None:
        return FileChange(path, Change.ADDED, added_lines=len((after or "").splitlines()))
    if after is None:
        return FileChange(path, Change.REMOVED, removed_lines=len(before.splitlines()))
    was, becomes = before.splitlines(), after.splitlines()
    return FileChange(path, Change.CHANGED, _not_in(becomes, was), _not_in(was, becomes))


def _not_in(lines: list[str], others: list[str]) -> int:
    """How many of the lines the others lack, counted as often as they occur; their order says nothing."""
    left: dict[str, int] = {}
    for line in others:
        left[line] = left.get(line, 0) + 1
    missing = 0
    for line in lines:
        if left.get(line, 0):
            left[line] -= 1
        else:
            missing += 1
    return missing


def _title(content: ServiceContent) -> tuple[Bilingual, ...]:
    return (content.title,)


def _response_time(content: ServiceContent) -> tuple[Bilingual, ...]:
    facts = content.facts
    if facts.response_time is None:
        return (Bilingual("بی‌درنگ", "At once"),)
    span = duration_text(facts.response_time, working=facts.clock is engine.Clock.WORKING)
    if facts.clock_start is engine.ClockStart.ACCEPTANCE:
        return (Bilingual(f"{span.fa} از پذیرش", f"{span.en} from acceptance"),)
    return (Bilingual(f"{span.fa} از کامل شدن پرونده", f"{span.en} from the complete file"),)


def _stages(content: ServiceContent) -> tuple[Bilingual, ...]:
    return tuple(both(stage.name) for stage in content.facts.stages)


def _lanes(content: ServiceContent) -> tuple[Bilingual, ...]:
    return tuple(both(lane.name) for lane in content.facts.lanes)


def _tasks(content: ServiceContent) -> tuple[Bilingual, ...]:
    return tuple(both(a.name) for a in content.facts.activities if a.audience is not None)


def _attendances(content: ServiceContent) -> tuple[Bilingual, ...]:
    return tuple(both(a.name) for a in content.facts.attendances)


def _forms(content: ServiceContent) -> tuple[Bilingual, ...]:
    return _plain(sorted(content.forms))


def _letters(content: ServiceContent) -> tuple[Bilingual, ...]:
    return _plain(sorted(content.letters))


def _plain(names: Iterable[str]) -> tuple[Bilingual, ...]:
    return tuple(Bilingual(name, name) for name in names)


def duration_text(text: str, *, working: bool) -> Bilingual:
    """An ISO 8601 duration in words; what isn't one is shown as it was written."""
    try:
        return Bilingual(*(duration_words(text, language, working=working) for language in ("fa", "en")))
    except engine.CalendarError:
        return Bilingual(text, text)


def both(text: engine.Bilingual) -> Bilingual:
    """A name of the diagram as a pair; an empty English side shows the Persian one."""
    return Bilingual(text.fa, text.en or text.fa)


_COMPARED: tuple[tuple[Bilingual, Callable[[ServiceContent], tuple[Bilingual, ...]]], ...] = (
    (Bilingual("عنوان", "Title"), _title),
    (Bilingual("زمان پاسخ", "Response time"), _response_time),
    (Bilingual("مرحله‌ها", "Stages"), _stages),
    (Bilingual("خط‌های کار", "Lanes"), _lanes),
    (Bilingual("کارها", "Tasks"), _tasks),
    (Bilingual("حضورها", "Attendances"), _attendances),
    (Bilingual("فرم‌ها", "Forms"), _forms),
    (Bilingual("نامه‌ها", "Letters"), _letters),
)
