"""Browsers in words, by what they really say of themselves."""

import pytest

from app.web.devices import device_words

MOZILLA = "Mozilla/5.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "fa", "en"),
    [
        (
            f"{MOZILLA} (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/140.0.0.0 Safari/537.36",
            "کروم روی ویندوز",
            "Chrome on Windows",
        ),
        (
            f"{MOZILLA} (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "اج روی ویندوز",
            "Edge on Windows",
        ),
        (
            f"{MOZILLA} (Linux; Android 10; K) {WEBKIT} Chrome/140.0.0.0 Mobile Safari/537.36 OPR/90.0.0.0",
            "اپرا روی اندروید",
            "Opera on Android",
        ),
        (
            f"{MOZILLA} (Linux; Android 13; SM-S901B) {WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile",
            "مرورگر سامسونگ روی اندروید",
            "Samsung Internet on Android",
        ),
        (
            f"{MOZILLA} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "فایرفاکس روی لینوکس",
            "Firefox on Linux",
        ),
        (
            (
                f"{MOZILLA} (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                " Version/18.5 Mobile/15E148 Safari/604.1"
            ),
            "سافاری روی آیفون",
            "Safari on iPhone",
        ),
        (
            (
                f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                " Version/18.5 Safari/605.1.15"
            ),
            "سافاری روی مک",
            "Safari on Mac",
        ),
        ("curl/8.5.0", "مرورگری ناشناخته", "Unknown browser"),
        ("", "مرورگری ناشناخته", "Unknown browser"),
    ],
)
def test_browser_and_system_are_told_apart(user_agent: str, fa: str, en: str) -> None:
    words = device_words(user_agent)
    assert (words.fa, words.en) == (fa, en)
