"""Who records a step besides the case's own rows, in the order in which they do, each with the question whether a step
concerns it. Each is in the room that owns what it writes; it never runs the engine, and knows nothing of the others."""

from collections.abc import Callable
from operator import attrgetter

from app.usecases.answers import closing
from app.usecases.attendance import appointments
from app.usecases.messages import outgoing
from app.usecases.notices import notify
from app.usecases.promises import escalation, promise
from app.usecases.steps.step import CaseStep, Recorder

Concerns = Callable[[CaseStep], object]

_EVERY: Concerns = attrgetter("case")

RECORDERS: tuple[tuple[Concerns, Recorder], ...] = (
    (attrgetter("opened"), escalation.record),
    (_EVERY, notify.record),
    (attrgetter("sends"), outgoing.record),
    (attrgetter("moves_attendances"), appointments.record),
    (attrgetter("ended"), closing.record),
    # last: letters and notices speak of the promise as it was before
    (_EVERY, promise.record),
)
