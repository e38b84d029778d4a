"""When a process begins by itself: at its timer, or as soon as its condition holds over given data (BPMN 2.0, 10.5.2).

Nothing runs here; the owner of the clock asks."""

from datetime import datetime

from engine.execution.case import Case
from engine.execution.event_definitions import Condition, Timer, due_moment
from engine.execution.program import Definition
from engine.execution.spec import StartTrigger
from engine.execution.variables import json_copy
from engine.model import Data
from engine.time import DEFAULT_CALENDAR


class Alarm:
    """The timer of a start event, over the data that cases are to begin with."""

    def __init__(self, definition: Definition, trigger: StartTrigger, data: Data, now: datetime) -> None:
        """Raises `StepFailed` where the moment can't be worked out, `NotJson`."""
        self.definition = definition
        self.data = data
        self.element = trigger.node.bpmn_id
        self._event = trigger.event
        self._case = _stand_in(definition, data, now)
        self._token = self._case.listener(trigger.node)
        self._event.subscribe(self._token)

    @property
    def due(self) -> datetime:
        """The next moment at which a case begins."""
        due = due_moment(self._token)
        if due is None:
            raise TypeError(self.element)
        return due

    @property
    def endless(self) -> bool:
        """Whether its rounds never end."""
        wait = self._token.record.wait
        return wait is not None and wait.every is not None and wait.left is None and wait.until is None

    def rings_again(self, now: datetime) -> bool:
        """A case has begun at `now`; whether there is another round. Raises `StepFailed`."""
        self._case.now = now
        return bool(self._event.next_round(self._token))


def alarm_of(definition: Definition, data: Data, now: datetime) -> Alarm | None:
    """The alarm of a process whose first start is a timer; None for every other."""
    trigger = _only_start(definition)
    return Alarm(definition, trigger, data, now) if trigger is not None and isinstance(trigger.event, Timer) else None


def may_begin(definition: Definition, data: Data, now: datetime) -> bool:
    """Whether nothing speaks against beginning: where a condition begins the process it must hold. Raises
    `StepFailed`."""
    trigger = _only_start(definition)
    if trigger is None or not isinstance(trigger.event, Condition):
        return True
    return trigger.event.condition.holds(_stand_in(definition, data, now).listener(trigger.node))


def _only_start(definition: Definition) -> StartTrigger | None:
    start_triggers = definition.spec.start_triggers
    return start_triggers[0] if start_triggers and not definition.begins_plainly else None


def _stand_in(definition: Definition, data: Data, now: datetime) -> Case:
    case = Case(definition, key="", now=now, calendar=DEFAULT_CALENDAR)
    case.variables.local = json_copy(data)
    return case
