"""What one run of a decision carries along beside FEEL's budget and reasons: the rules that matched."""

from datetime import datetime

from engine.feel.scope import Budget, Run


class DecisionRun(Run):
    """One run of a decision with the decisions that it needs."""

    __slots__ = ("matched",)
    NO_VARIABLE = "there is no variable {}, or no requirement leads to it"

    def __init__(self, budget: Budget, now: datetime | None) -> None:
        super().__init__(budget, now)
        #: Numbers of matching rules by the name of what owns the table.
        self.matched: dict[str, tuple[int, ...]] = {}
