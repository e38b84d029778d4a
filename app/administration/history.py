"""The history of the organisation in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from app.usecases.organisation import records
from app.usecases.organisation.columns import COLUMNS, DETAILS, PERSON, SEAT, Column
from app.vocabulary import ChangeAction, RecordKind
from app.web.language import t
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import OrganisationChange

ACTIONS: Final = {
    ChangeAction.CREATED: Bilingual("ثبت شد", "Created"),
    ChangeAction.CHANGED: Bilingual("تغییر کرد", "Changed"),
    ChangeAction.ENDED: Bilingual("پایان یافت", "Ended"),
    ChangeAction.RESET: Bilingual("ورودش بازنشانی شد", "Sign-in reset"),
}
COMMAND_LINE: Final = Bilingual("خط فرمان", "the command line")
_DAYS: Final = tuple(column for column in SEAT if column.name.endswith("_day"))
#: the fields that a line tells of, by kind of record
TOLD: Final = {
    **COLUMNS,
    RecordKind.PERSON: (*PERSON[:1], *DETAILS),
    RecordKind.MEMBERSHIP: SEAT,
    RecordKind.SUBSTITUTION: _DAYS,
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A line of the history in words: what was done, by whom, and each field with its two values."""

    at: datetime
    action: Bilingual
    by: str
    name: str
    fields: tuple[tuple[str, str, str], ...]


def change_lines(changes: "Iterable[OrganisationChange]") -> list[ChangeLine]:
    """The history, as its page tells it."""
    return [
        ChangeLine(
            at=change.at,
            action=ACTIONS[change.action],
            by=change.by.name if change.by else t(COMMAND_LINE.fa, COMMAND_LINE.en),
            name=change.name,
            fields=tuple(_field(column, change) for column in TOLD[change.kind] if _is_told(column, change)),
        )
        for change in changes
    ]


def _is_told(column: Column, change: "OrganisationChange") -> bool:
    return column.name in change.before or change.after.get(column.name) not in (None, "")


def _field(column: Column, change: "OrganisationChange") -> tuple[str, str, str]:
    values = (change.before.get(column.name), change.after.get(column.name))
    before, after = (_told(column, value) for value in values)
    return t(column.label.fa, column.label.en), before, after


def _told(column: Column, value: object) -> str:
    """A stored value in words: the name of a choice, of the record that is referred to, or what it is."""
    if value in (None, "", {}):
        return "—"
    if column.refers is not None:
        return records.name_at(column.refers, UUID(str(value))) or "—"
    chosen = dict(column.choices).get(str(value))
    return t(chosen.fa, chosen.en) if chosen else str(value)
