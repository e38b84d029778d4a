"""ISO 8601 durations: what each designator counts, how many digits it may have, and how a duration is written."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.time import BadDuration, Duration


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P1Y", Duration(months=12)),
        ("P2Y3M", Duration(months=27)),
        ("P1M", Duration(months=1)),
        ("P1W", Duration(weeks=1)),
        ("P1D", Duration(days=1)),
        ("PT1H", Duration(exact=timedelta(hours=1))),
        ("PT1M", Duration(exact=timedelta(minutes=1))),
        ("PT1S", Duration(exact=timedelta(seconds=1))),
        ("PT0.5S", Duration(exact=timedelta(milliseconds=500))),
        ("PT1.000001S", Duration(exact=timedelta(seconds=1, microseconds=1))),
        ("PT0.0000019S", Duration(exact=timedelta(microseconds=1))),  # finer than a microsecond is cut
        ("P0D", Duration()),
        ("P9999Y99999M", Duration(months=9999 * 12 + 99999)),
        ("P99999W999999D", Duration(weeks=99999, days=999999)),
    ],
)
def test_each_designator_counts_its_own_unit(text: str, expected: Duration) -> None:
    assert Duration.parse(text) == expected


@pytest.mark.parametrize(
    "text", ["P10000Y", "P100000M", "P100000W", "P1000000D", "PT10000000H", "P1H", "PT1D", "P1M1Y", "PT1.S", "PT1.5H"]
)
def test_too_many_digits_and_designators_out_of_place_are_refused(text: str) -> None:
    with pytest.raises(BadDuration):
        Duration.parse(text)


def test_refusal_shows_the_beginning_of_the_text() -> None:
    with pytest.raises(BadDuration, match="“" + "x" * 40 + "”"):
        Duration.parse("x" * 41)


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (Duration(), "P0D"),
        (Duration(months=14, weeks=1, days=2), "P14M1W2D"),
        (Duration(exact=timedelta(hours=1)), "PT1H"),
        (Duration(exact=timedelta(seconds=3599)), "PT59M59S"),
        (Duration(exact=timedelta(seconds=3600)), "PT1H"),
        (Duration(exact=timedelta(seconds=3661)), "PT1H1M1S"),
        (Duration(exact=timedelta(days=2)), "PT48H"),
        (Duration(days=1, exact=timedelta(minutes=60)), "P1DT1H"),
        (Duration(exact=timedelta(milliseconds=1500)), "PT1.5S"),
        (Duration(exact=timedelta(milliseconds=20)), "PT0.02S"),
        (Duration(exact=timedelta(minutes=1, microseconds=1)), "PT1M0.000001S"),
    ],
)
def test_duration_is_written_without_parts_that_are_zero(duration: Duration, text: str) -> None:
    assert str(duration) == text


@given(
    st.builds(
        Duration,
        st.integers(0, 9999),
        st.integers(0, 9999),
        st.integers(0, 9999),
        st.timedeltas(timedelta(), timedelta(days=999)),
    )
)
def test_what_is_written_is_read_again(duration: Duration) -> None:
    assert Duration.parse(str(duration)) == duration
