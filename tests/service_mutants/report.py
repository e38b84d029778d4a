"""Count verdicts, and write the report of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.service_mutants.edit import Edit
from tests.service_mutants.judge import Verdict

_NOTICED = (Verdict.REFUSED, Verdict.WARNED, Verdict.WALKED, Verdict.RECORDED)
_COLUMNS = (*_NOTICED, Verdict.UNNOTICED, Verdict.EQUIVALENT)
_HEAD = """# How many mistakes in a service are noticed

Written by `make service-mutants` on {day}: seed {seed}, {drawn} of each of the six services that come along.

The tool makes one small mistake at a time in the diagram, the decision table, the forms, letters, notices and the
package of a service, evenly from the classes below, and asks two questions.

- **Does it change anything?** Facts of the diagram (what is promised, who does what until when), questions and texts
  are compared; then the walks of the service and {explored} plays that were explored at random on the unchanged one
  (answers from walks, options and limits, some left out or wrong; moments before and after each timer; other systems
  that fail) are played and every step is compared. A change without any difference is equivalent and isn't counted.
- **Who notices it?** In this order: the gate by an error (*refused*) or by a warning that the service didn't have
  (*warned*); a walk that no longer goes as it expects, or walks that no longer reach every part (*walked*); the record
  of the walks, `walks/record.txt`, which says who does a task until when, what its form asks and takes, when timers are
  due, what other systems are told and which values letters name (*recorded*: somebody who writes the record again
  reads the difference). What is left is *unnoticed*.

A record holds what was declared: it can't say that a deadline is wrong, only that it is another one than before. The
gate's share is therefore given apart.

"""


@dataclass(frozen=True, slots=True)
class Unnoticed:
    """A change that nobody notices."""

    service: str
    edit: Edit

    def told(self) -> Mapping[str, str]:
        """As plain words."""
        edit = self.edit
        names = {"service": self.service, "kind": edit.kind, "file": edit.file, "place": edit.place}
        return names | {"was": _short(edit.was), "now": _short(edit.now)}


@dataclass
class Tally:
    """How many changes of each class had which verdict."""

    kinds: dict[str, Counter[Verdict]] = field(default_factory=lambda: defaultdict(Counter))
    services: dict[str, Counter[Verdict]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, kind: str, service: str, verdict: Verdict) -> None:
        """Count one."""
        self.kinds[kind][verdict] += 1
        self.services[service][verdict] += 1

    @property
    def total(self) -> Counter[Verdict]:
        """Of all classes."""
        return sum(self.kinds.values(), Counter())

    @property
    def share(self) -> float:
        """What part of those that change something is noticed."""
        return share_of(self.total)

    def told(self) -> Mapping[str, object]:
        """The figures in one object."""
        return {"share": round(self.share, 4), "gate": round(gate_share_of(self.total), 4)} | {
            verdict.value: count for verdict, count in self.total.items()
        }


def share_of(counts: Counter[Verdict]) -> float:
    """What part of the changes that mean something is noticed."""
    return sum(counts[verdict] for verdict in _NOTICED) / max(1, _of(counts))


def gate_share_of(counts: Counter[Verdict]) -> float:
    """What part the gate notices by itself."""
    return (counts[Verdict.REFUSED] + counts[Verdict.WARNED]) / max(1, _of(counts))


def _of(counts: Counter[Verdict]) -> int:
    return counts.total() - counts[Verdict.EQUIVALENT]


def written(tally: Tally, unnoticed: list[Unnoticed], *, seed: int, size: int, explored: int, day: str) -> str:
    """The report."""
    head = _HEAD.format(day=day, seed=seed, drawn=f"{size} changes" if size else "all changes", explored=explored)
    total, hand = tally.total, tally.total[Verdict.WALKED] / max(1, _of(tally.total))
    found = f"**{share_of(total):.1%}** of {_of(total)} changes that mean something are noticed: "
    found += f"{gate_share_of(total):.1%} by the gate alone, {hand:.1%} by what walks expect, "
    found += f"{total[Verdict.RECORDED] / max(1, _of(total)):.1%} only by their records.\n"
    parts = [head + found, "## By service\n", *_table("service", tally.services, total)]
    parts += ["\n## By class\n", *_table("class", tally.kinds, total), "\n## Unnoticed\n", *_left(unnoticed)]
    return "\n".join(parts) + "\n"


def _table(name: str, rows: Mapping[str, Counter[Verdict]], total: Counter[Verdict]) -> Iterator[str]:
    yield f"| {name} | noticed | {' | '.join(_COLUMNS)} |"
    yield "|---|" + "---|" * (len(_COLUMNS) + 1)
    for row, counts in [*sorted(rows.items()), ("all", total)]:
        figures = " | ".join(str(counts[column]) for column in _COLUMNS)
        yield f"| {row} | {f'{share_of(counts):.0%}' if _of(counts) else '–'} | {figures} |"


def _left(unnoticed: list[Unnoticed]) -> Iterator[str]:
    if not unnoticed:
        yield "Nothing."
        return
    yield "| class | service | where | was | now |"
    yield "|---|---|---|---|---|"
    for one in sorted(unnoticed, key=lambda each: (each.edit.kind, each.service, each.edit.place)):
        told = {name: text.replace("|", "\\|") for name, text in one.told().items()}
        where = f"{told['file']}: {told['place']}"
        yield f"| {told['kind']} | {told['service']} | {where} | `{told['was']}` | `{told['now'] or ' '}` |"


def _short(text: str) -> str:
    joined = " ".join(text.split()).replace("`", "'")
    return joined if len(joined) <= 60 else joined[:59] + "…"
