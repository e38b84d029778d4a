"""Texts that send somebody inside (P2) are noticed; texts that don't are left alone."""

import pytest

from app.policy.presence import sends_inside


@pytest.mark.parametrize(
    "text",
    [
        "لطفاً به اتاق ۲۰۴ مراجعه کنید.",
        "برای تکمیل پرونده به طبقهٔ سوم مراجعه فرمایید.",
        "به واحد درآمد مراجعه نمایید",
        "با در دست داشتن اصل سند نزد کارشناس پرونده حاضر شوید.",
        "فردا به دبیرخانه تشریف بیاورید.",
        "مراجعه به بایگانی برای امضا لازم است.",
        "لازم است به معاونت شهرسازی بروید.",
        "Please come to room 204 tomorrow.",
        "Report to the licensing office on the third floor.",
    ],
)
def test_text_that_sends_inside_is_noticed(text: str) -> None:
    assert sends_inside(text)


@pytest.mark.parametrize(
    "text",
    [
        "تصویر خواناتری از صفحهٔ دوم سند بارگذاری کنید.",
        "در نوبت خود به میز خدمت مراجعه کنید.",
        "به دفتر پیشخوان مراجعه کنید.",
        "مساحت واحد شمارهٔ ۳ را بنویسید.",
        "کارشناس فنی نقشه را دیده است؛ پلکان را اصلاح کنید.",
        "تعداد طبقه‌های ساختمان چند است؟",
        "واحد شما چند متر است؟ سپس در سامانه ثبت کنید.",
        "Which floor is the meter on?",
        "",
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert not sends_inside(text)
