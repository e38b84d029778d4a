"""What the engine raises: one base, one class per reason; the docstring is the default message."""

from engine.incident_codes import IncidentCode
from engine.model import Obstacle


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


class CannotMigrate(EngineError):
    """The case can't go on by the other definition."""

    def __init__(self, obstacles: tuple[Obstacle, ...]) -> None:
        super().__init__(
            "; ".join(obstacle.reason.en for obstacle in obstacles),
            element=obstacles[0].element if obstacles else None,
        )
        #: every reason, in the order of the case's tokens
        self.obstacles = obstacles


class CannotMove(EngineError):
    """The token can't be moved there."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.reason.en, element=obstacle.element)
        self.obstacle = obstacle


class StepFailed(EngineError):
    """A step could not be done; its token waits where it was, as an incident."""

    def __init__(self, code: IncidentCode, *, expression: str | None = None, **parameters: str | int) -> None:
        """The message is the technical line of the code over its parameters."""
        super().__init__(code.line(parameters))
        self.code = code
        self.parameters = parameters
        self.expression = expression
