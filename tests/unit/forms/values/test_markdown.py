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


def test_numbered_lists_keep_their_first_number() -> None:
    assert read_markdown("3. الف\n4. ب") == (Block("ol", ((Span("الف"),), (Span("ب"),)), 3),)


@pytest.mark.parametrize("text", ["*الف*", "_الف_"])
def test_emphasis_is_read(text: str) -> None:
    assert read_markdown(text) == (Block("p", ((Span("الف", emphasis=True),),)),)


@pytest.mark.parametrize("text", ["5 * 3 * 2", "a_b_c", "* * *x", "file_name_x و _", "2*3*4"])
def test_signs_within_words_and_between_blanks_are_no_emphasis(text: str) -> None:
    assert not any(span.emphasis for block in read_markdown(text) for line in block.lines for span in line)
