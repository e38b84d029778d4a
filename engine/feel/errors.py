"""Errors of FEEL. `FeelSyntaxError` and `BudgetExceeded` reach a caller; `Undefined` becomes null with a reason."""

from enum import StrEnum

from engine.feel.syntax_faults import SyntaxFault


class FeelError(Exception):
    """The FEEL expression can't be used."""


class FeelSyntaxError(FeelError):
    """The text is not a FEEL expression. `position` counts characters from the start of the text."""

    def __init__(self, fault: SyntaxFault, position: int, *, at_end: bool = False, **parameters: object) -> None:
        """`at_end`: the text is over where something must be."""
        #: the same in both languages, without a full stop
        self.text = fault.told(parameters, position, at_end=at_end)
        super().__init__(self.text.en)
        self.fault = fault
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
