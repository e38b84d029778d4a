"""Damaged bundles are judged in bounded time and memory: a sample of `make hostile-bundles`."""

import os

import pytest

from tests.hostile_bundles import damage
from tests.hostile_bundles.trial import bundle_of, tried
from tests.limited import linux_only

SEED, COUNT = 3, 150


@linux_only
@pytest.mark.slow
def test_damaged_bundles_are_judged_within_two_seconds_and_300_megabytes() -> None:
    results = list(tried(SEED, range(COUNT)))
    assert [one.number for one in results] == list(range(COUNT))
    assert [one for one in results if one.bad] == []
    assert {one.ended for one in results} == {"refused", "accepted"}


@linux_only
def test_bundle_at_which_a_child_dies_is_told_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    third = bundle_of(SEED, 2)[1]

    def accepted(files: dict[str, bytes]) -> bool:
        if files == third:
            os._exit(1)
        return False

    monkeypatch.setattr("tests.hostile_bundles.trial._accepted", accepted)
    results = list(tried(SEED, range(5)))
    assert [(one.number, one.ended) for one in results if one.bad] == [(2, "died")]


def test_all_kinds_of_damage_are_done_and_are_the_same_each_time() -> None:
    done = {name for number in range(300) for name in bundle_of(SEED, number)[2]}
    assert done == set(damage.KINDS)
    assert [bundle_of(SEED, number)[1] for number in range(20)] == [bundle_of(SEED, number)[1] for number in range(20)]
