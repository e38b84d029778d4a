"""HTML between questions: written as it stands in the form, with data that never become HTML."""

from typing import Any

import pytest
from lxml import html

from forms import FormError, build_page, parse_form
from tests.unit.forms.test_fields_html import PAGE, environment

EVIL = '"><script>x</script><b>'


def block(content: str, english: str = "", **more: Any) -> dict[str, object]:
    return {
        "components": [{"type": "html", "id": "h", "content": content, "properties": {"contentEn": english}, **more}]
    }


def shown(definition: dict[str, object], language: str = "fa", **known: object) -> Any:
    form = parse_form(definition)
    page = build_page(form, {}, known=known, compute=lambda expression, names: names.get(expression))
    return html.fromstring(environment(language).from_string(PAGE).render(page=page))


def inner(page: Any) -> str:
    (found,) = page.xpath("//div[contains(@class, 'form-text-block')]")
    return (found.text or "") + "".join(html.tostring(child, encoding="unicode") for child in found)


@pytest.mark.parametrize(
    "content",
    [
        "<p>الف <b>ب</b><br>پ &lt; ت</p><ul><li>یک</li></ul>",
        '<p title="ب"><a href="https://x.ir/?a=1&amp;b=2">پیوند</a></p>',
        "<p>a</p> b",
    ],
)
def test_accepted_html_is_written_unchanged(content: str) -> None:
    assert inner(shown(block(content))) == content


def test_each_language_has_its_own_and_one_alone_serves_both() -> None:
    assert inner(shown(block("<p>الف</p>", "<p>A</p>"), "en")) == "<p>A</p>"
    assert inner(shown(block("<p>الف</p>"), "en")) == "<p>الف</p>"


def test_data_are_words_in_it_and_quoted_in_addresses() -> None:
    content = '<p title="{{ name }}">{{ name }}</p><a href="https://x.ir/{{ name }}">x</a>'
    page = shown(block(content), name=EVIL)
    assert not page.xpath("//script | //div[contains(@class, 'form-text-block')]//b")
    assert page.xpath("string(//p[@title])") == page.xpath("string(//p/@title)") == EVIL
    assert page.xpath("string(//a/@href)") == "https://x.ir/%22%3E%3Cscript%3Ex%3C%2Fscript%3E%3Cb%3E"


def test_unknown_data_are_a_dash_and_hidden_html_is_left_out() -> None:
    assert inner(shown(block("<p>{{ who }}</p>"))) == "<p>—</p>"
    form = parse_form(block("<p>x</p>", conditional={"hide": "=gone"}))
    assert build_page(form, {}, known={"gone": True}, hidden=lambda rule, names: bool(names[rule])).items == ()


@pytest.mark.parametrize("content", ["", " ", "<script>x</script>", "<p>x", "<p style='x'>x</p>", "=x"])
def test_html_that_would_not_be_shown_is_refused(content: str) -> None:
    with pytest.raises(FormError):
        parse_form(block(content))
