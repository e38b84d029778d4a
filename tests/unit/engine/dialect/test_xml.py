"""XML files: how large they may be, and in which encodings they may be saved."""

import pytest

from engine.dialect import XmlError, parse_xml
from engine.dialect.xml import MAX_ATTRIBUTES, MAX_BYTES, MAX_TAGS

WORDS = "پاسخ"


def reason(data: bytes) -> str:
    with pytest.raises(XmlError) as refused:
        parse_xml(data)
    return refused.value.reason


def test_file_has_eight_mebibytes_at_most() -> None:
    assert MAX_BYTES == 8 * 1024 * 1024
    longest = b"<a>" + b" " * (MAX_BYTES - 7) + b"</a>"
    assert len(longest) == MAX_BYTES
    assert parse_xml(longest).tag == "a"
    assert reason(longest.replace(b"> ", b">  ", 1)) == "too-big"


def test_file_has_three_hundred_thousand_tags_at_most() -> None:
    assert MAX_TAGS == 300_000
    most = b"<a>" + b"<b/>" * (MAX_TAGS - 2) + b"</a>"
    assert len(parse_xml(most)) == MAX_TAGS - 2
    assert reason(most.replace(b"</a>", b"<b/></a>")) == "too-big"


def test_refusal_says_what_is_allowed() -> None:
    with pytest.raises(XmlError, match=r"at most 8 MB and 300000 tags") as refused:
        parse_xml(b"<" * (MAX_TAGS + 1))
    assert "۸" in refused.value.text.fa or "8" in refused.value.text.fa


def crowded(count: int) -> bytes:
    return b"<a " + b" ".join(f'x{number}=""'.encode() for number in range(count)) + b"/>"


def test_tag_has_two_thousand_attributes_at_most() -> None:
    assert MAX_ATTRIBUTES == 2_000
    assert len(parse_xml(crowded(MAX_ATTRIBUTES)).attrib) == MAX_ATTRIBUTES
    assert reason(crowded(MAX_ATTRIBUTES + 1)) == "too-big"
    beside = b'<b x=""/>'
    assert len(parse_xml(b"<a>" + crowded(MAX_ATTRIBUTES) + beside + b"</a>")) == 2
    assert reason(b"<a>" + crowded(MAX_ATTRIBUTES + 1) + beside + b"</a>") == "too-big"


def test_signs_of_equality_in_texts_and_in_many_tags_are_no_crowd() -> None:
    script = b"<a><![CDATA[" + b"=" * (MAX_ATTRIBUTES + 1) + b"]]></a>"
    assert parse_xml(script).text == "=" * (MAX_ATTRIBUTES + 1)
    assert len(parse_xml(b"<a>" + b'<b x=""/>' * (MAX_ATTRIBUTES + 1) + b"</a>")) == MAX_ATTRIBUTES + 1


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("UTF-8", "utf-8"),
        ("utf8", "utf-8"),
        ("windows-1256", "windows-1256"),
        ("cp1256", "cp1256"),
        ("ISO-8859-6", "iso8859-6"),
        ("UTF-16", "utf-8"),  # tools that say so and write UTF-8 are believed by what they write
        ("ucs-2", "utf-8"),
    ],
)
def test_file_is_read_in_the_encoding_that_it_was_saved_in(declared: str, codec: str) -> None:
    text = "ساعت"  # in all of these encodings
    data = f'<?xml version="1.0" encoding="{declared}"?><a>'.encode() + text.encode(codec) + b"</a>"
    assert parse_xml(data).text == text


@pytest.mark.parametrize("declared", ["MacRoman", "x-MacRoman", "mac-roman", "macroman"])
def test_names_of_apples_encodings_are_those_of_java_too(declared: str) -> None:
    data = f'<?xml version="1.0" encoding="{declared}"?><a>'.encode() + b"\x8e</a>"
    assert parse_xml(data).text == "é"


def test_utf_16_is_known_by_its_first_bytes() -> None:
    assert parse_xml(f'<?xml version="1.0" encoding="UTF-16"?><a>{WORDS}</a>'.encode("utf-16")).text == WORDS
    assert parse_xml(b"\xef\xbb\xbf" + f'<?xml version="1.0" encoding="utf-8"?><a>{WORDS}</a>'.encode()).text == WORDS


@pytest.mark.parametrize("declared", ["utf-7", "UTF-7", "base64", "rot13", "hex", "idna", "windows-9999", "punycode"])
def test_other_encodings_are_refused(declared: str) -> None:
    assert reason(f'<?xml version="1.0" encoding="{declared}"?><a>x</a>'.encode()) == "not-xml"


def test_bytes_that_are_none_of_their_encoding_are_refused() -> None:
    assert reason(b'<?xml version="1.0" encoding="cp1252"?><a>\x81</a>') == "not-xml"


def test_comments_and_instructions_are_left_out() -> None:
    assert len(parse_xml(b"<a><!-- x --><?y z?><b/></a>")) == 1
