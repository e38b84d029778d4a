"""Deep recursion on the stacks of short-lived threads: Python counts frames for each thread by itself, so its limit
stays as it is for everybody else."""

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from engine.feel.errors import BudgetExceeded, Limit

Made = TypeVar("Made")


def on_fresh_stack(work: Callable[[], Made]) -> Made:
    """What the work gives or raises, done on another thread while this one waits.

    Raises `BudgetExceeded` where the machine has no thread left."""
    made: list[Made] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            made.append(work())
        except BaseException as error:  # handed on to the one who waits
            raised.append(error)

    try:
        thread = Thread(target=run, name="feel-stack")
        thread.start()
    except RuntimeError:
        raise BudgetExceeded("functions call each other too deeply for this machine", Limit.NESTING) from None
    thread.join()
    if raised:
        raise raised[0]
    return made[0]
