"""Stretches of time in whole seconds, packed to be stored, and the value at any share of very many of them.

Nothing is rounded away: a percentile found here is the one that sorting all of them would give."""

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from math import ceil, floor

#: four bytes hold 136 years of seconds
LONGEST = 0xFFFF_FFFF
_CODE = "I"
_HIGH, _LOW = 16, 0xFFFF
#: where the upper half of a number lies in memory
_UPPER = 1 if sys.byteorder == "little" else 0


def pack(seconds: Iterable[int]) -> bytes:
    """Spans in ascending order, four bytes each, lowest byte first."""
    run = array(_CODE, sorted(seconds))
    if sys.byteorder == "big":
        run.byteswap()
    return run.tobytes()


def unpack(packed: bytes) -> "array[int]":
    """What `pack` wrote, in ascending order."""
    run = array(_CODE)
    run.frombytes(packed)
    if sys.byteorder == "big":
        run.byteswap()
    return run


class Spans:
    """Many spans as sorted runs. They are never merged: a rank is found by counting the upper halves of all numbers,
    then the numbers of the one half in which it lies, so that each is looked at twice at most."""

    def __init__(self, runs: Sequence["array[int]"] = ()) -> None:
        self.runs = runs

    def __len__(self) -> int:
        return sum(map(len, self.runs))

    def at(self, share: float) -> float:
        """The value at a share of them as SQL's `percentile_cont`: of n values the share p lies at rank p·(n-1),
        between two neighbours in proportion. Raises ValueError where there are none."""
        count = len(self)
        if not count:
            raise ValueError("no spans")
        place = share * (count - 1)
        low, high = self._ranked(floor(place)), self._ranked(ceil(place))
        return low + (high - low) * (place - floor(place))

    def _ranked(self, rank: int) -> int:
        """The span at a rank, from 0."""
        half, within = _reached(self._upper_halves, rank)
        if half not in self._counted:
            first, last = half << _HIGH, half << _HIGH | _LOW
            inside: Counter[int] = Counter()
            for run in self.runs:
                inside.update(run[bisect_left(run, first) : bisect_right(run, last)])
            self._counted[half] = inside
        return _reached(self._counted[half], within)[0]

    @cached_property
    def _upper_halves(self) -> Counter[int]:
        halves: Counter[int] = Counter()
        for run in self.runs:
            halves.update(array("H", run.tobytes())[_UPPER::2])
        return halves

    @cached_property
    def _counted(self) -> dict[int, Counter[int]]:
        return {}


def _reached(counts: Counter[int], rank: int) -> tuple[int, int]:
    """The value that stands at a rank, and how many equal ones come before it."""
    for value in sorted(counts):
        if rank < counts[value]:
            return value, rank
        rank -= counts[value]
    raise IndexError(rank)
