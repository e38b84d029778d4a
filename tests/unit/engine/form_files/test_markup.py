"""HTML and Markdown of forms: what is shown stays as it is written, everything else has a name.

The rules of content are those of the HTML standard (WHATWG, 13.1 and 13.2.6): what browsers move or close."""

import time

import pytest
from lxml import html

from engine import MarkupElement, read_markup
from engine.form_files.markdown import unshown_in_markdown
from engine.form_files.markup import ELEMENTS, MAX_CHARACTERS, MAX_DEPTH, VOID, FaultKind, MarkupNode

GOOD = (
    "<p>سلام <b>الف</b> <a href='https://example.ir/a?b=1&amp;c=2' title='&quot;x&quot;'>ب</a><br>پ</p>"
    "<ul><li>یک</li> <li><p>دو</p></li></ul><table><caption>x</caption><tbody><tr><th scope='row'>a</th><td>b</td></tr>"
    "</tbody></table><dl><dt>x</dt><dd>y</dd></dl><details open><summary>x</summary><h2>y</h2></details>"
    "<blockquote dir='rtl'>a &lt; b</blockquote><hr/><ol start='3'><li value='7'>x</li></ol><!-- note -->"
)


def faults(text: str) -> list[tuple[str, str, str]]:
    return [(fault.kind.value, fault.name, fault.of) for fault in read_markup(text).faults]


def written(nodes: tuple[MarkupNode, ...]) -> str:
    """The nodes as HTML again, without escaping: for texts that need none."""
    return "".join(node if isinstance(node, str) else _element(node) for node in nodes)


def _element(node: MarkupElement) -> str:
    start = "".join([node.tag, *(f' {name}="{value}"' for name, value in node.attributes)])
    return f"<{start}>" if node.is_void else f"<{start}>{written(node.children)}</{node.tag}>"


def test_html_of_every_kind_is_accepted() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>a<b>b</b>c</p><ul><li>x</li></ul>",
        '<a href="mailto:a@b.ir">x</a>',
        '<a href="/services">x</a>',
        "<table><tr><td>1</td></tr></table>",
        "<p>a<br>b</p>",
    ],
)
def test_what_is_accepted_is_what_was_written(text: str) -> None:
    found = read_markup(text)
    assert (written(found.nodes), found.faults) == (text, ())


@pytest.mark.parametrize("tag", sorted(ELEMENTS - {"summary"} - VOID))
def test_browsers_read_every_element_as_it_is_written(tag: str) -> None:
    around = {"li": "ul", "dt": "dl", "dd": "dl", "tr": "tbody", "td": "tr", "th": "tr"}
    around |= dict.fromkeys(("tbody", "thead", "tfoot", "caption"), "table")
    words = "" if tag in ("ul", "ol", "dl", "table", "tbody", "thead", "tfoot", "tr") else "x"
    inside = f"<{tag}>{words}</{tag}>"
    while tag in around:
        tag = around[tag]
        inside = f"<{tag}>{inside}</{tag}>"
    assert faults(inside) == []
    assert html.tostring(html.fragment_fromstring(f"<div>{inside}</div>"), encoding="unicode") == f"<div>{inside}</div>"


@pytest.mark.parametrize(
    ("text", "kind", "name", "of"),
    [
        ("<script>alert(1)</script>", "element", "script", ""),
        ("<SCRIPT SRC=//x></SCRIPT>", "element", "script", ""),
        ("<iframe src='https://x'></iframe>", "element", "iframe", ""),
        ("<img src='x'>", "element", "img", ""),
        ("<h1>x</h1>", "element", "h1", ""),
        ("<form></form>", "element", "form", ""),
        ("<my-widget></my-widget>", "element", "my-widget", ""),
        ("<!doctype html>", "element", "!doctype", ""),
        ("<?php x ?>", "element", "?php", ""),
        ("<p style='color:red'>x</p>", "attribute", "style", "p"),
        ("<p onclick=x>x</p>", "attribute", "onclick", "p"),
        ("<b href='https://x'>x</b>", "attribute", "href", "b"),
        ("<p title='a' title='b'>x</p>", "attribute", "title", "p"),
        ("<a href='javascript:alert(1)'>x</a>", "address", "javascript:", "a"),
        ("<a href=' JavaScript:alert(1)'>x</a>", "address", "javascript:", "a"),
        ("<a href='&#106;avascript:x'>x</a>", "address", "javascript:", "a"),
        ("<a href='data:text/html,x'>x</a>", "address", "data:", "a"),
        ("<a href='//evil.example'>x</a>", "address", "//evil.example", "a"),
        (r"<a href='/\evil.example'>x</a>", "address", r"/\evil.example", "a"),
        ("<a href='{{ where }}'>x</a>", "address", "{{ }}", "a"),
        ("<p><div>x</div></p>", "misplaced", "div", "p"),
        ("<b><p>x</p></b>", "misplaced", "p", "b"),
        ("<ul>x</ul>", "misplaced", "x", "ul"),
        ("<ul><p>x</p></ul>", "misplaced", "p", "ul"),
        ("<li>x</li>", "misplaced", "li", ""),
        ("<table><td>x</td></table>", "misplaced", "td", "table"),
        ("<a href='/x'><b><a href='/y'>z</a></b></a>", "misplaced", "a", "b"),
        ("<details>x<summary>y</summary></details>", "misplaced", "summary", "details"),
        ("<p>x", "unclosed", "p", ""),
        ("x</p>", "unclosed", "/p", ""),
        ("<b><i>x</b></i>", "unclosed", "/b", "i"),
        ("<p/>", "unclosed", "p", ""),
        ("</br>", "unclosed", "/br", ""),
        ("x <b", "unclosed", "<b", ""),
        ("<p title='x>y</p>", "unclosed", "<p title='x>y</p>", ""),
        ("<!-- x", "unclosed", "<!-- x", ""),
        ("<p lang='{{ x }}'>x</p>", "feel", "lang", "p"),
        ("<!-- {{ x }} -->", "feel", "<!-- -->", ""),
        ('= "<b>" + x', "feel", "=", ""),
    ],
)
def test_what_is_not_shown_has_a_name(text: str, kind: str, name: str, of: str) -> None:
    assert (kind, name, of) in faults(text)


def test_feel_stands_in_texts_and_addresses_in_its_order() -> None:
    found = read_markup("<a title='{{ a < b }}' href='https://x/{{ c }}'>{{ d }}</a>{{e}}")
    assert (found.expressions, found.faults) == (("a < b", "c", "d", "e"), ())
    (link, rest) = found.nodes
    assert isinstance(link, MarkupElement)
    assert (link.attributes, link.children, rest) == (
        (("title", "\ue000"), ("href", "https://x/\ue000")),
        ("\ue000",),
        "\ue000",
    )


def test_signs_that_begin_no_element_are_words() -> None:
    assert read_markup("a < b > c &lt;b&gt; &amp; 1<2").nodes == ("a < b > c <b> & 1<2",)


@pytest.mark.parametrize("text", ["x" * (MAX_CHARACTERS + 1), "<div>" * (MAX_DEPTH + 1)])
def test_too_much_is_refused(text: str) -> None:
    assert [fault.kind for fault in read_markup(text).faults] == [FaultKind.SIZE]


@pytest.mark.parametrize(
    "part", ["<!--", "<a", "<", "<b a='", "</b>", "<?", "[a](", "[", "\n", " ", "|-", "&", "<b ", "`"]
)
def test_hostile_texts_are_read_in_bounded_time(part: str) -> None:
    text, begun = part * (MAX_CHARACTERS // len(part)), time.perf_counter()
    read_markup(text)
    unshown_in_markdown(text)
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a <b>x</b>", ("element", "b")),
        ("<script>x</script>", ("element", "script")),
        ("x <!-- y -->", ("element", "!--")),
        ("![x](https://a/b.png)", ("element", "img")),
        ("[x](javascript:alert(1))", ("address", "javascript:")),
        ("[x](ftp://a)", ("address", "ftp:")),
        ("[x](page.html)", ("address", "page.html")),
        ("[x](//evil)", ("address", "//evil")),
        ("a `b` c", ("markdown", "`…`")),
        ("> a", ("markdown", "> …")),
        ("| a | b |\n|---|---|", ("markdown", "| … |")),
        ("a\n---", ("markdown", "---")),
        ("~~a~~", ("markdown", "~~…~~")),
        ("<https://a.ir>", ("markdown", "<https://…>")),
        ("[a]: https://b", ("markdown", "[…]: …")),
    ],
)
def test_markdown_that_is_not_read_has_a_name(text: str, found: tuple[str, str]) -> None:
    assert found in [(fault.kind.value, fault.name) for fault in unshown_in_markdown(text)]


@pytest.mark.parametrize(
    "text",
    [
        "a **b** *c* _d_ [e](https://f) [g](/h) [i](mailto:j) [k](tel:1)",
        "# a\n\n- b\n- c\n\n1. d\n2. e",
        "a < b, c > d",
        '{{ if a < b and c > d then "x" else "y" }}',
        "[x](https://a/{{ code }})",
        "a - b -- c",
        "۱۲ | ۱۳",
    ],
)
def test_markdown_that_is_read_has_no_fault(text: str) -> None:
    assert unshown_in_markdown(text) == ()
