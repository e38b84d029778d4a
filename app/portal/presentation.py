"""Small conversions for the citizens' templates."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Flask

from forms import Bilingual

if TYPE_CHECKING:
    from app.data.models import CaseStage


@dataclass(frozen=True, slots=True)
class ShownStage:
    """A stage as the component `stage_list` takes it."""

    name: Bilingual
    state: str
    entered_at: datetime | None
    left_at: datetime | None
    due_at: datetime | None


def init_presenting(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.filters.update(staged=staged, initials=initials)


def staged(rows: "Iterable[CaseStage]", waiting: Collection[str] = ()) -> list[ShownStage]:
    """The stages of a case, ready to be listed; those of `waiting` say that they wait for the reader."""
    return [
        ShownStage(
            name=Bilingual(row.name_fa, row.name_en),
            state="waiting" if row.stage in waiting else row.state.value,
            entered_at=row.entered_at,
            left_at=row.left_at,
            due_at=row.due_at,
        )
        for row in rows
    ]


def initials(name: str) -> str:
    """A name that its bearer recognises and a stranger doesn't learn: «م. احمدی»."""
    first, _, rest = name.partition(" ")
    return f"{first[:1]}. {rest}" if rest else f"{first[:1]}…"
