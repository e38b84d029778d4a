"""Adding up what is settled: each closed case and each opinion goes into the tallies once, and reports read the sums.

A case is settled as soon as it is closed: nothing that a report counts of it changes any more. So it doesn't matter
when it is added, by whom, or whether its day is over; until then reports count it themselves. A batch is added whole,
marks included, or not at all, whenever a process is killed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random

from app.data.cases import retention
from app.data.statistics import case_facts, fact_tallies, live_counts, tally_writes
from app.data.statistics.case_facts import FADING
from app.data.statistics.tally_writes import Amounts, Cell, Marked, Settled, TallyKey
from app.data.statistics.values import span_of
from app.policy.days import local_day
from app.policy.reporting import Period, month_of
from app.vocabulary import Grain

#: as many days as a batch meets
_month_of = lru_cache(maxsize=4000)(month_of)


def is_anything_settled() -> bool:
    """Whether anything is to be added."""
    return bool(tally_writes.list_settled(limit=1) or tally_writes.list_opinions(limit=1))


def tally_some(*, now: datetime, limit: int) -> int:
    """Add the next settled cases and opinions, up to `most` of each; how many. None while somebody else does."""
    if tally_writes.hold(now=now) is None:
        return 0
    cases, opinions = tally_writes.list_settled(limit=limit), tally_writes.list_opinions(limit=limit)
    tally_writes.add(_by_cell(cases, opinions))
    fact_tallies.add(_described(cases))
    tally_writes.mark(cases, opinions, at=now)
    return len(cases) + len(opinions)


def check_a_day(*, now: datetime, chance: Random) -> date | None:
    """Count some day and its month again; what differs is noted for `health`. Returns the day, or None where there is
    none or somebody else is at work."""
    row, days = tally_writes.hold(now=now), days_known()
    if row is None or days is None:
        return None
    first, last = days
    day = first + timedelta(days=chance.randint(0, (last - first).days))
    row.found = sorted({*row.found, day.isoformat()} if _differs(day) else {*row.found} - {day.isoformat()})
    return day


def recount(day: date, *, now: datetime) -> bool:
    """Count a day again and put right what its tallies and those of its month say; whether that was needed. The caller
    waits for the process at work."""
    row = retention.get_upkeep_for_update(tally_writes.UPKEEP, now=now)
    row.found = [one for one in row.found if one != day.isoformat()]
    if not _differs(day):
        return False
    month = _month_of(day)
    tally_writes.replace(Grain.DAY, day, _count_day(day))
    tally_writes.replace(Grain.MONTH, month.first, _count_month(month))
    fact_tallies.replace(day, _describe_day(day))
    return True


def days_known() -> tuple[date, date] | None:
    """The first and the last day on which anything was accepted, or of which the tallies say anything."""
    found, tallied = live_counts.first_and_last_acceptance(None), tally_writes.first_and_last_day()
    days = [*map(local_day, found or ()), *(tallied or ())]
    return (min(days), max(days)) if days else None


def wrong_days() -> Sequence[str]:
    """The days whose tallies were found to differ from the cases."""
    row = retention.find_upkeep(tally_writes.UPKEEP)
    return row.found if row is not None else ()


def _differs(day: date) -> bool:
    month = _month_of(day)
    return not (
        _alike(tally_writes.read(Grain.DAY, day, day), _count_day(day))
        and _alike(tally_writes.read(Grain.MONTH, month.first, month.first), _count_month(month))
        and fact_tallies.read(day) == _describe_day(day)
    )


def _alike(one: Mapping[Cell, Amounts], other: Mapping[Cell, Amounts]) -> bool:
    return one.keys() == other.keys() and all(one[cell].says_the_same(other[cell]) for cell in one)


def _count_day(day: date) -> dict[Cell, Amounts]:
    """What the tallies of a day must say, by the cases that are marked as being in them."""
    start, end = Period(day, day).start, Period(day, day).end
    found: dict[Cell, Amounts] = defaultdict(Amounts)
    for case in tally_writes.list_accepted(start, end):
        _count_acceptance(found[Cell(Grain.DAY, day, case.place)], case)
    for case in tally_writes.list_answered(start, end):
        found[Cell(Grain.DAY, day, case.place)].counts["given"] += 1
    for opinion in tally_writes.list_opinions_on(start, end):
        _count_opinion(found[Cell(Grain.DAY, day, opinion.place)], opinion)
    return found


def _count_month(month: Period) -> dict[Cell, Amounts]:
    """What the tallies of a month must say, by those of its days."""
    found: dict[Cell, Amounts] = defaultdict(Amounts)
    for cell, amounts in tally_writes.read(Grain.DAY, month.first, month.last).items():
        found[cell._replace(grain=Grain.MONTH, first=month.first)].add(amounts)
    return found


def _describe_day(day: date) -> dict[tuple[str, date], Counter[str]]:
    """What the worksheets' measures of a day must say. What retention took away since is believed."""
    counted = _described(tally_writes.list_accepted(Period(day, day).start, Period(day, day).end))
    for place, measures in fact_tallies.read(day).items():
        for faded in FADING & measures.keys() if place in counted else ():
            counted[place][faded] = max(counted[place][faded], measures[faded])
    return counted


def _described(cases: Iterable[Settled]) -> dict[tuple[str, date], Counter[str]]:
    """The worksheets' measures of these cases, by service and day of acceptance."""
    found: dict[tuple[str, date], Counter[str]] = {}
    for case in case_facts.of_cases([case.id for case in cases]):
        found.setdefault((case.service_id, local_day(case.accepted_at)), Counter()).update(case.measures)
    return found


def _by_cell(cases: Iterable[Settled], opinions: Iterable[Marked]) -> dict[Cell, Amounts]:
    """What these add to the tallies."""
    found: dict[Cell, Amounts] = defaultdict(Amounts)
    for case in cases:
        for cell in _cells(case.place, case.accepted_at):
            _count_acceptance(found[cell], case)
        for cell in _cells(case.place, case.answered_at) if case.answered_at else ():
            found[cell].counts["given"] += 1
    for opinion in opinions:
        for cell in _cells(opinion.place, opinion.accepted_at):
            _count_opinion(found[cell], opinion)
    return found


def _cells(place: TallyKey, moment: datetime) -> tuple[Cell, Cell]:
    day = local_day(moment)
    return Cell(Grain.DAY, day, place), Cell(Grain.MONTH, _month_of(day).first, place)


def _count_acceptance(amounts: Amounts, case: Settled) -> None:
    counts = amounts.counts
    counts["accepted"] += 1
    if case.result is not None:
        counts[case.result.value] += 1
    if case.answered_at is None:
        return
    seconds = span_of(case.accepted_at, case.answered_at)
    amounts.spans.append(seconds)
    counts["answered"] += 1
    counts["seconds"] += seconds
    if case.promised_at is not None:
        counts["promised"] += 1
        counts["on_time"] += case.answered_at <= case.promised_at


def _count_opinion(amounts: Amounts, opinion: Marked) -> None:
    amounts.counts["opinions"] += 1
    amounts.counts["marks"] += opinion.overall
