"""The library is executed: which of its functions run in a step of each kind."""

import pytest

import engine
from tests.processes.bundles import FORMS, all_services, all_walks, load_bundle
from tests.processes.player import play
from tests.unit.engine.case_player import NOON
from tests.unit.engine.spiffworkflow.executed import Executed, recording
from tests.unit.engine.spiffworkflow.steps import KINDS, Kind

#: fewer functions and lines of the library than this in all walks mean that it only lends its name; before the engine
#: let it run there were 98 lines
LEAST_FUNCTIONS, LEAST_LINES = 70, 220


def executed_in_walks() -> Executed:
    """What is executed while all recorded walks are played, apart from the parse."""
    for service in all_services():
        engine.parse(load_bundle(service, FORMS / service.name))
    with recording() as found:
        for walk in all_walks():
            play(walk)
    return found


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_step_executes_the_functions_of_the_library_that_it_is_made_of(kind: Kind) -> None:
    step = kind.prepare()
    with recording() as found:
        step()
    assert set(kind.runs) - found.functions == set()


def test_walks_execute_the_library() -> None:
    found = executed_in_walks()
    assert len(found.functions) >= LEAST_FUNCTIONS
    assert len(found.lines) >= LEAST_LINES


def test_what_isnt_the_librarys_isnt_counted() -> None:
    with recording() as found:
        engine.holds("1 + 1 = 2", {}, now=NOON)
    assert not found.functions
    assert not found.lines
