"""Errors of FEEL. `FeelSyntaxError` and `BudgetExceeded` reach a caller; `Undefined` becomes null with a reason."""


class FeelError(Exception):
    """The FEEL expression can't be used."""


class FeelSyntaxError(FeelError):
    """The text is not a FEEL expression. `position` counts characters from the start of the text."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (at character {position + 1})")
        self.message = message
        self.position = position


class BudgetExceeded(FeelError):
    """The expression needs more steps, memory or nesting than it may use."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class NotData(FeelError):
    """The context holds something that is neither JSON nor a FEEL value."""


class Undefined(FeelError):
    """The operation has no result; its value is null and the message is the reported reason (DMN 10.3.2.13)."""
