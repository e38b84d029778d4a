"""Small conversions for the citizens' templates."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Flask
from markupsafe import Markup, escape

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
    app.jinja_env.filters.update(staged=staged, initials=initials, bullets=bullets, prose=prose)


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


def prose(text: str) -> Markup:
    """Paragraphs of a text that an author broke into lines as the file was wide: a single break is a blank."""
    blocks = (" ".join(block.split()) for block in text.split("\n\n"))
    return Markup("").join(Markup("<p>{}</p>").format(block) for block in blocks if block)


def bullets(text: str) -> Markup:
    """Plain text in which lines that begin with a hyphen are a list."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    if not lines or not all(line.startswith("- ") for line in lines):
        return prose(text)
    return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(escape(x[2:])) for x in lines))
