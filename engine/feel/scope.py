"""What an evaluation carries along: the variables in sight, the budget left, the moment, the reasons of nulls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from engine.feel.errors import BudgetExceeded, Limit
from engine.feel.stack import on_fresh_stack
from engine.feel.values import Value

#: Characters or elements that are copied as a whole cost a step for so many, as a power of two.
COPIED = 4
#: Functions inside each other before the next one gets a stack of its own, and the steps that this costs.
CALLS_ON_A_STACK, STACK_COST = 40, 500
#: Reasons kept of one evaluation; more would not help an author.
MAX_REASONS = 20


@dataclass(frozen=True, slots=True)
class Budget:
    """What one evaluation may use. A step is about one node evaluated, or sixteen characters or elements written.

    Memory is bounded by it as well: whatever keeps more than a few objects for a step charges more than one, before it
    makes them, and no single text or list goes beyond its limit."""

    steps: int = 100_000
    #: Elements of one list.
    list_size: int = 20_000
    #: Characters of one string.
    string_size: int = 200_000
    #: User functions that call each other.
    depth: int = 1200


DEFAULT = Budget()


class Run:
    """One evaluation of one expression."""

    __slots__ = ("_depth", "_steps", "budget", "converted", "dates_as_text", "now", "reasons")
    #: The reason why a name means nothing.
    NO_VARIABLE = "there is no variable {}"

    def __init__(self, budget: Budget, now: datetime | None, *, dates_as_text: bool = False) -> None:
        self.budget = budget
        #: Whether text of the data may stand for the date that it spells, where one is needed.
        self.dates_as_text = dates_as_text
        self.now = now
        self.reasons: list[str] = []
        #: Lists and objects of the data that were converted (`engine.feel.json.given`): their ids, themselves, values.
        self.converted: dict[int, tuple[object, Value]] | None = None
        self._steps = budget.steps
        self._depth = 0

    def charge(self, steps: int) -> None:
        """Pay for work; raises `BudgetExceeded` when the budget is spent."""
        self._steps -= steps
        if self._steps < 0:
            raise BudgetExceeded("the expression takes too many steps")

    def null(self, reason: object) -> Value:
        """FEEL's null, whose reason is kept for the author."""
        if len(self.reasons) < MAX_REASONS:
            self.reasons.append(str(reason)[:500])
        return None

    def fits(self, characters: int) -> None:
        """Make sure that a text of so many characters may be made. Raises `BudgetExceeded`."""
        if characters > self.budget.string_size:
            raise BudgetExceeded("the expression makes too long a string", Limit.TEXT)

    def checked(self, value: Value, *, copied: bool = False) -> Value:
        """Pay for the size of a new string or list, less where its elements were only copied.

        Raises `BudgetExceeded` where it is too large."""
        if isinstance(value, str):
            self.fits(len(value))
            self.charge(len(value) >> COPIED)
        elif isinstance(value, tuple):
            if len(value) > self.budget.list_size:
                raise BudgetExceeded("the expression makes too long a list", Limit.LIST)
            self.charge(len(value) >> COPIED if copied else len(value))
        return value

    def inside_function(self, body: Callable[[], Value]) -> Value:
        """The value of a function's body, one call deeper.

        Raises `BudgetExceeded` where functions call each other without end."""
        self._depth += 1
        if self._depth > self.budget.depth:
            raise BudgetExceeded("functions call each other too deeply", Limit.NESTING)
        if self._depth % CALLS_ON_A_STACK:
            value = body()
        else:
            self.charge(STACK_COST)
            value = on_fresh_stack(body)
        self._depth -= 1
        return value


@dataclass(slots=True)
class Scope:
    """Variables of one level; a name not found here is looked for in the parent."""

    variables: Mapping[str, Value]
    run: Run
    parent: "Scope | None" = field(default=None)

    def child(self, variables: Mapping[str, Value]) -> "Scope":
        """A scope inside this one."""
        return Scope(variables, self.run, self)


#: A compiled expression. It never raises `Undefined`; it keeps the reason and gives null.
Evaluate: TypeAlias = Callable[[Scope], Value]
