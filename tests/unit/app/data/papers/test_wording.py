"""Numbers, codes and dates as they read on paper."""

import re
import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.data.papers.wording import day_in_figures, day_in_words, masked, moment_in_words, prose


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("تا 10 روز", "تا ۱۰ روز"),
        ("تلفن 021-88901234 است", "تلفن \u2066۰۲۱-۸۸۹۰۱۲۳۴\u2069 است"),
        ("پیامک به 0912***4567.", "پیامک به \u2066۰۹۱۲***۴۵۶۷\u2069."),
        ("کد MZ-7K3Q-9TXA-4، شماره", "کد \u2066MZ-7K3Q-9TXA-4\u2069، شماره"),
        ("مبلغ 1,284,000 ریال", "مبلغ \u2066۱٬۲۸۴٬۰۰۰\u2069 ریال"),
        ("620.5 متر", "\u2066۶۲۰٫۵\u2069 متر"),
        ("97% درخواست‌ها", "\u2066۹۷٪\u2069 درخواست‌ها"),
        ("در https://miz.ir/a?b=1 ببینید", "در \u2066https://miz.ir/a?b=1\u2069 ببینید"),
        ("نشانی a.b@miz.ir است", "نشانی \u2066a.b@miz.ir\u2069 است"),
        ("\u2066already 12\u2069", "\u2066already 12\u2069"),
        ("آقای John Smith محترم", "آقای \u2066John Smith\u2069 محترم"),
        ("شرکت Smith, Jones و پسران", "شرکت \u2066Smith, Jones\u2069 و پسران"),
        ("تلفن 021 8890 1234 است", "تلفن \u2066۰۲۱ ۸۸۹۰ ۱۲۳۴\u2069 است"),
        ("ردیف‌های 5, 6", "ردیف‌های ۵, ۶"),
        ("بدون عدد", "بدون عدد"),
    ],
)
def test_persian_prose_shows_persian_digits_and_isolates_what_reads_left_to_right(text: str, shown: str) -> None:
    assert prose(text, "fa") == shown


@given(st.text())
@example("\u202eevil \u2066 1 \u2067 2\u2069")
def test_prose_changes_nothing_but_digits_signs_and_direction(text: str) -> None:
    def bare(some: str) -> str:
        kept = "".join(sign for sign in some if unicodedata.category(sign) not in {"Cc", "Cf"})
        return kept.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹٬٫٪", "0123456789,.%"))

    assert bare(prose(text, "fa")) == bare(text)
    assert bare(prose(text, "en")) == bare(text)


@given(st.text(alphabet="a1ب \u2066\u2067\u2069\u202e\u202b\x00"))
def test_no_text_turns_around_what_follows_it(text: str) -> None:
    for shown in (prose(text, "fa"), prose(text, "en")):
        outside = re.sub(r"\u2066([^\u2066-\u2069]*)\u2069", r"\1", shown)
        assert not set(outside) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00")


def test_english_prose_is_left_as_it_is() -> None:
    assert prose("Call 021-88901234 within 10 days", "en") == "Call 021-88901234 within 10 days"


@pytest.mark.parametrize(
    ("day", "persian", "english"),
    [
        (date(2026, 3, 21), "شنبه ۱ فروردین ۱۴۰۵", "Saturday 21 March 2026"),
        (date(2025, 3, 20), "پنجشنبه ۳۰ اسفند ۱۴۰۳", "Thursday 20 March 2025"),  # a leap year's last day
        (date(2026, 5, 3), "یکشنبه ۱۳ اردیبهشت ۱۴۰۵", "Sunday 3 May 2026"),
    ],
)
def test_days_are_said_in_the_calendar_of_the_language(day: date, persian: str, english: str) -> None:
    assert (day_in_words(day, "fa"), day_in_words(day, "en")) == (persian, english)


def test_a_moment_is_said_in_the_hours_of_the_desk() -> None:
    late = datetime(2026, 5, 2, 21, 0, tzinfo=UTC)  # already the next day in Tehran

    assert moment_in_words(late, "en") == "Sunday 3 May 2026, 00:30"
    assert moment_in_words(late, "fa") == "یکشنبه ۱۳ اردیبهشت ۱۴۰۵، ساعت \u2066۰۰:۳۰\u2069"


def test_a_letterhead_has_the_day_in_figures() -> None:
    assert day_in_figures(date(2026, 5, 3), "fa") == "\u2066۱۴۰۵/۰۲/۱۳\u2069"
    assert day_in_figures(date(2026, 5, 3), "en") == "2026-05-03"


@pytest.mark.parametrize(("national_id", "shown"), [("1270456789", "127*****89"), ("123", "*****"), ("", "*****")])
def test_a_national_id_is_masked_in_the_middle(national_id: str, shown: str) -> None:
    assert masked(national_id, "en") == shown
