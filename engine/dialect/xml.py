"""XML from strangers: bounded in size and depth, without DTD, entities or network."""

from xml.parsers import expat

from lxml import etree

from engine.errors import DefinitionError
from engine.model import Text

Element = etree._Element

#: A diagram with 10,000 drawn elements is about 6 MB.
MAX_BYTES = 8 * 1024 * 1024
#: Opening and closing tags together; bounds the memory of the tree before it is built.
MAX_TAGS = 500_000


class XmlError(DefinitionError):
    """The file can't be read as XML."""

    def __init__(self, reason: str, text: Text) -> None:
        super().__init__(text.en)
        #: "too-big", "doctype" or "not-xml"
        self.reason = reason
        self.text = text


def parse_xml(data: bytes) -> Element:
    """The root element of an XML file; raises `XmlError` (a `DefinitionError`) with a plain message.

    Comments and processing instructions are left out. A document type declaration is refused as a whole: BPMN
    needs none, and entities (bombs, files, addresses) can't exist without one. libxml2 bounds the depth (256)."""
    if len(data) > MAX_BYTES or data.count(b"<") > MAX_TAGS:
        raise XmlError(
            "too-big",
            Text(
                f"پرونده بیش از اندازه بزرگ است (حداکثر {MAX_BYTES // 2**20} مگابایت و {MAX_TAGS} برچسب).",
                f"The file is too big (at most {MAX_BYTES // 2**20} MB and {MAX_TAGS} tags).",
            ),
        )
    _refuse_doctype(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _not_xml(str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype()
    return root


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
        Text(
            "پرونده DOCTYPE یا موجودیت (entity) دارد؛ برای ایمنی پذیرفته نمی‌شود. آن را پاک کنید.",
            "The file has a DOCTYPE or entities; for safety it is refused. Remove it.",
        ),
    )


def _not_xml(detail: str) -> XmlError:
    return XmlError(
        "not-xml",
        Text(f"پرونده XML درستی نیست: {detail}", f"The file is not well-formed XML: {detail}"),
    )
