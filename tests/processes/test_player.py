"""A walk that doesn't fit its service says so: where, what was wanted, and what was open."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.processes.bundles import FORMS, PROCESSES, Walk, read_walks
from tests.processes.player import WalkFailed, compare, play

Step = Mapping[str, Any]


@pytest.fixture
def walk() -> Walk:
    """A good walk of the certificate: one attendance, one examination."""
    service = "no-criminal-record"
    return next(w for w in read_walks(PROCESSES / service, FORMS / service) if w.file == "granted")


def test_an_element_that_is_not_open_is_named_with_what_is(walk: Walk) -> None:
    wrong = replace(walk, steps=({"do": "complete", "element": "examine_record", "answers": {}},))
    with pytest.raises(WalkFailed, match=r"step 1 .*“examine_record” isn't open\n.*open tasks \['take_fingerprints'\]"):
        play(wrong)


def test_answers_that_the_form_refuses_are_named(walk: Walk) -> None:
    wrong = replace(walk, start={**walk.start, "answers": {**walk.start["answers"], "national_id": "0499370890"}})
    with pytest.raises(WalkFailed, match=r"form “application” refuses the answers: \{'national_id'"):
        play(wrong)


def test_an_answer_that_no_form_asks_for_is_refused(walk: Walk) -> None:
    wrong = replace(walk, start={**walk.start, "answers": {**walk.start["answers"], "shoe_size": 42}})
    with pytest.raises(WalkFailed, match="shoe_size"):
        play(wrong)


def test_a_walk_that_stops_half_way_is_told_what_is_open(walk: Walk) -> None:
    with pytest.raises(WalkFailed, match=r"still running\n.*open tasks \['examine_record'\]"):
        play(replace(walk, steps=walk.steps[:1]))


def test_a_connector_that_nobody_asked_cannot_reply(walk: Walk) -> None:
    wrong = replace(walk, steps=({"do": "reply", "element": "take_fingerprints", "result": {}},))
    with pytest.raises(WalkFailed, match="no connector is asked there"):
        play(wrong)


def test_a_message_that_nobody_awaits_cannot_be_delivered(walk: Walk) -> None:
    from engine import NotWaitingFor

    with pytest.raises(NotWaitingFor):
        play(replace(walk, steps=({"do": "deliver", "message": "withdrawal"},)))


@pytest.mark.parametrize(
    ("name", "wanted"), [("outcome", "refused"), ("stages", ["submitted"]), ("path", []), ("notices", ["other"])]
)
def test_every_difference_from_what_is_expected_is_told(walk: Walk, name: str, wanted: object) -> None:
    with pytest.raises(WalkFailed, match=f"no-criminal-record/granted: {name}"):
        compare(replace(walk, expect={**walk.expect, name: wanted}), play(walk))


def test_time_passes_before_a_step_and_timers_fire_at_their_own_moment(walk: Walk) -> None:
    late = {**walk.steps[0], "after": "P21D"}
    with pytest.raises(WalkFailed, match=r"“take_fingerprints” isn't open\n.*completed"):
        play(replace(walk, steps=(late,)))
