"""What the engine raises: one base, one class per reason; the docstring is the default message."""


class EngineError(Exception):
    """The engine could not do what was asked."""

    def __init__(self, message: str = "", *, element: str | None = None, process: str | None = None) -> None:
        super().__init__(message or self.__doc__ or "")
        #: id of the BPMN element at fault, for the analyst
        self.element = element
        self.process = process


class DefinitionError(EngineError):
    """The diagram can't be read or run."""


class SnapshotError(EngineError):
    """The stored state can't be read."""


class UnknownSnapshotVersion(SnapshotError):
    """The stored state is of a format that this release doesn't know."""


class TaskNotOpen(EngineError):
    """That task isn't open (any more)."""


class NotWaitingFor(EngineError):
    """The case isn't waiting for this message."""


class NotJson(EngineError):
    """Case data must be JSON."""
