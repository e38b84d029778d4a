"""Every service takes the ways that were recorded for it, and no part of a diagram is left unwalked."""

from functools import cache
from pathlib import Path

import pytest

import engine
from tests.processes.bundles import FORMS, Walk, all_services, all_walks, load_bundle, read_walks
from tests.processes.player import Played, compare, play

#: two SMS parts of 70 characters
LONGEST_NOTICE = 140
SERVICES = pytest.mark.parametrize("service", all_services(), ids=lambda path: path.name)


@cache
def played_walks(service: Path) -> tuple[tuple[Walk, Played], ...]:
    """All walks of a service with what they did, played once."""
    return tuple((walk, play(walk)) for walk in read_walks(service, FORMS / service.name))


@pytest.mark.parametrize("walk", all_walks(), ids=str)
def test_service_takes_the_recorded_way(walk: Walk) -> None:
    compare(walk, play(walk))


@SERVICES
def test_walks_reach_every_task_and_every_end(service: Path) -> None:
    facts = engine.parse(load_bundle(service, FORMS / service.name)).facts
    walked = set().union(*(played.entered for _, played in played_walks(service)))
    assert {activity.id for activity in facts.activities} - walked == set()


@SERVICES
def test_walks_know_a_good_end_and_a_bad_one(service: Path) -> None:
    outcomes = {played.outcome for _, played in played_walks(service)}
    assert "granted" in outcomes
    assert outcomes & {"refused", "lapsed", "withdrawn"}


@SERVICES
def test_notices_fit_into_two_short_messages_and_begin_with_the_code(service: Path) -> None:
    texts = [text for _, played in played_walks(service) for text in played.texts]
    notices = [filled for kind, _, language, filled in texts if kind == "notice" and language == "fa"]
    assert notices
    assert [text for text in notices if len(text) > LONGEST_NOTICE or not text.startswith("AB3-CD4-EF5")] == []


def test_every_walk_expects_something_of_all_five_kinds() -> None:
    kinds = {"outcome", "letter", "stages", "notices", "path"}
    assert {str(walk) for walk in all_walks() if set(walk.expect) != kinds} == set()
