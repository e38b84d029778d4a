"""What an import would write: new records, changed ones, and how many stay as they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from app.policy.administration import AdministrationScope
from app.usecases.imports.findings import Findings
from app.vocabulary import RecordKind
from engine import Bilingual
from forms.values.digits import persian_digits

OUT_OF_SCOPE: Final = Bilingual(
    "این در حوزهٔ مدیریت شما نیست؛ ردیف را پاک کنید.", "This isn't yours to administer; remove the row."
)


@dataclass(frozen=True, slots=True)
class Write:
    """A record to be written. New ones have all their columns, others those that differ, and `before` all of then."""

    kind: RecordKind
    record_id: UUID
    columns: Mapping[str, Any]
    before: Mapping[str, Any] | None
    #: whose administrators see it in the history
    agency_id: UUID | None
    name: str


@dataclass(slots=True)
class Plan:
    """What was found in a file, and what follows from it. Nothing is to be written where there is a finding."""

    findings: Findings = field(default_factory=Findings)
    writes: list[Write] = field(default_factory=list)
    rows: int = 0
    new: int = 0
    changed: int = 0
    #: how far the history of the organisation had come when this was planned
    based_on: int = 0

    @property
    def same(self) -> int:
        """Rows that say what is there already."""
        return self.rows - self.new - self.changed


def doubled(first: int) -> Bilingual:
    """Two rows of a file mean one record."""
    return Bilingual(
        f"این در ردیف {persian_digits(str(first))} هم آمده است؛ یکی از دو ردیف را پاک کنید.",
        f"Row {first} has this too; remove one of them.",
    )


def with_units_below(scope: AdministrationScope, parents: Mapping[UUID, UUID | None]) -> AdministrationScope:
    """The scope with the units that a file puts below those of it; `parents` are those of the file."""
    below: dict[UUID, list[UUID]] = {}
    for unit, above in parents.items():
        if above is not None:
            below.setdefault(above, []).append(unit)
    found, left = set(scope.units), list(scope.units)
    while left:
        more = [unit for unit in below.get(left.pop(), ()) if unit not in found]
        found.update(more)
        left += more
    return AdministrationScope(scope.national, scope.agencies, frozenset(found))


def on_circles(parents: Mapping[UUID, UUID | None]) -> set[UUID]:
    """The units that are above themselves, in linear time."""
    done: set[UUID] = set()
    found: set[UUID] = set()
    for start in parents:
        way: dict[UUID, int] = {}
        at: UUID | None = start
        while at is not None and at not in done and at not in way:
            way[at] = len(way)
            at = parents.get(at)
        if at is not None and at in way:
            found.update(unit for unit, place in way.items() if place >= way[at])
        done.update(way)
    return found
