"""Packed spans of time: any share of them is what sorting all of them gives."""

from array import array
from statistics import median, quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.data.statistics.durations import LONGEST, Spans, pack, unpack

#: many equal ones, many in one half, and the far ends
SECONDS = st.one_of(st.integers(0, 20), st.integers(60_000, 70_000), st.integers(0, LONGEST))


def spans_of(*runs: list[int]) -> Spans:
    return Spans([unpack(pack(run)) for run in runs])


@given(st.lists(st.lists(SECONDS, max_size=30), min_size=1, max_size=6).filter(any))
def test_share_of_several_runs_is_that_of_all_together(runs: list[list[int]]) -> None:
    spans, together = spans_of(*runs), sorted(second for run in runs for second in run)

    assert len(spans) == len(together)
    assert spans.at(0.5) == median(together)
    if len(together) > 1:
        assert spans.at(0.9) == pytest.approx(quantiles(together, n=10, method="inclusive")[-1], rel=1e-12)
    assert (spans.at(0), spans.at(1)) == (together[0], together[-1])


@given(st.lists(SECONDS))
def test_what_is_packed_comes_back_in_order(seconds: list[int]) -> None:
    assert unpack(pack(seconds)).tolist() == sorted(seconds)
    assert len(pack(seconds)) == 4 * len(seconds)


def test_packed_form_is_the_same_on_every_machine() -> None:
    assert pack([0x01020304]) == b"\x04\x03\x02\x01"


def test_nothing_has_no_median() -> None:
    with pytest.raises(ValueError, match="no spans"):
        Spans([array("I")]).at(0.5)
