"""What a case listens for after a step: reserved before anything of the step is recorded, so that a wait for a message
which another case has already is an incident of the outcome that is stored, and never a second receiver.

The row is the reservation: two cases that ask for one key at the same moment meet at its unique key, and the second
waits there until the first has committed."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import engine
from app.data.cases import projections
from app.data.cases.projections import Standing, Wait
from app.data.outbox import mailbox
from app.policy.tracking_codes import show_tracking_code
from app.usecases.services.content import ServiceContent
from app.vocabulary import EventKind

if TYPE_CHECKING:
    from app.data.models import Case


def reserve(
    case: "Case",
    content: ServiceContent,
    outcome: engine.Outcome,
    before: Standing,
    *,
    now: datetime,
    calendar: engine.WorkingCalendar,
) -> engine.Outcome:
    """Write what the case listens for. The outcome comes back with an incident for every wait that another case has
    already; where two tokens of one case wait for the same, the first takes the message, then the second waits."""
    refused = projections.write_subscriptions(before, _wanted(case, outcome))
    _wake(case, outcome, before, now=now)
    reasons = _reasons(case, refused)
    if not reasons:
        return outcome
    held = engine.hold(content.definition, outcome.snapshot, reasons, now=now, calendar=calendar)
    return replace(
        outcome,
        snapshot=held.snapshot,
        state=held.state,
        incidents=held.incidents,
        subscriptions=held.subscriptions,
        timers=held.timers,
    )


def key_of(case: "Case", subscription: engine.Subscription) -> str:
    """The correlation value of a wait: the diagram's, else the tracking code of the case."""
    return subscription.key or case.tracking_code


def _wanted(case: "Case", outcome: engine.Outcome) -> list[Wait]:
    """In an order that all cases share, so that two of them never wait for each other."""
    messages = [
        Wait(one.task_id, one.element, EventKind.MESSAGE, one.message, key_of(case, one))
        for one in outcome.subscriptions
    ]
    signals = [Wait(one.task_id, one.element, EventKind.SIGNAL, one.message, one.task_id) for one in outcome.listening]
    return sorted([*messages, *signals], key=lambda wait: (wait.kind, wait.name, wait.key, wait.task_id))


def _wake(case: "Case", outcome: engine.Outcome, before: Standing, *, now: datetime) -> None:
    new = [one for one in outcome.subscriptions if one.task_id not in before.subscriptions]
    mailbox.wake({(one.message, key_of(case, one)) for one in new}, now=now)


def _reasons(case: "Case", refused: list[Wait]) -> dict[str, engine.StepFailed]:
    if not refused:
        return {}
    holders = mailbox.holders_of({(wait.name, wait.key) for wait in refused})
    reasons = {}
    for wait in refused:
        holder_id, code = holders.get((wait.name, wait.key), (None, ""))
        if holder_id != case.id:
            shown = show_tracking_code(code) if code else ""
            reasons[wait.task_id] = engine.StepFailed(
                engine.IncidentCode.MESSAGE_KEY_TAKEN, message=wait.name, key=wait.key, case=shown
            )
    return reasons
