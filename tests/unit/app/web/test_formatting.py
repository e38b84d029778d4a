"""Dates, spans, sums and codes as either reader sees them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from app.web import formatting

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@contextmanager
def read_in(language: str) -> Iterator[None]:
    """A request of a reader of that language."""
    with Flask(__name__).test_request_context(f"/?lang={language}"):
        yield


@pytest.mark.parametrize(
    ("show", "value", "fa", "en"),
    [
        (formatting.digits, 1405, "۱۴۰۵", "1405"),
        (formatting.digits, None, "", ""),
        (formatting.number, 1250000, "۱٬۲۵۰٬۰۰۰", "1,250,000"),
        (formatting.number, 0, "۰", "0"),
        (formatting.number, None, "—", "—"),
        (formatting.money, 890000, "۸۹۰٬۰۰۰ ریال", "890,000 rials"),
        (formatting.jalali, date(2026, 11, 23), "دوشنبه ۲ آذر ۱۴۰۵", "Monday 2 Azar 1405 (23 November 2026)"),
        (formatting.day_short, "2026-03-21", "۱۴۰۵/۰۱/۰۱", "21 Mar 2026"),
        (formatting.day_short, None, "—", "—"),
        (formatting.moment, NOON, "دوشنبه ۲ آذر ۱۴۰۵، ساعت ۱۵:۳۰", "Monday 2 Azar 1405 (23 November 2026), 15:30"),
        (formatting.clock, "2026-11-23T12:00:00+00:00", "۱۵:۳۰", "15:30"),
        (formatting.duration, "P10D", "۱۰ روز کاری", "10 working days"),
        (formatting.until, 3, "۳ روز کاری مانده", "3 working days left"),
        (formatting.until, 1, "۱ روز کاری مانده", "1 working day left"),
        (formatting.until, 0, "امروز", "today"),
        (formatting.until, -2, "۲ روز کاری گذشته", "2 working days overdue"),
    ],
)
def test_a_value_is_shown_in_the_readers_way(show: Callable[[object], str], value: object, fa: str, en: str) -> None:
    with read_in("fa"):
        assert show(value) == fa
    with read_in("en"):
        assert show(value) == en


@pytest.mark.parametrize(
    "stored", ["2026-11-23T20:30:00", "2026-11-23T20:30:00+00:00", NOON.replace(hour=20, minute=30)]
)
def test_a_moment_late_in_utc_is_the_next_day_in_tehran(stored: object) -> None:
    with read_in("fa"):
        assert formatting.day_short(stored) == "۱۴۰۵/۰۹/۰۳"


@pytest.mark.parametrize(
    ("since", "fa"),
    [
        (timedelta(seconds=5), "همین حالا"),
        (timedelta(minutes=59), "۵۹ دقیقه پیش"),
        (timedelta(hours=2), "۲ ساعت پیش"),
        (timedelta(days=29), "۲۹ روز پیش"),
        (timedelta(days=31), "۱۴۰۵/۰۸/۰۱"),
    ],
)
def test_what_is_past_is_told_in_the_largest_fitting_unit(since: timedelta, fa: str) -> None:
    with read_in("fa"):
        assert formatting.ago(NOON - since, NOON) == fa


def test_a_code_keeps_its_direction_and_is_escaped() -> None:
    assert formatting.code("<021-1>") == '<bdi dir="ltr">&lt;021-1&gt;</bdi>'


def test_paragraphs_escape_what_was_typed() -> None:
    assert formatting.paragraphs("a\nb\r\n\r\n<c>") == "<p>a<br>b</p><p>&lt;c&gt;</p>"


def test_bullets_are_lines_that_all_begin_with_a_hyphen() -> None:
    assert formatting.bullets("- a\n- <b>\n") == "<ul><li>a</li><li>&lt;b&gt;</li></ul>"
    assert formatting.bullets("- a\nb\n\nc") == "<p>- a b</p><p>c</p>"
    assert formatting.bullets(None) == ""


def test_expressions_keep_their_direction_and_their_text_is_escaped() -> None:
    text = "<i>{{ a < b }} و {{ c }}"
    assert formatting.expressions(text) == (
        '&lt;i&gt;<bdi dir="ltr">{{ a &lt; b }}</bdi> و <bdi dir="ltr">{{ c }}</bdi>'
    )
    assert formatting.expressions(formatting.paragraphs("{{ a\nb }} {{ c }}")) == (
        '<p>{{ a<br>b }} <bdi dir="ltr">{{ c }}</bdi></p>'
    )
    assert formatting.expressions("{{ a") == "{{ a"


def test_telephone_is_shown_as_it_is_dialled() -> None:
    with read_in("fa"):
        assert formatting.phone("+989121234567") == '<bdi dir="ltr">۰۹۱۲۱۲۳۴۵۶۷</bdi>'
    with read_in("en"):
        assert formatting.phone("+989121234567") == '<bdi dir="ltr">09121234567</bdi>'
        assert formatting.phone("<b>") == '<bdi dir="ltr">&lt;b&gt;</bdi>'


def test_code_in_a_sentence_is_marked_and_escaped() -> None:
    assert formatting.code_marks("بنویسید: `a < b`.") == 'بنویسید: <code dir="ltr">a &lt; b</code>.'
    assert formatting.code_marks("a ` <b>") == "a ` &lt;b&gt;"
    assert formatting.code_marks(None) == ""


def test_tracking_code_in_a_text_is_one_piece_and_the_rest_is_escaped() -> None:
    with read_in("fa"):
        shown = formatting.paragraphs("KM4-RT7-BX2-H\nپاسخ <b>آماده</b> است.")
    assert shown == (
        '<p><bdi dir="ltr" class="text-nowrap">KM4-RT7-BX2-H</bdi><br>پاسخ &lt;b&gt;آماده&lt;/b&gt; است.</p>'
    )
