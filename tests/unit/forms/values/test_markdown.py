"""The little Markdown of text blocks: which lines become which blocks, and what stands in them."""

import pytest

from forms.values.markdown import Block, Span, read_markdown


def p(*spans: Span) -> Block:
    return Block("p", (spans,))


def text(words: str) -> Span:
    return Span(words)


@pytest.mark.parametrize(
    ("written", "blocks"),
    [
        ("", ()),
        ("  \n \n", ()),
        ("one", (p(text("one")),)),
        # lines of one paragraph flow together, also more than two
        ("one\ntwo\r\nthree", (p(text("one"), text(" "), text("two"), text(" "), text("three")),)),
        # a blank line ends it
        ("one\n \ntwo", (p(text("one")), p(text("two")))),
        ("- a\n* b\n• c", (Block("ul", ((text("a"),), (text("b"),), (text("c"),))),)),
        ("- a\n\n- b", (Block("ul", ((text("a"),),)), Block("ul", ((text("b"),),)))),
        ("one\n- a\ntwo", (p(text("one")), Block("ul", ((text("a"),),)), p(text("two")))),
        ("# a\n###### b", (Block("h", ((text("a"),),)), Block("h", ((text("b"),),)))),
        ("# a\none\ntwo", (Block("h", ((text("a"),),)), p(text("one"), text(" "), text("two")))),
        # seven marks, or none between the mark and the word, are no heading and no list
        ("####### a", (p(text("####### a")),)),
        ("#a", (p(text("#a")),)),
        ("-a", (p(text("-a")),)),
    ],
)
def test_lines_become_blocks(written: str, blocks: tuple[Block, ...]) -> None:
    assert read_markdown(written) == blocks


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("**a**", (Span("a", bold=True),)),
        ("x **a** y", (text("x "), Span("a", bold=True), text(" y"))),
        ("**a****b**", (Span("a", bold=True), Span("b", bold=True))),
        ("[a](https://x.ir) b", (Span("a", href="https://x.ir"), text(" b"))),
        ("b [a](/page)", (text("b "), Span("a", href="/page"))),
        ("[a](mailto:a@x.ir)[b](tel:021)", (Span("a", href="mailto:a@x.ir"), Span("b", href="tel:021"))),
        ("[a](//x.ir)", (text("[a](//x.ir)"),)),
        ("**a", (text("**a"),)),
    ],
)
def test_marks_become_spans(written: str, spans: tuple[Span, ...]) -> None:
    assert read_markdown(written) == (p(*spans),)
