"""All kinds of steps in a process of their own: `python -m tests.unit.engine.spiffworkflow.child [hollow]` prints what
comes of each as JSON. With `hollow` all is made ready by the whole library, and the step alone is done without its
behaviour."""

import json
import signal
import sys

import engine
from tests.unit.engine.case_player import Play
from tests.unit.engine.spiffworkflow.steps import KINDS, Step
from tests.unit.engine.spiffworkflow.stub import hollow_out

#: seconds after which a step is endless; a whole one takes a thousandth of that
LONGEST = 1


class Endless(Exception):
    """A step doesn't come to an end."""


def give_up(*_: object) -> None:
    """What `signal` calls when a step has taken too long."""
    raise Endless


def told(step: Step) -> object:
    """What comes of a step, without what is drawn at random; the kind of exception where one is raised."""
    signal.alarm(LONGEST)
    try:
        result = step()
    except Exception as error:
        return type(error).__name__
    finally:
        signal.alarm(0)
    if isinstance(result, list):
        return result
    outcome = result.last if isinstance(result, Play) else result
    assert isinstance(outcome, engine.Outcome)
    steps = [[one.element, one.event] for one in outcome.steps]
    waits = [len(outcome.timers), len(outcome.subscriptions), len(outcome.calls)]
    return [outcome.state, steps, [task.element for task in outcome.ready], waits, dict(outcome.data)]


def main() -> None:
    signal.signal(signal.SIGALRM, give_up)
    ready = {kind.name: kind.prepare() for kind in KINDS}
    if "hollow" in sys.argv:
        hollow_out()
    json.dump({name: told(step) for name, step in ready.items()}, sys.stdout)


if __name__ == "__main__":
    main()
