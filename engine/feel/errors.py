"""Errors of FEEL. `FeelSyntaxError` and `BudgetExceeded` reach a caller; `Undefined` becomes null with a reason."""

from enum import StrEnum


class FeelError(Exception):
    """The FEEL expression can't be used."""


class FeelSyntaxError(FeelError):
    """The text is not a FEEL expression. `position` counts characters from the start of the text."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (at character {position + 1})")
        self.message = message
        self.position = position


class Limit(StrEnum):
    """What an evaluation has too much of."""

    #: work, counted in steps
    STEPS = "steps"
    #: characters of one text
    TEXT = "text"
    #: elements of one list
    LIST = "list"
    #: functions or parts inside each other
    NESTING = "nesting"
    #: parts and characters of a value that is to be kept or shown
    VALUE = "value"


class BudgetExceeded(FeelError):
    """The expression needs more steps, memory or nesting than it may use."""

    def __init__(self, message: str | None = None, limit: Limit = Limit.STEPS) -> None:
        super().__init__(message or self.__doc__)
        #: what there is too much of, for those who put it into other words
        self.limit = limit


class NotData(FeelError):
    """The context holds something that is neither JSON nor a FEEL value."""


class Undefined(FeelError):
    """The operation has no result; its value is null and the message is the reported reason (DMN 10.3.2.13)."""
