"""Broken files are told in words of one language at a time, with the line; no sentence of a parser gets through."""

import json

import pytest
import yaml
from lxml import etree

from engine.model import Bilingual
from engine.parser_faults import json_fault, xml_fault, yaml_fault
from engine.parser_faults.json import JsonFault
from engine.parser_faults.json import fault_of as json_code
from engine.parser_faults.xml import XmlFault, line_of
from engine.parser_faults.xml import fault_of as xml_code
from engine.parser_faults.yaml import YamlFault
from engine.parser_faults.yaml import fault_of as yaml_code
from tests.unit.engine.lint.messages.languages import foreign_words

XML: dict[bytes, XmlFault] = {
    b"": XmlFault.NO_ELEMENT,
    b"hello": XmlFault.NO_ELEMENT,
    b"<a/><b/>": XmlFault.AFTER_END,
    b"<a><b></a>": XmlFault.WRONG_END,
    b"<a><b>": XmlFault.CUT_OFF,
    b"<a": XmlFault.OPEN_TAG,
    b"<1a/>": XmlFault.BAD_NAME,
    b"<a x=1/>": XmlFault.NO_VALUE,
    b"<a x/>": XmlFault.NO_VALUE,
    b'<a x="1></a>': XmlFault.LESS_THAN,
    b"<a x='1' x='2'/>": XmlFault.TWICE,
    b"<a x='1'y='2'/>": XmlFault.NO_BLANK,
    b"<x:a/>": XmlFault.PREFIX,
    b"<a>&foo;</a>": XmlFault.AMPERSAND,
    b"<a>Tom & Jerry</a>": XmlFault.BAD_NAME,
    b"<a>\0</a>": XmlFault.CHARACTER,
    b"<a>\xff</a>": XmlFault.ENCODING,
    b"<a>" * 300: XmlFault.DEPTH,
    b" <?xml version='1.0'?><a/>": XmlFault.DECLARATION,
    b"<a><!-- -- --></a>": XmlFault.OTHER,
}
JSON: dict[str, JsonFault] = {
    "{": JsonFault.NAME,
    "{'a': 1}": JsonFault.NAME,
    '{"a" 1}': JsonFault.COLON,
    '{"a": 1 "b": 2}': JsonFault.COMMA,
    '{"a": }': JsonFault.VALUE,
    "": JsonFault.VALUE,
    '{"a": "b': JsonFault.OPEN_TEXT,
    '{"a": "\n"}': JsonFault.CONTROL,
    '{"a": "\\q"}': JsonFault.ESCAPE,
    '{"a": "\\u12"}': JsonFault.ESCAPE,
    "{} x": JsonFault.AFTER_END,
    "[" * 100_000: JsonFault.DEPTH,
    '{"a": ' + "9" * 5_000 + "}": JsonFault.OTHER,
}
YAML: dict[str, YamlFault] = {
    "a: b: c": YamlFault.COLON,
    "a: b\n  c: d": YamlFault.COLON,
    "a: [1": YamlFault.BRACKET,
    "]": YamlFault.BRACKET,
    "- a\nb: c": YamlFault.INDENTATION,
    "a:\n  - b\n c: d": YamlFault.INDENTATION,
    'a: "x': YamlFault.OPEN_TEXT,
    "a: b\n\tc: d": YamlFault.TAB,
    "a: @x": YamlFault.SIGN,
    'a: "\\q"': YamlFault.ESCAPE,
    "a: |\nb": YamlFault.NO_COLON,
    "a: - b": YamlFault.DASH,
    "a: !<": YamlFault.SPECIAL,
    "a: &": YamlFault.SPECIAL,
    'a: "\x01"': YamlFault.CHARACTER,
    "a: 1405-13-40": YamlFault.VALUE,
}


def require_words(told: Bilingual) -> None:
    assert foreign_words(told) == ([], [])
    assert told.fa
    assert told.en


def xml_error(data: bytes) -> Exception:
    with pytest.raises((etree.XMLSyntaxError, ValueError)) as raised:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    return raised.value


@pytest.mark.parametrize(("data", "fault"), XML.items())
def test_broken_xml_is_told_in_words(data: bytes, fault: XmlFault) -> None:
    error = xml_error(data)
    assert xml_code(error) is fault
    require_words(xml_fault(error))


def test_xml_names_tags_and_line() -> None:
    told = xml_fault(xml_error(b"<a>\n<task>\n</a>"))
    assert told.fa == "سطر ۳: برچسب `task` با `a` بسته شده است؛ برچسب پایان را درست کنید"
    assert told.en == "line 3: the tag `task` is closed by `a`; correct the closing tag"
    assert line_of(ValueError()) is None


@pytest.mark.parametrize(("text", "fault"), JSON.items())
def test_broken_json_is_told_in_words(text: str, fault: JsonFault) -> None:
    with pytest.raises((ValueError, RecursionError)) as raised:
        json.loads(text)
    assert json_code(raised.value) is fault
    require_words(json_fault(raised.value))


@pytest.mark.parametrize(("text", "fault"), YAML.items())
def test_broken_yaml_is_told_in_words(text: str, fault: YamlFault) -> None:
    with pytest.raises((yaml.YAMLError, ValueError)) as raised:
        yaml.load(text, Loader=yaml.CSafeLoader)
    assert yaml_code(raised.value) is fault
    require_words(yaml_fault(raised.value))
