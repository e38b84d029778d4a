"""How much data a case may hold, and how much may come to it or leave it at once.

Counted are the characters of JSON text, so a value that is held many times counts each time, as it is stored. Each step
of a case reads and writes all of its data; documents are files of the desk and no data."""

from collections.abc import Callable
from typing import Final

from engine.errors import DataTooLarge

#: characters of all data that a case holds
MAX_CASE_DATA: Final = 1 << 20
#: characters of what comes at once, the answers to a form, a message, a connector's answer; and of what a case sends
MAX_MESSAGE: Final = 1 << 18
#: characters of all that a case sends in one step
MAX_SENT: Final = 1 << 22


def size_of(value: object) -> int:
    """About the characters of the value's JSON text, and never more."""
    kind = type(value)
    if kind is str:
        return len(value) + 2  # type: ignore[arg-type]
    if isinstance(value, dict):
        return sum([len(name) + 4 + size_of(part) for name, part in value.items()], 1) if value else 2
    if isinstance(value, list | tuple):
        return sum(map(size_of, value), 2)
    return 1 + (value.bit_length() * 3 >> 4) if isinstance(value, int) else 3


def check_size(value: object, *, limit: int, part: str) -> int:
    """The value's size. Raises `DataTooLarge` where that is more than the part of a case may have."""
    size = size_of(value)
    if size > limit:
        raise DataTooLarge(part, size=size, limit=limit)
    return size


class Meter:
    """How much data a case holds, and has sent in this step. The data are counted when they come near the limit; until
    then it is enough to know that they are less. Where a step is refused again and again, they are counted less and
    less often: ten thousand instances that are too much cost a dozen counts."""

    __slots__ = ("_count", "_patience", "_refusals", "_sent", "held")

    def __init__(self, count: Callable[[], int]) -> None:
        """`count` tells how many characters the case holds now."""
        self._count = count
        #: at most so many characters; None until they are counted
        self.held: int | None = None
        self._sent = 0
        self._refusals = self._patience = 0

    def admit(self, added: object, replaced: Callable[[], object] | None = None) -> None:
        """The case will hold this in addition, or instead of what is `replaced`. Where that doesn't grow it is always
        admitted. Raises `DataTooLarge`."""
        size = size_of(added)
        if self.held is None or self.held + size > MAX_CASE_DATA:
            size -= size_of(replaced()) if replaced is not None else 0
            self.held = self._held_before(size)
        self.held += size

    def _held_before(self, growth: int) -> int:
        """What the case holds before it grows so much. Raises `DataTooLarge`."""
        held = self.held
        if held is not None and (growth <= 0 or held + growth <= MAX_CASE_DATA):
            return held
        if held is None or not self._patience:
            held = self._count()
        if growth > 0 and held + growth > MAX_CASE_DATA:
            self._refusals += 1
            self._patience = self._patience - 1 if self._patience else self._refusals
            self.held = held
            raise DataTooLarge("case", size=held + growth, limit=MAX_CASE_DATA)
        return held

    def release(self, dropped: object) -> None:
        """The case holds this no longer."""
        if self.held is not None:
            self.held -= size_of(dropped)

    def send(self, payload: object) -> None:
        """The case sends this. Raises `DataTooLarge`."""
        sent = self._sent + check_size(payload, limit=MAX_MESSAGE, part="message")
        if sent > MAX_SENT:
            raise DataTooLarge("step", size=sent, limit=MAX_SENT)
        self._sent = sent
