"""What the engine raises: one base, one class per reason; the docstring is the default message."""

from engine.incident_codes import IncidentCode
from engine.model import Bilingual, Obstacle

#: characters of a text that an incident tells; what is longer is cut
_MOST_TOLD = 1_000


class EngineError(Exception):
    """The engine could not do what was asked."""

    def __init__(self, message: str = "", *, element: str | None = None, process: str | None = None) -> None:
        super().__init__(message or self.__doc__ or "")
        #: id of the BPMN element at fault, for the analyst
        self.element = element
        self.process = process


class DefinitionError(EngineError):
    """The diagram can't be read or run."""

    def __init__(
        self, message: str | Bilingual = "", *, element: str | None = None, process: str | None = None
    ) -> None:
        """A message that is one text is English; in Persian sentences it is quoted."""
        english = message.en if isinstance(message, Bilingual) else message or (self.__doc__ or "")
        super().__init__(english, element=element, process=process)
        #: why, in both languages
        self.text = message if isinstance(message, Bilingual) else Bilingual(f"«{english}»", english)


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
        told = {name: value if isinstance(value, int) else _shortened(value) for name, value in parameters.items()}
        super().__init__(code.line(told))
        self.code = code
        self.parameters = told
        self.expression = expression


class DataTooLarge(StepFailed):
    """More data than a case may hold, or than may come or leave at once. Raised for what comes from outside, nothing is
    stored; where a step makes it the step becomes an incident."""

    def __init__(self, part: str, *, size: int, limit: int) -> None:
        """`part` is what may not have so much: "case", "message" (also answers, of a form or a connector) or "step"
        (all that is sent in one); sizes are characters of JSON text."""
        super().__init__(IncidentCode.DATA_TOO_LARGE, part=part, size=size, limit=limit)
        fa, en = _PARTS[part]
        #: the same in both languages, for whoever sent it
        self.message = Bilingual(
            f"{fa} بیش از اندازهٔ مجاز است: {size} نویسه؛ سقف آن {limit} نویسه است. چیزی ثبت نشد.".translate(_PERSIAN),
            f"{en} have {size} characters; at most {limit} are allowed. Nothing was recorded.",
        )


_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_PARTS = {
    "case": ("داده‌های پرونده روی هم", "The data of the case together would"),
    "message": ("پاسخ‌ها یا پیامی که فرستاده شد", "The answers or the message"),
    "step": ("آنچه پرونده در یک گام می‌فرستد", "What the case sends in one step would"),
}


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_TOLD else f"{text[:_MOST_TOLD]}…"
