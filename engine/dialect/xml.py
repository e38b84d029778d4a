"""XML from strangers: bounded in size and depth, without DTD, entities or network."""

import codecs
import re
from xml.parsers import expat

from lxml import etree

from engine.errors import DefinitionError
from engine.model import Bilingual
from engine.parser_faults import xml as xml_faults

Element = etree._Element

#: A diagram with 10,000 drawn elements is about 6 MB.
MAX_BYTES = 8 * 1024 * 1024
#: Opening and closing tags together; bounds the memory of the tree before it is built.
MAX_TAGS = 300_000
#: Signs of equality in one tag: the time that attributes cost grows with their square.
MAX_ATTRIBUTES = 2_000


class XmlError(DefinitionError):
    """The file can't be read as XML."""

    def __init__(self, reason: str, text: Bilingual, *, line: int | None = None) -> None:
        super().__init__(text.en)
        #: "too-big", "doctype" or "not-xml"
        self.reason = reason
        self.text = text
        #: from 1 on, where the parser knows it
        self.line = line


def parse_xml(data: bytes) -> Element:
    """The root element of an XML file; raises `XmlError` (a `DefinitionError`) with a plain message.

    Comments and processing instructions are left out. A document type declaration is refused as a whole: BPMN
    needs none, and entities (bombs, files, addresses) can't exist without one. libxml2 bounds the depth (256)."""
    if len(data) > MAX_BYTES or data.count(b"<") > MAX_TAGS or _has_crowded_tag(data):
        raise XmlError(
            "too-big",
            Bilingual(
                f"پرونده بیش از اندازه بزرگ است (حداکثر {MAX_BYTES // 2**20} مگابایت و {MAX_TAGS} برچسب).",
                f"The file is too big (at most {MAX_BYTES // 2**20} MB and {MAX_TAGS} tags).",
            ),
        )
    data = _in_utf8(data)
    _refuse_doctype(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _not_xml(error) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype()
    return root


def _has_crowded_tag(data: bytes) -> bool:
    """Whether there may be a tag with more attributes than anybody draws."""
    return data.count(b"=") > MAX_ATTRIBUTES and any(
        piece.count(b"=") > MAX_ATTRIBUTES and _TAG.match(piece) for piece in data.split(b"<")
    )


#: the beginning of a tag as opposed to a script in CDATA
_TAG = re.compile(rb"[\x00]?[A-Za-z_:]")


#: what both XML parsers read by themselves
_PLAIN = ("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1")
_DECLARATION = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][\w.:-]{0,40})["'][^>]{0,200}\?>""")
#: encodings that a modeler may have saved in; others are no texts, or hide what is in them
_SAVED_IN = re.compile(r"((?:x-)?mac|cp|windows|iso|koi|big5|gb|euc|shift|utf)", re.IGNORECASE)


def _in_utf8(data: bytes) -> bytes:
    """The file in UTF-8 where it says that it is in another encoding, so that both parsers read the same. Tools that
    say UTF-16 and write UTF-8 are believed by what they write. Raises `XmlError`."""
    found = _DECLARATION.match(data.removeprefix(codecs.BOM_UTF8))
    if found is None:
        return data  # UTF-8, or UTF-16 by its first bytes
    name = found[1].decode()
    if name.lower() in _PLAIN:
        return data
    body = data[data.index(found[0]) + len(found[0]) :]
    if name.lower().startswith(("utf-16", "utf16", "ucs-2")):
        return body
    try:
        if not _SAVED_IN.match(name) or name.lower().startswith("utf-7"):
            raise LookupError(name)
        return body.decode(_codec(name)).encode()
    except (LookupError, UnicodeError) as error:
        raise _not_xml(error) from None


def _codec(name: str) -> str:
    """Java writes x-MacRoman or MacRoman, Python mac-roman."""
    plain = name.lower().removeprefix("x-")
    return f"mac-{plain.removeprefix('mac').lstrip('-_')}" if plain.startswith("mac") else plain


class _PrologRead(Exception):
    """The first element begins; there was no document type declaration."""


def _refuse_doctype(data: bytes) -> None:
    """Read only the prolog, so that libxml2 never sees an entity declaration."""

    def found_doctype(*_: object) -> None:
        raise _doctype()

    def found_element(*_: object) -> None:
        raise _PrologRead

    scanner = expat.ParserCreate()
    scanner.StartDoctypeDeclHandler = found_doctype
    scanner.StartElementHandler = found_element
    try:
        scanner.Parse(data, True)
    except (_PrologRead, expat.ExpatError, LookupError, ValueError):
        return  # what isn't XML (or an encoding that only libxml2 knows) is told by the real parser


def _doctype() -> XmlError:
    return XmlError(
        "doctype",
        Bilingual(
            "پرونده DOCTYPE یا موجودیت (entity) دارد؛ برای ایمنی پذیرفته نمی‌شود. آن را پاک کنید.",
            "The file has a DOCTYPE or entities; for safety it is refused. Remove it.",
        ),
    )


def _not_xml(error: Exception) -> XmlError:
    fa, en = xml_faults.told(error)
    text = Bilingual(f"پرونده XML درستی نیست: {fa}.", f"The file is not well-formed XML: {en}.")
    return XmlError("not-xml", text, line=xml_faults.line_of(error))
