"""XPath as FEEL: what both say is told, the rest is not guessed."""

import pytest

from engine.dialect.xpath import looks_like_xpath, xpath_to_feel
from engine.feel import compile_expression

DATA = {"order": {"amount": 1200, "lines": [1, 2, 3], "to": {"city": "Shiraz"}}, "ok": True, "n": 7, "who": 'Sa"ra'}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 = 1", True),
        ("getDataObject('order')/amount > 1000 and not(getDataObject('ok') = false())", True),
        ('bpmn:getDataObject("order")/to/city = "Shiraz"', True),
        ("$n mod 2 = 1 or false()", True),
        ("(n + 1) div 2", 4),
        ("-n + 2 * 3", -1),
        ("count(order/lines) >= 3", True),
        ("starts-with(who, 'Sa')", True),
        ("who = 'Sa\"ra'", True),
        ("concat(order/to/city, '!')", "Shiraz!"),
        ("string-length(order/to/city)", 6),
        ("round(2.5) + floor(2.9)", 5),
    ],
)
def test_xpath_means_the_same_in_feel(text: str, value: object) -> None:
    feel = xpath_to_feel(text)

    assert feel is not None
    assert compile_expression(feel).evaluate(DATA) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", "//order", "order[1]", "@id", "a-b", "if", "1 < 2 < 3", "position()", "n +", "(n", "n n", "count()"),
        *("getActivityProperty('a', 'b')", "getDataObject(n)", "$a | $b", "(" * 60 + "n" + ")" * 60, "n " * 2000),
    ],
)
def test_what_feel_does_not_have_is_not_guessed(text: str) -> None:
    assert xpath_to_feel(text) is None


def test_a_text_of_no_stated_language_is_xpath_only_where_it_tells() -> None:
    assert all(map(looks_like_xpath, ("getDataObject('a') = 1", "$a > 1", "a = 'b'", "not(true())")))
    assert not any(map(looks_like_xpath, ("a > 1", 'a = "b"', "true", "not(a)", "count(a) = 1")))
