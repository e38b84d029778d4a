"""How much work the checks of decision tables may do: a table of any size is judged in about a second, or said to be
left unjudged."""

from dataclasses import dataclass

#: Tests of one value that all tables of a model may cost together.
MAX_WORK = 600_000
#: Bits of a set of rules or values that are looked at in the time of such a test.
_BITS = 8_192


class TooMuchWork(Exception):
    """The table is too large to be judged."""


@dataclass(slots=True)
class Work:
    """What is left to be done."""

    left: int = MAX_WORK

    def spend(self, times: int, bits: int) -> None:
        """Pay for looking so often at sets of so many bits. Raises `TooMuchWork`."""
        self.left -= times * (1 + bits // _BITS)
        if self.left < 0:
            raise TooMuchWork
