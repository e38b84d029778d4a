"""CSV as a stream that a spreadsheet opens without running any of it."""

import csv
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.data.files.spreadsheets import Cell, write_csv


def read(rows: Sequence[Sequence[Cell]], header: Sequence[str] = ("a", "b")) -> list[list[str]]:
    content = b"".join(write_csv(rows, header)).decode("utf-8-sig")
    return list(csv.reader(StringIO(content, newline="")))


def test_it_begins_with_a_byte_order_mark_and_ends_lines_as_the_rfc_says() -> None:
    content = b"".join(write_csv([("خدمت", 1)], ("نام", "تعداد")))

    assert content == b"\xef\xbb\xbf" + "نام,تعداد\r\nخدمت,1\r\n".encode()


def test_values_are_written_plainly() -> None:
    row = (1318, Decimal("7.80"), -5, 0.5, True, None, float("nan"))

    assert read([row])[1] == ["1318", "7.80", "-5", "0.5", "true", "", ""]


def test_times_are_iso_in_the_zone_of_the_desk_and_durations_are_hours() -> None:
    row = (date(2026, 3, 21), datetime(2026, 6, 1, 6, 0, tzinfo=UTC), timedelta(hours=30, minutes=15))

    assert read([row])[1] == ["2026-03-21", "2026-06-01T09:30:00+03:30", "30.25"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\r=1", "\n=1", " =1", "＝1", "=cmd|' /C calc'!A0"])
def test_what_looks_like_a_formula_is_defused(text: str) -> None:
    assert read([(text, "plain")])[1] == [f"'{text}", "plain"]


def test_a_heading_is_defused_as_well() -> None:
    assert read([], header=("=1",)) == [["'=1"]]


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_any_text_comes_back_and_none_begins_a_formula(rows: list[tuple[str, str]]) -> None:
    for written, came in zip(rows, read(rows)[1:], strict=True):
        assert [cell.removeprefix("'") for cell in came] == [cell.removeprefix("'") for cell in written]
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in came)


def test_rows_are_taken_one_by_one() -> None:
    taken = 0

    def rows() -> Iterator[tuple[int]]:
        nonlocal taken
        for number in range(10):
            taken += 1
            yield (number,)

    stream = write_csv(rows(), ("n",))
    next(stream)
    next(stream)

    assert taken == 1
